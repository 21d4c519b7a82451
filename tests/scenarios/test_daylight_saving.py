"""The two nights that are not 24 hours long, lived through by the whole service."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from app.configuration import plan_at
from tests.scenarios.night import ED, Night, figures, lived, parameter, wall
from triggers.values import State

MKUH = "RD8-MKH"
VALUES = figures("34/69/101/118/7.1/44/96.1/3.2/14.8")
FEED = {name: value for name, value in VALUES.items() if name in ED}
SPRING = datetime(2026, 3, 28, 22, tzinfo=UTC)  # Saturday; the clocks go forward at 01:00 UTC
AUTUMN = datetime(2026, 10, 24, 21, tzinfo=UTC)  # 22:00 in summer time; they go back at 01:00 UTC


@pytest.fixture(params=[SPRING, AUTUMN], ids=["spring", "autumn"])
async def night(request: pytest.FixtureRequest, database: str) -> AsyncIterator[Night]:
    """22:00 on the wall: MKUH at 3 and its site report in."""
    async with lived(database, request.param) as night:
        night.expects_level(MKUH, None, 3)
        night.expects_level("MK", None, 3)
        await night.feed(MKUH, **VALUES)
        yield night


async def test_no_age_is_negative_and_nothing_is_late_on_a_night_of_another_length(night: Night) -> None:
    end = night.now.replace(hour=7) + timedelta(days=1)
    while night.now < end:
        await night.passes(minutes=15)
        await night.feed(MKUH, **FEED)
        if night.now.minute == 0:
            board = await night.board(MKUH)
            assert {parameter(board, name).state for name in ED} == {State.FRESH}
            assert parameter(board, "ga").state in {State.FRESH, State.NOT_DUE}
    entries = await night.owner.fetch("SELECT recorded_at FROM journal ORDER BY seq")
    times = [entry["recorded_at"] for entry in entries]
    assert times == sorted(times)


async def test_the_next_site_report_is_due_at_eight_on_the_wall(night: Night) -> None:
    ga = parameter(await night.board(MKUH), "ga")
    assert (wall(ga.due_at), ga.late_at is not None) == ("08:00", True)
    late = datetime.fromisoformat(ga.late_at or "")
    await night.at(late - timedelta(minutes=1))
    before = parameter(await night.board(MKUH), "ga").state
    await night.at(late)
    after = parameter(await night.board(MKUH), "ga").state
    assert (before, after) == (State.NOT_DUE, State.LATE)


async def test_a_day_ends_at_midnight_on_the_wall(night: Night) -> None:
    writer = night.app.state.services.writers.of("QHG")
    ends = []
    for day in range(3):
        await night.at(BEGINNINGS[night.now.month][day])
        ends.append(wall(plan_at(writer.state.configuration, night.now).until.isoformat()))
    assert ends == ["00:00"] * 3


async def test_a_feed_that_stops_is_late_after_three_quarters_of_an_hour_of_real_time(night: Night) -> None:
    change = night.now.replace(hour=0, minute=50) + timedelta(days=1)  # ten minutes before the clocks change
    await night.at(change)
    await night.feed(MKUH, **FEED)
    await night.passes(minutes=44)
    before = parameter(await night.board(MKUH), "majors")
    await night.passes(minutes=1)
    after = parameter(await night.board(MKUH), "majors")
    assert (before.state, after.state) == (State.FRESH, State.LATE)


BEGINNINGS = {
    moment.month: [moment + timedelta(hours=hours) for hours in (1, 3, 26)] for moment in (SPRING, AUTUMN)
}
