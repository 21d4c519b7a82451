"""An assessment as one line of JSON with exact numbers, or as a table for people. Assesses nothing."""

import json
from collections.abc import Mapping
from decimal import Decimal

from rich.console import Console
from rich.table import Table

from triggers.catalogue import Catalogue
from triggers.explain import drivers
from triggers.values import Assessment, ParameterAssessment, State
from triggers.wording import write_number

UNKNOWN = "unknown"


def write_object(organisation: str, assessment: Assessment) -> str:
    """One JSON object; numbers are the decimals themselves, never floats. `level` null: not stated."""
    fields: dict[str, str | int | Decimal | None] = {
        "organisation": organisation,
        "pack": assessment.pack,
        "version": assessment.version,
        "level": assessment.level if assessment.stated else None,
        "floor": assessment.floor,
        "ceiling": assessment.ceiling,
        "stated": assessment.stated,
        "reachable": assessment.reachable,
        "score": assessment.score,
        "available": assessment.available,
    }
    parameters = ", ".join(_object(_parameter(parameter)) for parameter in assessment.parameters)
    return f'{_object(fields)[:-1]}, "parameters": [{parameters}]}}'


def write_table(assessed: Mapping[str, Assessment], catalogue: Catalogue) -> None:
    """A line per organisation on standard output."""
    table = Table("Organisation", "OPEL", "Could be", "Score", "Because")
    for organisation, a in assessed.items():
        level = str(a.level) if a.stated else "?"
        score = f"{write_number(a.score)} of {write_number(a.available)}"
        table.add_row(
            organisation, level, f"{a.floor} to {a.ceiling}", score, ", ".join(drivers(a, catalogue))
        )
    Console().print(table)


def _parameter(parameter: ParameterAssessment) -> dict[str, str | int | Decimal | None]:
    measure = parameter.measure
    unknown = measure is None or parameter.state is State.UNKNOWN
    return {
        "id": parameter.id,
        "metric": parameter.metric,
        "value": UNKNOWN if measure is None or unknown else measure.value,
        "age_seconds": parameter.age_seconds,
        "state": parameter.state.value,
        "points": parameter.points,
        "max_points": parameter.max_points,
    }


def _object(fields: Mapping[str, str | int | Decimal | None]) -> str:
    pairs = (f"{json.dumps(name)}: {_plain(value)}" for name, value in fields.items())
    return "{" + ", ".join(pairs) + "}"


def _plain(value: str | int | Decimal | None) -> str:
    return str(value) if isinstance(value, Decimal) else json.dumps(value)
