"""What carriers call back with, over HTTP: who may, what it says of a page, and a key pressed on a telephone."""

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import orjson
import pytest
from pydantic import SecretStr

from app.clock import real_now
from integrations.channels.message import HandedOver
from integrations.channels.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, sign
from tests.onduty import BEGINS, MKUH, Json, Room, on_duty, until

TOKEN, SECRET = "what we gave to Notify", "a secret shared with the supplier"
NOTIFY, VOICE = "/api/v1/callbacks/notify", "/api/v1/callbacks/voice"
SITE, EXECUTIVE = "+447700900103", "+447700900104"


@pytest.fixture
async def room(database: str) -> AsyncIterator[Room]:
    """MKUH has gone to OPEL 4: texts have been handed over, and no word of them has come yet."""
    settings = {"notify_callback_token": SecretStr(TOKEN), "voice_webhook_secret": SecretStr(SECRET)}
    async with on_duty(database, settings=settings) as room:
        room.phones.ways["sms"].answers = {SITE: HandedOver("id-of-notify"), EXECUTIVE: HandedOver("id")}
        room.phones.ways["voice"].answers = {EXECUTIVE: HandedOver("call-1")}
        await room.level(MKUH, 4, BEGINS)
        await room.quiet()
        yield room


async def page(room: Room, person: str, way: str = "sms", rule: str = "unit-4") -> Json:
    """Somebody's page of the alert."""
    alert = await room.alert(rule)
    found: list[Json] = [p for p in alert["pages"] if (p["person"]["name"], p["channel"]) == (person, way)]
    return {**found[-1], "reference": f"QHG-{alert['id'].removeprefix('alert-')}.{found[-1]['n']}"}


def receipt(reference: str, status: str, kind: str = "sms") -> Json:
    """As Notify sends it."""
    return {
        "id": "740e5834-3a29-46b4-9a6f-16142fde533a",
        "reference": reference,
        "to": SITE,
        "status": status,
        "created_at": "2026-01-12T09:00:00.000000Z",
        "completed_at": "2026-01-12T09:00:03.000000Z",
        "sent_at": "2026-01-12T09:00:01.000000Z",
        "notification_type": kind,
        "template_id": "f33517ff-2a88-4f6e-b855-c550268ce08a",
        "template_version": 1,
    }


async def notified(room: Room, body: Json, token: str | None = TOKEN) -> httpx.Response:
    """Notify calls back."""
    headers = {} if token is None else {"authorization": f"Bearer {token}"}
    return await room.service.client.post(NOTIFY, json=body, headers=headers)


async def rung(
    room: Room, body: Json, secret: str = SECRET, late: timedelta = timedelta(0)
) -> httpx.Response:
    """The voice supplier calls back."""
    content, stamp = orjson.dumps(body), str(int((real_now() - late).timestamp()))
    headers = {TIMESTAMP_HEADER: stamp, SIGNATURE_HEADER: sign(secret, stamp, content)}
    headers["content-type"] = "application/json"
    return await room.service.client.post(VOICE, content=content, headers=headers)


async def rung_executive(room: Room) -> Json:
    """The step that rings the executive is reached: no other reading came for half an hour."""
    await room.at(BEGINS + timedelta(minutes=29))
    await room.quiet()
    return await page(room, "Esi Utley", "voice")


# --- Notify ---


async def test_a_text_that_was_handed_over_is_delivered_when_notify_says_so(room: Room) -> None:
    before = await page(room, "Sol Hartigan")
    assert (before["state"], before["evidence"]) == ("handed_over", "id-of-notify")
    assert (await notified(room, receipt(before["reference"], "delivered"))).status_code == 204
    assert (await page(room, "Sol Hartigan"))["state"] == "delivered"


async def test_the_same_receipt_twice_and_an_earlier_one_late_change_nothing(room: Room) -> None:
    reference = (await page(room, "Sol Hartigan"))["reference"]
    await notified(room, receipt(reference, "delivered"))
    before = await room.seq()
    for status in ("delivered", "sending", "permanent-failure"):
        assert (await notified(room, receipt(reference, status))).status_code == 204
    assert await room.seq() == before
    assert (await page(room, "Sol Hartigan"))["state"] == "delivered"
    state = await room.owner.fetchval(
        "SELECT state FROM delivery WHERE person = $1 AND channel = 'sms'", room.site.id
    )
    assert state == "delivered"


async def test_a_failure_of_every_page_of_a_step_takes_the_next_step_at_once(room: Room) -> None:
    """On the handover's first step: one text each to the two who give and take."""
    room.phones.ways["sms"].answers = {
        number: HandedOver("id") for number in ("+447700900101", "+447700900102")
    }
    await room.at(BEGINS.replace(hour=19, minute=31))
    await room.at(BEGINS.replace(hour=20))
    await room.quiet()
    alert = await room.alert("handover-unaccepted")
    assert {p["channel"] for p in alert["pages"]} == {"sms"}
    first, second = (f"QHG-{alert['id'].removeprefix('alert-')}.{p['n']}" for p in alert["pages"])
    await notified(room, receipt(first, "permanent-failure"))
    assert (await room.alert("handover-unaccepted"))["step"] == 1
    await notified(room, receipt(second, "temporary-failure"))
    alert = await room.alert("handover-unaccepted")
    assert alert["step"] == 2
    assert "voice" in {p["channel"] for p in alert["pages"]}
    assert [line["did"] for line in alert["log"]].count("hurried") == 1
    assert "phone off or out of reach" in {p["evidence"] for p in alert["pages"]}


@pytest.mark.parametrize("token", [None, "", "wrong", TOKEN[:-1], TOKEN + "x"])
async def test_only_notify_may_say_so(room: Room, token: str | None) -> None:
    reference = (await page(room, "Sol Hartigan"))["reference"]
    answer = await notified(room, receipt(reference, "delivered"), token)
    assert (answer.status_code, answer.json()["code"]) == (401, "not_the_carrier")
    assert (await page(room, "Sol Hartigan"))["state"] == "handed_over"


async def test_where_no_token_was_set_nobody_may(database: str) -> None:
    async with on_duty(database) as room:
        for token in ("", "None", "null"):
            assert (await notified(room, receipt("QHG-1.1", "delivered"), token)).status_code == 401
        assert (await rung(room, {"reference": "QHG-1.1", "status": "answered"}, "")).status_code == 401


@pytest.mark.parametrize(
    "reference",
    ["QHG-999999.1", "QK1-1.1", "x", "QHG-1.99999999999", "-1.1", "QHG-", "Q\u0000G-1.1", "É-1.1"],
)
async def test_a_reference_that_is_not_ours_is_nothing_to_retry(room: Room, reference: str) -> None:
    before = await room.seq()
    assert (await notified(room, receipt(reference, "delivered"))).status_code == 204
    assert await room.seq() == before


@pytest.mark.parametrize("body", [{}, {"reference": "QHG-1.1"}, {"status": "delivered"}, []])
async def test_what_is_no_receipt_is_refused(room: Room, body: Json) -> None:
    answer = await notified(room, body)
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_receipt")


# --- calls ---


@pytest.mark.parametrize(("key", "said"), [("1", "have"), ("2", "pass_on")])
async def test_a_key_pressed_on_a_call_answers_as_the_person_called(room: Room, key: str, said: str) -> None:
    called = await rung_executive(room)
    before = await room.seq()
    answer = await rung(room, {"reference": called["reference"], "status": "answered", "keypress": key})
    assert answer.status_code == 204
    alert = await room.alert("unit-4")
    assert [(reply["by"]["name"], reply["said"]) for reply in alert["replies"]] == [("Esi Utley", said)]
    assert alert["state"] == ("held" if said == "have" else "chasing")
    executive = room.people["executive@RD8"].id
    by = [entry["submitted_by"] for entry in await room.journalled(before)]
    assert by[:2] == ["service", executive]  # that the call was taken, then what was pressed


@pytest.mark.parametrize("key", ["3", "*", None])
async def test_any_other_key_or_none_is_a_call_that_was_taken_and_no_answer(
    room: Room, key: str | None
) -> None:
    called = await rung_executive(room)
    told = {"reference": called["reference"], "status": "answered", "keypress": key}
    assert (await rung(room, told)).status_code == 204
    alert = await room.alert("unit-4")
    assert alert["replies"] == []
    assert (await page(room, "Esi Utley", "voice"))["state"] == "delivered"


async def test_a_key_pressed_when_another_has_it_changes_nothing(room: Room) -> None:
    called = await rung_executive(room)
    alert = await room.alert("unit-4")
    await room.done(room.lead, "answer_alert", matter=alert["id"], said="have")
    told = {"reference": called["reference"], "status": "answered", "keypress": "1"}
    assert (await rung(room, told)).status_code == 204
    assert (await room.alert("unit-4"))["holder"]["name"] == "Rowan Achebe"


async def test_a_call_that_nobody_takes_has_failed(room: Room) -> None:
    called = await rung_executive(room)
    assert (await rung(room, {"reference": called["reference"], "status": "no_answer"})).status_code == 204
    found = await page(room, "Esi Utley", "voice")
    assert (found["state"], found["evidence"]) == ("failed", "nobody answered")


async def test_a_call_s_word_is_signed_and_new(room: Room) -> None:
    called = await rung_executive(room)
    told = {"reference": called["reference"], "status": "answered", "keypress": "1"}
    before = await room.seq()
    for answer in (
        await rung(room, told, "another secret"),
        await rung(room, told, late=timedelta(minutes=6)),
        await rung(room, told, late=-timedelta(minutes=6)),
        await room.service.client.post(VOICE, json=told),
    ):
        assert (answer.status_code, answer.json()["code"]) == (401, "not_the_carrier")
    assert await room.seq() == before
    assert (await rung(room, told, late=timedelta(minutes=4))).status_code == 204


async def test_somebody_who_has_left_answers_no_more_by_telephone(room: Room) -> None:
    called = await rung_executive(room)
    executive = room.people["executive@RD8"].id
    await room.owner.execute("UPDATE principal SET closed_at = now() WHERE id = $1", executive)
    told = {"reference": called["reference"], "status": "answered", "keypress": "1"}
    assert (await rung(room, told)).status_code in {204, 403}
    assert (await room.alert("unit-4"))["replies"] == []


async def test_a_receipt_before_our_own_note_of_the_page_is_kept(room: Room) -> None:
    """A text may be delivered before the answer to our request is written down."""
    held = await page(room, "Sol Hartigan")
    await notified(room, receipt(held["reference"], "delivered"))
    await room.owner.execute(
        "UPDATE delivery SET done_at = NULL, leased_until = NULL, state = 'waiting' WHERE person = $1 AND n = $2",
        room.site.id,
        held["n"],
    )
    await room.quiet()
    assert (await page(room, "Sol Hartigan"))["state"] == "delivered"

    async def state() -> bool:
        found = await room.owner.fetchval(
            "SELECT state FROM delivery WHERE person = $1 AND n = $2", room.site.id, held["n"]
        )
        return bool(found == "delivered")

    await until(state)
