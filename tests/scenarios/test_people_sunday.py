"""Sunday night, 18 to 19 January 2026, as the people live it who are on call (story 2, steps 2 to 8 and 13)."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.scenarios.night import ED, figures, parameter, wall
from tests.scenarios.room import MKUH, Room, staffed
from triggers.values import State

BEGINS = datetime(2026, 1, 18, 19, tzinfo=UTC)
LUTON = "RC9-LDH"
EVENING = figures("34/69/101/118/7.1/44/96.1/3.2/14.8")
LUTON_EVENING = figures("24/74/92/82/3.6/35/94.2/2.6/12.8")
BEDS = {name: value for name, value in EVENING.items() if name not in ED}
LUTON_BEDS = {name: value for name, value in LUTON_EVENING.items() if name not in ED}
COUNCILS, COMMUNITY = ("MKCC", "BBC", "CBC", "LBC"), ("RV3-COM@MK", "RWK-COM@BED", "RYV@LUT")
FRIDAY = "2026-01-16T{}:00Z"


@pytest.fixture
async def night(database: str) -> AsyncIterator[Room]:
    """19:00: MKUH at 13 of 27; the councils' and the community's returns are Friday's. What cards ask has been done."""
    async with staffed(database, BEGINS) as night:
        returns = [(unit, "opel.declared_level", 2, "09:00") for unit in COUNCILS]
        returns += [(unit, "community.bed_occupancy_pct", 91, "09:30") for unit in COMMUNITY]
        await night.post(
            [
                {"organisation": unit, "metric": metric, "value": value, "observed_at": FRIDAY.format(at)}
                for unit, metric, value, at in returns
            ]
        )
        for code, level in ((MKUH, 3), ("MK", 3), (LUTON, 2), ("BCA", 2), ("QHG", 2)):
            night.expects_level(code, None, level)
        await night.feed(MKUH, **EVENING)
        await night.feed(LUTON, **LUTON_EVENING)
        await night.room.works(await night.cards())
        yield night


async def accepted_at_five_past(night: Room) -> None:
    """20:00 both are told that the handover stands open; 20:05 the director accepts."""
    for one in (night.director, night.room):
        one.expects_page("Handover of 20:00 not accepted", at="20:00")
        one.expects_page("All clear: Handover of 20:00", at="20:05")
        one.expects_page("Accepted by Dilys Marchetti", "email", at="20:05")
    await night.feeds_until("20:05", MKUH, LUTON)
    await night.director.accepts_by_link()


async def until_the_feed_stops(night: Room) -> None:
    """22:00 the site reports; 00:15 Luton's first hour says nothing; 01:45 the last reading of MKUH's department."""
    await night.feeds_until("22:00", MKUH, LUTON)
    await night.feed(MKUH, **EVENING)
    await night.feed(LUTON, **LUTON_EVENING)
    await night.feeds_until("00:15", MKUH, LUTON)
    before = await night.board(LUTON)
    await night.feed(LUTON, attendances=3, four_hour="33.3")
    after = await night.board(LUTON)
    assert parameter(after, "four_hour").state is State.FEW
    assert (after.level, after.score) == (before.level, before.score)
    night.last_ed[LUTON].update(four_hour=LUTON_EVENING["four_hour"])  # by half past there are enough
    await night.feeds_until("01:46", MKUH, LUTON)


async def test_a_night_of_two_calls_and_their_texts(night: Room) -> None:
    """H3: rung, answered by a key, and every attempt timed. H4: no chaser, no blip and no blindness calls anybody else.
    H6: the night is held from 20:05 and given back at 08:05.
    """
    await accepted_at_five_past(night)
    watch = await night.watch()
    assert watch.person is not None
    assert watch.since is not None
    assert (watch.person.name, watch.accepted, wall(watch.since.isoformat())) == (
        "Dilys Marchetti",
        True,
        "20:05",
    )

    await until_the_feed_stops(night)
    assert (await night.board(MKUH)).ceiling == 3

    for one in (night.site, night.supplier):
        one.expects_page("Cannot see Milton Keynes University Hospital since 01:45", at="02:30")
    await night.feeds_until("02:30", LUTON)
    board = await night.board(MKUH)
    assert (board.level, board.ceiling, {parameter(board, name).state for name in ED}) == (3, 4, {State.LATE})
    (silent,) = await night.alerts("Cannot see")
    assert silent.sure == "last known OPEL 3, could be 4"

    night.director.expects_page("Cannot see Milton Keynes University Hospital", "voice", at="03:00")
    await night.feeds_until("03:00", LUTON)
    beds = parameter(await night.board(MKUH), "ga")
    assert (beds.state, wall(beds.observed_at), wall(beds.due_at)) == (State.NOT_DUE, "22:00", "08:00")
    await night.at("03:02")
    await night.director.presses_key("1")
    assert (await night.alert("Cannot see")).holder is not None

    await night.at("03:06")
    await night.director.records(MKUH, source="the site: 7 crews, longest 58 min", majors=104, handover=36)
    board = await night.board(MKUH)
    states = {name: parameter(board, name).state for name in ("majors", "handover", "treatment")}
    assert states == {"majors": State.FRESH, "handover": State.FRESH, "treatment": State.LATE}
    assert board.level == 3
    await night.director.deed(
        do="answer_alert",
        matter=silent.id,
        said="have",
        commitment="ring the site again",
        until="04:30",
    )

    for one in (night.site, night.supplier, night.director):
        one.expects_page("All clear: Cannot see Milton Keynes University Hospital", at="04:10")
    await night.feeds_until("04:10", LUTON)
    await night.feed(MKUH, **{name: EVENING[name] for name in ED})
    (silent,) = await night.alerts("Cannot see")
    assert silent.state == "over"

    await given_back(night)
    assert await marks_of(night) == {}
    assert [wall(r.at.isoformat()) for r in night.director.got("voice")] == ["03:00"]


async def given_back(night: Room) -> None:
    """07:30 the brief is drafted, after a call and nine texts; 08:00 both are told; 08:05 the room has it."""
    await night.feeds_until("07:30", MKUH, LUTON)
    brief = await night.handover()
    assert brief.hour == BEGINS + timedelta(hours=13)
    assert {item.key for item in brief.pack.worst} >= {f"level:{MKUH}:3:3"}
    assert counted(night) == await attempted(night) == {"voice": 1, "sms": 9}
    for one in (night.room, night.director):
        one.expects_page("Handover of 08:00 not accepted", at="08:00")
        one.expects_page("All clear: Handover of 08:00", at="08:05")
        one.expects_page("Accepted by J Okoro", "email", at="08:05")
    await night.feeds_until("08:05", MKUH, LUTON)
    await night.room.accepts()
    watch = await night.watch()
    assert watch.person is not None
    assert (watch.person.name, watch.seat) == ("J Okoro", "room_lead@QHG")


async def marks_of(night: Room) -> dict[str, str]:
    """What is late of those whose returns are not due until Monday morning."""
    found = {}
    for unit in (*COUNCILS, *COMMUNITY):
        for metric, held in (await night.held(unit)).items():
            if held["state"] != "not_due":
                found[f"{unit} {metric}"] = held["state"]
    return found


def counted(night: Room) -> dict[str, int]:
    """Calls and texts that have arrived."""
    channels = [rung.channel for rung in night.phones.taken]
    return {channel: channels.count(channel) for channel in ("voice", "sms")}


async def attempted(night: Room) -> dict[str, int]:
    """Attempts that the service has noted as delivered, each with its time, by channel."""
    rows = await night.owner.fetch(
        "SELECT d.channel, a.started_at FROM attempt a JOIN delivery d USING (stream, matter, n)"
        " WHERE a.result = 'delivered'"
    )
    assert all(row["started_at"] is not None for row in rows)
    channels = [row["channel"] for row in rows]
    return {channel: channels.count(channel) for channel in ("voice", "sms")}
