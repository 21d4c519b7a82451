"""Sunday night, 18 to 19 January 2026, as the assessment sees it."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.scenarios.night import ED, NAMES, QUARTER, Night, figures, parameter, wall
from triggers.values import Doubt, State

BEGINS = datetime(2026, 1, 18, 20, 5, tzinfo=UTC)
MKUH, LUTON, SCAS = "RD8-MKH", "RC9-LDH", "RYE@MK"
EVENING = figures("34/69/101/118/7.1/44/96.1/3.2/14.8")
LUTON_EVENING = figures("24/74/92/82/3.6/35/94.2/2.6/12.8")
BEDS = {name: value for name, value in EVENING.items() if name not in ED}


@pytest.fixture
async def evening(night: Night) -> Night:
    """20:05: MKUH at 13 of 27, all fresh; 22:00: its site report."""
    night.expects_level(MKUH, None, 3)
    night.expects_level("MK", None, 3)
    await night.feed(MKUH, **EVENING)
    return night


async def site_report(night: Night) -> None:
    """22:00, and the feed goes on as before."""
    await night.feeds_until("22:00", MKUH)
    await night.feed(MKUH, **EVENING)


async def test_the_evening_is_at_three_and_could_be_nothing_else(evening: Night) -> None:
    board = await evening.board(MKUH)
    assert (board.level, board.floor, board.ceiling, board.score) == (3, 3, 3, "13")
    assert {parameter.state for parameter in board.parameters} == {State.FRESH}


async def test_the_site_report_of_ten_is_not_late_at_three(evening: Night) -> None:
    await site_report(evening)
    await evening.feeds_until("03:00", MKUH)
    ga = parameter(await evening.board(MKUH), "ga")
    assert (ga.state, wall(ga.observed_at), wall(ga.due_at)) == (State.NOT_DUE, "22:00", "08:00")


async def test_three_patients_since_midnight_say_nothing(night: Night) -> None:
    night.expects_level(LUTON, None, 2)
    night.expects_level("BCA", None, 2)
    await night.feed(LUTON, **LUTON_EVENING)
    await night.feeds_until("00:15", LUTON)
    before = await night.board(LUTON)
    await night.feed(LUTON, attendances=3, four_hour="33.3")
    board = await night.board(LUTON)
    few = parameter(board, "four_hour")
    assert (few.state, few.value, few.points) == (State.FEW, "74", "1")
    assert board.held[NAMES["four_hour"]].latest is not None
    assert (board.level, board.score) == (before.level, before.score)


async def test_an_emergency_department_out_of_sight_stays_at_three_and_could_be_four(evening: Night) -> None:
    await site_report(evening)
    await evening.feeds_until("01:46", MKUH)
    seen = parameter(await evening.board(MKUH), "majors").observed_at
    await evening.at("02:30")
    board = await evening.board(MKUH)
    assert wall(seen) == "01:45"
    assert {parameter(board, name).state for name in ED} == {State.LATE}
    assert (board.level, board.stated, board.ceiling) == (3, True, 4)
    assert (await evening.board("MK")).ceiling == 4


async def test_figures_by_telephone_are_fresh_while_the_feed_is_away(evening: Night) -> None:
    await site_report(evening)
    await evening.feeds_until("01:46", MKUH)
    await evening.at("03:06")
    verdicts = await evening.tell_by_phone(MKUH, majors=104, handover=36)
    board = await evening.board(MKUH)
    assert {verdict["verdict"] for verdict in verdicts} == {"accepted"}
    assert board.held[NAMES["majors"]].source.startswith("by phone")
    assert [parameter(board, name).state for name in ("majors", "handover", "treatment")] == [
        State.FRESH,
        State.FRESH,
        State.LATE,
    ]
    assert board.level == 3


async def test_the_backlog_fills_history_and_moves_no_level(evening: Night) -> None:
    await site_report(evening)
    await evening.feeds_until("01:46", MKUH)
    night_ed = {name: value for name, value in EVENING.items() if name in ED}
    missed = datetime(2026, 1, 19, 1, 50, tzinfo=UTC)
    await evening.at("04:10")
    await evening.feed(MKUH, **night_ed)
    verdicts = []
    for n in range(9):
        worse = {**night_ed, "majors": 125} if n == 2 else night_ed
        verdicts += await evening.feed(MKUH, missed + n * QUARTER, **worse)
    board = await evening.board(MKUH)
    assert {verdict["verdict"] for verdict in verdicts} == {"superseded"}
    assert (board.level, board.floor, board.ceiling) == (3, 3, 3)
    # what was believed at 02:20 was wrong, and from 02:35 it was as before
    assert [
        (told["metric"], wall(told["effective_at"])) for told in await evening.journalled("past_revised")
    ] == [(NAMES["majors"], "02:20"), (NAMES["majors"], "02:35")]


async def test_a_backlog_in_one_post_is_told_once_for_each_metric(evening: Night) -> None:
    await site_report(evening)
    await evening.feeds_until("01:46", MKUH)
    await evening.at("04:10")
    await evening.feed(MKUH, majors=101)
    missed = datetime(2026, 1, 19, 1, 50, tzinfo=UTC)
    backlog = [
        {**reading, "value": 118 + n}
        for n in range(9)
        for reading in evening.readings(MKUH, missed + n * QUARTER, {"majors": 0})
    ]
    await evening.post(backlog)
    assert [wall(told["effective_at"]) for told in await evening.journalled("past_revised")] == ["01:50"]


async def test_a_backlog_sent_twice_is_held_already(evening: Night) -> None:
    await evening.passes(minutes=60)
    await evening.feed(MKUH, majors=101)
    half_an_hour_ago = evening.now - timedelta(minutes=30)
    first = await evening.feed(MKUH, half_an_hour_ago, majors=103)
    again = await evening.feed(MKUH, half_an_hour_ago, majors=103)
    assert [verdict["verdict"] for verdict in first + again] == ["superseded", "duplicate"]


async def test_figures_of_a_closed_department_falling_to_zero_are_queried(evening: Night) -> None:
    await evening.passes(minutes=15)
    await evening.feed(MKUH, **{name: value for name, value in EVENING.items() if name in ED})
    await evening.passes(minutes=15)
    await evening.feed(MKUH, majors=0, treatment=0)
    board = await evening.board(MKUH)
    assert board.held[NAMES["majors"]].doubt is Doubt.QUERIED
    assert (board.level, board.score) == (3, "13")
