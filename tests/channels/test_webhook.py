"""A supplier of voice calls behind the signed webhook, over real HTTP."""

from collections.abc import AsyncIterator
from datetime import timedelta
from email.utils import format_datetime

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.clock import real_now
from integrations.channels.message import Delivered, Failed, HandedOver, Result, RetryAfter
from integrations.channels.receipts import VoiceReceipt, parse_voice_receipt
from integrations.channels.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, verify
from integrations.channels.webhook import Webhook, WebhookSettings, bounded_wait, judged
from tests.channels.pages import NOON, TEXT
from tests.channels.voice_counterpart import SECRET, Answer, VoiceCounterpart, call_back, voice_listening

PATIENT, IMPATIENT = 10.0, 0.2


@pytest.fixture
async def supplier() -> AsyncIterator[VoiceCounterpart]:
    async with voice_listening() as listening:
        yield listening


async def rung(supplier: VoiceCounterpart, *, secret: str = SECRET, seconds: float = PATIENT) -> Result:
    channel = Webhook("voice", WebhookSettings(supplier.url, SecretStr(secret), seconds), real_now)
    try:
        return await channel.send(TEXT)
    finally:
        await channel.close()


async def test_a_call_is_handed_over_with_the_suppliers_id(supplier: VoiceCounterpart) -> None:
    said = await rung(supplier)

    assert said == HandedOver("call-QHG-1203.2")
    [call] = supplier.calls
    assert set(call) == {"reference", "to", "text", "subject", "mode", "urgent", "sent_at"}
    assert (call["to"], call["text"], call["mode"], call["urgent"]) == (TEXT.to, TEXT.text, "live", True)


async def test_a_call_asked_for_twice_rings_once(supplier: VoiceCounterpart) -> None:
    await rung(supplier)
    await rung(supplier)
    assert len(supplier.calls) == 1


async def test_a_signature_that_is_wrong_is_refused_by_the_supplier(supplier: VoiceCounterpart) -> None:
    assert await rung(supplier, secret="another") == Failed('status 401 {"error":"signature"}')


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(200, b'{"id":"c1","status":"delivered"}'), Delivered("c1")),
        (Answer(201, b'{"id":7}'), HandedOver("7")),
        (Answer(202, b"ringing"), HandedOver("status 202")),
        (Answer(404, b"no such\nnumber"), Failed("status 404 no such number")),
        (Answer(408), RetryAfter(15.0, "status 408")),
        (Answer(429, headers={"retry-after": "7"}), RetryAfter(7.0, "status 429")),
        (Answer(503, headers={"retry-after": "86400"}), RetryAfter(300.0, "status 503")),
        (Answer(503), RetryAfter(60.0, "status 503")),
        (Answer(500), RetryAfter(15.0, "status 500")),
        (Answer(302, headers={"location": "/elsewhere"}), RetryAfter(15.0, "status 302")),
    ],
)
async def test_the_suppliers_answer_decides_whether_to_try_again(
    supplier: VoiceCounterpart, answer: Answer, said: Result
) -> None:
    supplier.answers.append(answer)
    assert await rung(supplier) == said


async def test_a_supplier_that_says_nothing_or_is_not_there_is_tried_again(
    supplier: VoiceCounterpart,
) -> None:
    supplier.answers.append("hangs")
    assert await rung(supplier, seconds=IMPATIENT) == RetryAfter(15.0, "ReadTimeout")
    async with voice_listening() as gone:
        pass
    assert await rung(gone) == RetryAfter(15.0, "ConnectError All connection attempts failed")


async def test_a_key_pressed_comes_back_signed() -> None:
    taken: list[VoiceReceipt] = []

    async def route(request: Request) -> Response:
        body, headers = await request.body(), request.headers
        timestamp, signature = headers[TIMESTAMP_HEADER], headers[SIGNATURE_HEADER]
        if not verify(SECRET, timestamp, body, signature, NOON, timedelta(minutes=5)):
            return Response(status_code=401)
        taken.append(parse_voice_receipt(body))
        return Response(status_code=204)

    told = {"reference": TEXT.reference, "status": "answered", "keypress": "1"}
    transport = httpx.ASGITransport(Starlette(routes=[Route("/calls", route, methods=["POST"])]))
    async with httpx.AsyncClient(transport=transport, base_url="http://board.local") as client:
        late = await call_back(client, "/calls", told, NOON - timedelta(hours=1))
        answer = await call_back(client, "/calls", told, NOON)

    assert (late.status_code, answer.status_code) == (401, 204)
    assert taken == [VoiceReceipt(TEXT.reference, Delivered("call answered"), "1")]


@given(st.integers(100, 599), st.binary(max_size=500), st.none() | st.text(max_size=30))
def test_any_answer_is_a_result(status: int, body: bytes, retry_after: str | None) -> None:
    said = judged(status, body, retry_after, NOON)
    assert isinstance(said, Delivered | HandedOver | RetryAfter | Failed)
    assert isinstance(said, Delivered | HandedOver) == (status in {200, 201, 202})


@given(st.integers(-1000, 1000))
def test_a_wait_is_read_as_seconds_or_as_a_date_and_bounded(seconds: int) -> None:
    wanted = min(max(seconds, 1), 300)
    assert bounded_wait(format_datetime(NOON + timedelta(seconds=seconds)), NOON) == wanted
    assert seconds < 0 or bounded_wait(str(seconds), NOON) == wanted
