"""When a figure is due, and how current one is. Chases nobody."""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import Annotated, NamedTuple
from zoneinfo import ZoneInfo

from pydantic import Discriminator, Field, Tag, field_validator, model_validator

from triggers.opening import Opening, after, shut_at, stretch_at
from triggers.text_fields import DAY_TYPES, DAYS, Closed, Day, Duration
from triggers.values import State

DAYS_AROUND = 9  # a weekly slot lies within this many days of any moment, daylight saving included
AROUND = timedelta(days=DAYS_AROUND)
ROUNDS_AHEAD = (
    12  # a unit is shut for a week at a time: looked this often farther, a time that is asked for is found
)


class IntervalExpectation(Closed):
    """A feed: a figure `every` so often, late after `grace` more. `dead_after` counts from its time."""

    every: Duration
    grace: Duration = timedelta(0)
    dead_after: Duration | None = None

    @model_validator(mode="after")
    def _check(self) -> "IntervalExpectation":
        if self.every <= timedelta(0):
            raise ValueError("every must be above zero")
        if self.dead_after is not None and self.dead_after <= self.every + self.grace:
            raise ValueError("dead_after must be longer than every + grace")
        return self

    @cached_property
    def late_after(self) -> timedelta:
        """Age at which a figure is late."""
        return self.every + self.grace


class TimesExpectation(Closed):
    """A return typed by people at local `times` of `days`.

    A figure observed up to `satisfied_from` before a time answers it (an 08:00 snapshot answers the 11:00
    return when that is 3h). `dead_after` counts from the time that was missed. `grace_at` gives single times a
    grace of their own: a snapshot of 08:00 that is typed until 11:00 has 3h.
    """

    times: Annotated[tuple[time, ...], Field(min_length=1)]
    days: Annotated[tuple[Day, ...], Field(min_length=1)] = ("every_day",)
    grace: Duration = timedelta(0)
    grace_at: Mapping[time, Duration] = Field(default_factory=dict)
    satisfied_from: Duration = timedelta(hours=1)
    dead_after: Duration | None = None

    @field_validator("times")
    @classmethod
    def _sorted(cls, times: tuple[time, ...]) -> tuple[time, ...]:
        if any(t.tzinfo is not None for t in times):
            raise ValueError("times are local: no zone")
        if list(times) != sorted(set(times)):
            raise ValueError("times must be in order, each once")
        return times

    @model_validator(mode="after")
    def _check(self) -> "TimesExpectation":
        if self.satisfied_from > timedelta(days=1):
            raise ValueError("satisfied_from must be a day at most")
        if self.dead_after is not None and self.dead_after <= max([self.grace, *self.grace_at.values()]):
            raise ValueError("dead_after must be longer than grace")
        if strange := [at for at in self.grace_at if at not in self.times]:
            raise ValueError(f"grace_at names {strange[0]:%H:%M}, which is none of the times")
        return self

    def __hash__(self) -> int:
        """By its times and days: what is kept of it is looked up by these."""
        return hash((self.times, self.days, self.grace))

    @cached_property
    def weekdays(self) -> frozenset[int]:
        """Days of the week, Monday 0."""
        return frozenset(DAYS.index(day) for given in self.days for day in DAY_TYPES.get(given, (given,)))


def _kind(value: object) -> str:
    timed = "times" in value if isinstance(value, dict) else isinstance(value, TimesExpectation)
    return "times" if timed else "interval"


Expectation = Annotated[
    Annotated[IntervalExpectation, Tag("interval")] | Annotated[TimesExpectation, Tag("times")],
    Discriminator(_kind),
]


class Currency(NamedTuple):
    """How current a figure is at a moment. `next_change_at`: when that changes by time alone."""

    state: State
    due_at: datetime | None = None
    late_at: datetime | None = None
    dead_at: datetime | None = None
    next_change_at: datetime | None = None


class _Marks(NamedTuple):
    due_at: datetime
    fresh_until: datetime
    late_at: datetime
    dead_at: datetime | None


_Slot = tuple[datetime, timedelta]  # a time at which a figure is due, and its grace
# Bound once: the hot path.
FRESH, NOT_DUE, LATE, DEAD, CLOSED = State.FRESH, State.NOT_DUE, State.LATE, State.DEAD, State.CLOSED
ALWAYS_FRESH = Currency(FRESH)


def currency(
    expectation: Expectation | None,
    observed_at: datetime,
    now: datetime,
    timezone: ZoneInfo,
    opening: Opening | None = None,
) -> Currency:
    """How current a figure observed at `observed_at` is; without an expectation it is always fresh.

    `opening` None: the unit is always open. Else the clock of every expectation stands while the unit is shut:
    intervals, grace and `dead_after` count the time that it is open, and a time of the day at which it is shut is not
    asked for. So nothing becomes late or dead while it is shut, what was late stays so, and what was current is
    `closed` until it opens, when its clock goes on.
    """
    if expectation is None or opening is not None:
        return (
            ALWAYS_FRESH if opening is None else _while_open(expectation, observed_at, now, timezone, opening)
        )
    if isinstance(expectation, IntervalExpectation):
        return _by_interval(expectation, observed_at, now)
    due_at, fresh_until, late_at, dead_at = _marks(expectation, observed_at, timezone)
    if now < fresh_until:
        return Currency(FRESH, due_at, late_at, dead_at, fresh_until)
    if now < late_at:
        return Currency(NOT_DUE, due_at, late_at, dead_at, late_at)
    if dead_at is None or now < dead_at:
        return Currency(LATE, due_at, late_at, dead_at, dead_at)
    return Currency(DEAD, due_at, late_at, dead_at)


def _by_interval(expectation: IntervalExpectation, observed_at: datetime, now: datetime) -> Currency:
    age = now - observed_at
    dead_after = expectation.dead_after
    dead_at = None if dead_after is None else observed_at + dead_after
    due_at, late_at = observed_at + expectation.every, observed_at + expectation.late_after
    if age < expectation.late_after:
        return Currency(FRESH, due_at, late_at, dead_at, late_at)
    if dead_after is None or age < dead_after:
        return Currency(LATE, due_at, late_at, dead_at, dead_at)
    return Currency(DEAD, due_at, late_at, dead_at)


def _while_open(
    expectation: Expectation | None,
    observed_at: datetime,
    now: datetime,
    timezone: ZoneInfo,
    opening: Opening,
) -> Currency:
    is_open, until = stretch_at(opening, now)
    if expectation is None:
        return Currency(FRESH if is_open else CLOSED, next_change_at=until)
    due_at, fresh_until, late_at, dead_at = _marks_while_open(expectation, observed_at, timezone, opening)
    if now >= late_at:
        dead = dead_at is not None and now >= dead_at
        return Currency(DEAD if dead else LATE, due_at, late_at, dead_at, None if dead else dead_at)
    if not is_open:
        return Currency(CLOSED, due_at, late_at, dead_at, until)
    state, passes = (FRESH, fresh_until) if now < fresh_until else (NOT_DUE, late_at)
    return Currency(state, due_at, late_at, dead_at, passes if until is None else min(passes, until))


@lru_cache(maxsize=4096)
def _marks_while_open(
    expectation: Expectation, observed_at: datetime, timezone: ZoneInfo, opening: Opening
) -> _Marks:
    if isinstance(expectation, IntervalExpectation):
        since, due_at = observed_at, after(opening, observed_at, expectation.every)
        late_at = fresh_until = after(opening, observed_at, expectation.late_after)
    else:
        (answered, grace), (due_at, next_grace) = _asked_around(expectation, observed_at, timezone, opening)
        since, late_at = due_at, after(opening, due_at, next_grace)
        fresh_until = min(max(answered, observed_at) + grace, late_at)
    dead_at = None if expectation.dead_after is None else after(opening, since, expectation.dead_after)
    return _Marks(due_at, fresh_until, late_at, dead_at)


def _asked_around(
    expectation: TimesExpectation, observed_at: datetime, timezone: ZoneInfo, opening: Opening
) -> tuple[_Slot, _Slot]:
    """The last of the times that is answered, and the next that is asked for. Of times that are never asked for, while
    the unit is open, the next all the same: nothing stays current for ever.
    """
    answers, day = observed_at + expectation.satisfied_from, observed_at.astimezone(timezone).date()
    around = _slots_around(expectation, day, timezone)
    asked = [slot for slot in around if not shut_at(opening, slot[0])]
    answered = next(
        (slot for slot in reversed(asked) if slot[0] <= answers), (observed_at, expectation.grace)
    )
    for n in range(ROUNDS_AHEAD):
        ahead = _slots_around(expectation, day + n * AROUND, timezone)
        for slot in ahead:
            if slot[0] > answers and not shut_at(opening, slot[0]):
                return answered, slot
    return answered, around[bisect_right(around, answers, key=_moment)]


@lru_cache(maxsize=4096)
def _marks(expectation: TimesExpectation, observed_at: datetime, timezone: ZoneInfo) -> _Marks:
    slots = _slots_around(expectation, observed_at.astimezone(timezone).date(), timezone)
    following = bisect_right(slots, observed_at + expectation.satisfied_from, key=_moment)
    (answered, grace), (due_at, next_grace) = slots[following - 1], slots[following]
    late_at = due_at + next_grace
    fresh_until = min(max(answered, observed_at) + grace, late_at)
    dead_at = None if expectation.dead_after is None else due_at + expectation.dead_after
    return _Marks(due_at, fresh_until, late_at, dead_at)


_moment = itemgetter(0)


@lru_cache(maxsize=1024)
def _slots_around(expectation: TimesExpectation, day: date, timezone: ZoneInfo) -> tuple[_Slot, ...]:
    """Due times in UTC, each with its grace, in order: on the spring night local order and true order may differ."""
    days = (day + timedelta(days=n) for n in range(-DAYS_AROUND, DAYS_AROUND + 1))
    return tuple(
        sorted(
            (
                datetime.combine(d, at, timezone).astimezone(UTC),
                expectation.grace_at.get(at, expectation.grace),
            )
            for d in days
            if d.weekday() in expectation.weekdays
            for at in expectation.times
        )
    )
