"""Sums of counters that begin again at midnight, and figures that move: each counted once, and what was not seen never
taken for nothing.
"""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.ruling import LONDON, START
from tests.unit.triggering import LOST, QUEUE, Ward, fed, local, reading, rule
from triggers.conditions import Sum
from triggers.expectations import TimesExpectation
from triggers.hold import day_of
from triggers.scene import Scene, total_of
from triggers.trails import Total
from triggers.values import Reading

MONDAY = local("2026-01-12 00:00")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DAILY = fed(TimesExpectation.model_validate({"times": ["23:00"], "grace": "2h", "satisfied_from": "1h"}))
WEEK = f"when: {{sum: {LOST}, over: week, above: 54, leave_below: 50}}"


def total(ward: Ward) -> Total:
    """What the ward's sum comes to now."""
    condition = ward.trigger.trigger.when
    assert isinstance(condition, Sum)
    watched_since = ward.state.watched_since or ward.now
    return total_of(Scene(ward.facts, ward.state.trails, watched_since, ward.now), condition)


def lived(ward: Ward, daily: list[int], first: datetime = MONDAY) -> Ward:
    """Each day's counter at 23:00, and half of it at 12:00."""
    for n, value in enumerate(daily):
        day = (first.astimezone(LONDON) + n * DAY).date()
        ward.shows(local(f"{day} 12:00"), LOST, value // 2)
        ward.shows(local(f"{day} 23:00"), LOST, value)
    return ward


def test_a_week_is_the_sum_of_its_days_last_figures() -> None:
    ward = lived(Ward(rule(WEEK), MONDAY, DAILY), [10, 20, 15])
    assert total(ward)[:2] == (Decimal(45), True)


def test_it_fires_when_the_week_passes_its_threshold_and_not_before() -> None:
    ward = lived(Ward(rule(WEEK), MONDAY, DAILY), [20, 20, 14])
    assert ward.fired == []
    ward.shows(ward.now + HOUR / 2, LOST, Decimal("14.5"))
    assert ward.fired == [ward.now]


def test_the_week_begins_again_on_monday() -> None:
    ward = lived(Ward(rule(WEEK), MONDAY, DAILY), [20, 20, 20, 0, 0, 0, 0])
    ward.passes(MONDAY + 7 * DAY)
    assert ward.over == [MONDAY + 7 * DAY]


@given(
    st.lists(st.integers(0, 40), min_size=7, max_size=21),
    st.sampled_from(["2026-01-12", "2026-03-23", "2026-10-19"]),
)
def test_the_weeks_of_a_winter_add_up_through_both_changes_of_the_clocks(
    daily: list[int], first: str
) -> None:
    ward = lived(Ward(rule(WEEK), local(first), DAILY), daily, local(first))
    this_week = daily[(len(daily) - 1) // 7 * 7 :]
    assert total(ward)[:2] == (Decimal(sum(this_week)), True)


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 30)), max_size=30), st.integers(1, 5))
def test_however_figures_are_batched_they_count_the_same(figures: list[tuple[int, int]], size: int) -> None:
    """A batch may hold several figures of a metric, of several days, in any order; each time has one figure."""
    by_time = {MONDAY + HOUR * (at / 4): value for at, value in figures}
    readings = [reading(LOST, value, at) for at, value in by_time.items()]
    now = MONDAY + 101 * HOUR
    one, batched = Ward(rule(WEEK), MONDAY, DAILY), Ward(rule(WEEK), MONDAY, DAILY)
    one.passes(now)
    for single in sorted(readings, key=lambda r: r.observed_at):
        one.comes(now, single)
    for i in range(0, len(readings), size):
        batched.comes(now, *readings[i : i + size])
    assert batched.state.trails == one.state.trails
    assert total(batched).value == brute(readings)


def brute(readings: list[Reading]) -> Decimal:
    last: dict[object, Reading] = {}
    for one in sorted(readings, key=lambda r: r.observed_at):
        last[day_of(one.observed_at)] = one
    return sum((one.measure.value for one in last.values() if one.measure is not None), Decimal())


def test_a_figure_sent_twice_counts_once_and_a_correction_takes_its_place() -> None:
    ward = Ward(rule(WEEK), MONDAY)
    noon = MONDAY + 12 * HOUR
    ward.comes(noon, reading(LOST, 30, noon)).comes(noon, reading(LOST, 30, noon))
    assert total(ward).value == 30
    ward.comes(noon + HOUR / 2, reading(LOST, 12, noon))
    assert total(ward).value == 12


def test_yesterdays_correction_that_comes_today_counts_for_yesterday() -> None:
    ward = lived(Ward(rule(WEEK), MONDAY, DAILY), [10, 20])
    ward.comes(ward.now + HOUR / 2, reading(LOST, 14, MONDAY + 23 * HOUR))
    assert total(ward).value == 34


def test_a_week_with_an_unseen_day_is_at_least_so_much_and_fires_on_that() -> None:
    ward = Ward(rule(WEEK), MONDAY, DAILY)
    ward.shows(MONDAY + 23 * HOUR, LOST, 30)
    ward.shows(MONDAY + 2 * DAY + 23 * HOUR, LOST, 20)
    assert total(ward)[:2] == (Decimal(50), False)
    assert (ward.state.unseen, ward.fired) == ((LOST,), [])
    ward.shows(MONDAY + 3 * DAY + 23 * HOUR, LOST, 5)
    assert ward.fired == [ward.now]


def test_a_week_with_an_unseen_day_is_never_below_anything() -> None:
    ward = Ward(rule(f"when: {{sum: {LOST}, over: week, below: 60}}"), MONDAY, DAILY)
    ward.shows(MONDAY + 2 * DAY + 23 * HOUR, LOST, 20)
    assert (ward.fired, ward.state.unseen) == ([], (LOST,))


def test_a_day_begins_at_the_midnight_of_the_returns_on_both_nights_of_the_clocks() -> None:
    line = f"when: {{sum: {LOST}, over: day, above: 8}}"
    for night in ("2026-03-29", "2026-10-25"):
        midnight = local(night)
        ward = Ward(rule(line), midnight - 2 * HOUR)
        ward.shows(midnight - HOUR / 4, LOST, 9)
        assert ward.fired == [midnight - HOUR / 4]
        ward.passes(midnight + HOUR / 4)
        assert ward.over == [midnight]
        ward.shows(local(f"{night} 04:00"), LOST, 10)
        ward.passes(local(f"{night} 23:45"))
        assert ward.over == [midnight]


def test_at_midnight_a_feed_that_has_stopped_clears_nothing() -> None:
    ward = Ward(rule(f"when: {{sum: {LOST}, over: day, above: 8}}"), MONDAY + 12 * HOUR)
    ward.shows(MONDAY + 20 * HOUR, LOST, 9)
    ward.passes(MONDAY + 3 * DAY)
    assert (ward.over, ward.state.unseen_since) == ([], MONDAY + 20 * HOUR)


@pytest.mark.parametrize(("hours", "fired"), [(3, True), (1, False)])
def test_a_sum_over_hours_counts_from_where_the_counter_stood(hours: int, fired: bool) -> None:  # noqa: FBT001
    ward = Ward(rule(f"when: {{sum: {LOST}, over: {hours}h, above: 4}}"), START)
    for n in range(17):
        ward.shows(START + n * HOUR / 4, LOST, 20 + n * Decimal("0.5"))
    assert total(ward)[:2] == (Decimal("2.0") * hours, True)
    assert bool(ward.fired) is fired


def test_a_sum_over_hours_whose_beginning_was_not_seen_is_at_least_what_was_seen_since() -> None:
    ward = Ward(rule(f"when: {{sum: {LOST}, over: 3h, above: 4}}"), START).shows(START, LOST, 20)
    ward.shows(START + 3 * HOUR, LOST, 26).shows(START + 13 * HOUR / 4, LOST, 27)
    assert total(ward)[:2] == (Decimal(7), True)
    ward.passes(START + 31 * HOUR / 8)
    assert total(ward)[:2] == (Decimal(1), False)


def test_a_sum_over_hours_falls_with_time() -> None:
    ward = Ward(rule(f"when: {{sum: {LOST}, over: 1h, above: 4}}"), START, fed(None))
    ward.shows(START, LOST, 20).shows(START + HOUR / 4, LOST, 26).passes(START + 5 * HOUR)
    assert (ward.fired, ward.over) == ([START + HOUR / 4], [START + 5 * HOUR / 4])


def test_a_sum_over_hours_goes_through_midnight() -> None:
    ward = Ward(rule(f"when: {{sum: {LOST}, over: 2h, above: 99}}"), MONDAY - 4 * HOUR)
    for n in range(16):
        ward.shows(MONDAY + (n - 16) * HOUR / 4, LOST, 30 + n)
    for n in range(5):
        ward.shows(MONDAY + n * HOUR / 4, LOST, n)
    assert total(ward)[:2] == (Decimal(45 - 42 + 4), True)


def test_a_figure_that_moved_is_seen_from_whatever_it_was_within_the_time() -> None:
    ward = Ward(rule(f"when: {{changed: {QUEUE}, by: 5, within: 1h, way: up, leave_by: 3}}"), START)
    for n, value in enumerate([4, 2, 5, 7]):
        ward.shows(START + n * HOUR / 4, QUEUE, value)
    assert ward.fired == [START + 3 * HOUR / 4]
    ward.shows(START + HOUR, QUEUE, 7).shows(START + 5 * HOUR / 4, QUEUE, 7)
    ward.shows(START + 6 * HOUR / 4, QUEUE, 7)
    assert ward.over == [START + 6 * HOUR / 4]


def test_a_jump_after_a_long_silence_is_no_movement_within_the_hour() -> None:
    ward = Ward(rule(f"when: {{changed: {QUEUE}, by: 5, within: 1h}}"), START)
    ward.shows(START, QUEUE, 2).shows(START + 6 * HOUR, QUEUE, 20)
    assert (ward.fired, ward.state.unseen) == ([], (QUEUE,))


def test_a_figure_unseen_for_a_while_within_the_time_may_have_moved() -> None:
    ward = Ward(rule(f"when: {{changed: {QUEUE}, by: 5, within: 3h}}"), START).shows(START, QUEUE, 2)
    for quarter in (8, 9, 10, 11, 12, 13):
        ward.shows(START + quarter * HOUR / 4, QUEUE, 2)
    assert (ward.fired, ward.state.unseen) == ([], (QUEUE,))
    ward.passes(START + 5 * HOUR)
    for quarter in range(20, 36):
        ward.shows(START + quarter * HOUR / 4, QUEUE, 2)
    assert (ward.fired, ward.state.unseen) == ([], ())
