"""A clock that jumps, or that never was right, is noticed at once, and believed again when it is right."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.clock_guard import OFF_SECONDS, ClockGuard

NOON = datetime(2026, 1, 12, 12, tzinfo=UTC)


class Machine:
    """Two clocks: one that people set, one that only counts."""

    def __init__(self) -> None:
        self.wall, self.counted = NOON, 5000.0

    def passes(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.counted += seconds

    def guard(self) -> ClockGuard:
        return ClockGuard(lambda: self.wall, lambda: self.counted)


@given(passed=st.floats(0, 1e5), step=st.floats(-1e6, 1e6))
def test_a_step_of_more_than_ten_seconds_is_doubted_before_the_database_is_asked_again(
    passed: float, step: float
) -> None:
    machine = Machine()
    guard = machine.guard()
    guard.compare(NOON, machine.counted)
    machine.passes(passed)
    assert guard.doubt() is None
    machine.wall += timedelta(seconds=step)
    assert abs(guard.off_by() - step) < 0.001
    if abs(abs(step) - OFF_SECONDS) > 0.001:
        assert (guard.doubt() is not None) == (abs(step) > OFF_SECONDS)
    machine.wall -= timedelta(seconds=step)
    assert guard.doubt() is None


def test_a_clock_that_was_wrong_from_the_start_is_said_to_be_so_with_how_far() -> None:
    machine = Machine()
    guard = machine.guard()
    assert guard.doubt() is None
    guard.compare(NOON - timedelta(hours=1), machine.counted)
    assert guard.doubt() == "this server's clock is 3600 s ahead of the database's: set it right"


def test_a_slow_answer_of_the_database_is_not_taken_for_a_wrong_clock() -> None:
    machine = Machine()
    guard = machine.guard()
    asked = machine.counted
    machine.passes(5)
    guard.compare(NOON + timedelta(seconds=4.9), asked)
    assert guard.doubt() is None
