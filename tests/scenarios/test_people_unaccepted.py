"""H6: a handover that nobody accepts: both are called until somebody holds the night."""

from datetime import UTC, datetime

from tests.scenarios.rising import VALUES, moves
from tests.scenarios.room import MKUH, staffed

HANDING_OVER = datetime(2026, 1, 12, 19, tzinfo=UTC)
SITE = "Milton Keynes University Hospital"
AT_FOUR = f"OPEL 4 at {SITE}"
HANDOVER = "Handover of 20:00 not accepted"


async def test_h6_a_handover_that_nobody_accepts_rings_deputy_and_executive_and_calls_both_until_it_is_accepted(
    database: str,
) -> None:
    """20:00 both are told; +15 the receiver is rung with the deputy, and the giver rings; +30 the executive. A 4 at
    20:35 goes to both. From acceptance the director alone holds the system.
    """
    async with staffed(database, HANDING_OVER) as night:
        await moves(night, None, 3)
        for one in (night.director, night.room):
            one.expects_page(HANDOVER, at="20:00")
        for one in (night.director, night.deputy):
            one.expects_page(HANDOVER, "voice", at="20:15")
        night.icb_executive.expects_page(HANDOVER, "voice", "sms", at="20:30")
        await night.feeds_through("20:15", MKUH)
        rings = await night.cards(purpose="ring")
        assert [card.owner and card.owner.name for card in rings] == ["J Okoro", "J Okoro"]
        for ring in rings:
            await night.room.moves(ring, "cannot", text="no answer")
        await night.feeds_through("20:30", MKUH)
        await night.at("20:35")

        for one in (night.director, night.room):
            one.expects_page(AT_FOUR, "sms", "email", at="20:35")
        night.site.expects_page(AT_FOUR, at="20:35")
        await moves(night, 3, 4)

        for one in (night.director, night.room, night.deputy, night.icb_executive):
            one.expects_page("All clear: Handover of 20:00", at="20:40")
        for one in (night.director, night.room):
            one.expects_page("Accepted by Dilys Marchetti", "email", at="20:40")
        await night.at("20:40")
        stale = await night.director.reads_back()
        assert (stale.status_code, "OPEL 4 since 20:35" in stale.json()["detail"]) == (409, True)
        await night.director.accepts_by_link()

        for one in (night.director, night.executive):
            one.expects_page(AT_FOUR, "voice", "sms", at="20:50")
        await night.at("20:50")
        await night.feed_all(MKUH, VALUES[4])
        await night.director.answers(
            "have", night.director.newest("sms"), commitment="ring the site", until="21:30"
        )
        watch = await night.watch()
        assert watch.person is not None
        assert (watch.person.name, watch.accepted) == ("Dilys Marchetti", True)
