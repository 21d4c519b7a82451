"""Roll-ups: exact sums, unknown children widen, and the worst child is always named."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.ruling import EARLIER, LATER, START, assessed, facts, figures, rollup
from triggers.aggregate import Child, aggregate, worst
from triggers.values import Assessment, State

POINTS, PERCENT = rollup("acute-rollup-points"), rollup("acute-rollup-percent")
CALM, BUSY, WORST = (
    "21/72/94/88/4.1/38/95.6/3.1/14.2",
    "38/66/112/126/7.4/52/97.4/3.1/14.2",
    "52/57/126/171/9.8/63/98.6/4.8/15.6",
)


def at_score(score: str, available: str = "44") -> Assessment:
    plain = assessed(EARLIER, figures(EARLIER, CALM))
    value = Decimal(score)
    return plain._replace(
        score=value,
        available=Decimal(available),
        floor_score=value,
        ceiling_score=value,
        bounds_available=Decimal(available),
        stated=True,
    )


def child(code: str, weight: str, values: str | None) -> Child:
    found = None if values is None else assessed(LATER, figures(LATER, values))
    return Child(code, Decimal(weight), found, found.level if found is not None and found.stated else None)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_three_trusts_at_22_are_at_22_whatever_their_weights(a: int, b: int) -> None:
    first, second = sorted((a, b))
    weights = [Decimal(n).scaleb(-9) for n in (first, second - first, 10**9 - second)]
    children = [Child(str(i), w, at_score("22"), 2) for i, w in enumerate(weights)]
    found = aggregate(POINTS, children, START)
    assert facts(found.score, found.level, found.floor, found.ceiling) == (22, 2, 2, 2)


@given(
    st.lists(
        st.tuples(st.integers(1, 100), st.sampled_from([CALM, BUSY, WORST, "40/-/-/-/-/-/-/-/-", None])),
        min_size=1,
        max_size=6,
    )
)
def test_the_level_lies_between_floor_and_ceiling(drawn: list[tuple[int, str | None]]) -> None:
    children = [child(str(i), str(weight), values) for i, (weight, values) in enumerate(drawn)]
    found = aggregate(PERCENT, children, START)
    assert found.floor <= (found.level or found.floor) <= found.ceiling
    seen = [c.settled_level for c in children if c.settled_level is not None]
    if found.level is not None:
        assert min(seen) <= found.level <= max(seen)


@given(st.lists(st.sampled_from([CALM, BUSY, WORST]), min_size=2, max_size=5), st.data())
def test_losing_sight_of_a_child_never_narrows_the_range(values: list[str], data: st.DataObject) -> None:
    children = [child(str(i), "0.2", v) for i, v in enumerate(values)]
    lost = data.draw(st.integers(0, len(values) - 1))
    blind = [
        c._replace(assessment=None, settled_level=None) if i == lost else c for i, c in enumerate(children)
    ]
    was, now = aggregate(PERCENT, children, START), aggregate(PERCENT, blind, START)
    assert now.floor <= was.floor
    assert now.ceiling >= was.ceiling


def test_a_child_that_cannot_be_seen_leaves_the_mean() -> None:
    found = aggregate(PERCENT, [child("A", "0.5", BUSY), child("B", "0.5", None)], START)
    assert (found.level, found.stated, found.floor, found.ceiling) == (3, True, 2, 4)
    assert [p.state for p in found.parameters] == [State.FRESH, State.NEVER_KNOWN]


def test_with_most_weight_unseen_a_roll_up_is_not_stated() -> None:
    found = aggregate(PERCENT, [child("A", "0.4", BUSY), child("B", "0.6", None)], START)
    assert found.stated is False


@pytest.mark.parametrize("children", [[], [child("A", "1", None)], [child("A", "0", WORST)]])
def test_nothing_to_see_has_no_level_and_is_never_calm(children: list[Child]) -> None:
    found = aggregate(PERCENT, children, START)
    assert (found.level, found.stated, found.ceiling) == (None, False, 4)


def test_real_weights_give_the_published_kind_of_sum() -> None:
    scores = [("0.516", "30"), ("0.306", "20"), ("0.178", "10")]
    found = aggregate(POINTS, [Child(w, Decimal(w), at_score(s), None) for w, s in scores], START)
    assert (found.score, found.level) == (Decimal("23.380"), 3)


def test_the_worst_child_is_at_the_highest_level_then_the_highest_share() -> None:
    calm, busy, top = child("A", "0.9", CALM), child("B", "0.05", BUSY), child("C", "0.05", WORST)
    assert worst([calm, busy, top]) == "C"
    assert worst([calm, busy._replace(settled_level=4), top]) == "C"
    assert worst([calm, child("D", "1", None)]) == "A"
    assert worst([child("D", "1", None)]) is None


def weighed(children: list[tuple[int, str | None, str]]) -> list[Child]:
    """Children of these weights: "counts", "trial" or "declared"."""
    return [
        child(str(n), str(weight), values)._replace(on_trial=kind == "trial", declared=kind == "declared")
        for n, (weight, values, kind) in enumerate(children)
    ]


@given(
    st.lists(
        st.tuples(
            st.integers(1, 100),
            st.sampled_from([CALM, BUSY, WORST, None]),
            st.sampled_from(["counts", "trial", "declared"]),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_what_is_on_trial_or_declared_changes_nothing_above_it(
    drawn: list[tuple[int, str | None, str]],
) -> None:
    children = weighed(drawn)
    counted = [c for c in children if not c.on_trial and not c.declared]
    found, alone = aggregate(PERCENT, children, START), aggregate(PERCENT, counted, START)
    assert found._replace(parameters=()) == alone._replace(parameters=())
    left_out = [p for p, c in zip(found.parameters, children, strict=True) if c not in counted]
    assert {(p.state, p.points, p.max_points) for p in left_out} <= {(State.NOT_APPLICABLE, 0, 0)}


def test_a_pillar_on_trial_counts_its_units_on_trial_and_never_what_somebody_declares() -> None:
    trial = rollup("trial-rollup-percent")
    units = weighed([(1, WORST, "trial"), (1, None, "declared")])
    found = aggregate(trial, units, START)
    assert (found.level, found.stated) == (4, True)


SCORES = st.decimals(0, 44, places=2)
WEIGHTS = st.decimals("0.001", 1, places=3)


@given(st.lists(st.tuples(WEIGHTS, SCORES, st.sampled_from(["44", "24", "30"])), min_size=1, max_size=6))
def test_the_score_is_the_weighted_mean_exactly_where_it_ends_and_to_six_places_elsewhere(
    drawn: list[tuple[Decimal, Decimal, str]],
) -> None:
    children = [Child(str(i), w, at_score(str(s), of), 2) for i, (w, s, of) in enumerate(drawn)]
    total = sum((Fraction(w) for w, _, _ in drawn), Fraction(0))
    for pack, scale in ((POINTS, None), (PERCENT, 100)):
        shares = [Fraction(s) if scale is None else scale * Fraction(s) / Fraction(of) for _, s, of in drawn]
        mean = (
            sum((Fraction(w) * share for (w, _, _), share in zip(drawn, shares, strict=True)), Fraction(0))
            / total
        )
        found = aggregate(pack, children, START)
        assert abs(Fraction(found.score) - mean) <= Fraction(1, 2_000_000)
        assert found.floor_score == found.score == found.ceiling_score
        assert found.level == 1 + sum(mean > Fraction(bound) for bound in pack.bands)
