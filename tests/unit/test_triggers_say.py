"""A trigger in words: its figures, its thresholds and where it stands."""

from datetime import timedelta
from decimal import Decimal

from tests.unit.ruling import catalogue
from tests.unit.triggering import ATTENDED, BEDS, LOST, QUEUE, UNIT, Ward, fed, local, reading, rule
from triggers.plans import PlannedValue, plans_of
from triggers.say_trigger import says

MONDAY = local("2026-01-12 09:00")
HOUR = timedelta(hours=1)
LOST_THIS_WEEK = (
    f"title: Handover hours lost this week, when: {{sum: {LOST}, over: week, above: 54, leave_below: 50}}"
)


def said(ward: Ward) -> str:
    return says(ward.trigger, ward.facts, ward.state, ward.now, catalogue())


def test_a_firing_sum() -> None:
    ward = Ward(rule(LOST_THIS_WEEK), MONDAY).shows(local("2026-01-12 14:30"), LOST, 56)
    assert said(ward) == "Handover hours lost this week: 56 h, above 54 (since 14:30)"


def test_before_it_fires_it_says_when_it_would() -> None:
    ward = Ward(rule(LOST_THIS_WEEK), MONDAY).shows(local("2026-01-12 14:30"), LOST, Decimal("53.96"))
    assert said(ward) == "Handover hours lost this week: 54 h, fires above 54"


def test_between_its_thresholds_it_says_when_it_is_over() -> None:
    ward = Ward(rule(LOST_THIS_WEEK), MONDAY).shows(local("2026-01-12 14:30"), LOST, 56)
    ward.shows(local("2026-01-12 15:00"), LOST, 52)
    assert said(ward) == "Handover hours lost this week: 52 h, over when below 50 (since 14:30)"


def test_what_is_not_seen_is_said() -> None:
    ward = Ward(rule(LOST_THIS_WEEK), MONDAY).shows(local("2026-01-12 14:30"), LOST, 52)
    ward.passes(local("2026-01-13 11:00"))
    assert said(ward) == (
        "Handover hours lost this week: at least 52 h, fires above 54 (Hours lost not seen since Mon 14:30)"
    )


def test_a_dwell_and_the_way_back_say_when_they_end() -> None:
    ward = Ward(rule(f"title: Crews, when: {{above: 6, metric: {QUEUE}}}, for: 20m, clear_for: 30m"), MONDAY)
    ward.shows(MONDAY, QUEUE, 7)
    assert said(ward) == "Crews: 7, above 6 (since 09:00, fires at 09:20 if it lasts)"
    ward.shows(MONDAY + HOUR / 2, QUEUE, 4)
    assert (
        said(ward) == "Crews: 4, over at 6 or below (since 09:20, left at 09:30, over at 10:00 if it lasts)"
    )


def test_what_waits_for_the_end_of_quiet_says_so() -> None:
    quiet = "quiet: {from: '08:00', until: '18:00'}"
    ward = Ward(rule(f"title: Crews, when: {{above: 6, metric: {QUEUE}}}, {quiet}"), MONDAY).shows(
        MONDAY, QUEUE, 7
    )
    assert said(ward) == "Crews: 7, above 6 (since 09:00, quiet: told at 18:00)"


def test_several_figures_have_their_names_and_hours() -> None:
    hours = "{on: {days: [fri], times: ['16:00']}}"
    line = f"title: Weekend, when: {{all: [{{above: 80, metric: {BEDS}}}, {hours}]}}"
    ward = Ward(rule(line), MONDAY).shows(MONDAY, BEDS, 96)
    assert said(ward) == "Weekend: G&A 96 %, above 80; Fri 16:00"


def test_silence_says_when_the_last_figure_came() -> None:
    ward = Ward(rule("title: ED, when: {silent: 'ed.*', longer_than: 60m}"), MONDAY)
    assert said(ward) == "ED: nothing came yet, silent after 1h"
    ward.shows(MONDAY, QUEUE, 1).passes(MONDAY + 2 * HOUR)
    assert said(ward) == "ED: last figure 09:00, silent after 1h (since 10:00)"


def test_against_the_plan_says_both() -> None:
    planned = PlannedValue(unit=UNIT, metric=ATTENDED, on="mon", hour=9, value=Decimal(80), source="plan")
    line = f"title: Busy, when: {{above: 15, metric: {ATTENDED}, against: plan, as: percent}}"
    ward = Ward(rule(line), MONDAY, fed(), plans_of([planned], catalogue())).shows(MONDAY, ATTENDED, 100)
    assert said(ward) == "Busy: 100, +25 % on the plan of 80, above 15 % (since 09:00)"
    assert "plan unknown" in said(Ward(rule(line), MONDAY).shows(MONDAY, ATTENDED, 100))


def test_every_other_kind_has_words() -> None:
    kinds = [
        f"{{below: 5, metric: {QUEUE}}}",
        f"{{between: [1, 3], metric: {QUEUE}}}",
        f"{{changed: {QUEUE}, by: 5, within: 2h, way: up}}",
        f"{{not: {{above: 95, metric: {BEDS}}}}}",
    ]
    ward = Ward(rule(f"when: {{any: [{', '.join(kinds)}]}}"), MONDAY)
    ward.comes(MONDAY, reading(QUEUE, 6, MONDAY), reading(BEDS, 97, MONDAY))
    assert said(ward) == (
        "a: Crews waiting 6, fires below 5 or Crews waiting 6, asked: 1 to 3 or Crews waiting moved up by 0 in 2h, "
        "fires from 5 or not (G&A 97 %, above 95) (Crews waiting not seen since 09:00)"
    )
