"""Lines: how long each figure stood, and which one counts."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.board.past.facts import Figure
from app.board.past.lines import points_of, queried_of
from app.clock import parse_time
from app.messages.past import Point
from tests.unit.pasts import DAY, sent
from tests.unit.streams import configuration

CATALOGUE = configuration().rules.catalogue
Shown = tuple[float, float, str | None]


def hours(count: float) -> datetime:
    """So many hours after the day began."""
    return DAY.from_ + timedelta(hours=count)


def points(*figures: Figure, late: float | None = None) -> tuple[Point, ...]:
    """The day's points of one metric."""
    after = timedelta(hours=late or 0)
    queried = queried_of(figures, CATALOGUE)
    return points_of(figures, queried, lambda at: at + after if late else None, DAY)


def shown(found: Sequence[Point]) -> list[Shown]:
    """Points in hours after the day began."""
    ends = [[(parse_time(t) - DAY.from_) / timedelta(hours=1) for t in (p.at, p.until)] for p in found]
    return [(at, until, point.value) for (at, until), point in zip(ends, found, strict=True)]


def test_a_figure_stands_until_the_next() -> None:
    assert shown(points(sent("90", hours(1), 1), sent("94", hours(3), 2))) == [(1, 3, "90"), (3, 24, "94")]


def test_a_figure_stands_no_longer_than_until_it_is_late() -> None:
    found = points(sent("90", hours(1), 1), sent("94", hours(3), 2), late=0.75)
    assert shown(found) == [(1, 1.75, "90"), (3, 3.75, "94")]


def test_an_unknown_ends_what_was_known() -> None:
    found = points(sent("90", hours(1), 1), sent(None, hours(2), 2), sent("94", hours(3), 3))
    assert shown(found) == [(1, 2, "90"), (2, 3, None), (3, 24, "94")]


def test_a_queried_figure_does_not_end_the_one_before_it() -> None:
    found = points(
        sent("96", hours(1), 1), sent("9.6", hours(2), 2, verdict="queried"), sent("97", hours(4), 3)
    )
    assert shown(found) == [(1, 4, "96"), (2, 4, "9.6"), (4, 24, "97")]
    assert [point.queried for point in found] == [False, True, False]


def test_the_figure_that_stood_when_the_day_began_is_shown() -> None:
    assert shown(points(sent("90", hours(-2), 1), sent("94", hours(3), 2))) == [(-2, 3, "90"), (3, 24, "94")]


def test_a_figure_that_was_late_when_the_day_began_is_not_shown() -> None:
    assert shown(points(sent("90", hours(-2), 1), sent("94", hours(3), 2), late=1)) == [(3, 4, "94")]


def test_a_correction_takes_the_place_of_what_it_corrects() -> None:
    assert shown(points(sent("90", hours(1), 1), sent("94", hours(1), 2))) == [(1, 24, "94")]
    assert shown(points(sent("94", hours(1), 1, line=2), sent("90", hours(1), 1, line=1))) == [(1, 24, "94")]


def test_a_correction_that_was_doubted_does_not_take_the_place_of_what_scores() -> None:
    slip = sent("9.6", hours(2), 3, verdict="queried")
    found = points(sent("90", hours(1), 1), sent("96", hours(2), 2), slip)
    assert shown(found) == [(1, 2, "90"), (2, 24, "96"), (2, 24, "9.6")]
    assert [point.queried for point in found] == [False, False, True]


def test_a_doubted_figure_that_was_corrected_is_not_shown() -> None:
    slip = sent("9.6", hours(2), 2, verdict="queried")
    assert shown(points(slip, sent("96", hours(2), 3))) == [(2, 24, "96")]


def test_a_percentage_that_was_sent_goes_before_one_made_from_counts() -> None:
    made = sent("91", hours(1), 2, verdict="derived")
    (found,) = points(sent("90", hours(1), 1), made)
    assert (found.value, found.source) == ("90", "feed")
    assert points(made)[0].source == "derived"


def test_a_percentage_made_from_counts_is_doubted_as_it_was_when_it_was_made() -> None:
    slip = [sent(value, hours(n), n, verdict="derived") for n, value in ((1, "96"), (2, "9.6"), (3, "96.4"))]
    assert [point.queried for point in points(*slip)] == [False, True, False]


def test_a_late_arrival_is_shown_at_its_own_time() -> None:
    late = sent("92", hours(2), 3, verdict="superseded")
    assert shown(points(sent("90", hours(1), 1), sent("94", hours(3), 2), late)) == [
        (1, 2, "90"),
        (2, 3, "92"),
        (3, 24, "94"),
    ]


figures = st.builds(
    lambda at, value, seq, verdict: sent(value, hours(at), seq, verdict=verdict),
    st.integers(-5, 23),
    st.none() | st.integers(80, 99).map(str),
    st.integers(1, 50),
    st.sampled_from(["accepted", "superseded", "queried"]),
)


@given(st.lists(figures, unique_by=lambda f: f.seq), st.sampled_from([None, 0.5, 3.0]))
def test_no_two_figures_that_counted_stand_at_once_whatever_their_order(
    given_: list[Figure], late: float | None
) -> None:
    found = points(*given_, late=late)
    counted = shown([point for point in found if not point.queried])
    assert found == points(*reversed(given_), late=late)
    assert all(first[1] <= second[0] for first, second in pairwise(counted))
    assert all(at <= until <= 24 for at, until, _ in shown(found))
