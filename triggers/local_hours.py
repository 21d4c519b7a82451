"""Local hours of chosen days as moments: when they begin and end, what a moment lies in. Knows no rule.

On the nights on which clocks change each day's hours still come once at most: a time that the clocks leap over is the
moment after the leap, a time that comes twice is the first of the two.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, NamedTuple
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator

from triggers.text_fields import DAY_TYPES, DAYS, Day

MINUTE = timedelta(minutes=1)
DAYS_BACK, DAYS_AHEAD = (
    2,
    9,
)  # hours that hold now began yesterday at the earliest; the next begin within a week


def _as_text(given: object) -> object:
    """A bare number is no time: pydantic would read it as seconds."""
    if isinstance(given, int | Decimal):
        raise ValueError('must be a local time such as "16:00"')  # noqa: TRY004  # pydantic asks for it
    return given


def _whole_minute(given: time) -> time:
    if given.tzinfo is not None or given.second or given.microsecond:
        raise ValueError('must be a local time such as "16:00": no seconds, no zone')
    return given


LocalTime = Annotated[time, BeforeValidator(_as_text), AfterValidator(_whole_minute)]


class Hours(NamedTuple):
    """Local hours of some days of the week (Monday 0), named by the day on which they begin.

    `until` the earlier: over midnight. `until` None: the one minute at `from_`.
    """

    from_: time
    until: time | None
    weekdays: frozenset[int]


class Spell(NamedTuple):
    """From a moment until, not including, another."""

    begins: datetime
    ends: datetime


class Lying(NamedTuple):
    """The spell that a moment lies in, if any, and the next moment at which one begins or ends."""

    spell: Spell | None
    changes_at: datetime | None


def weekdays_of(days: Iterable[Day]) -> frozenset[int]:
    """Days of the week, Monday 0."""
    return frozenset(DAYS.index(day) for given in days for day in DAY_TYPES.get(given, (given,)))


def length(from_: time, until: time) -> timedelta:
    """How long these hours are on a day on which no clock changes."""
    minutes = (until.hour - from_.hour) * 60 + until.minute - from_.minute
    return timedelta(minutes=minutes % (24 * 60))


def moment_on(day: date, at: time, zone: ZoneInfo) -> datetime:
    """A local time of a day, in UTC: the first of two, or the moment after the clocks leapt over it."""
    wall = datetime.combine(day, at)
    while (moment := wall.replace(tzinfo=zone).astimezone(UTC)).astimezone(zone).replace(tzinfo=None) != wall:
        wall += MINUTE
    return moment


def lying(hours: Iterable[Hours], moment: datetime, zone: ZoneInfo) -> Lying:
    """Where a moment lies among several hours; of those it lies in, the one that ends last."""
    day = moment.astimezone(zone).date()
    spells = [spell for one in hours for spell in _spells(one, day, zone)]
    holding = [spell for spell in spells if spell.begins <= moment < spell.ends]
    edges = [edge for spell in spells for edge in spell if edge > moment]
    return Lying(max(holding, key=lambda s: s.ends, default=None), min(edges, default=None))


@lru_cache(maxsize=1024)
def _spells(hours: Hours, around: date, zone: ZoneInfo) -> tuple[Spell, ...]:
    found: list[Spell] = []
    for n in range(-DAYS_BACK, DAYS_AHEAD):
        day = around + timedelta(days=n)
        if day.weekday() not in hours.weekdays:
            continue
        begins = moment_on(day, hours.from_, zone)
        if hours.until is None:
            found.append(Spell(begins, begins + MINUTE))
            continue
        last = day if hours.from_ < hours.until else day + timedelta(days=1)
        ends = moment_on(last, hours.until, zone)
        if begins < ends:  # hours that the clocks leapt over do not come at all
            found.append(Spell(begins, ends))
    return tuple(found)
