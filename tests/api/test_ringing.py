"""Somebody is rung by hand: a card of its own, and an answer on the word of who rang."""

from collections.abc import AsyncIterator
from datetime import timedelta

import orjson
import pytest

from tests.onduty import BEGINS, MKUH, Json, Room, on_duty


@pytest.fixture
async def room(database: str) -> AsyncIterator[Room]:
    """MKUH has been at OPEL 4 for so long that the room lead is asked to ring its executive."""
    async with on_duty(database) as room:
        await room.level(MKUH, 4, BEGINS)
        await room.at(BEGINS + timedelta(minutes=29))
        await room.quiet()
        yield room


async def ring(room: Room) -> Json:
    """The card of who rings."""
    cards = await room.matters("card")
    return next(card for card in cards if card["purpose"] == "ring")


async def test_who_was_reached_by_telephone_has_it_on_the_word_of_who_rang(room: Room) -> None:
    card, before = await ring(room), await room.seq()
    assert card["title"].startswith("Ring Esi Utley")
    moved = {"matter": card["id"], "seen": card["v"], "text": "she rings back at ten"}
    await room.done(room.lead, "move_card", move="done", **moved)
    alert = await room.alert("unit-4")
    assert (alert["state"], alert["holder"]["name"]) == ("held", "Esi Utley")
    bodies = [(entry["submitted_by"], orjson.loads(entry["body"])) for entry in await room.journalled(before)]
    (answered,) = [(by, body) for by, body in bodies if body.get("did") == "answered"]
    assert answered[0] == room.lead.id  # who said so
    assert answered[1]["by"] == room.people["executive@RD8"].id  # whose answer it is


async def test_who_has_left_the_service_can_still_be_recorded_as_reached(room: Room) -> None:
    card, executive = await ring(room), room.people["executive@RD8"]
    await room.owner.execute("UPDATE principal SET closed_at = now() WHERE id = $1", executive.id)
    await room.done(room.lead, "move_card", matter=card["id"], seen=card["v"], move="done")
    assert (await room.alert("unit-4"))["holder"]["name"] == "Esi Utley"


async def test_who_was_not_reached_is_said_not_to_be_and_why(room: Room) -> None:
    card = await ring(room)
    moved = {"matter": card["id"], "seen": card["v"], "move": "cannot"}
    refused = await room.deed(room.lead, "move_card", **moved)
    assert (refused.status_code, refused.json()["code"]) == (422, "reason_wanted")
    await room.done(room.lead, "move_card", **moved, text="voicemail")
    alert = await room.alert("unit-4")
    page = next(page for page in alert["pages"] if page["channel"] == "human")
    assert page["state"] == "failed"
    assert "voicemail" in page["evidence"]
    assert alert["holder"] is None
