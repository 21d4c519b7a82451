"""What was planned: the value expected of a unit's metric by day and hour. Judges nothing.

Hours are local. A plan for a counter that begins again at midnight says where it will stand at that hour, and rises
evenly from one hour to the next; any other plan holds for the whole hour.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, NamedTuple
from zoneinfo import ZoneInfo

from pydantic import Field

from triggers.catalogue import Catalogue
from triggers.derive import CENTS
from triggers.text_fields import DAY_TYPES, DAYS, Closed, Day, Id, Number, Words
from triggers.trigger_pack import UnitCode
from triggers.values import Measure, Reading

PLAN = "plan"
MINUTES_AN_HOUR, LAST_HOUR = 60, 24
NOTHING_YET = Decimal(0)
BROADER = ("weekdays", "weekends", "every_day")


class PlannedValue(Closed):
    """One expected value. `on`: a date, which outweighs a day of the week, which outweighs a kind of day.

    `hour` 24 is the end of the day, for counters that begin again at midnight.
    """

    unit: UnitCode
    metric: Id
    on: Annotated[date | Day, Field(union_mode="left_to_right")]
    hour: Annotated[int, Field(ge=0, le=LAST_HOUR)]
    value: Number
    source: Words


class PlanFault(NamedTuple):
    """What is wrong with the planned value of this number (from 0)."""

    number: int
    reason: str


class PlanErrors(Exception):
    """The plan does not check: all `faults`."""

    def __init__(self, faults: tuple[PlanFault, ...]) -> None:
        super().__init__("\n".join(f"[{fault.number}]: {fault.reason}" for fault in faults))
        self.faults = faults


Hourly = Mapping[int, PlannedValue]


class Plans(NamedTuple):
    """Planned values of units' metrics by day, then hour, and which of the metrics are counters since midnight."""

    days: Mapping[tuple[str, str], Mapping[date | str, Hourly]] = {}
    counters: frozenset[str] = frozenset()


NO_PLANS = Plans()


def plans_of(values: Iterable[PlannedValue], catalogue: Catalogue) -> Plans:
    """The values as they are looked up. Raises PlanErrors with all that is wrong."""
    days: dict[tuple[str, str], dict[date | str, dict[int, PlannedValue]]] = {}
    faults: list[PlanFault] = []
    for i, planned in enumerate(values):
        hours = days.setdefault((planned.unit, planned.metric), {}).setdefault(planned.on, {})
        reason = _fault(planned, hours, catalogue)
        if reason is not None:
            faults.append(PlanFault(i, reason))
        hours[planned.hour] = planned
    if faults:
        raise PlanErrors(tuple(faults))
    return Plans(days, frozenset(metric.id for metric in catalogue.metrics.values() if metric.since_midnight))


def _fault(planned: PlannedValue, hours: Hourly, catalogue: Catalogue) -> str | None:
    metric = catalogue.metrics.get(planned.metric)
    if metric is None:
        return f"{planned.metric} is not in the metrics catalogue"
    if not metric.low <= planned.value <= metric.high:
        return f"{planned.value} is no value that {metric.id} can have: {metric.low} to {metric.high}"
    if planned.hour in hours:
        return f"{planned.unit} {planned.metric} is planned twice for {planned.on}, hour {planned.hour}"
    if planned.hour == LAST_HOUR and not metric.since_midnight:
        return "hour 24 is the end of a day, which is for counters that begin again at midnight"
    return None


def expected(plans: Plans, unit: str, metric: str, local: datetime) -> Decimal | None:
    """What was expected at a local time. None: not planned. Of a counter rounded to two places."""
    days = plans.days.get((unit, metric))
    hourly = None if days is None else _hourly(days, local.date())
    if hourly is None:
        return None
    if metric not in plans.counters:
        return None if local.hour not in hourly else hourly[local.hour].value
    begins = _standing(hourly, local.hour)
    ends = _standing(hourly, local.hour + 1)
    if local.minute == 0 or begins is None or ends is None:
        return begins if local.minute == 0 else None
    risen = (ends - begins) * local.minute / MINUTES_AN_HOUR
    return (begins + risen).quantize(CENTS, ROUND_HALF_UP)


def _standing(hourly: Hourly, hour: int) -> Decimal | None:
    if hour in hourly:
        return hourly[hour].value
    return NOTHING_YET if hour == 0 else None


def _hourly(days: Mapping[date | str, Hourly], day: date) -> Hourly | None:
    named = DAYS[day.weekday()]
    kinds = [kind for kind in BROADER if named in DAY_TYPES[kind]]
    keys: tuple[date | str, ...] = (day, named, *kinds)
    return next((days[key] for key in keys if key in days), None)


def planned_counts(
    plans: Plans, readings: Sequence[Reading], catalogue: Catalogue, zone: ZoneInfo
) -> list[Reading]:
    """What was planned for the time of each count that is judged by how far it exceeds another, such as attendances
    by what was expected of them: readings of that other count, whose source is the plan. What was sent stands.
    """
    sent = {(reading.organisation, reading.metric, reading.observed_at) for reading in readings}
    found: list[Reading] = []
    for reading in readings:
        for name in catalogue.ratios_of.get(reading.metric, ()):
            ratio = catalogue.metrics[name].ratio
            if ratio is None or not ratio.excess or ratio.numerator != reading.metric:
                continue
            unit, at = reading.organisation, reading.observed_at
            value = expected(plans, unit, reading.metric, at.astimezone(zone))
            if value is not None and (unit, ratio.denominator, at) not in sent:
                found.append(Reading(unit, ratio.denominator, Measure(value), at, PLAN))
    return found
