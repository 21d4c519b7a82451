"""What becomes of a level when its figures stop, come in part, or are owned up to as unknown."""

from datetime import UTC, datetime
from decimal import Decimal

from tests.scenarios.night import ED, TUPLE, Given, Night, figures, parameter
from triggers.values import State

BEGINS = datetime(2026, 1, 12, 8, tzinfo=UTC)
MKUH = "RD8-MKH"
WORST = "52/57/126/171/9.8/63/98.6/4.8/15.6"
CALM = "12/80/70/50/1/25/90/1/8"
UNKNOWN: dict[str, Given] = dict.fromkeys(TUPLE, "unknown")
FIVE = ("handover", "four_hour", "majors", "treatment", "over_12h")


async def test_a_unit_whose_inputs_stop_at_four_stays_at_four(night: Night) -> None:
    night.expects_level(MKUH, None, 4)
    night.expects_level("MK", None, 4)
    await night.feed_all(MKUH, WORST)
    for hours in range(1, 31):
        await night.at(BEGINS.replace(day=12 + (8 + hours) // 24, hour=(8 + hours) % 24))
    board = await night.board(MKUH)
    assert {parameter(board, name).state for name in TUPLE} == {State.DEAD}
    assert (board.level, board.stated, board.floor, board.ceiling) == (4, True, 1, 4)
    assert board.since is not None
    assert datetime.fromisoformat(board.since) == BEGINS


async def test_calm_figures_of_half_an_hour_bring_a_unit_down_and_one_blip_does_not(night: Night) -> None:
    night.expects_level(MKUH, None, 4)
    night.expects_level("MK", None, 4)
    await night.feed_all(MKUH, WORST)
    await night.passes(minutes=15)
    await night.feed_all(MKUH, "41/61/104/140/9.2/48/97.2/4.8/13.9")
    await night.passes(minutes=15)
    await night.feed_all(MKUH, WORST)
    await night.passes(minutes=40)
    assert (await night.board(MKUH)).level == 4


async def test_a_unit_always_fed_five_of_nine_goes_up_and_comes_down_by_itself(night: Night) -> None:
    night.expects_level(MKUH, None, 2)
    night.expects_level("MK", None, 2)
    two = five("21/72/94/88/4.1/0/0/0/0")
    four = five("52/57/126/171/9.8/0/0/0/0")
    await night.feed(MKUH, **two)
    night.expects_level(MKUH, 2, 4)
    night.expects_level("MK", 2, 4)
    await night.passes(minutes=15)
    await night.feed(MKUH, **four)
    night.expects_level(MKUH, 4, 2)
    night.expects_level("MK", 4, 2)
    for _ in range(3):
        await night.passes(minutes=15)
        await night.feed(MKUH, **two)
    board = await night.board(MKUH)
    assert (board.level, board.stated, board.available) == (2, True, "15")


async def test_a_unit_that_knows_nothing_is_not_stated(night: Night) -> None:
    night.expects_level(MKUH, None, 4)
    night.expects_level("MK", None, 4)
    await night.feed_all(MKUH, WORST)
    await night.passes(minutes=15)
    night.expects_level(MKUH, 4, None)
    night.expects_level("MK", 4, None)
    await night.feed(MKUH, **UNKNOWN)
    board = await night.board(MKUH)
    assert (board.stated, board.floor, board.ceiling) == (False, 1, 4)
    assert {parameter(board, name).state for name in TUPLE} == {State.UNKNOWN}
    assert (await night.board("MK")).stated is False


async def test_a_unit_that_knows_again_is_stated_at_what_it_then_knows(night: Night) -> None:
    night.expects_level(MKUH, None, 4)
    night.expects_level("MK", None, 4)
    await night.feed_all(MKUH, WORST)
    await night.passes(minutes=15)
    night.expects_level(MKUH, 4, None)
    night.expects_level("MK", 4, None)
    await night.feed(MKUH, **UNKNOWN)
    await night.passes(minutes=15)
    night.expects_level(MKUH, None, 4)
    night.expects_level("MK", None, 4)
    await night.feed_all(MKUH, WORST)
    assert (await night.board(MKUH)).stated


async def test_unknown_in_place_of_bad_figures_lowers_nothing(night: Night) -> None:
    night.expects_level(MKUH, None, 4)
    night.expects_level("MK", None, 4)
    await night.feed_all(MKUH, WORST)
    for _ in range(5):
        await night.passes(minutes=15)
        ed = {name: value for name, value in figures(WORST).items() if name in ED}
        unseen: dict[str, Given] = {**ed, "majors": "unknown", "handover": "unknown"}
        await night.feed(MKUH, **unseen)
    board = await night.board(MKUH)
    assert (board.level, board.stated) == (4, True)


async def test_a_site_out_of_sight_leaves_the_system_s_range_wide(night: Night) -> None:
    for unit in (MKUH, "RC9-BED", "RC9-LDH"):
        night.expects_level(unit, None, 2)
        await night.feed_all(unit, "21/72/94/88/4.1/38/95.6/3.1/14.2")
    for body in ("MK", "BCA", "QHG"):
        night.expects_level(body, None, 2)
    sure = await night.board("QHG")
    await night.passes(minutes=15)
    for code in ("RC9-LDH", "BCA"):  # Bedford alone is less than half of the alliance
        night.expects_level(code, 2, None)
    await night.feed("RC9-LDH", **UNKNOWN)
    board = await night.board("QHG")
    assert (sure.floor, sure.ceiling) == (2, 2)
    assert (board.stated, board.level, board.floor, board.ceiling) == (True, 2, 2, 3)


def five(values: str) -> dict[str, Decimal]:
    """The five figures that this unit always sends."""
    return {name: value for name, value in figures(values).items() if name in FIVE}
