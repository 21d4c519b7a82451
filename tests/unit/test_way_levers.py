"""In what people act: the number given really reaches the cut, and one less does not."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.ruling import EARLIER, LATER, START, assessed, catalogue, pack
from tests.unit.waying import Case, counted, counted_cases
from triggers.assess import assess
from triggers.levers import LEVERS, Pull, pulls
from triggers.moves import Move, Towards, moves_of
from triggers.values import Held, Measure

GA, NCTR, FOUR_HOUR = "beds.ga_occupancy_pct", "beds.nctr_pct", "ed.four_hour_performance_pct"
SIDES = st.sampled_from(["calmer", "worse"])


def pulled(move: Move, pull: Pull, times: int) -> Measure | None:
    """The figure after so many; None: it cannot be."""
    top, bottom = move.measure.numerator, move.measure.denominator
    assert top is not None
    assert bottom is not None
    after = top + times * pull.lever.numerator, bottom + times * pull.lever.denominator
    return counted(int(after[0]), int(after[1])) if after[1] > 0 else None


def points(case: Case, move: Move, measure: Measure) -> Decimal:
    """What the parameter earns with the figure."""
    held = {**case.held, move.metric: Held(move.metric, measure, START, START)}
    found = assess(case.pack, case.config, held, START)
    return next(p.points for p in found.parameters if p.id == move.parameter)


@given(counted_cases(), SIDES)
def test_the_number_given_really_reaches_the_cut_and_one_less_does_not(case: Case, towards: Towards) -> None:
    (now,) = case.assessment.parameters
    sign = -1 if towards == "calmer" else 1
    for move in (m for one in moves_of(case.assessment, case.pack, catalogue(), towards) for m in one):
        for pull in pulls(move, catalogue(), towards):
            enough, one_less = pulled(move, pull, pull.times), pulled(move, pull, pull.times - 1)
            assert enough is not None
            assert one_less is not None
            wanted = now.points + sign * move.gain
            assert sign * points(case, move, enough) >= sign * wanted
            assert sign * points(case, move, one_less) < sign * wanted
            assert pull.times >= 1


@given(counted_cases())
def test_fewer_or_more_of_what_is_counted_above_the_line_always_tell_how_many(case: Case) -> None:
    for one in moves_of(case.assessment, case.pack, catalogue(), "calmer"):
        for move in one:
            levers = LEVERS[move.metric]["calmer"]
            assert move.measure.denominator is not None
            if any(lever.denominator == 0 for lever in levers):
                assert pulls(move, catalogue(), "calmer")


def only(
    metric: str, top: int, bottom: int, towards: Towards = "calmer", rules: str = LATER
) -> list[list[str]]:
    """In words, for each band that way."""
    held = {metric: Held(metric, counted(top, bottom), START, START)}
    (moves,) = moves_of(assessed(rules, held), pack(rules), catalogue(), towards)
    return [[pull.words for pull in pulls(move, catalogue(), towards)] for move in moves]


def test_beds_and_patients_of_a_full_hospital() -> None:
    assert only(GA, 487, 500) == [
        ["12 patients discharged", "13 more beds open"],
        ["27 patients discharged", "30 more beds open"],
    ]
    assert only(GA, 487, 500, "worse") == [["4 more patients", "4 beds closed"]]


def test_who_leaves_a_bed_leaves_the_beds_that_are_occupied_as_well() -> None:
    assert only(NCTR, 70, 400)[0] == ["12 of these patients discharged"]


def test_what_is_counted_since_midnight_only_grows() -> None:
    assert only(FOUR_HOUR, 118, 200)[0] == ["5 more attendances, all within 4 h"]
    assert only(FOUR_HOUR, 121, 200, "worse") == [["2 more attendances over 4 h"]]


def test_one_is_said_as_one() -> None:
    assert only(GA, 476, 500)[0] == ["1 patient discharged", "2 more beds open"]


def test_a_figure_without_counts_and_one_that_nobody_can_move_say_nothing() -> None:
    variation = "ed.attendance_variation_pct"
    assert only(variation, 30, 100, rules=EARLIER) == [[], [], []]
    held = {GA: Held(GA, Measure(Decimal("97.4")), START, START)}
    ((move, _),) = moves_of(assessed(LATER, held), pack(LATER), catalogue(), "calmer")
    assert pulls(move, catalogue(), "calmer") == ()


def test_a_share_that_no_number_brings_down_says_nothing() -> None:
    assert only(NCTR, 40, 40) == [[], [], []]


@pytest.mark.parametrize("metric", LEVERS)
def test_every_lever_named_is_of_a_percentage_made_of_counts(metric: str) -> None:
    assert catalogue().metrics[metric].ratio is not None
