"""Ways down and up in words: what is said of a figure, a cut, a difference, a rate and a time."""

from datetime import timedelta
from decimal import Decimal

import pytest

from app.board.way_out import Weighed, down_of, up_of
from app.board.way_words import (
    about,
    difference,
    goal_words,
    heading_of,
    improved,
    length,
    now_words,
    worsened,
)
from app.messages.ways import DownOut, UpOut
from tests.unit.ruling import (
    HOLDS,
    LATER,
    LONDON,
    NOTHING,
    START,
    assessed,
    catalogue,
    figures,
    minutes,
    pack,
)
from tests.unit.waying import counted
from triggers.assess import assess
from triggers.compile import CompiledPack, compile_parameter
from triggers.moves import Move, Towards, moves_of
from triggers.packs import Parameter
from triggers.settle import settle
from triggers.trend import Trend
from triggers.values import Doubt, Held, Measure, Settled

GA, MAJORS, HANDOVER = (
    "beds.ga_occupancy_pct",
    "ed.majors_resus_occupancy_pct",
    "ambulance.mean_handover_minutes",
)
FOUR_HOUR = "ed.four_hour_performance_pct"
PRESSED = "38/66/112/126/7.4/52/97.4/3.1/14.2"  # 15 of 27: OPEL 3
EASED = "28/79/80/126/7.4/52/95/3.1/14.2"  # and 10: OPEL 2


def first(metric: str, measure: Measure, towards: Towards = "calmer", doubt: Doubt | None = None) -> Move:
    """The nearest move of a figure by the later rules."""
    held = {metric: Held(metric, measure, START, START, doubt=doubt)}
    return moves_of(assessed(LATER, held), pack(LATER), catalogue(), towards)[0][0]


def value(figure: str) -> Measure:
    return Measure(Decimal(figure))


@pytest.mark.parametrize(
    ("metric", "measure", "said"),
    [
        (MAJORS, value("112"), "majors to 100 % or below (now 112 %: 12 lower)"),
        (MAJORS, value("101"), "majors to 100 % or below (now 101 %: 1 lower)"),
        (MAJORS, value("100.04"), "majors to 100 % or below (now 100.04 %: 0.04 lower)"),
        (HANDOVER, value("38"), "handover to 30 min or below (now 38 min: 8 min less)"),
        (FOUR_HOUR, value("66"), "4-hour to 70 % or above (now 66 %: 4 higher)"),
        (
            GA,
            counted(487, 500),
            "G&A to 95 % or below (now 97.4 %: 12 patients discharged or 13 more beds open)",
        ),
        (
            GA,
            counted(950_001, 1_000_000),
            "G&A to 95 % or below (now just over 95 %: 1 patient discharged or 2 more beds open)",
        ),
    ],
)
def test_what_brings_a_figure_down_is_said_in_the_units_people_act_in(
    metric: str, measure: Measure, said: str
) -> None:
    assert improved(first(metric, measure), catalogue()) == said


def test_a_figure_that_is_not_current_is_not_promised() -> None:
    said = improved(first(GA, value("97.4"), doubt=Doubt.QUERIED), catalogue())
    assert said.endswith("2.4 lower; queried, so only once a fresh figure says so)")


def test_what_pushes_it_up_says_what_would_be_passed() -> None:
    assert worsened(first(GA, counted(487, 500), "worse"), catalogue()) == (
        "G&A rises above 98 % (now 97.4 %: 4 more patients or 4 beds closed)"
    )
    assert worsened(first(FOUR_HOUR, value("66"), "worse"), catalogue()) == (
        "4-hour falls below 60 % (now 66 %: 6.1 lower)"
    )


def only(rule: dict[str, object]) -> CompiledPack:
    """The later pack with one parameter of its own."""
    parameter = compile_parameter(Parameter.model_validate({"id": "p", "provenance": "unverified", **rule}))
    return pack(LATER)._replace(parameters=(parameter,), total=parameter.most)


def test_a_cut_that_belongs_to_the_worse_side_must_be_passed_on_the_way_down() -> None:
    rule = {"metric": MAJORS, "worse": "higher", "cuts": [80, 100], "points": [0, 1, 2]}
    alone = only({**rule, "cut_belongs_to": "worse"})
    found = assess(alone, NOTHING, {MAJORS: Held(MAJORS, value("100"), START, START)}, START)
    ((move, _),) = moves_of(found, alone, catalogue(), "calmer")
    metric = catalogue().metrics[MAJORS]
    assert (goal_words(move, metric), now_words(move, metric)) == ("below 100 %", "100 %")
    assert difference(move, metric) == "0.1 lower"


def test_what_is_only_ever_whole_names_the_first_that_will_do() -> None:
    metric = "ambulance.reap_level"
    alone = only({"metric": metric, "worse": "higher", "cuts": [1, 2, 3], "points": [0, 1, 2, 3]})
    found = assess(alone, NOTHING, {metric: Held(metric, value("3"), START, START)}, START)
    ((calmer, _),) = moves_of(found, alone, catalogue(), "calmer")
    ((worse,),) = moves_of(found, alone, catalogue(), "worse")
    assert improved(calmer, catalogue()) == "REAP to level 2 or below (now level 3: 1 lower)"
    assert worsened(worse, catalogue()) == "REAP rises to level 4 (now level 3: 1 higher)"


@pytest.mark.parametrize(
    ("per_hour", "said"),
    [
        ("12", "rising 12 an hour: at that rate in about 40 min"),
        ("1", "rising 1 an hour: at that rate in about 8 h"),
        ("0.5", "rising 0.5 an hour: at that rate more than 12 h away"),
        ("0.04", "steady"),
        ("-2", "falling 2 an hour: away from it"),
    ],
)
def test_where_a_figure_is_heading_is_said_with_what_it_rests_on(per_hour: str, said: str) -> None:
    move = first(MAJORS, value("112"), "worse")
    found = heading_of(move, catalogue().metrics[MAJORS], Trend(Decimal(per_hour), 12, timedelta(hours=3)))
    assert found.words == said
    assert (found.after is not None) == ("about" in said)


def test_where_it_is_heading_is_not_said_of_a_late_figure_nor_of_too_few() -> None:
    metric, rising = catalogue().metrics[MAJORS], Trend(Decimal(12), 12, timedelta(hours=3))
    doubted = heading_of(first(MAJORS, value("112"), "worse", Doubt.FEW), metric, rising)
    assert (doubted.after, doubted.words) == (
        (None, "where it is heading is not known: its figure is of too few patients")
    )
    assert heading_of(first(MAJORS, value("112"), "worse"), metric, None).words == (
        "too few figures to say where it is heading"
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (0, "within minutes"),
        (4, "within minutes"),
        (38, "in about 40 min"),
        (59, "in about 1 h"),
        (130, "in about 2 h 15 min"),
    ],
)
def test_a_time_is_never_said_more_exactly_than_it_is_known(given: int, said: str) -> None:
    assert about(timedelta(minutes=given)) == said


def test_lengths_of_time_in_words() -> None:
    assert [length(timedelta(minutes=n)) for n in (0, 45, 60, 135)] == [
        "0 min",
        "45 min",
        "1 h",
        "2 h 15 min",
    ]


def both(*values: str) -> tuple[DownOut, UpOut]:
    """What is said after these figures, a quarter of an hour apart."""
    settled, found = Settled(), assessed(LATER, {})
    for quarter, nine in enumerate(values):
        found = assessed(LATER, figures(LATER, nine, minutes(15 * quarter)), minutes(15 * quarter))
        settled = settle(settled, found, HOLDS, minutes(15 * quarter))
    unit = Weighed(found, settled, pack(LATER), catalogue(), {}, LONDON)
    return down_of(unit), up_of(unit)


def test_figures_that_are_lower_already_say_when_the_level_follows() -> None:
    down, up = both(PRESSED, EASED)
    assert (down.state, down.sentence) == (
        ("moving", "Its figures are already at OPEL 2: the level falls at 08:45 if they stay so.")
    )
    assert (up.state, up.level) == ("ways", 4)


def test_a_level_that_waits_for_a_fresh_figure_says_for_which() -> None:
    late = figures(LATER, EASED)
    held = {
        m: h._replace(scores_at=minutes(-90), latest_at=minutes(-90)) if m == MAJORS else h
        for m, h in late.items()
    }
    before = settle(Settled(), assessed(LATER, figures(LATER, PRESSED)), HOLDS, START)
    found = assessed(LATER, held)
    unit = Weighed(found, settle(before, found, HOLDS, START), pack(LATER), catalogue(), {}, LONDON)
    assert down_of(unit).sentence == (
        "Its figures are already at OPEL 2. No level falls until a fresh figure bears out majors."
    )


def test_at_level_1_there_is_nothing_to_bring_down_and_at_4_nothing_above() -> None:
    assert both("10/90/70/50/1/20/88/1/5")[0].state == "end"
    assert both("60/50/130/210/16/72/99/8/25")[1].state == "end"


def test_too_few_figures_say_so() -> None:
    down, up = both("38/66/-/-/-/-/-/-/-")
    assert (down.state, up.state) == ("not_enough", "not_enough")
