"""Times of day as a trigger asks them, on ordinary days and on both nights on which the clocks change."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.ruling import LONDON
from tests.unit.triggering import BEDS, Ward, fed, local, rule
from triggers.expectations import TimesExpectation
from triggers.local_hours import Hours, length, lying, moment_on

EVERY_DAY = frozenset(range(7))
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
SPRING, AUTUMN = "2026-03-29", "2026-10-25"
RETURNS = fed(TimesExpectation.model_validate({"times": ["08:00", "15:00"], "grace": "1h"}))
FRIDAY = f"when: {{all: [{{above: 80, metric: {BEDS}}}, {{on: {{days: [fri], times: ['16:00']}}}}]}}"

moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 20), timezones=st.just(UTC))  # noqa: DTZ001
times = st.times().map(lambda at: at.replace(second=0, microsecond=0, tzinfo=None))


def lies(hours: Hours, moment: datetime) -> bool:
    return lying((hours,), moment, LONDON).spell is not None


def test_a_friday_at_four_decides_by_the_figure_in_force_then() -> None:
    ward = Ward(rule(FRIDAY), local("2026-01-12 07:00"), RETURNS)
    ward.shows(local("2026-01-15 15:00"), BEDS, 90)
    assert ward.fired == []
    ward.shows(local("2026-01-16 08:00"), BEDS, 79).shows(local("2026-01-16 15:00"), BEDS, 85)
    ward.passes(local("2026-01-16 18:00"))
    assert ward.fired == [local("2026-01-16 16:00")]
    assert ward.state.fires


def test_its_dwell_runs_on_from_the_minute() -> None:
    ward = Ward(rule(f"{FRIDAY}, for: 15m"), local("2026-01-16 07:00"), RETURNS)
    ward.shows(local("2026-01-16 15:00"), BEDS, 85).passes(local("2026-01-16 18:00"))
    assert ward.fired == [local("2026-01-16 16:15")]


def test_a_figure_that_comes_after_the_minute_decides_nothing() -> None:
    ward = Ward(rule(FRIDAY), local("2026-01-16 07:00"), RETURNS)
    ward.shows(local("2026-01-16 15:00"), BEDS, 79).shows(local("2026-01-16 16:01"), BEDS, 99)
    assert ward.passes(local("2026-01-23 07:00")).fired == []


def test_once_begun_it_is_over_by_its_figure_and_not_by_the_clock() -> None:
    ward = Ward(rule(FRIDAY), local("2026-01-16 07:00"), RETURNS)
    ward.shows(local("2026-01-16 15:00"), BEDS, 85).shows(local("2026-01-17 08:00"), BEDS, 80)
    assert ward.over == [local("2026-01-17 08:00")]


def test_hours_come_and_go() -> None:
    evenings = "{on: {days: [weekdays], from: '20:00', until: '02:00'}}"
    line = f"when: {{all: [{{above: 80, metric: {BEDS}}}, {evenings}]}}"
    ward = Ward(rule(line), local("2026-01-16 07:00"), fed(None)).shows(local("2026-01-16 09:00"), BEDS, 85)
    ward.passes(local("2026-01-19 23:00"))
    assert ward.fired == [local("2026-01-16 20:00"), local("2026-01-19 20:00")]
    assert ward.over == [local("2026-01-17 02:00")]


def test_outside_some_hours() -> None:
    line = (
        f"when: {{all: [{{above: 80, metric: {BEDS}}}, {{not: {{on: {{from: '08:00', until: '20:00'}}}}}}]}}"
    )
    ward = Ward(rule(line), local("2026-01-16 07:00"), fed(None)).shows(local("2026-01-16 07:30"), BEDS, 85)
    ward.passes(local("2026-01-16 21:00"))
    assert ward.fired == [local("2026-01-16 07:30"), local("2026-01-16 20:00")]


@pytest.mark.parametrize(
    ("day", "at", "expected"),
    [
        (SPRING, "00:30", "2026-03-29T00:30"),
        (SPRING, "01:30", "2026-03-29T01:00"),
        (SPRING, "02:00", "2026-03-29T01:00"),
        (SPRING, "02:30", "2026-03-29T01:30"),
        (AUTUMN, "01:30", "2026-10-25T00:30"),
        (AUTUMN, "02:00", "2026-10-25T02:00"),
    ],
)
def test_a_time_leapt_over_is_after_the_leap_and_one_that_comes_twice_the_first(
    day: str, at: str, expected: str
) -> None:
    found = moment_on(date.fromisoformat(day), time.fromisoformat(at), LONDON)
    assert found == datetime.fromisoformat(f"{expected}+00:00")


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
@pytest.mark.parametrize("at", ["00:59", "01:00", "01:30", "01:59", "02:00"])
def test_a_single_time_comes_once_on_the_nights_of_the_clocks(day: str, at: str) -> None:
    hours = Hours(time.fromisoformat(at), None, EVERY_DAY)
    midnight = local(day)
    minutes = [midnight + n * MINUTE for n in range(23 * 60)]
    assert sum(lies(hours, moment) for moment in minutes) == 1


@pytest.mark.parametrize(
    ("day", "first", "until", "minutes"),
    [
        (SPRING, "00:30", "01:30", 30),
        (SPRING, "01:15", "01:45", 0),
        (SPRING, "01:30", "02:30", 30),
        (SPRING, "00:00", "04:00", 180),
        (AUTUMN, "00:30", "01:30", 60),
        (AUTUMN, "01:00", "02:00", 120),
        (AUTUMN, "00:00", "04:00", 300),
    ],
)
def test_hours_on_the_nights_of_the_clocks(day: str, first: str, until: str, minutes: int) -> None:
    hours = Hours(time.fromisoformat(first), time.fromisoformat(until), EVERY_DAY)
    midnight = local(day)
    assert sum(lies(hours, midnight + n * MINUTE) for n in range(20 * 60)) == minutes


@given(moments, times, times, st.sets(st.integers(0, 6), min_size=1))
def test_nothing_changes_before_the_moment_at_which_it_is_said_to(
    moment: datetime, first: time, until: time, days: set[int]
) -> None:
    hours = Hours(first, until if until != first else None, frozenset(days))
    found = lying((hours,), moment, LONDON)
    assert found.changes_at is not None
    assert moment < found.changes_at <= moment + timedelta(days=8)
    between = [moment + (found.changes_at - moment) * n / 7 for n in range(7)]
    assert {lies(hours, at) for at in between} == {found.spell is not None}


@given(moments, times, times)
def test_a_spell_always_ends_within_a_day_and_an_hour(moment: datetime, first: time, until: time) -> None:
    found = lying((Hours(first, until, EVERY_DAY),), moment, LONDON).spell
    if first != until and found is not None:
        assert moment < found.ends <= moment + 25 * HOUR
        assert found.ends - found.begins <= length(first, until) + HOUR
