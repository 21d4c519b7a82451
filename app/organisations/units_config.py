"""A unit's configuration on a day, as the rules take it. Judges nothing."""

from datetime import date, time
from zoneinfo import ZoneInfo

from app.organisations.bodies import in_force
from app.organisations.expected import covers, matching
from app.organisations.service import MIDNIGHT
from app.organisations.system_file import SystemFile
from app.state import DatedStatus
from triggers.assess import UnitConfig
from triggers.catalogue import Catalogue
from triggers.expectations import Expectation
from triggers.local_hours import Hours, Spell, moment_on, weekdays_of
from triggers.opening import Opening


def unit_config(system: SystemFile, unit_code: str, day: date, catalogue: Catalogue) -> UnitConfig:
    """Expectations, exemptions and known gaps of one unit, resolved for each metric of the catalogue.

    Exemptions and gaps begin and end at local midnight; when it is open holds for every day. Raises KeyError for an
    unknown unit.
    """
    unit = system.units_by_code[unit_code]
    metrics = tuple(catalogue.metrics)
    expected: dict[str, Expectation | None] = {}
    for rule in system.expectations:
        if covers(rule, unit):
            expected |= dict.fromkeys(matching(rule.metrics, metrics), rule.expect)
    exempt = [n.metric for n in system.not_applicable if n.unit == unit_code and in_force(n, day)]
    known_gaps = [g for g in system.known_gaps if g.unit == unit_code and in_force(g, day)]
    gaps = [pattern for gap in known_gaps for pattern in gap.metrics]
    return UnitConfig(
        {metric: expect for metric in metrics if (expect := expected.get(metric)) is not None},
        frozenset(matching(tuple(exempt), metrics)),
        frozenset(matching(tuple(gaps), metrics)),
        ZoneInfo(system.timezone),
        opening_of(system, unit_code),
    )


def opening_of(system: SystemFile, unit_code: str) -> Opening | None:
    """When the unit is open. None: always, as far as is known."""
    zone = ZoneInfo(system.timezone)
    hours = tuple(
        Hours(time_of(line.from_), time_of(line.until), weekdays_of(line.days))
        for line in system.opening_hours
        if line.unit == unit_code
    )
    closures = sorted(
        Spell(status.begins, status.ends)
        for status in statuses_of(system, unit_code)
        if status.status == "closed"
    )
    return Opening(hours, tuple(closures), zone) if hours or closures else None


def statuses_of(system: SystemFile, unit_code: str) -> tuple[DatedStatus, ...]:
    """What the unit's service is for a while, ever."""
    zone = ZoneInfo(system.timezone)
    return tuple(
        DatedStatus(
            status.status,
            status.reason,
            moment_on(status.from_.date(), status.from_.time(), zone),
            moment_on(status.until.date(), status.until.time(), zone),
        )
        for status in system.service_status
        if status.unit == unit_code
    )


def time_of(written: str) -> time:
    """A time of a line of opening hours; midnight at the end of a day is that at the beginning of the next."""
    return time() if written == MIDNIGHT else time.fromisoformat(written)
