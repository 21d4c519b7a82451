"""While a unit is shut: nothing of it falls due, nothing of it is calmed, and no trigger of it clears."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.ruling import (
    FEED,
    HOLDS,
    LATER,
    LONDON,
    assessed,
    fed,
    figures,
    pack,
    rollup,
)
from tests.unit.shutting import BY_DAY, EVERY_DAY, MINUTE, MONDAY, at, closed, open_minutes, openings
from tests.unit.triggering import BEDS, Ward, reading, rule
from tests.unit.triggering import fed as watched
from triggers.aggregate import Child, aggregate
from triggers.assess import UnitConfig, assess
from triggers.expectations import Currency, Expectation, IntervalExpectation, TimesExpectation, currency
from triggers.local_hours import Hours, Spell
from triggers.opening import Opening, Stretch, after, shut_at, stretch_at
from triggers.settle import settle
from triggers.values import Held, Settled, State

WORST, CALM = "52/48/126/190/9.8/62/99.4/6.5/22", "20/78/70/95/1.5/30/88/1/9"
OVERDUE = {State.LATE, State.DEAD}
RETURN = TimesExpectation.model_validate(
    {"times": ["08:00", "14:00", "18:00", "22:00"], "grace": "45m", "dead_after": "24h"}
)
WEEKLY = TimesExpectation.model_validate({"times": ["09:00"], "days": ["mon"], "grace": "8h"})
expectations = st.sampled_from([FEED, RETURN, WEEKLY, None])
moments = st.integers(-600, 4000).map(lambda n: MONDAY + n * MINUTE)


def of(expectation: Expectation | None, observed: datetime, now: datetime, opening: Opening) -> Currency:
    return currency(expectation, observed, now, LONDON, opening)


# --- opening hours ---


@pytest.mark.parametrize(
    ("moment", "stretch"),
    [
        ("07:59", (False, at("08:00"))),
        ("08:00", (True, at("20:00"))),
        ("19:59", (True, at("20:00"))),
        ("20:00", (False, at("2026-01-13T08:00"))),
    ],
)
def test_a_unit_is_open_from_the_minute_its_hours_begin_and_shut_from_the_one_they_end(
    moment: str, stretch: Stretch
) -> None:
    assert stretch_at(BY_DAY, at(moment)) == stretch


def test_hours_up_to_midnight_and_from_midnight_are_one_stretch() -> None:
    night = (Hours(time(20), time(0), frozenset({0})), Hours(time(0), time(2), frozenset({1})))
    assert stretch_at(Opening(night, (), LONDON), at("23:00")) == (True, at("2026-01-13T02:00"))


def test_a_closure_that_ends_outside_the_hours_ends_when_they_begin() -> None:
    flooded = BY_DAY._replace(closures=(Spell(at("14:00"), at("23:00")),))
    assert stretch_at(flooded, at("15:00")) == (False, at("2026-01-13T08:00"))


def test_two_closures_one_upon_the_other_are_one_stretch() -> None:
    spells = Spell(at("14:00"), at("16:00")), Spell(at("16:00"), at("18:00"))
    assert stretch_at(Opening((), spells, LONDON), at("15:00")) == (False, at("18:00"))


def test_hours_of_the_night_on_which_clocks_change_are_as_long_as_they_are() -> None:
    night = Opening((Hours(time(0), time(8), EVERY_DAY),), (), LONDON)
    spring, autumn = at("2026-03-29T00:00"), at("2026-10-24T23:00")
    ends = [stretch_at(night, moment).until for moment in (spring, autumn)]
    assert [end - begin for begin, end in zip((spring, autumn), ends, strict=True) if end] == [
        timedelta(hours=7),
        timedelta(hours=9),
    ]


@given(openings(), moments)
def test_it_stands_as_it_says_until_it_says_and_otherwise_then(opening: Opening, moment: datetime) -> None:
    is_open, until = stretch_at(opening, moment)
    if until is not None:
        assert shut_at(opening, until - MINUTE / 60) is not is_open
        assert shut_at(opening, until) is is_open


@given(openings(), moments, st.integers(0, 3000))
def test_time_counts_only_while_it_is_open(opening: Opening, start: datetime, minutes: int) -> None:
    then = after(opening, start, minutes * MINUTE)
    assert open_minutes(opening, start, then) == minutes
    assert not shut_at(opening, then)


# --- what is due ---


def test_a_feeds_clock_stands_while_the_unit_is_shut() -> None:
    found = of(FEED, at("19:50"), at("23:00"), BY_DAY)
    tomorrow = [at(f"2026-01-13T{text}") for text in ("08:05", "08:35", "11:50")]
    assert [found.due_at, found.late_at, found.dead_at] == tomorrow
    assert (found.state, found.next_change_at) == (State.CLOSED, at("2026-01-13T08:00"))


def test_what_was_late_when_it_shut_stays_late() -> None:
    assert {of(FEED, at("18:00"), at(now), BY_DAY).state for now in ("19:59", "20:00", "23:00")} == {
        State.LATE
    }


def test_a_time_at_which_it_is_shut_is_not_asked_for() -> None:
    found = of(RETURN, at("17:50"), at("23:00"), BY_DAY)
    assert (found.state, found.due_at) == (State.CLOSED, at("2026-01-13T08:00"))


def test_a_grace_that_the_unit_shut_upon_goes_on_when_it_opens() -> None:
    shuts_early = Opening((Hours(time(8), time(18, 30), EVERY_DAY),), (), LONDON)
    found = of(RETURN, at("14:00"), at("19:30"), shuts_early)
    assert (found.state, found.late_at) == (State.CLOSED, at("2026-01-13T08:15"))


def test_a_week_shut_moves_a_weekly_return_to_the_week_after() -> None:
    shut = closed(at("2026-01-12T07:00"), at("2026-01-19T12:00"))
    found = of(WEEKLY, at("2026-01-05T09:00"), at("2026-01-18T09:00"), shut)
    assert (found.state, found.due_at) == (State.CLOSED, at("2026-01-26T09:00"))


def test_times_at_which_it_is_never_open_are_asked_for_all_the_same() -> None:
    at_night = TimesExpectation.model_validate({"times": ["22:00"], "grace": "45m"})
    assert of(at_night, at("2026-01-10T22:00"), at("12:00"), BY_DAY).state is State.LATE


def test_of_what_nobody_expects_a_figure_is_fresh_while_it_is_open_and_closed_while_it_is_shut() -> None:
    seen = [of(None, at("12:00"), at(now), BY_DAY).state for now in ("19:00", "21:00", "2026-01-13T08:00")]
    assert seen == [State.FRESH, State.CLOSED, State.FRESH]


@given(openings(), expectations, moments, st.integers(0, 4000))
def test_nothing_becomes_late_or_dead_while_a_unit_is_shut(
    opening: Opening, expectation: Expectation | None, observed: datetime, minutes: int
) -> None:
    now = observed + minutes * MINUTE
    found, before = (of(expectation, observed, moment, opening).state for moment in (now, now - MINUTE))
    if shut_at(opening, now):
        assert found in {State.CLOSED, *OVERDUE}
        assert found is before or not shut_at(opening, now - MINUTE) or found is State.CLOSED
        assert found not in OVERDUE or before in OVERDUE
        assert found is not State.DEAD or before is State.DEAD
    else:
        assert found is not State.CLOSED


@given(openings(), expectations, moments, st.integers(0, 4000))
def test_currency_changes_exactly_when_it_says(
    opening: Opening, expectation: Expectation | None, observed: datetime, minutes: int
) -> None:
    now = observed + minutes * MINUTE
    found = of(expectation, observed, now, opening)
    if found.next_change_at is not None:
        moments_around = (found.next_change_at - timedelta(microseconds=1), found.next_change_at)
        just_before, then = (of(expectation, observed, moment, opening).state for moment in moments_around)
        assert found.next_change_at > now
        assert just_before is found.state
        assert then is not found.state


@given(expectations, moments, st.integers(0, 4000))
def test_a_unit_open_all_day_is_judged_as_one_without_hours(
    expectation: Expectation | None, observed: datetime, minutes: int
) -> None:
    now, all_day = observed + minutes * MINUTE, Opening((Hours(time(0), time(0), EVERY_DAY),), (), LONDON)
    assert of(expectation, observed, now, all_day) == currency(expectation, observed, now, LONDON)


@given(openings(), expectations, moments, st.integers(0, 4000))
def test_being_shut_never_makes_anything_late_sooner(
    opening: Opening, expectation: Expectation | None, observed: datetime, minutes: int
) -> None:
    now = observed + minutes * MINUTE
    if of(expectation, observed, now, opening).state in OVERDUE:
        assert currency(expectation, observed, now, LONDON).state in OVERDUE


# --- the level (hazard H1: nothing is calm because it is closed) ---


def test_a_unit_that_is_shut_keeps_its_points_and_is_no_less_certain() -> None:
    shut = fed(LATER)._replace(opening=closed(at("09:00"), at("18:00")))
    found = assess(pack(LATER), shut, figures(LATER, WORST, at("08:55")), at("17:00"))
    plain = assess(pack(LATER), fed(LATER), figures(LATER, WORST, at("08:55")), at("08:55"))
    assert (found.level, found.score, found.floor, found.ceiling) == (
        plain.level,
        plain.score,
        plain.floor,
        plain.ceiling,
    )
    assert {parameter.state for parameter in found.parameters} == {State.CLOSED}
    assert (found.shut, found.next_change_at) == (True, at("18:00"))


Walk = Sequence[tuple[int, str]]
"""Minutes, and then figures in the pack's order."""
walks = st.lists(
    st.tuples(
        st.integers(1, 200),
        st.sampled_from([WORST, CALM, "-/-/126/-/-/-/-/-/-", "-/-/70/95/-/-/-/-/-", "20/-/-/-/-/-/88/1/9"]),
    ),
    max_size=25,
)


@given(walks, openings())
def test_being_shut_never_lowers_a_level(walk: Walk, opening: Opening) -> None:
    levels = list(settled_levels(walk, fed(LATER)._replace(opening=opening)))
    for (_, was), (moment, level) in pairwise(levels):
        assert was is None or level is None or level >= was or not shut_at(opening, moment)


@given(walks, openings())
def test_a_level_is_never_lower_for_a_closure_than_without_it(walk: Walk, opening: Opening) -> None:
    plain = dict(settled_levels(walk, fed(LATER)))
    for moment, level in settled_levels(walk, fed(LATER)._replace(opening=opening)):
        assert (level or 0) >= (plain[moment] or 0)


def settled_levels(walk: Walk, config: UnitConfig) -> Iterator[tuple[datetime, int | None]]:
    """Each five minutes the level that stands; figures come on the way."""
    held: dict[str, Held] = dict(figures(LATER, WORST, MONDAY))
    state, now = Settled(), MONDAY
    for wait, values in [*walk, (60, "-/-/-/-/-/-/-/-/-")]:
        for _ in range(0, wait, 5):
            state = settle(state, assess(pack(LATER), config, held, now), HOLDS, now)
            yield now, state.level
            now += 5 * MINUTE
        held |= figures(LATER, values, now)


def test_calm_must_be_shown_afresh_once_it_opens() -> None:
    config = fed(LATER)._replace(opening=closed(at("09:10"), at("18:00")))
    state = settle(
        Settled(), assessed(LATER, figures(LATER, WORST, at("08:55")), at("08:55")), HOLDS, at("08:55")
    )
    calm = figures(LATER, CALM, at("09:00"))
    seen = {}
    for moment in (at("09:00"), at("09:10"), at("17:59"), at("18:00"), at("18:29"), at("18:30")):
        held = calm if moment < at("18:00") else figures(LATER, CALM, at("18:00"))
        state = settle(state, assess(pack(LATER), config, held, moment), HOLDS, moment)
        seen[moment] = state.level
    assert list(seen.values()) == [4, 4, 4, 4, 4, 1]


def test_a_body_is_not_calmed_by_the_figures_of_a_service_that_is_shut() -> None:
    config = fed(LATER)._replace(opening=closed(at("09:00"), at("18:00")))
    scored = rollup("acute-rollup-points")
    worst, calm = figures(LATER, WORST, at("08:55")), figures(LATER, CALM, at("09:30"))
    state, seen = Settled(), list[int | None]()
    for moment, held in ((at("08:55"), worst), (at("09:30"), calm), (at("17:00"), calm)):
        child = Child("RC9-BED", Decimal(1), assess(pack(LATER), config, held, moment), 4)
        state = settle(state, aggregate(scored, [child], moment), HOLDS, moment)
        seen.append(state.level)
    assert seen == [3, 3, 3]


# --- local triggers ---


def ward(line: str, opening: Opening) -> Ward:
    return Ward(rule(line), at("08:00"), watched()._replace(opening=opening))


def test_a_trigger_that_fires_does_not_clear_while_the_unit_is_shut() -> None:
    there = ward(
        "when: {metric: beds.ga_occupancy_pct, above: 95}, clear_for: 20m", closed(at("09:10"), at("18:00"))
    )
    there.shows(at("09:00"), BEDS, 97).shows(at("09:05"), BEDS, 90).shows(at("12:00"), BEDS, 80)
    there.passes(at("17:59"))
    assert (there.fired, there.over, there.state.fires) == ([at("09:00")], [], True)
    there.shows(at("18:05"), BEDS, 80).passes(at("18:30"))
    assert there.over == [at("18:20")]


def test_a_service_that_is_shut_is_not_silent_and_one_that_was_silent_stays_so() -> None:
    line = 'when: {silent: "beds.*", longer_than: 2h}'
    begun = ward(line, closed(at("10:30"), at("18:00"))).shows(at("09:00"), BEDS, 90)
    assert begun.passes(at("17:59")).fired == []
    assert begun.passes(at("20:00")).fired == [at("18:30")]
    before = ward(line, closed(at("11:30"), at("18:00"))).shows(at("09:00"), BEDS, 90)
    before.passes(at("19:00"))
    assert (before.fired, before.over) == ([at("11:00")], [])


@given(
    st.lists(st.tuples(st.integers(1, 300), st.sampled_from([80, 93, 96, 99])), max_size=20),
    openings(),
    st.sampled_from(
        [
            "when: {metric: beds.ga_occupancy_pct, above: 95, leave_below: 92}, for: 15m, clear_for: 20m",
            'when: {any: [{silent: "beds.*", longer_than: 2h}, {metric: beds.ga_occupancy_pct, above: 98}]}',
            "when: {changed: beds.ga_occupancy_pct, by: 5, within: 60m, way: up}",
        ]
    ),
)
def test_no_trigger_is_over_while_its_unit_is_shut_unless_a_figure_comes(
    walk: Sequence[tuple[int, int]], opening: Opening, line: str
) -> None:
    there, now = ward(line, opening), at("08:00")
    came: set[datetime] = set()
    for wait, value in walk:
        now += wait * MINUTE
        there.comes(now, reading(BEDS, value, now))
        came.add(now)
    assert [moment for moment in there.over if shut_at(opening, moment) and moment not in came] == []


def test_an_interval_is_not_named_that_a_unit_is_never_open_for() -> None:
    hourly = IntervalExpectation(every=timedelta(hours=1))
    found = of(hourly, at("19:30"), at("2026-01-13T08:29"), BY_DAY)
    assert (found.state, found.late_at) == (State.FRESH, at("2026-01-13T08:30"))
