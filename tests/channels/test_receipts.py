"""What carriers call back with: every status they document, and nothing they do not."""

import httpx
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from integrations.channels.message import Delivered, Failed, HandedOver
from integrations.channels.receipts import (
    Receipt,
    ReceiptRefused,
    VoiceReceipt,
    parse_receipt,
    parse_voice_receipt,
)
from integrations.channels.signature import bearer_matches
from tests.channels.notify_checks import Wanted
from tests.channels.notify_counterpart import Sent, call_back, receipt
from tests.channels.pages import EMAIL, MOBILE, NOON

ID = "740e5834-3a29-46b4-9a6f-16142fde533a"
TEXT_SENT = Sent(ID, Wanted("sms", MOBILE, "QHG-1203.2", {"text": "x"}), NOON, "delivered")
MAIL_SENT = TEXT_SENT._replace(wanted=Wanted("email", EMAIL, "QHG-1203.2", {"subject": "x", "body": "x"}))


@pytest.mark.parametrize(
    ("status", "result"),
    [
        ("created", HandedOver(ID)),
        ("sending", HandedOver(ID)),
        ("pending", HandedOver(ID)),
        ("sent", HandedOver(ID)),
        ("delivered", Delivered(ID)),
        ("temporary-failure", Failed("phone off or out of reach")),
        ("permanent-failure", Failed("no such number or address, or its network refused the message")),
        ("technical-failure", Failed("not sent: trouble between Notify and its provider")),
    ],
)
def test_each_status_of_notify_has_its_meaning(status: str, result: Delivered | HandedOver | Failed) -> None:
    assert parse_receipt(receipt(TEXT_SENT, status)) == Receipt("QHG-1203.2", ID, result, NOON)


def test_a_mailbox_is_not_a_phone_that_is_off() -> None:
    told = parse_receipt(receipt(MAIL_SENT, "temporary-failure"))
    assert told.result == Failed("mailbox full or its server out of reach")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"status": "read"}, "status: Input should be"),
        ({"status": None}, "status: Input should be"),
        ({"reference": None}, "reference: Input should be a valid string"),
        ({"reference": ""}, "reference: String should have at least 1 character"),
        ({"notification_type": "letter"}, "notification_type: Input should be"),
        ({"completed_at": "2026-01-12T12:00:00"}, "completed_at: Input should have timezone info"),
    ],
)
def test_a_receipt_that_is_not_understood_is_refused_without_its_values(
    change: dict[str, object], reason: str
) -> None:
    body = orjson.dumps(orjson.loads(receipt(TEXT_SENT)) | change)
    with pytest.raises(ReceiptRefused) as refused:
        parse_receipt(body)
    assert refused.value.reason.startswith(reason)
    assert "QHG-1203" not in refused.value.reason
    assert MOBILE not in refused.value.reason


@pytest.mark.parametrize(
    ("told", "receipt_of"),
    [
        (("answered", "1"), (Delivered("call answered"), "1")),
        (("answered", None), (Delivered("call answered"), None)),
        (("delivered", None), (Delivered("call delivered"), None)),
        (("failed", None), (Failed("the call failed"), None)),
        (("no_answer", None), (Failed("nobody answered"), None)),
        (("busy", None), (Failed("engaged"), None)),
    ],
)
def test_each_end_of_a_call_has_its_meaning(
    told: tuple[str, str | None], receipt_of: tuple[Delivered | Failed, str | None]
) -> None:
    body = orjson.dumps({"reference": "QHG-1203.2", "status": told[0], "keypress": told[1]})
    assert parse_voice_receipt(body) == VoiceReceipt("QHG-1203.2", *receipt_of)


@pytest.mark.parametrize(
    "change",
    [
        {"status": "no_answer"},
        {"status": "ringing"},
        {"keypress": "12"},
        {"keypress": "1\n"},
        {"keypress": 1},
    ],
)
def test_a_call_that_is_not_understood_is_refused(change: dict[str, object]) -> None:
    body = orjson.dumps({"reference": "QHG-1203.2", "status": "answered", "keypress": "1"} | change)
    with pytest.raises(ReceiptRefused):
        parse_voice_receipt(body)


@given(st.binary(max_size=200) | st.just(b"[" * 100_000))
def test_bytes_that_are_no_receipt_are_refused_and_nothing_else_happens(body: bytes) -> None:
    for parse in (parse_receipt, parse_voice_receipt):
        with pytest.raises(ReceiptRefused):
            parse(body)


async def test_a_receipt_reaches_the_service_that_gave_its_token() -> None:
    taken: list[Receipt] = []

    async def route(request: Request) -> Response:
        if not bearer_matches(request.headers.get("authorization"), "opens one route"):
            return Response(status_code=401)
        taken.append(parse_receipt(await request.body()))
        return Response(status_code=204)

    transport = httpx.ASGITransport(Starlette(routes=[Route("/receipts", route, methods=["POST"])]))
    async with httpx.AsyncClient(transport=transport, base_url="http://board.local") as client:
        refused = await call_back(client, "/receipts", "another", TEXT_SENT)
        answer = await call_back(client, "/receipts", "opens one route", TEXT_SENT)

    assert (refused.status_code, answer.status_code) == (401, 204)
    assert taken == [Receipt("QHG-1203.2", ID, Delivered(ID), NOON)]
