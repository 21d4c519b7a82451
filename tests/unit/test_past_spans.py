"""Spans: what level stood from when until when, and which stretch of time a day is."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.board.past.spans import changes_in, spans_of
from app.board.past.stretch import DayOutOfReach, last_hours, whole_day
from app.clock import parse_time
from tests.unit.pasts import DAY, told
from tests.unit.streams import configuration

SYSTEM = configuration().system
NOON = datetime(2026, 1, 12, 12, tzinfo=UTC)


def hours(count: float) -> datetime:
    """So many hours after the day began."""
    return DAY.from_ + timedelta(hours=count)


def spans(*levels: tuple[float, int | None]) -> list[tuple[float, float, int | None]]:
    """The spans of entries, in hours after the day began."""
    entries = [told(seq, hours(at), level) for seq, (at, level) in enumerate(levels, 1)]
    found = spans_of(entries, DAY)
    return [(since_midnight(span.from_), since_midnight(span.to), span.level) for span in found]


def since_midnight(moment: str) -> float:
    """Hours after the day began."""
    return (parse_time(moment) - DAY.from_) / timedelta(hours=1)


def test_the_level_that_stood_when_the_stretch_began_counts_from_there() -> None:
    assert spans((-30, 2), (6, 3)) == [(0, 6, 2), (6, 24, 3)]


def test_before_its_first_level_a_unit_has_no_span() -> None:
    assert spans((6, 3)) == [(6, 24, 3)]
    assert spans() == []


def test_not_enough_figures_is_a_span_of_its_own() -> None:
    assert spans((0, 2), (6, None), (7, 2)) == [(0, 6, 2), (6, 7, None), (7, 24, 2)]


def test_neighbours_of_one_level_are_one_span() -> None:
    assert spans((1, 3), (6, 3), (8, 4)) == [(1, 8, 3), (8, 24, 4)]


def test_of_two_levels_at_one_moment_the_later_counts() -> None:
    assert spans((1, 3), (6, 4), (6, 2)) == [(1, 6, 3), (6, 24, 2)]


def test_what_came_before_the_last_level_that_stood_at_the_start_is_gone() -> None:
    assert spans((-30, 2), (-3, 3), (-1, 1)) == [(0, 24, 1)]


def test_a_change_at_the_midnight_that_ends_a_day_belongs_to_the_next() -> None:
    entries = [told(1, hours(0), 2), told(2, hours(24), 3)]
    assert [entry.seq for entry in changes_in(entries, DAY)] == [1]
    assert [span.level for span in spans_of(entries, DAY)] == [2]


def test_a_level_reached_this_moment_is_the_last_span() -> None:
    stretch = last_hours(NOON, 24)
    found = spans_of([told(1, NOON - timedelta(hours=1), 2), told(2, NOON, 3)], stretch)
    assert [(span.level, span.from_ == span.to) for span in found] == [(2, False), (3, True)]


@pytest.mark.parametrize(
    ("day", "length"),
    [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 1, 12), 24), (date(2026, 6, 1), 24)],
)
def test_a_day_is_as_long_as_it_was_on_the_wall(day: date, length: int) -> None:
    stretch = whole_day(SYSTEM, day, datetime(2027, 1, 1, tzinfo=UTC))
    assert stretch.to - stretch.from_ == timedelta(hours=length)


def test_a_summer_s_day_begins_before_midnight_in_greenwich() -> None:
    stretch = whole_day(SYSTEM, date(2026, 6, 1), datetime(2027, 1, 1, tzinfo=UTC))
    assert stretch.from_ == datetime(2026, 5, 31, 23, tzinfo=UTC)


def test_today_is_as_long_as_it_has_lasted() -> None:
    stretch = whole_day(SYSTEM, date(2026, 1, 12), NOON)
    assert (stretch.to, stretch.last) == (NOON, NOON)


@pytest.mark.parametrize("day", [date(2026, 1, 13), date(1999, 12, 31), date.max, date.min])
def test_a_day_that_has_not_begun_or_lies_too_far_back_is_refused(day: date) -> None:
    with pytest.raises(DayOutOfReach, match=str(day)):
        whole_day(SYSTEM, day, NOON)
