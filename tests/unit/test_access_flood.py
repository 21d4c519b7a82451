"""One sender's flood costs that sender its own posts, and nobody else anything."""

from hypothesis import given
from hypothesis import strategies as st

from app.access.flood import MOST_REMEMBERED, SECONDS_IN_HAND, Flood, cost_of

RATE = 50


@given(gaps=st.lists(st.floats(0, 3), min_size=1, max_size=200), sizes=st.data())
def test_over_any_time_a_sender_gets_no_more_than_its_rate_and_what_it_had_in_hand(
    gaps: list[float], sizes: st.DataObject
) -> None:
    flood, now, taken = Flood(RATE), 1000.0, 0.0
    for gap in gaps:
        now += gap
        cost = cost_of(sizes.draw(st.integers(0, 200_000)))
        if flood.admit(1, cost, now) == 0:
            taken += cost
    assert taken <= RATE * (SECONDS_IN_HAND + now - 1000.0) + 1e-6


@given(cost=st.floats(1, 10_000), posts=st.integers(0, 600))
def test_who_waits_as_long_as_it_was_told_is_taken(cost: float, posts: int) -> None:
    flood = Flood(RATE)
    for _ in range(posts):
        flood.admit(1, 1, 0.0)
    wait = flood.admit(1, cost, 0.0)
    assert wait == 0 or flood.admit(1, cost, wait + 1e-9) == 0


def test_another_sender_is_not_touched_by_it() -> None:
    flood = Flood(RATE)
    while flood.admit(1, 1, 0.0) == 0:
        pass
    assert flood.admit(2, 1, 0.0) == 0


def test_without_a_rate_everything_is_taken() -> None:
    flood = Flood(0)
    assert all(flood.admit(1, 1, 0.0) == 0 for _ in range(10_000))


def test_only_so_many_senders_are_remembered() -> None:
    flood = Flood(RATE)
    for whose in range(MOST_REMEMBERED + 50):
        flood.admit(whose, 1, 0.0)
    assert len(flood.purses) == MOST_REMEMBERED
