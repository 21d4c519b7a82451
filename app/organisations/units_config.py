"""A unit's configuration on a day, as the rules take it. Judges nothing."""

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from app.organisations.bodies import in_force
from app.organisations.expected import expectation_of, matches
from app.organisations.system_file import SystemFile
from triggers.assess import UnitConfig
from triggers.catalogue import Catalogue


def unit_config(system: SystemFile, unit_code: str, day: date, catalogue: Catalogue) -> UnitConfig:
    """Expectations, exemptions and known gaps of one unit, resolved for each metric of the catalogue.

    Exemptions and gaps begin and end at local midnight. Raises KeyError for an unknown unit.
    """
    unit = system.units_by_code[unit_code]
    expected = {metric: expectation_of(system.expectations, unit, metric) for metric in catalogue.metrics}
    exempt = [n.metric for n in system.not_applicable if n.unit == unit_code and in_force(n, day)]
    known_gaps = [g for g in system.known_gaps if g.unit == unit_code and in_force(g, day)]
    gaps = [pattern for gap in known_gaps for pattern in gap.metrics]
    return UnitConfig(
        {metric: expectation for metric, expectation in expected.items() if expectation is not None},
        _all_matching(exempt, catalogue),
        _all_matching(gaps, catalogue),
        ZoneInfo(system.timezone),
    )


def _all_matching(patterns: Iterable[str], catalogue: Catalogue) -> frozenset[str]:
    wanted = tuple(patterns)
    return frozenset(metric for metric in catalogue.metrics if matches(wanted, metric))
