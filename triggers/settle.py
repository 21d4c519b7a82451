"""Assessments over time → the level that stands. A width never holds it up, a ceiling never raises it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from triggers.values import CURRENT, Assessment, Settled, State

Marks = tuple[datetime | None, datetime | None, datetime | None]
PROVEN = CURRENT | {State.NOT_APPLICABLE}
NO_MARKS: Marks = (None, None, None)
RISEN, FALLEN = (2, 3, 4), (1, 2, 3)  # the levels that a mark stands for


class Holds(NamedTuple):
    """How long assessments must agree before the level moves."""

    up: timedelta
    down: timedelta


def settle(before: Settled, assessment: Assessment, holds: Holds, now: datetime) -> Settled:
    """The level after `assessment`.

    Up when every assessment has been at or above the new level for `holds.up`. Down when for `holds.down`
    every one has been at or below it and every parameter whose points fell was current. An assessment that
    is not stated moves nothing, and calm must then be shown afresh; so must it once a unit that was shut is open.
    """
    level = assessment.level
    if level is None or not assessment.stated:
        return before._replace(at_most=NO_MARKS, next_change_at=None)
    proven, evidenced = _weigh(before.evidenced, assessment)
    proven = proven and not assessment.shut
    at_least = _mark(before.at_least, [level >= higher for higher in RISEN], now)
    at_most = _mark(before.at_most, [proven and level <= lower for lower in FALLEN], now)
    if before.level is None:
        stands, since, previous = level, now, before.previous
    else:
        stands = _move(before.level, at_least, at_most, holds, now)
        moved = stands != before.level
        since = now if moved else before.since or now
        previous = before.level if moved else before.previous
    next_change_at = _next(stands, at_least, at_most, holds)
    return Settled(stands, since, previous, at_least, at_most, evidenced, next_change_at)


def switched(before: Settled) -> Settled:
    """At a pack switch the level carries over; holds and evidence, which spoke of the old pack, restart."""
    return Settled(before.level, before.since, before.previous)


def _weigh(evidenced: Mapping[str, Decimal], assessment: Assessment) -> tuple[bool, dict[str, Decimal]]:
    """Whether every fall in points is backed by a current figure, and the points now evidenced.

    Points that rose on a doubtful figure must fall on a good one too.
    """
    proven = True
    found: dict[str, Decimal] = {}
    for parameter in assessment.parameters:
        earlier = evidenced.get(parameter.id)
        if parameter.state in PROVEN:
            found[parameter.id] = parameter.points
        elif earlier is not None and parameter.points < earlier:
            proven = False
            found[parameter.id] = earlier
        elif parameter.measure is not None:
            found[parameter.id] = parameter.points
        elif earlier is not None:
            found[parameter.id] = earlier
    return proven, found


def _mark(marks: Marks, holding: Sequence[bool], now: datetime) -> Marks:
    one, two, three = ((mark or now) if held else None for mark, held in zip(marks, holding, strict=True))
    return one, two, three


def _move(level: int, at_least: Marks, at_most: Marks, holds: Holds, now: datetime) -> int:
    risen = [n for n, at in zip(RISEN, at_least, strict=True) if n > level and at and now - at >= holds.up]
    fallen = [n for n, at in zip(FALLEN, at_most, strict=True) if n < level and at and now - at >= holds.down]
    return max(risen, default=min(fallen, default=level))


def _next(level: int, at_least: Marks, at_most: Marks, holds: Holds) -> datetime | None:
    rising = [since + holds.up for since in at_least[level - 1 :] if since is not None]
    falling = [since + holds.down for since in at_most[: level - 1] if since is not None]
    return min(rising + falling, default=None)
