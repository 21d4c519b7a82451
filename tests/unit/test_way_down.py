"""What would bring a level down and push it up: over random packs and figures, tried by assessing again."""

from decimal import Decimal
from itertools import product
from typing import NamedTuple

import pytest
from hypothesis import assume, given

from tests.examples import tried
from tests.unit.ruling import (
    EARLIER,
    LATER,
    NOTHING,
    START,
    assessed,
    catalogue,
    facts,
    fed,
    figures,
    minutes,
    pack,
)
from tests.unit.waying import Case, cases, counted
from triggers.fewest import fewest
from triggers.moves import Move, Towards, moves_of
from triggers.values import Assessment, Doubt, Held, Measure
from triggers.way_down import MOST_SHOWN, Ways, closest_up, unproven, ways_down

FEW = tried(30)
ALL = 100_000
GA, MAJORS = "beds.ga_occupancy_pct", "ed.majors_resus_occupancy_pct"
TREATMENT = "ed.median_time_to_treatment_minutes"
PRESSED = "38/66/112/126/7.4/52/97.4/3.1/14.2"  # 15 of 27: OPEL 3


class Known(NamedTuple):
    """A case with a level to bring down."""

    case: Case
    assessment: Assessment
    level: int


def known(case: Case) -> Known:
    found = case.assessment
    assume(found.level is not None)
    return Known(case, found, found.level or 0)


def down(case: Known, most: int = ALL) -> Ways:
    return ways_down(case.assessment, case.case.pack, catalogue(), case.level - 1, most)


def up(case: Known, most: int = ALL) -> Ways:
    return closest_up(case.assessment, case.case.pack, catalogue(), case.level + 1, most)


def lesser(case: Known, moves: tuple[Move, ...], towards: Towards) -> list[tuple[Move, ...]]:
    """The same with one parameter left out, or going one band less far."""
    options = {
        one[0].parameter: one for one in moves_of(case.assessment, case.case.pack, catalogue(), towards)
    }
    found = []
    for i, move in enumerate(moves):
        place = options[move.parameter].index(move)
        instead = options[move.parameter][place - 1 : place]
        found.append((*moves[:i], *instead, *moves[i + 1 :]))
    return found


@FEW
@given(cases())
def test_a_way_down_really_brings_the_level_down_and_nothing_less_does(drawn: Case) -> None:
    case = known(drawn)
    assume(case.level > 1)
    for way in down(case).shown:
        again = drawn.after(way.moves)
        assert again.level is not None
        assert facts(again.level, again.score) == facts(way.level, way.score)
        assert again.level < case.level
        for less in lesser(case, way.moves, "calmer"):
            assert (drawn.after(less).level or 0) >= case.level


@FEW
@given(cases())
def test_what_is_closest_to_pushing_it_up_really_does_and_nothing_less(drawn: Case) -> None:
    case = known(drawn)
    assume(case.level < 4)
    for way in up(case).shown:
        again = drawn.after(way.moves)
        assert facts(again.level, again.score) == facts(way.level, way.score)
        assert way.level > case.level
        for less in lesser(case, way.moves, "worse"):
            assert (drawn.after(less).level or 4) <= case.level


@FEW
@given(cases(most=3))
def test_every_smallest_way_down_is_counted(drawn: Case) -> None:
    case = known(drawn)
    assume(case.level > 1)
    options = moves_of(case.assessment, drawn.pack, catalogue(), "calmer")
    combined = [tuple(filter(None, chosen)) for chosen in product(*[(None, *one) for one in options])]
    reaching = [moves for moves in combined if (drawn.after(moves).level or 4) < case.level]
    smallest = [
        moves
        for moves in reaching
        if all((drawn.after(less).level or 4) >= case.level for less in lesser(case, moves, "calmer"))
    ]
    found = down(case)
    assert found.complete
    assert found.total == len(smallest)
    assert {way.moves for way in found.shown} == set(smallest)


@FEW
@given(cases())
def test_ways_come_fewest_first_then_least_points_then_the_shortest(drawn: Case) -> None:
    case = known(drawn)
    assume(case.level > 1)
    ranks = [
        (len(way.moves), sum(m.gain for m in way.moves), sum(m.relative for m in way.moves))
        for way in down(case).shown
    ]
    assert ranks == sorted(ranks)
    shortest = down(case).shortest
    assert (None if shortest is None else sum(m.relative for m in shortest.moves)) == min(
        (rank[2] for rank in ranks), default=None
    )
    few = down(case, 3)
    assert len(few.shown) == min(3, few.total)
    shown = [(len(way.moves), sum(m.gain for m in way.moves)) for way in few.shown]
    assert shown == [rank[:2] for rank in ranks[:3]]


@FEW
@given(cases())
def test_what_raises_it_comes_fewest_first_then_nearest(drawn: Case) -> None:
    case = known(drawn)
    assume(case.level < 4)
    ranks = [(len(way.moves), sum(m.relative for m in way.moves)) for way in up(case).shown]
    assert ranks == sorted(ranks)


@FEW
@given(cases())
def test_a_single_band_of_a_single_parameter_is_named_wherever_there_is_one(drawn: Case) -> None:
    case = known(drawn)
    assume(case.level < 4)
    nearest = [one[0] for one in moves_of(case.assessment, drawn.pack, catalogue(), "worse")]
    raising = {move for move in nearest if (drawn.after([move]).level or 0) > case.level}
    assert {way.moves[0] for way in up(case).shown if len(way.moves) == 1} >= raising
    assert (not raising) or all(len(way.moves) == 1 for way in up(case, len(raising)).shown)


@FEW
@given(cases())
def test_a_way_is_certain_only_where_every_figure_that_moves_is_current(drawn: Case) -> None:
    case = known(drawn)
    assume(case.level > 1)
    states = {p.id: p.state for p in case.assessment.parameters}
    for way in down(case).shown:
        assert way.certain == all(states[move.parameter] in {"fresh", "not_due"} for move in way.moves)


@FEW
@given(cases())
def test_what_is_not_known_or_does_not_apply_takes_no_part(drawn: Case) -> None:
    case = known(drawn)
    blind = {p.id for p in case.assessment.parameters if p.measure is None}
    ways = (*down(case).shown, *up(case).shown) if 1 < case.level < 4 else ()
    assert not {move.parameter for way in ways for move in way.moves} & blind


@FEW
@given(cases())
def test_the_points_that_are_moved_are_those_of_the_score(drawn: Case) -> None:
    found = drawn.assessment
    assert sum((p.points for p in found.parameters), Decimal(0)) == found.score


@FEW
@given(cases())
def test_level_1_has_nothing_below_it_and_level_4_nothing_above(drawn: Case) -> None:
    case = known(drawn)
    assert ways_down(case.assessment, drawn.pack, catalogue(), case.level).total == 0
    assert closest_up(case.assessment, drawn.pack, catalogue(), case.level).total == 0
    if case.level == 1:
        assert down(case).total == 0
    if case.level == 4:
        assert up(case).total == 0


def test_ways_in_the_units_of_the_later_pack() -> None:
    found = assessed(LATER, figures(LATER, PRESSED))
    assert facts(found.level, found.score) == (3, 15)
    ways = ways_down(found, pack(LATER), catalogue(), 2)
    first = ways.shown[0]
    assert [(m.metric, str(m.cut), m.on_cut, str(m.gain)) for m in first.moves] == [
        ("ed.four_hour_performance_pct", "78", True, "2"),
        (TREATMENT, "60", True, "2"),
        ("ed.referred_to_service_pct", "50", True, "1"),
    ]
    assert facts(first.score, first.level, first.certain) == (10, 2, True)
    assert len(ways.shown) == MOST_SHOWN
    assert ways.total > MOST_SHOWN


def test_equal_ways_keep_the_order_of_the_pack() -> None:
    held = figures(EARLIER, "-/-/-/-/90/9/-/-/-")  # each half its stretch from its cut
    found = assessed(EARLIER, held, config=NOTHING)
    by_one = fewest(
        moves_of(found, pack(EARLIER), catalogue(), "calmer"), lambda gain: gain >= 1, 5, by_points=True
    )
    assert [[move.parameter for move in moves] for moves in by_one.sets] == [["p5"], ["p6"]]


def test_a_late_or_queried_figure_makes_a_way_uncertain() -> None:
    held = dict(figures(LATER, PRESSED))
    held[TREATMENT] = held[TREATMENT]._replace(doubt=Doubt.QUERIED, latest=Measure(Decimal(60)))
    ways = ways_down(assessed(LATER, held), pack(LATER), catalogue(), 2)
    resting = [way for way in ways.shown if any(move.metric == TREATMENT for move in way.moves)]
    assert resting
    assert not any(way.certain for way in resting)


def test_a_fall_on_no_current_figure_is_named() -> None:
    held = {
        m: h._replace(scores_at=minutes(-90), latest_at=minutes(-90))
        for m, h in figures(LATER, PRESSED).items()
    }
    found = assessed(LATER, held, START, fed(LATER))
    assert [p.metric for p in unproven(found, {"p3": Decimal(3), "p7": Decimal(2)})] == [MAJORS]
    assert unproven(assessed(LATER, figures(LATER, PRESSED)), {"p3": Decimal(3)}) == ()


@pytest.mark.parametrize(
    ("value", "shown", "difference"),
    [("112.04", "112.0", "12.0"), ("100.04", "100.04", "0.04"), ("130", "130.0", "10.0")],
)
def test_the_difference_is_that_of_the_figure_shown_and_the_cut_and_never_none(
    value: str, shown: str, difference: str
) -> None:
    held = {MAJORS: Held(MAJORS, Measure(Decimal(value)), START, START)}
    (moves,) = moves_of(assessed(LATER, held), pack(LATER), catalogue(), "calmer")
    metric = catalogue().metrics[MAJORS]
    assert (str(moves[0].shown(metric)), str(moves[0].difference(metric))) == (shown, difference)


def test_the_counts_decide_the_band_where_the_rounded_figure_would_not() -> None:
    measure = counted(950_001, 1_000_000)
    found = assessed(LATER, {GA: Held(GA, measure, START, START)})
    (moves,) = moves_of(found, pack(LATER), catalogue(), "calmer")
    assert facts(moves[0].cut, moves[0].distance) == (95, 0)


def test_the_way_with_the_smallest_moves_is_told_even_where_it_takes_more_parameters() -> None:
    found = assessed(LATER, figures(LATER, "52/57/126/171/9.8/63/98.6/4.8/15.6"))
    ways = ways_down(found, pack(LATER), catalogue(), 3)
    assert ways.shortest is not None
    assert [(move.metric, str(move.cut)) for move in ways.shortest.moves] == [
        (MAJORS, "120"),
        ("ed.over_12h_from_arrival_pct", "8"),
        (GA, "98"),
        ("beds.nctr_pct", "15"),
    ]
    assert {len(way.moves) for way in ways.shown} == {2}


def test_a_pack_whose_sums_never_meet_is_not_worked_at_for_ever() -> None:
    thousand = Decimal(1000)
    (moves,) = moves_of(
        assessed(LATER, {GA: figures(LATER, PRESSED)[GA]}), pack(LATER), catalogue(), "calmer"
    )
    gains = [thousand + Decimal(2**i).scaleb(-9) for i in range(16)]
    options = [[moves[0]._replace(parameter=f"p{gain}", gain=gain, last=gain)] for gain in gains]
    assert not fewest(options, lambda gain: gain >= 8 * thousand, 5, by_points=True).complete
