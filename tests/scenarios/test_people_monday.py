"""Monday 12 January 2026, as the people of the room and its sites live it (story 1, steps 1 to 5, 7 to 10, 12, 13)."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from tests.scenarios.night import figures, parameter, wall
from tests.scenarios.room import CAST, MKUH, Room, staffed
from tests.scenarios.somebody import accepting
from triggers.values import State

BEGINS = datetime(2026, 1, 12, 7, tzinfo=UTC)
BEDFORD, LUTON = "RC9-BED", "RC9-LDH"
LATE = ("Overdue: ", "cards overdue")
SITES = (MKUH, BEDFORD, LUTON)
EIGHT = {
    MKUH: "21/72/94/88/4.1/38/95.6/3.1/14.2",
    BEDFORD: "17/76/88/70/3.0/33/93.8/1.5/12.0",
    LUTON: "24/74/92/82/3.6/35/94.2/2.6/12.8",
}
THREE_AT_MKUH = "38/66/112/126/7.4/52/97.4/3.1/14.2"
THREE_AT_BEDFORD = "33/68/108/118/6.2/51/96.4/4.4/16.1"
FOUR = "52/57/126/171/9.8/63/98.6/4.8/15.6"
SEVEN = "41/61/104/140/9.2/48/97.2/4.8/13.9"
BEDS = ("ga", "escalation", "nctr")
COMMUNITY, OCCUPANCY = "RV3-COM@MK", "community.bed_occupancy_pct"
SITE, SYSTEM = "Milton Keynes University Hospital", "Bedfordshire, Luton and Milton Keynes"
AT_FOUR = f"OPEL 4 at {SITE}"
DIVERT = "Decide whether to ask for a divert or beds"


@pytest.fixture
async def night(database: str) -> AsyncIterator[Room]:
    """07:00: the night's director still holds the system; the community's return is Friday's."""
    async with staffed(database, BEGINS) as night:
        friday = {"organisation": COMMUNITY, "metric": OCCUPANCY, "value": 91}
        await night.post([{**friday, "observed_at": "2026-01-09T09:30:00Z"}])
        yield night


async def eight(night: Room) -> None:
    """08:00 the figures of the morning, and a handover that stands open."""
    for one in (night.room, night.director):
        one.expects_page("Handover of 08:00 not accepted", at="08:00")
    for when in ("07:30", "08:00"):
        await night.at(when)
    for unit, level in (*((site, 2) for site in SITES), ("MK", 2), ("BCA", 2), ("QHG", 2)):
        night.expects_level(unit, None, level)
    for unit in SITES:
        await night.feed_all(unit, EIGHT[unit])


async def four_past(night: Room) -> None:
    """08:04 the room lead accepts what she has read back: not the pack that was drafted before the figures came."""
    drafted = await night.handover()
    await night.at("08:04")
    refused = await night.room.refused(**accepting(drafted))
    assert (refused.code, "New: " in refused.said, refused.said.endswith("Read back again.")) == (
        "stale_pack",
        True,
        True,
    )
    for one in (night.room, night.director):
        one.expects_page("All clear: Handover of 08:00", at="08:04")
        one.expects_page("Accepted by J Okoro", "email", at="08:04")
    await night.room.accepts()
    assert await holder(night) == ("J Okoro", "01908 000000", "Room lead", "08:04", True)


async def holder(night: Room) -> tuple[str, str | None, str | None, str, bool]:
    """Who holds the system, as the board names them."""
    watch = await night.watch()
    assert watch.person is not None
    assert watch.since is not None
    since = wall(watch.since.isoformat())
    return watch.person.name, watch.person.phone, watch.title, since, watch.accepted


async def everybody_works(night: Room, *, but: str = "nothing") -> None:
    """Each does what their seat's open cards ask; the room says for Bedford, Luton and the region what it heard."""
    cards = [card for card in await night.cards() if card.purpose != "ring" and card.title != but]
    for one in (night.executive, night.site):
        await one.works(card for card in cards if card.owner_seat == one.part.seats[0])
    mine = (night.executive.part.seats[0], night.site.part.seats[0])
    await night.room.works(card for card in cards if card.owner_seat not in mine)


async def reports(night: Room, at: str | None = None, /, **values: str) -> None:
    """Site reports: the beds among the nine figures, by the site's name."""
    units = {"mkuh": MKUH, "bedford": BEDFORD, "luton": LUTON}
    for site, nine in values.items():
        beds = {name: value for name, value in figures(nine).items() if name in BEDS}
        await night.feed(units[site], at, **beds)


async def test_h7_the_monday_of_the_room_and_its_sites(night: Room) -> None:
    """H6: held from 08:04, and from 20:06 by the director. H7: what was promised and not done is chased again.
    H4: the day's levels call nobody whom the policy does not name.
    """
    await eight(night)
    await four_past(night)
    await everybody_works(night)
    await morning(night)
    await comes_to_three(night)
    await system_at_three(night)
    await comes_to_four(night)
    await commitment_lapses(night)
    await settles_at_three(night)
    await handed_over(night)


async def test_h4_the_room_is_not_flooded_on_a_monday_on_which_nobody_works_a_card(night: Room) -> None:
    """Every card of three sites at 2 and one at 3 runs late: one chase for each place that has them, and each person is
    told of theirs once an hour at most.
    """
    night.phones.borne = ("verdue",)
    await eight(night)
    await four_past(night)
    await night.feeds_until("11:15", *SITES)
    for code in (MKUH, "MK"):
        night.expects_level(code, 2, 3)
    await night.feed_all(MKUH, THREE_AT_MKUH)
    await night.feeds_until("14:30", *SITES)
    late = [card for card in await night.cards() if card.overdue]
    chased = [alert for alert in await night.alerts(rule="card-overdue") if alert.closed_at is None]
    assert len(late) > 20
    assert len(chased) <= len({(card.unit, card.owner_seat) for card in late})
    assert too_often(night) == []


async def test_h14_the_position_and_the_rota_are_mailed_to_both_at_each_handover(night: Room) -> None:
    await eight(night)
    await four_past(night)
    for one in (night.room, night.director):
        mail = one.newest("email").message.body
        for line in (
            f"- {SITE} OPEL 2 since 08:00",
            "- Room lead (BLMK): J Okoro, 01908 000000, 08:00 to 20:00",
            "- Bedfordshire Hospitals executive on call (RC9): NOBODY",
        ):
            assert line in mail


def too_often(night: Room) -> list[str]:
    """Who was told of late cards twice within an hour."""
    found = []
    for one in night.people:
        told = sorted({rung.at for rung in one.got() if any(words in rung.text for words in LATE)})
        pairs = [(a, b) for a, b in pairwise(told) if b - a < timedelta(hours=1)]
        found += [f"{one.name} at {a:%H:%M} and {b:%H:%M}" for a, b in pairs]
    return found


async def morning(night: Room) -> None:
    """09:30 the community's return is due and not late; 10:55 the beds of eight o'clock are fresh and on time."""
    states = {}
    for when in ("09:31", "10:14"):
        await night.feeds_until(when, *SITES)
        states[when] = (await night.held(COMMUNITY))[OCCUPANCY]["state"]
    assert states == {"09:31": "not_due", "10:14": "not_due"}
    await night.send(COMMUNITY, OCCUPANCY, 92)
    await night.feeds_until("10:55", *SITES)
    await reports(night, "08:00", mkuh=EIGHT[MKUH], bedford=EIGHT[BEDFORD], luton=EIGHT[LUTON])
    ga = parameter(await night.board(MKUH), "ga")
    assert (ga.state, wall(ga.observed_at), wall(ga.late_at)) == (State.FRESH, "08:00", "14:45")


async def comes_to_three(night: Room) -> None:
    """11:15 MKUH's own cards of OPEL 3 open, and the system's for an acute site."""
    await night.feeds_until("11:15", *SITES)
    for code in (MKUH, "MK"):
        night.expects_level(code, 2, 3)
    await night.feed_all(MKUH, THREE_AT_MKUH)
    opened = {(card.unit, card.card) for card in await night.cards(level=3)}
    assert opened == {
        *(
            (MKUH, f"acute-3-{card}")
            for card in ("executive-lead", "escalation-beds", "electives", "handovers")
        ),
        *(("QHG", f"system-acute-3-{card}") for card in ("call", "aid", "divert-review", "review")),
    }
    await everybody_works(night)


async def system_at_three(night: Room) -> None:
    """13:00 Bedford at 3, and the system with it; after its half hour the room and East of England are told."""
    await night.feeds_until("13:00", *SITES)
    for code in (BEDFORD, "BCA", "QHG"):
        night.expects_level(code, 2, 3)
    await night.feed_all(BEDFORD, THREE_AT_BEDFORD)
    await everybody_works(night)
    night.room.expects_page(f"OPEL 3 at {SYSTEM}", "sms", "email", at="13:30")
    night.region.expects_page(f"OPEL 3 at {SYSTEM}", at="13:30")
    await night.feeds_through("13:30", *SITES)
    await night.room.answers("have", night.room.newest("sms"), commitment="system call", until="14:15")
    await night.feeds_through("14:00", *SITES)
    await reports(night, luton=EIGHT[LUTON])
    await night.room.answers("met", night.room.newest("sms"))


async def comes_to_four(night: Room) -> None:
    """14:30 the board's holder and the site are told, nobody else; 14:45 a second reading: the executive is rung, and
    answers at 14:47.
    """
    await night.feeds_until("14:30", *SITES)
    for code in (MKUH, "MK"):
        night.expects_level(code, 3, 4)
    night.room.expects_page(AT_FOUR, "sms", "email", at="14:30")
    night.site.expects_page(AT_FOUR, at="14:30")
    await night.feed_all(MKUH, FOUR)
    await night.executive.moves(await night.card(DIVERT), "accept")
    await everybody_works(night, but=DIVERT)
    night.executive.expects_page(AT_FOUR, "voice", "sms", at="14:45")
    await night.feeds_through("14:45", *SITES)
    (ring,) = await night.cards(purpose="ring")
    assert (ring.title, ring.owner_seat) == (
        f"Ring Farida Coyle, MKUH executive on call: {CAST['executive'].mobile}",
        "room_lead@QHG",
    )
    await night.at("14:46")
    system = await night.board("QHG")
    assert (system.level, system.worst) == (3, MKUH)
    await night.at("14:47")
    await night.executive.answers("have", commitment="full capacity protocol", until="15:15")
    (ring,) = await night.cards(purpose="ring")
    assert (ring.state, ring.log[-1].text) == ("withdrawn", "Farida Coyle has it")


async def commitment_lapses(night: Room) -> None:
    """15:15 nothing was done: the executive is rung again, and by the room by hand. 15:22 the protocol is in force,
    and the ICB's executive is told, and has seen it.
    """
    night.executive.expects_page(f"Overdue: {DIVERT}", at="15:00")
    await night.feeds_through("15:00", *SITES)
    await night.executive.answers("have", commitment="decide when the protocol is in force", until="20:30")
    night.executive.expects_page(AT_FOUR, "voice", "sms", at="15:15")
    await night.feeds_through("15:15", *SITES)
    alert = await night.alert(rule="unit-4")
    lapsed = [line.text for line in alert.log if line.did == "lapsed"]
    assert lapsed == ["Farida Coyle: full capacity protocol, not done by then"]
    assert alert.holder is None
    await night.at("15:17")
    await night.room.moves(await night.card("Ring Farida Coyle"), "cannot", text="engaged")
    await night.at("15:22")
    await night.executive.answers("have", night.executive.newest("sms"))
    await night.executive.answers("met", night.executive.newest("sms"))
    night.icb_executive.expects_page("Full capacity protocol in force at MKUH since 15:22.", at="15:22")
    await night.room.deed(
        do="tell_partners",
        unit=MKUH,
        seats=["executive@QHG"],
        text="Full capacity protocol in force at MKUH since 15:22.",
    )
    notice = (await night.icb_executive.opens())["matter"]["id"]
    seen = await night.icb_executive.presses(do="see_notice", matter=notice)
    assert seen.json()["matter"]["to"][0]["seen_by"]["name"] == "Tomas Greer"


async def settles_at_three(night: Room) -> None:
    """19:00 calmer, and 19:30 at 3: stand-down cards open, what is open of OPEL 4 goes to review, nothing closes
    silently.
    """
    await night.feeds_through("18:00", *SITES)
    await reports(night, mkuh=FOUR, bedford=THREE_AT_BEDFORD, luton=EIGHT[LUTON])
    await night.feeds_until("19:00", *SITES)
    for code in (MKUH, "MK"):
        night.expects_level(code, 4, 3)
    await night.feed_all(MKUH, SEVEN)
    for one in (night.room, night.site, night.executive):
        one.expects_page(f"All clear: {AT_FOUR}", at="19:30")
    night.executive.expects_page(f"All clear: Overdue: {DIVERT}", at="19:30")
    await night.feeds_through("19:30", *SITES)
    four = await night.cards(level=4)
    assert [(card.title, card.was_state) for card in four if card.state == "review"] == [(DIVERT, "accepted")]
    assert {card.card for card in four if card.purpose == "stand_down"} == {
        "acute-4-stand-down",
        "system-acute-4-stand-down",
    }
    closed = [card for card in await night.cards() if card.closed_at is not None and card.purpose != "ring"]
    assert {card.log[-1].did for card in closed} == {"done"}
    assert all(card.log[-1].by is not None for card in closed)


async def handed_over(night: Room) -> None:
    """19:50 both cells have signed; 20:06 the director accepts on a phone, on the pack as it then is."""
    await night.feeds_until("19:50", *SITES)
    await night.mk_lead.signs("cell_lead@MK")
    await night.bca_lead.signs("cell_lead@BCA")
    await night.room.signs("room_lead@QHG")
    handover = await night.handover()
    assert {signed.by.name for signed in handover.signatures} == {"Asha Bell", "Piers Nolan", "J Okoro"}
    for one in (night.director, night.room):
        one.expects_page("Handover of 20:00 not accepted", at="20:00")
        one.expects_page("All clear: Handover of 20:00", at="20:06")
        one.expects_page("Accepted by Dilys Marchetti", "email", at="20:06")
    await night.feeds_through("20:00", *SITES)
    await night.at("20:03")
    await night.executive.works([await night.card(DIVERT)])
    await night.at("20:06")
    stale = await night.director.reads_back()
    assert (stale.status_code, stale.json()["code"]) == (409, "stale_pack")
    assert f"No longer so: {DIVERT}" in stale.json()["detail"]
    assert (await holder(night))[0] == "J Okoro"
    await night.director.accepts_by_link()
    assert await holder(night) == (
        "Dilys Marchetti",
        CAST["director"].mobile,
        "Director on call",
        "20:06",
        True,
    )
