"""When a unit's figures are due: rules over units and metrics, later ones overriding. Judges no figure."""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Annotated

from pydantic import Field

from app.organisations.bodies import Code, Mark, Part, Pillar, Unit
from app.organisations.exemptions import MetricPattern
from triggers.expectations import Expectation
from triggers.text_fields import Provenance


class ExpectationRule(Part):
    """What is expected of the named units, or of a pillar narrowed by what it `has`.

    A pattern such as "ed.*" covers every metric of the catalogue that it matches. `expect` null:
    nothing is expected, and a figure stays fresh.
    """

    units: tuple[Code, ...] = ()
    pillar: Pillar | None = None
    has: Mark | None = None
    metrics: Annotated[tuple[MetricPattern, ...], Field(min_length=1)]
    expect: Expectation | None
    provenance: Provenance = "unverified"


def covers(rule: ExpectationRule, unit: Unit) -> bool:
    """Whether the rule speaks of the unit."""
    if rule.units:
        return unit.code in rule.units
    return rule.pillar == unit.pillar and (rule.has is None or rule.has in unit.has)


def expectation_of(rules: Iterable[ExpectationRule], unit: Unit, metric: str) -> Expectation | None:
    """What the last rule that speaks of the unit and the metric expects."""
    found: Expectation | None = None
    for rule in rules:
        if covers(rule, unit) and matches(rule.metrics, metric):
            found = rule.expect
    return found


def matches(patterns: Iterable[str], metric: str) -> bool:
    """Whether some pattern matches the metric's id."""
    return any(fnmatchcase(metric, pattern) for pattern in patterns)


@lru_cache(maxsize=1024)
def matching(patterns: tuple[str, ...], metrics: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the metrics that some pattern matches, in their order. Asked again for every unit and day."""
    return tuple(metric for metric in metrics if matches(patterns, metric))
