"""The figures of a metric that a trigger remembers for a while, and what they come to. Judges nothing.

Each time has one figure: seen twice it counts once, a correction takes its place.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Literal, NamedTuple

from triggers.hold import DAY_ZONE, day_of

NONE_YET = Decimal(0)
DAY = timedelta(days=1)
Window = Literal["day", "week"] | timedelta
CurrentAt = Callable[[datetime, datetime], bool]
"""Whether a figure observed at the first moment was still current at the second."""
LateAt = Callable[[datetime], datetime | None]
"""When a figure observed then is late."""


class Seen(NamedTuple):
    """A figure and when it was observed."""

    at: datetime
    value: Decimal


Trail = tuple[Seen, ...]
"""Figures in the order of their times, which are all different."""


class Clock(NamedTuple):
    """The moment, whether the newest figure is current at it, and how long figures stay current."""

    now: datetime
    current: bool
    current_at: CurrentAt
    late_at: LateAt


class Total(NamedTuple):
    """What was counted. Not `whole`: at least so much, for some of the time was not seen."""

    value: Decimal
    whole: bool
    changes_at: datetime | None


class Movement(NamedTuple):
    """How far the figure moved, None without one; not `whole`: at least so far."""

    value: Decimal | None
    whole: bool
    changes_at: datetime | None


def start_of(window: Window, now: datetime) -> datetime:
    """When the window that ends now began. Days and weeks begin at the midnight of the returns."""
    if isinstance(window, timedelta):
        return now - window
    today = day_of(now)
    return midnight(today if window == "day" else today - timedelta(days=today.weekday()))


def midnight(day: date) -> datetime:
    """When a day of the returns begins, in UTC."""
    return datetime.combine(day, time(), DAY_ZONE).astimezone(UTC)


def added(trail: Trail, seen: Iterable[Seen]) -> Trail:
    """The trail with these figures as well; of two at the same time the later given stands."""
    by_time = {one.at: one for one in trail}
    for one in seen:
        by_time[one.at] = one
    return tuple(sorted(by_time.values()))


def kept(trail: Trail, window: Window, now: datetime) -> Trail:
    """What of the trail still matters: of a day or week each day's last, else all and the one before them."""
    start = start_of(window, now)
    inside = tuple(one for one in trail if one.at > start or (one.at == start and window in {"day", "week"}))
    if not isinstance(window, timedelta):
        return tuple({day_of(one.at): one for one in inside}.values())
    return (*(one for one in trail if one.at <= start), *inside)[-len(inside) - 1 :]


def counted(trail: Trail, window: Window, clock: Clock) -> Total:
    """What a counter that begins again each midnight has counted in the window.

    Of each day its last figure, less where it stood when the window began within that day. A past day is seen whole if
    its last figure was still current when it ended.
    """
    start = start_of(window, clock.now)
    today = day_of(clock.now)
    days = [day_of(start) + n * DAY for n in range((today - day_of(start)).days + 1)]
    parts = [_counted_on(day, [s for s in trail if day_of(s.at) == day], start, clock) for day in days]
    changes = [midnight(today + DAY)]
    if isinstance(window, timedelta):
        changes += [edge + window for day in days for edge in (midnight(day), midnight(day + DAY))]
        changes += list(_leaving(trail, window, clock))
    value = sum((part.value for part in parts), NONE_YET)
    return Total(value, all(part.whole for part in parts), _soonest(changes, clock.now))


def _counted_on(day: date, seen: list[Seen], start: datetime, clock: Clock) -> Total:
    """One day's part of the window."""
    begins, ends = midnight(day), midnight(day + DAY)
    whole = clock.current if ends > clock.now else bool(seen) and clock.current_at(seen[-1].at, ends)
    base: Decimal | None = NONE_YET
    if start > begins:
        before = [one for one in seen if one.at <= start]
        base = before[-1].value if before and clock.current_at(before[-1].at, start) else None
    if base is None:
        whole = False
        base = next((one.value for one in seen if one.at > start), seen[-1].value if seen else NONE_YET)
    return Total(max(seen[-1].value - base, NONE_YET) if seen else NONE_YET, whole, None)


def moved(trail: Trail, within: timedelta, way: Literal["up", "down", "either"], clock: Clock) -> Movement:
    """How far the newest figure lies from one that stood within the time, the furthest such."""
    start = clock.now - within
    before = [one for one in trail if one.at <= start]
    inside = [one for one in trail if one.at > start]
    based = bool(before) and clock.current_at(before[-1].at, start)
    standing = [before[-1], *inside] if based else inside
    changes = _soonest(_leaving(trail, within, clock), clock.now)
    if not standing:
        return Movement(None, whole=False, changes_at=changes)
    newest = standing[-1].value
    up = newest - min(one.value for one in standing)
    down = max(one.value for one in standing) - newest
    unbroken = all(clock.current_at(a.at, b.at) for a, b in pairwise(standing))
    value = {"up": up, "down": down, "either": max(up, down)}[way]
    return Movement(value, based and unbroken and clock.current, changes)


def _leaving(trail: Trail, window: timedelta, clock: Clock) -> Iterator[datetime]:
    for one in trail:
        yield one.at + window
        late_at = clock.late_at(one.at)
        if late_at is not None:
            yield late_at + window


def _soonest(moments: Iterable[datetime], now: datetime) -> datetime | None:
    return min((moment for moment in moments if moment > now), default=None)
