"""Monday 12 January 2026, as the assessment sees it."""

from datetime import UTC, datetime
from decimal import Decimal

from tests.scenarios.night import Night, figures, parameter, wall
from triggers.values import Doubt, State

BEGINS = datetime(2026, 1, 12, 8, tzinfo=UTC)
MKUH, BEDFORD, LUTON = "RD8-MKH", "RC9-BED", "RC9-LDH"
SITES = (MKUH, BEDFORD, LUTON)
EIGHT = {
    MKUH: "21/72/94/88/4.1/38/95.6/3.1/14.2",
    BEDFORD: "17/76/88/70/3.0/33/93.8/1.5/12.0",
    LUTON: "24/74/92/82/3.6/35/94.2/2.6/12.8",
}


async def morning(night: Night) -> None:
    """08:00 at all three sites."""
    for unit in SITES:
        night.expects_level(unit, None, 2)
        await night.feed_all(unit, EIGHT[unit])
    for body in ("MK", "BCA", "QHG"):
        night.expects_level(body, None, 2)


async def test_the_morning_starts_at_two_everywhere(night: Night) -> None:
    await morning(night)
    boards = await night.boards()
    assert {unit: (boards[unit].level, boards[unit].score, boards[unit].available) for unit in SITES} == {
        MKUH: (2, "10", "27"),
        BEDFORD: (2, "8", "27"),
        LUTON: (2, "9", "27"),
    }
    assert (boards["QHG"].level, boards["QHG"].worst) == (2, MKUH)


async def test_services_without_figures_or_rules_are_never_at_one(night: Night) -> None:
    await morning(night)
    await night.send("RV3-COM@MK", "community.bed_occupancy_pct", 88)
    acute = {*SITES, *(body + pillar for body in ("MK", "BCA", "QHG") for pillar in ("", "-acute"))}
    others = [board for board in (await night.boards()).values() if board.unit not in acute]
    assert {(board.stated, board.level) for board in others} == {(False, None)}
    assert {board.unit for board in others if not board.assessed} >= {"UTC@MK", "UTC@BED"}


async def test_the_community_return_due_at_half_past_nine_is_late_at_a_quarter_past_ten(night: Night) -> None:
    await morning(night)
    unit, metric = "RV3-COM@MK", "community.bed_occupancy_pct"
    await night.post(
        [{"organisation": unit, "metric": metric, "value": 91, "observed_at": "2026-01-09T09:30:00Z"}]
    )
    states = {}
    for when in ("09:29", "09:31", "10:14", "10:15", "10:16"):
        await night.at(when)
        states[when] = (await night.held(unit))[metric]["state"]
    assert states == {
        "09:29": "not_due",
        "09:31": "not_due",
        "10:14": "not_due",
        "10:15": "late",
        "10:16": "late",
    }


async def test_beds_as_at_eight_typed_before_eleven_are_fresh_and_on_time(night: Night) -> None:
    night.expects_level(MKUH, None, 2)
    night.expects_level("MK", None, 2)
    last_night = datetime(2026, 1, 11, 22, tzinfo=UTC)
    day = figures(EIGHT[MKUH])
    beds = {name: day.pop(name) for name in ("ga", "escalation", "nctr")}
    await night.feed(MKUH, last_night, **beds)
    await night.feed(MKUH, **day)
    await night.feeds_until("08:44", MKUH)
    waiting = parameter(await night.board(MKUH), "ga").state
    await night.feeds_until("10:55", MKUH)
    verdicts = await night.feed(MKUH, "08:00", **beds)
    board = await night.board(MKUH)
    ga = parameter(board, "ga")
    assert waiting is State.NOT_DUE
    assert {verdict["verdict"] for verdict in verdicts} == {"accepted"}
    assert (ga.state, wall(ga.observed_at), wall(ga.late_at)) == (State.FRESH, "08:00", "14:45")
    assert (board.floor, board.level, board.ceiling) == (2, 2, 2)


async def test_a_correction_of_the_morning_s_beds_scores_at_once(night: Night) -> None:
    await morning(night)
    await night.feeds_until("10:55", *SITES)
    await night.feed(MKUH, "08:05", ga=95.7)
    ga = parameter(await night.board(MKUH), "ga")
    assert (ga.state, ga.value, wall(ga.due_at)) == (State.FRESH, "95.7", "14:00")


async def test_a_figure_typed_a_tenth_too_small_is_queried_and_keeps_its_points(night: Night) -> None:
    await morning(night)
    await night.feeds_until("11:20", *SITES)
    before = await night.board(BEDFORD)
    (verdict,) = await night.feed(BEDFORD, ga="9.64")
    queried = await night.board(BEDFORD)
    assert (verdict["verdict"], verdict["message"].partition(" Send")[0]) == (
        "queried",
        "Was 93.8. Is 9.64 right?",
    )
    assert (queried.score, queried.held["beds.ga_occupancy_pct"].doubt) == (before.score, Doubt.QUERIED)
    await night.passes(minutes=1)
    await night.feed(BEDFORD, ga="96.4")
    cleared = parameter(await night.board(BEDFORD), "ga")
    assert (cleared.state, cleared.value, cleared.points) == (State.FRESH, "96.4", "2")


async def test_the_monday_rises_to_four_and_settles_at_three(night: Night) -> None:
    await morning(night)
    await night.feeds_until("11:15", *SITES)
    night.expects_level(MKUH, 2, 3)
    night.expects_level("MK", 2, 3)
    await night.feed_all(MKUH, "38/66/112/126/7.4/52/97.4/3.1/14.2")
    assert (await standing(night, MKUH)) == (3, "15", "27")

    await night.feeds_until("13:00", *SITES)
    for code in (BEDFORD, "BCA", "QHG"):  # the system is at 47 % from here on
        night.expects_level(code, 2, 3)
    await night.feed_all(BEDFORD, "33/68/108/118/6.2/51/96.4/4.4/16.1")
    assert (await standing(night, BEDFORD)) == (3, "16", "27")

    await night.feeds_until("14:30", *SITES)
    night.expects_level(MKUH, 3, 4)
    night.expects_level("MK", 3, 4)
    await night.feed_all(MKUH, "52/57/126/171/9.8/63/98.6/4.8/15.6")
    assert (await standing(night, MKUH)) == (4, "22", "27")

    await night.feeds_until("14:46", *SITES)
    system = await night.board("QHG")
    assert (system.level, system.worst) == (3, MKUH)

    await night.feeds_until("19:00", *SITES)
    await night.feed_all(MKUH, "41/61/104/140/9.2/48/97.2/4.8/13.9")
    assert (await standing(night, MKUH)) == (4, "16", "27")
    night.expects_level(MKUH, 4, 3)
    night.expects_level("MK", 4, 3)
    await night.feeds_until("19:29", *SITES)
    assert (await night.board(MKUH)).level == 4
    await night.at("19:30")
    assert (await night.board(MKUH)).level == 3
    (down,) = [told for told in await night.journalled("level") if told["unit"] == MKUH and told["was"] == 4]
    assert wall(down["effective_at"]) == "19:30"


async def standing(night: Night, unit: str) -> tuple[int | None, str, str]:
    """Level, score, available."""
    board = await night.board(unit)
    return board.level, str(Decimal(board.score)), board.available
