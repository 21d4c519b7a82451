"""Where a figure is heading, and when it would be at a cut."""

from datetime import datetime, timedelta
from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from tests.unit.ruling import minutes
from triggers.trend import FARTHEST, Trend, hours, time_to, trend

NOW = minutes(0)
QUARTERS = [minutes(-15 * n) for n in range(12, -1, -1)]
VALUES = st.decimals(-200, 200, places=1)


def line(*values: str) -> list[tuple[datetime, Decimal]]:
    """The last so many quarters of an hour."""
    return list(zip(QUARTERS[-len(values) :], map(Decimal, values), strict=True))


@given(VALUES, st.decimals(-40, 40, places=1), st.integers(3, 12))
def test_a_steady_line_is_found_exactly(start: Decimal, per_hour: Decimal, figures: int) -> None:
    on_it = [(at, start + per_hour * hours(at - NOW)) for at in QUARTERS[-figures:]]
    found = trend(on_it, NOW)
    assert found == Trend(per_hour, figures, timedelta(minutes=15 * (figures - 1)))


@given(st.data(), VALUES, st.decimals(1, 40, places=1))
def test_one_odd_figure_of_many_does_not_turn_it_round(
    data: st.DataObject, start: Decimal, per_hour: Decimal
) -> None:
    on_it = [(at, start + per_hour * hours(at - NOW)) for at in QUARTERS]
    i = data.draw(st.integers(0, len(on_it) - 1))
    on_it[i] = (on_it[i][0], data.draw(VALUES))
    found = trend(on_it, NOW)
    assert found is not None
    assert found.per_hour == per_hour


@given(st.lists(st.tuples(st.sampled_from(QUARTERS), VALUES), max_size=12), st.randoms())
def test_the_order_of_figures_does_not_matter(
    figures: list[tuple[datetime, Decimal]], random: object
) -> None:
    once = list(dict(figures).items())
    shuffled = sorted(once, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert trend(shuffled, NOW) == trend(once, NOW)


ROUNDING = Decimal("1e-20")  # of the division below, not of the time


@given(st.decimals(0, 60, places=1), st.decimals("0.1", 60, places=1), st.sampled_from([1, -1]))
@example(Decimal("53.4"), Decimal("4.5"), 1)
def test_at_that_rate_it_is_at_the_cut_in_the_time_given(distance: Decimal, rate: Decimal, sign: int) -> None:
    found = time_to(distance, sign * rate, rising=sign > 0)
    if found is None:
        assert distance > rate * hours(FARTHEST)
        return
    assert timedelta(0) <= found <= FARTHEST
    assert distance - Decimal("0.001") <= rate * hours(found) <= distance + ROUNDING


def test_too_few_figures_or_too_close_together_have_no_trend() -> None:
    assert trend(line("50", "52"), NOW) is None
    close = [(minutes(-2 * n), Decimal(50 + n)) for n in range(4)]
    assert trend(close, NOW) is None
    assert trend(line("50", "52", "54"), NOW) == Trend(Decimal(8), 3, timedelta(minutes=30))


def test_only_the_last_three_hours_count_and_nothing_from_before_a_counter_began_again() -> None:
    long_ago = [(minutes(-60 * n), Decimal(900)) for n in range(4, 8)]
    assert trend([*long_ago, *line("50", "52", "54")], NOW) == trend(line("50", "52", "54"), NOW)
    counted = line("90", "90", "90", "4", "5", "6")
    assert trend(counted, NOW, since=minutes(-30)) == Trend(Decimal(4), 3, timedelta(minutes=30))


def test_a_figure_that_goes_the_other_way_stands_still_or_crawls_gives_no_time() -> None:
    assert time_to(Decimal(8), Decimal(-12), rising=True) is None
    assert time_to(Decimal(8), Decimal(0), rising=True) is None
    assert time_to(Decimal(8), Decimal("0.5"), rising=True) is None
    assert time_to(Decimal(8), Decimal(12), rising=True) == timedelta(minutes=40)
    assert time_to(Decimal(8), Decimal(-12), rising=False) == timedelta(minutes=40)
    assert time_to(Decimal(0), Decimal(1), rising=True) == timedelta(0)
