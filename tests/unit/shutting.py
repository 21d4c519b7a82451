"""Builders for tests of units that are not always open. Asserts nothing."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from hypothesis import strategies as st

from tests.unit.ruling import LONDON
from triggers.local_hours import Hours, Spell
from triggers.opening import Opening, shut_at

MINUTE, QUARTER = timedelta(minutes=1), timedelta(minutes=15)
MONDAY = datetime(2026, 1, 12, tzinfo=UTC)
EVERY_DAY = frozenset(range(7))
BY_DAY = Opening((Hours(time(8), time(20), EVERY_DAY),), (), LONDON)
"""Open from 08:00 to 20:00."""


def closed(begins: datetime, ends: datetime) -> Opening:
    """Always open but for one closure."""
    return Opening((), (Spell(begins, ends),), LONDON)


def at(text: str) -> datetime:
    """A local time of that Monday, or of another day if it is given."""
    return datetime.fromisoformat(text if "T" in text else f"2026-01-12T{text}").replace(tzinfo=UTC)


def open_minutes(opening: Opening, begins: datetime, ends: datetime) -> int:
    """How many whole minutes it is open, counted one by one."""
    minutes = range((ends - begins) // MINUTE)
    return sum(not shut_at(opening, begins + n * MINUTE) for n in minutes)


@st.composite
def openings(draw: st.DrawFn) -> Opening:
    """Hours of some days in the middle of the day, and up to five closures."""
    lines: list[Hours] = []
    if draw(st.booleans()):
        begins, ends = sorted(draw(st.sets(st.integers(0, 23), min_size=2, max_size=2)))
        days = draw(st.sampled_from([EVERY_DAY, frozenset(range(5)), frozenset({0, 2})]))
        lines.append(Hours(time(begins), time(ends, 30), days))
    return Opening(tuple(lines), tuple(draw(closures())), LONDON)


@st.composite
def closures(draw: st.DrawFn) -> Sequence[Spell]:
    """In order, none within another; some begin where one before ends."""
    found: list[Spell] = []
    moment = MONDAY - timedelta(hours=4)
    for _ in range(draw(st.integers(0, 5))):
        begins = moment + draw(st.integers(0, 40)) * QUARTER
        moment = begins + draw(st.integers(1, 60)) * QUARTER
        found.append(Spell(begins, moment))
    return found
