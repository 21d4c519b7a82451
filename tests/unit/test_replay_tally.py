"""Levels over time come to hours, changes, flaps and disagreements; hours always make up the whole."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.ruling import minutes
from triggers.replay.tally import disagreements, lasting, spans_of, tally
from triggers.replay.values import Change, Span

levels = st.sampled_from([1, 2, 3, 4, None])
changes = st.lists(st.tuples(st.integers(-50, 600), levels), max_size=12).map(
    lambda given_: [Change(minutes(at), level) for at, level in sorted(given_, key=lambda one: one[0])]
)
ENDS = minutes(480)


def spans(*given_: tuple[int, int | None]) -> tuple[Span, ...]:
    return spans_of([Change(minutes(at), level) for at, level in given_], minutes(0), ENDS)


@given(changes)
def test_spans_cover_the_stretch_without_a_gap_and_neighbours_differ(given_: list[Change]) -> None:
    found = spans_of(given_, minutes(0), ENDS)
    assert (found[0].begins, found[-1].ends) == (minutes(0), ENDS)
    assert all(a.ends == b.begins and a.level != b.level for a, b in pairwise(found))


@given(changes, st.integers(0, 479))
def test_at_every_moment_the_last_change_stands(given_: list[Change], at: int) -> None:
    before = [change.level for change in given_ if change.at <= minutes(at)]
    standing = [s.level for s in spans_of(given_, minutes(0), ENDS) if s.begins <= minutes(at) < s.ends]
    assert standing == [before[-1] if before else None]


@given(changes)
def test_the_hours_make_up_the_whole(given_: list[Change]) -> None:
    found = tally(spans_of(given_, minutes(0), ENDS))
    assert sum(found.at.values(), timedelta(0)) == ENDS - minutes(0)


@given(st.lists(changes, min_size=2, max_size=3), st.integers(0, 479))
def test_versions_differ_exactly_where_they_do_not_tell_the_same(given_: list[list[Change]], at: int) -> None:
    timelines = [spans_of(one, minutes(0), ENDS) for one in given_]
    told = [s.level for one in timelines for s in one if s.begins <= minutes(at) < s.ends]
    differ = [d.levels for d in disagreements(timelines) if d.begins <= minutes(at) < d.ends]
    assert differ == ([tuple(told)] if len(set(told)) > 1 else [])


def test_a_level_left_and_come_back_to_within_the_hour_is_a_flap() -> None:
    found = tally(spans((10, 2), (100, 3), (160, 2), (200, 3), (280, 2)))
    assert (found.changes, found.flaps) == (4, 2)  # away for 60 min, then 40, then 80


def test_too_few_figures_for_a_while_is_a_change_and_no_flap() -> None:
    found = tally(spans((0, 2), (100, None), (120, 2)))
    assert (found.changes, found.flaps) == (2, 0)


def test_the_same_told_twice_differs_for_no_time() -> None:
    assert lasting(disagreements([spans((0, 2), (100, 3)), spans((0, 2), (100, 3))])) == timedelta(0)
