"""Assessing: properties of levels and bounds, every cut of both packs, and the stories' figures."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.ruling import (
    EARLIER,
    LATER,
    NOTHING,
    START,
    assessed,
    catalogue,
    facts,
    fed,
    figure,
    figures,
    level,
    minutes,
    pack,
)
from triggers.assess import assess
from triggers.values import Doubt, Held, Measure, State

NAMES = st.sampled_from([EARLIER, LATER])
DECIMALS = st.decimals(0, 250, places=2)


@st.composite
def holdings(draw: st.DrawFn, name: str) -> dict[str, Held]:
    """Any mix of fresh, late, dead, doubted and missing figures."""
    held = {}
    for parameter in pack(name).parameters:
        kind = draw(
            st.sampled_from(
                ["fresh", "fresh", "fresh", "late", "dead", "unknown", "few", "queried", "none", "blank"]
            )
        )
        measure, metric = Measure(draw(DECIMALS)), parameter.metric
        at = minutes({"late": -60, "dead": -600}.get(kind, -1))
        if kind == "blank":
            held[metric] = Held(metric, None, None, at, doubt=Doubt.UNKNOWN)
        elif kind in {"unknown", "few", "queried"}:
            held[metric] = Held(metric, measure, at, at, doubt=Doubt(kind), latest=Measure(Decimal(1)))
        elif kind != "none":
            held[metric] = Held(metric, measure, at, at)
    return held


@given(st.data(), NAMES)
def test_more_pressure_never_lowers_a_level(data: st.DataObject, name: str) -> None:
    held = data.draw(holdings(name))
    parameter = data.draw(st.sampled_from(pack(name).pack.parameters))
    if parameter.metric not in held or held[parameter.metric].scores is None:
        return
    before = held[parameter.metric]
    push = data.draw(DECIMALS) * (1 if parameter.worse == "higher" else -1)
    assert before.scores is not None
    worse = held | {parameter.metric: before._replace(scores=Measure(before.scores.value + push))}
    was, now = assessed(name, held), assessed(name, worse)
    assert (now.level or 0) >= (was.level or 0)
    assert now.floor >= was.floor
    assert now.ceiling >= was.ceiling
    assert now.score >= was.score


@given(st.data(), NAMES)
def test_the_level_lies_between_floor_and_ceiling(data: st.DataObject, name: str) -> None:
    found = assessed(name, data.draw(holdings(name)))
    assert found.floor_score <= found.ceiling_score
    assert found.floor <= (found.level or found.floor) <= found.ceiling


@given(st.data(), NAMES, st.sampled_from(["deleted", "unknown"]))
def test_losing_a_figure_never_narrows_the_range(data: st.DataObject, name: str, how: str) -> None:
    held = data.draw(holdings(name))
    metric = data.draw(st.sampled_from([p.metric for p in pack(name).parameters]))
    poorer = {m: h for m, h in held.items() if m != metric}
    if how == "unknown":
        kept = held.get(metric)
        value, at = (kept.scores, kept.scores_at) if kept else (None, None)
        poorer[metric] = Held(metric, value, at, START, doubt=Doubt.UNKNOWN)
    was, now = assessed(name, held), assessed(name, poorer)
    assert now.floor <= was.floor
    assert now.ceiling >= was.ceiling


@given(st.data(), NAMES)
def test_the_same_facts_in_any_order_give_the_same_assessment(data: st.DataObject, name: str) -> None:
    held = data.draw(holdings(name))
    shuffled = dict(data.draw(st.permutations(list(held.items()))))
    assert assessed(name, shuffled) == assessed(name, held)


@given(st.data(), NAMES)
def test_points_sum_to_the_score_and_bounds_to_theirs(data: st.DataObject, name: str) -> None:
    found = assessed(name, data.draw(holdings(name)))
    assert found.score == sum(p.points for p in found.parameters)
    assert found.floor_score == sum(p.least for p in found.parameters)
    assert found.ceiling_score == sum(p.most for p in found.parameters)


CUTS = [
    pytest.param(name, parameter.id, i, id=f"{name} {parameter.id} cut {i + 1}")
    for name in (EARLIER, LATER)
    for parameter in pack(name).pack.parameters
    for i in range(len(parameter.cuts))
]


@pytest.mark.parametrize(("name", "identifier", "i"), CUTS)
def test_a_value_on_a_cut_is_calmer_and_beyond_it_worse(name: str, identifier: str, i: int) -> None:
    parameter = next(p for p in pack(name).pack.parameters if p.id == identifier)
    beyond = parameter.cuts[i] + Decimal("0.01") * (1 if parameter.worse == "higher" else -1)
    scored = []
    for value in (parameter.cuts[i], beyond):
        found = assessed(name, {parameter.metric: figure(parameter.metric, value)})
        scored += [p.points for p in found.parameters if p.id == identifier]
    assert scored == [parameter.points[i], parameter.points[i + 1]]


STORIES = [
    ("21/72/94/88/4.1/38/95.6/3.1/14.2", 10, 2),
    ("17/76/88/70/3.0/33/93.8/1.5/12.0", 8, 2),
    ("38/66/112/126/7.4/52/97.4/3.1/14.2", 15, 3),
    ("33/68/108/118/6.2/51/96.4/4.4/16.1", 16, 3),
    ("52/57/126/171/9.8/63/98.6/4.8/15.6", 22, 4),
    ("41/61/104/140/9.2/48/97.2/4.8/13.9", 16, 3),
    ("34/69/101/118/7.1/44/96.1/3.2/14.8", 13, 3),
]


@pytest.mark.parametrize(("values", "score", "expected"), STORIES)
def test_the_stories_figures_give_the_stories_levels(values: str, score: int, expected: int) -> None:
    found = assessed(LATER, figures(LATER, values))
    assert facts(found.score, found.available, found.level) == (score, 27, expected)
    assert (found.floor, found.ceiling, found.stated) == (expected, expected, True)


@pytest.mark.parametrize(("score", "expected"), [(5, 1), (6, 2), (10, 2), (11, 3), (18, 3), (19, 4), (27, 4)])
def test_percent_bands_at_nine_parameters(score: int, expected: int) -> None:
    assert pack(LATER).level_of(Decimal(score), Decimal(27)) == expected


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        ("0", 1),
        ("11", 1),
        ("11.01", 2),
        ("11.4", 2),
        ("22", 2),
        ("22.01", 3),
        ("33", 3),
        ("34", 4),
        ("44", 4),
    ],
)
def test_points_bands_hold_their_upper_bound(score: str, expected: int) -> None:
    assert pack(EARLIER).level_of(Decimal(score), Decimal(44)) == expected


def test_a_derived_ratio_is_compared_with_a_cut_by_its_counts() -> None:
    metric = "beds.ga_occupancy_pct"
    just_above = Measure(Decimal("92.00"), Decimal(920001), Decimal(1000000))
    found = assess(pack(LATER), NOTHING, {metric: Held(metric, just_above, START, START)}, START)
    assert found.score == 1


def test_never_known_parameters_leave_a_percent_pack_and_stay_in_a_points_pack() -> None:
    five = figures(LATER, "52/57/126/171/9.8/-/-/-/-")
    percent, points = assessed(LATER, five), assessed(EARLIER, five)
    assert facts(percent.available, percent.bounds_available, percent.level) == (15, 27, 4)
    assert facts(points.available, points.level) == (44, 2)
    assert (points.floor, points.ceiling) == (2, 4)


def test_what_is_not_applicable_leaves_everything() -> None:
    metric = "beds.nctr_pct"
    config = fed(EARLIER)._replace(not_applicable=frozenset({metric}))
    found = assess(pack(EARLIER), config, figures(EARLIER, "10/99/-5/70/50/1/90/1/99"), START)
    assert facts(found.available, found.bounds_available, found.score, found.ceiling) == (38, 38, 0, 1)
    assert found.parameters[8].state is State.NOT_APPLICABLE


def test_everything_not_applicable_is_never_calm() -> None:
    config = NOTHING._replace(not_applicable=frozenset(p.metric for p in pack(LATER).parameters))
    found = assess(pack(LATER), config, {}, START)
    assert (found.level, found.stated, found.floor, found.ceiling, found.reachable) == (
        None,
        False,
        1,
        4,
        None,
    )


def test_too_few_known_figures_are_not_stated() -> None:
    four, five = figures(LATER, "52/57/126/171/-/-/-/-/-"), figures(LATER, "52/57/126/171/9.8/-/-/-/-")
    assert (assessed(LATER, four).stated, assessed(LATER, five).stated) == (False, True)


def test_owning_up_to_unknown_keeps_the_points_and_widens_the_range() -> None:
    held = figures(LATER, "52/57/126/171/9.8/63/98.6/4.8/15.6")
    owned = {m: h._replace(doubt=Doubt.UNKNOWN) for m, h in held.items()}
    found = assessed(LATER, owned)
    assert facts(found.score, found.level, found.floor, found.ceiling, found.stated) == (22, 4, 1, 4, False)


def test_late_then_dead_figures_keep_their_points() -> None:
    held = figures(LATER, "34/69/101/118/7.1/44/96.1/3.2/14.8")
    for after, state in ((44, State.FRESH), (45, State.LATE), (240, State.DEAD)):
        found = assessed(LATER, held, minutes(after))
        assert (found.level, {p.state for p in found.parameters}) == (3, {state})
    assert assessed(LATER, held, minutes(10)).next_change_at == minutes(45)
    assert assessed(LATER, held, minutes(50)).next_change_at == minutes(240)


def test_a_known_gap_widens_the_range_and_is_not_late() -> None:
    config = fed(LATER)._replace(known_gaps=frozenset({"beds.nctr_pct"}))
    found = assess(pack(LATER), config, figures(LATER, "34/69/101/118/7.1/44/96.1/3.2/-"), START)
    assert facts(found.parameters[8].state, found.parameters[8].most) == (State.KNOWN_GAP, 3)


def test_reachable_is_what_the_configured_parameters_could_give() -> None:
    config = NOTHING._replace(
        expectations={m: fed(EARLIER).expectations[m] for m in ("ed.majors_resus_occupancy_pct",)}
    )
    assert assess(pack(EARLIER), config, {}, START).reachable == 1
    assert assess(pack(EARLIER), fed(EARLIER), {}, START).reachable == 4
    assert assess(pack(EARLIER), NOTHING, {}, START).reachable is None


def test_a_figure_from_a_little_ahead_has_no_negative_age() -> None:
    found = assessed(LATER, figures(LATER, "21/72/94/88/4.1/38/95.6/3.1/14.2", minutes(3)))
    assert {p.age_seconds for p in found.parameters} == {0}


def test_every_pack_parameter_is_a_metric_of_the_catalogue() -> None:
    for name in (EARLIER, LATER):
        assert {p.metric for p in pack(name).parameters} <= set(catalogue().metrics)
    assert level(LATER, "15/78/80/60/2/30/92/2/10") == 1
