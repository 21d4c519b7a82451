"""When figures are due: nights without returns are not late, and both daylight-saving nights are right."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from tests.unit.ruling import FEED, LONDON, START, minutes
from triggers.expectations import Expectation, TimesExpectation, currency
from triggers.values import State

EXPECTATION: TypeAdapter[Expectation] = TypeAdapter(Expectation)
SITE = EXPECTATION.validate_python({"times": ["08:00", "11:00", "14:00", "18:00", "22:00"], "grace": "45m"})
WEEKDAYS = EXPECTATION.validate_python({"times": ["09:30"], "days": ["weekdays"], "grace": "45m"})
SITREP = EXPECTATION.validate_python(
    {"times": ["11:00"], "grace": "45m", "satisfied_from": "3h", "dead_after": "1d"}
)


def local(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON, fold=fold).astimezone(UTC)


def state(expectation: Expectation | None, observed: str, now: str) -> State:
    return currency(expectation, local(observed), local(now), LONDON).state


def test_without_an_expectation_a_figure_is_always_fresh() -> None:
    assert currency(None, START, minutes(99999), LONDON).state is State.FRESH


@pytest.mark.parametrize(
    ("age", "expected"),
    [(-5, State.FRESH), (44, State.FRESH), (45, State.LATE), (239, State.LATE), (240, State.DEAD)],
)
def test_a_feed_is_late_after_its_interval_and_grace(age: int, expected: State) -> None:
    assert currency(FEED, START, minutes(age), LONDON).state is expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-01-18T22:10", State.FRESH),
        ("2026-01-19T03:00", State.NOT_DUE),
        ("2026-01-19T08:44", State.NOT_DUE),
        ("2026-01-19T08:45", State.LATE),
    ],
)
def test_a_sunday_night_report_is_not_late_until_the_morning(now: str, expected: State) -> None:
    assert state(SITE, "2026-01-18T22:00", now) is expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-01-10T12:00", State.NOT_DUE),
        ("2026-01-12T09:30", State.NOT_DUE),
        ("2026-01-12T10:14", State.NOT_DUE),
        ("2026-01-12T10:15", State.LATE),
    ],
)
def test_a_weekday_return_is_due_on_monday_and_late_after_its_grace(now: str, expected: State) -> None:
    assert state(WEEKDAYS, "2026-01-09T09:30", now) is expected


def test_an_early_snapshot_typed_later_answers_the_return() -> None:
    assert state(SITREP, "2026-01-12T08:00", "2026-01-12T10:55") is State.FRESH
    assert state(SITREP, "2026-01-12T08:00", "2026-01-13T11:44") is State.NOT_DUE
    assert state(SITREP, "2026-01-12T08:00", "2026-01-13T11:45") is State.LATE
    assert state(SITREP, "2026-01-12T08:00", "2026-01-14T11:00") is State.DEAD


def test_a_late_answer_is_fresh_when_it_comes() -> None:
    assert state(SITE, "2026-01-12T09:50", "2026-01-12T09:55") is State.FRESH


@pytest.mark.parametrize(
    ("observed", "due"),
    [
        ("2026-03-28T22:00", "2026-03-29T07:00+00:00"),
        ("2026-03-29T08:00", "2026-03-29T10:00+00:00"),
        ("2026-10-24T22:00", "2026-10-25T08:00+00:00"),
    ],
)
def test_times_are_local_on_both_clock_change_nights(observed: str, due: str) -> None:
    found = currency(SITE, local(observed), local(observed), LONDON)
    assert found.due_at == datetime.fromisoformat(due)


def test_a_time_that_does_not_exist_or_comes_twice_is_due_once() -> None:
    """On the spring night 01:30 does not exist: it is due at the moment of 02:30."""
    night = TimesExpectation(times=(time(0, 30), time(1, 30), time(2, 30)), satisfied_from=timedelta(0))
    for midnight, expected in (("2026-03-28T23:00", 2), ("2026-10-24T23:00", 3)):
        at = local(midnight)
        dues = set()
        for _ in range(200):
            dues.add(currency(night, at, at, LONDON).due_at)
            at += timedelta(minutes=2)
        assert len([d for d in dues if d and d < local(midnight) + timedelta(hours=6)]) == expected


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)),  # noqa: DTZ001  # the zone follows
    st.timedeltas(timedelta(0), timedelta(days=6)),
    st.sampled_from([SITE, WEEKDAYS, SITREP, FEED]),
)
def test_currency_only_ages_and_changes_exactly_when_it_says(
    observed: datetime, age: timedelta, expectation: Expectation
) -> None:
    order = [State.FRESH, State.NOT_DUE, State.LATE, State.DEAD]
    at = observed.replace(tzinfo=UTC)
    found = currency(expectation, at, at + age, LONDON)
    assert found.late_at is not None
    assert found.state in order[2:] or at + age < found.late_at
    if found.next_change_at is not None:
        assert found.next_change_at > at + age
        just_before = currency(expectation, at, found.next_change_at - timedelta(microseconds=1), LONDON)
        then = currency(expectation, at, found.next_change_at, LONDON)
        assert just_before.state is found.state
        assert order.index(then.state) > order.index(found.state)


@pytest.mark.parametrize(
    "bad",
    [
        {"every": "0m"},
        {"every": "15m", "grace": "30m", "dead_after": "45m"},
        {"every": 15},
        {"times": []},
        {"times": ["11:00", "08:00"]},
        {"times": ["25:00"]},
        {"times": ["08:00"], "days": ["someday"]},
        {"times": ["08:00"], "satisfied_from": "25h"},
        {"times": ["08:00"], "every": "15m"},
        {},
    ],
)
def test_an_expectation_that_means_nothing_is_refused(bad: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        EXPECTATION.validate_python(bad)


def test_durations_are_written_as_they_are_read() -> None:
    text = {"every": "15m", "grace": "1h30m", "dead_after": "4h"}
    assert EXPECTATION.dump_python(EXPECTATION.validate_python(text)) == text


def test_a_snapshot_with_a_grace_of_its_own_is_on_time_until_it_ends() -> None:
    returns = TimesExpectation(
        times=(time(8), time(11)),
        grace=timedelta(minutes=45),
        grace_at={time(8): timedelta(hours=3)},
        satisfied_from=timedelta(hours=3),
    )
    last_night = datetime(2026, 1, 11, 22, 0, tzinfo=UTC)
    assert (
        currency(returns, last_night, datetime(2026, 1, 12, 10, 54, tzinfo=UTC), LONDON).state
        is State.NOT_DUE
    )
    assert currency(returns, last_night, datetime(2026, 1, 12, 11, 0, tzinfo=UTC), LONDON).state is State.LATE
    snapshot = datetime(2026, 1, 12, 8, 0, tzinfo=UTC)
    assert currency(returns, snapshot, datetime(2026, 1, 12, 10, 55, tzinfo=UTC), LONDON).state is State.FRESH
