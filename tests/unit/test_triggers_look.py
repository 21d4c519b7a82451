"""One trigger at one unit, case by case: what it waits for, what it says nothing of, and who fails alone."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from tests.unit.ruling import START, catalogue, figure, minutes
from tests.unit.triggering import (
    ATTENDED,
    BEDS,
    LOST,
    QUEUE,
    UNIT,
    Ward,
    fed,
    local,
    minutes_of,
    reading,
    rule,
    rules,
)
from triggers.assess import UnitConfig
from triggers.expectations import TimesExpectation
from triggers.look import look_at_all
from triggers.plans import PlannedValue, plans_of
from triggers.scene import Facts
from triggers.trigger_state import Phase, TriggerState, switched
from triggers.values import Held, Measure

ABOVE = f"when: {{above: 6, metric: {QUEUE}, leave_below: 4}}"
DWELLS = f"{ABOVE}, for: 20m, clear_for: 30m"
SILENT = "when: {silent: 'ed.*', longer_than: 60m}"
HOUR = timedelta(hours=1)


def phases(line: str, *steps: tuple[int, object]) -> list[str]:
    """The phase after each figure, at minutes from the start; no figure at all is "-"."""
    ward, found = Ward(rule(line), START), []
    for minute, value in steps:
        at = minutes(minute)
        found.append((ward.passes(at) if value == "-" else ward.shows(at, QUEUE, value)).state.phase.value)
    return found


def test_without_a_dwell_it_fires_at_once_and_is_over_at_once() -> None:
    assert phases(ABOVE, (0, 7), (5, 5), (10, 4), (15, 3)) == ["firing", "firing", "firing", "idle"]


def test_on_its_threshold_it_does_not_fire() -> None:
    assert phases(ABOVE, (0, 6), (5, Decimal("6.01"))) == ["idle", "firing"]


def test_it_waits_for_its_dwell_and_begins_again_after_a_calmer_figure() -> None:
    found = phases(DWELLS, (0, 7), (15, 5), (20, 7), (39, "-"), (40, "-"))
    assert found == ["pending", "idle", "pending", "pending", "firing"]


def test_on_the_way_back_a_figure_above_the_leave_threshold_begins_it_again() -> None:
    found = phases(DWELLS, (0, 7), (20, "-"), (25, 3), (40, 4), (45, 3), (74, "-"), (75, "-"))
    assert found == ["pending", "firing", "clearing", "firing", "clearing", "clearing", "idle"]


def test_time_alone_ends_a_dwell_and_a_way_back_at_their_own_minutes() -> None:
    ward = Ward(rule(DWELLS), START, fed(None)).shows(minutes(5), QUEUE, 7).passes(minutes(300))
    assert ward.fired == [minutes(25)]
    ward.shows(minutes(305), QUEUE, 3).passes(minutes(900))
    assert ward.over == [minutes(335)]


def test_a_dwell_waits_for_a_figure_that_is_not_known_and_does_not_fire_on_it() -> None:
    found = phases(DWELLS, (0, 7), (5, None), (25, "-"), (30, 7))
    assert found == ["pending", "pending", "pending", "firing"]


def test_on_the_way_back_a_figure_that_is_not_known_begins_it_again() -> None:
    assert phases(DWELLS, (0, 7), (20, 7), (25, 3), (30, None), (60, "-")) == [
        "pending",
        "firing",
        "clearing",
        "firing",
        "firing",
    ]


def test_a_firing_trigger_whose_figure_is_late_says_since_when_it_is_not_seen() -> None:
    ward = Ward(rule(ABOVE), START).shows(minutes(5), QUEUE, 7).passes(minutes(50))
    assert (ward.state.phase, ward.state.unseen, ward.state.unseen_since) == (
        Phase.FIRING,
        (QUEUE,),
        minutes(5),
    )


def test_one_that_was_never_seen_says_so_and_does_not_fire() -> None:
    state = Ward(rule(ABOVE), START).state
    assert (state.phase, state.unseen, state.unseen_since) == (Phase.IDLE, (QUEUE,), None)


@pytest.mark.parametrize("doubt", ["queried", "not applicable"])
def test_neither_a_queried_figure_nor_a_setting_clears_a_trigger(doubt: str) -> None:
    """H1: none of these lowers a level or clears a trigger."""
    ward = Ward(rule(f"when: {{above: 95, metric: {BEDS}}}"), START).shows(START, BEDS, 98)
    if doubt == "queried":
        ward.shows(minutes(15), BEDS, Decimal("9.8"))
    else:
        ward.config = ward.config._replace(not_applicable=frozenset({BEDS}))
        ward.passes(minutes(15))
    assert (ward.state.fires, ward.state.unseen) == (True, (BEDS,))


def test_a_ratio_is_compared_by_its_counts_and_not_by_its_rounded_figure() -> None:
    held = Held(BEDS, Measure(Decimal("95.00"), Decimal(9500001), Decimal(10000000)), START, START)
    ward = Ward(rule(f"when: {{above: 95, metric: {BEDS}}}"), START)
    ward.held = {BEDS: held}
    assert ward.passes(START).state.fires


# --- three values of truth ---


@pytest.mark.parametrize(
    ("line", "queue", "beds", "truth"),
    [
        ("all", 7, None, None),
        ("all", 3, None, False),
        ("all", 7, 96, True),
        ("any", 3, None, None),
        ("any", 7, None, True),
        ("any", 3, 90, False),
    ],
)
def test_what_is_not_known_counts_for_neither_side(
    line: str, queue: int, beds: int | None, truth: object
) -> None:
    ward = Ward(
        rule(f"when: {{{line}: [{{above: 6, metric: {QUEUE}}}, {{above: 95, metric: {BEDS}}}]}}"), START
    )
    ward.comes(START, reading(QUEUE, queue, START), reading(BEDS, beds, START))
    assert (ward.state.fires, ward.state.unseen) == (truth is True, (BEDS,) if truth is None else ())


def test_not_of_a_figure_that_is_not_known_is_not_known() -> None:
    ward = Ward(rule(f"when: {{not: {{above: 6, metric: {QUEUE}}}}}"), START)
    assert (ward.state.fires, ward.state.unseen) == (False, (QUEUE,))
    assert ward.shows(START, QUEUE, 5).state.fires


def test_the_opposite_of_a_condition_has_its_thresholds_the_other_way_round() -> None:
    line = f"when: {{not: {{above: 5, metric: {QUEUE}, leave_below: 3}}}}"
    assert phases(line, (0, 4), (5, 2), (10, 4), (15, 6)) == ["idle", "firing", "firing", "idle"]


# --- silence ---


def test_silence_fires_exactly_at_its_time_with_nothing_arriving() -> None:
    ward = Ward(rule(SILENT), START).shows(minutes(10), QUEUE, 3)
    assert ward.state.due == minutes(70)
    assert ward.passes(minutes(500)).fired == [minutes(70)]
    assert ward.state.fires


def test_any_figure_that_matches_ends_the_silence_even_one_that_says_unknown() -> None:
    ward = Ward(rule(SILENT), START).passes(minutes(100)).shows(minutes(120), "ed.majors", None)
    assert ward.over == [minutes(120)]


def test_a_unit_that_never_reported_is_silent_from_when_it_was_expected() -> None:
    assert minutes_of(Ward(rule(SILENT), START).passes(minutes(500)).fired, START) == [75]


def test_a_return_that_never_came_is_silent_from_its_time() -> None:
    daily = fed(TimesExpectation.model_validate({"times": ["11:00"], "grace": "45m"}))
    ward = Ward(rule("when: {silent: 'beds.*', longer_than: 60m}"), local("2026-01-12 10:30"), daily)
    assert ward.passes(local("2026-01-13 10:00")).fired == [local("2026-01-12 12:00")]


def test_a_return_is_not_silent_between_its_times() -> None:
    daily = fed(TimesExpectation.model_validate({"times": ["11:00"], "grace": "45m"}))
    ward = Ward(rule("when: {silent: 'beds.*', longer_than: 60m}"), local("2026-01-12 08:00"), daily)
    ward.shows(local("2026-01-12 10:50"), BEDS, 90).passes(local("2026-01-13 11:59"))
    assert ward.fired == []
    assert ward.passes(local("2026-01-13 12:00")).fired == [local("2026-01-13 12:00")]


def test_a_known_gap_is_waited_for_by_nobody() -> None:
    """H4: silent for a recorded reason raises no chaser."""
    config = fed()._replace(known_gaps=frozenset(catalogue().metrics))
    assert Ward(rule(SILENT), START, config).passes(minutes(5000)).fired == []


def test_a_unit_of_which_nothing_is_expected_is_never_silent() -> None:
    assert Ward(rule(SILENT), START, fed(None)).passes(minutes(5000)).fired == []


# --- quiet hours ---


def at_night(severity: str) -> Ward:
    quiet = "quiet: {from: '22:00', until: '07:00'}"
    ward = Ward(rule(f"{ABOVE}, severity: {severity}, {quiet}"), local("2026-01-12 21:00"))
    return ward.shows(local("2026-01-12 23:30"), QUEUE, 9)


def test_in_quiet_hours_it_is_shown_at_once_and_told_at_their_end() -> None:
    ward = at_night("act")
    assert (ward.fired, ward.told) == ([local("2026-01-12 23:30")], [])
    assert ward.passes(local("2026-01-13 09:00")).told == [local("2026-01-13 07:00")]


def test_what_is_over_before_quiet_ends_is_told_to_nobody() -> None:
    ward = at_night("act").shows(local("2026-01-13 03:00"), QUEUE, 2).passes(local("2026-01-13 09:00"))
    assert (ward.over, ward.told) == ([local("2026-01-13 03:00")], [])


def test_on_the_way_back_nobody_is_told_until_it_turns_again() -> None:
    quiet = "quiet: {from: '22:00', until: '07:00'}"
    ward = Ward(rule(f"{ABOVE}, clear_for: 30m, {quiet}"), local("2026-01-12 23:30"))
    ward.shows(ward.now, QUEUE, 9).shows(local("2026-01-13 06:50"), QUEUE, 2)
    assert ward.passes(local("2026-01-13 07:05")).told == []
    assert ward.shows(local("2026-01-13 07:10"), QUEUE, 9).told == [local("2026-01-13 07:10")]
    assert len(ward.fired) == 1


def test_urgent_does_not_wait() -> None:
    assert at_night("urgent").told == [local("2026-01-12 23:30")]


@pytest.mark.parametrize("night", ["2026-03-28", "2026-10-24"])
def test_quiet_ends_at_seven_on_both_nights_of_the_clocks(night: str) -> None:
    begins = local(f"{night} 21:00")
    ward = Ward(rule(f"{ABOVE}, quiet: {{from: '22:00', until: '07:00'}}"), begins)
    ward.shows(begins + 2 * HOUR, QUEUE, 9).passes(begins + 30 * HOUR)
    sunday = f"{datetime.fromisoformat(night) + timedelta(days=1):%Y-%m-%d}"
    assert ward.told == [local(f"{sunday} 07:00")]


# --- one that fails ---


def test_a_rule_that_fails_says_why_and_the_others_go_on() -> None:
    planned = PlannedValue(
        unit=UNIT, metric="beds.nctr_pct", on="every_day", hour=8, value=Decimal(0), source="test"
    )
    plans = plans_of([planned], catalogue())
    fails = "when: {above: 10, metric: beds.nctr_pct, against: plan, as: percent}"
    facts = Facts(
        UNIT, fed(), {"beds.nctr_pct": figure("beds.nctr_pct", "12"), QUEUE: figure(QUEUE, "9")}, plans
    )
    found = look_at_all(rules(ABOVE, fails, SILENT).triggers, facts, {}, START)
    alone = look_at_all([rules(ABOVE, fails, SILENT).triggers[i] for i in (0, 2)], facts, {}, START)
    assert found.states["b"].failed == "beds.nctr_pct: the plan expects 0, of which nothing is a percentage"
    assert {name: found.states[name] for name in ("a", "c")} == alone.states
    assert found.states["a"].fires


def test_a_firing_rule_that_fails_goes_on_firing() -> None:
    ward = Ward(rule(f"when: {{above: 95, metric: {BEDS}}}"), START).shows(START, BEDS, 98)
    ward.held = {BEDS: Held(BEDS, Measure(Decimal(90), Decimal(9), Decimal(0)), minutes(15), minutes(15))}
    ward.passes(minutes(15))
    assert (ward.state.fires, ward.state.failed) == (True, f"{BEDS}: a percentage of 0 means nothing")


def test_within_any_one_part_that_fails_does_not_stop_another() -> None:
    line = f"when: {{any: [{{above: 95, metric: {BEDS}}}, {{above: 6, metric: {QUEUE}}}]}}"
    ward = Ward(rule(line), START)
    ward.held = {BEDS: Held(BEDS, Measure(Decimal("NaN")), START, START), QUEUE: figure(QUEUE, "9")}
    assert ward.passes(START).state.fires
    assert ward.state.failed is not None


# --- another text ---


def test_at_another_text_what_fires_goes_on_and_dwells_begin_again() -> None:
    ward = Ward(rule(DWELLS), START).shows(START, QUEUE, 7)
    assert switched(ward.state).phase is Phase.IDLE
    ward.passes(minutes(20)).shows(minutes(25), QUEUE, 3)
    assert ward.state.phase is Phase.CLEARING
    assert (switched(ward.state).phase, switched(ward.state).fired_at) == (Phase.FIRING, minutes(20))


def test_a_new_state_is_idle_and_knows_nothing() -> None:
    assert (TriggerState().phase, TriggerState().fires, TriggerState().due) == (Phase.IDLE, False, None)


def test_without_expectations_a_figure_stays_known() -> None:
    config = UnitConfig({}, frozenset(), frozenset(), fed().timezone)
    ward = Ward(rule(ABOVE), START, config).shows(START, QUEUE, 7).passes(minutes(50000))
    assert (ward.state.fires, ward.state.unseen) == (True, ())


def test_a_sum_of_a_counter_and_what_is_attended_are_two_things() -> None:
    """What a trigger remembers is named for the metric and its time."""
    line = f"when: {{all: [{{sum: {LOST}, over: day, above: 1}}, {{sum: {ATTENDED}, over: 2h, above: 1}}]}}"
    assert set(Ward(rule(line), START).state.trails) == {f"{LOST} over day", f"{ATTENDED} over 7200s"}
