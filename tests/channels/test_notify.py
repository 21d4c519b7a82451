"""Texts and e-mails through GOV.UK Notify: a counterpart that checks as Notify does, over real HTTP."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import datetime, timedelta

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from app.clock import real_now
from integrations.channels.message import Failed, HandedOver, Message, Result, RetryAfter
from integrations.channels.notify import BadApiKey, Kind, Notify, NotifySettings, judged, parse_api_key
from integrations.channels.receipts import parse_receipt
from tests.channels.notify_counterpart import (
    API_KEY,
    EMAIL_TEMPLATE,
    SECRET,
    SERVICE_ID,
    SMS_TEMPLATE,
    NotifyCounterpart,
    notify_listening,
    receipt,
)
from tests.channels.pages import EMAIL, MOBILE, PAGE, TEXT

OTHER_KEY = f"surgeline-test-{SERVICE_ID}-{SERVICE_ID}"
PATIENT, IMPATIENT = 10.0, 0.2


class Stage:
    """Notify, and channels to it that are closed at the end."""

    def __init__(self, notify: NotifyCounterpart, closing: AsyncExitStack) -> None:
        self.notify = notify
        self._closing = closing

    def channel(
        self,
        kind: Kind = "sms",
        template: str = SMS_TEMPLATE,
        key: str = API_KEY,
        timeout: float = PATIENT,
        now: Callable[[], datetime] = real_now,
    ) -> Notify:
        channel = Notify(kind, NotifySettings(SecretStr(key), template, self.notify.url, timeout), now)
        self._closing.push_async_callback(channel.close)
        return channel


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with notify_listening() as notify, AsyncExitStack() as closing:
        yield Stage(notify, closing)


async def test_a_text_is_handed_over_with_notifys_id(stage: Stage) -> None:
    said = await stage.channel().send(TEXT)

    [sent] = stage.notify.sent
    assert said == HandedOver(sent.id)
    assert (sent.wanted.reference, stage.notify.to(MOBILE)) == (TEXT.reference, [TEXT.text])


async def test_an_email_goes_with_its_subject_and_body(stage: Stage) -> None:
    assert isinstance(await stage.channel("email", EMAIL_TEMPLATE).send(PAGE), HandedOver)
    [sent] = stage.notify.sent
    assert (sent.wanted.to, dict(sent.wanted.personalisation)) == (
        EMAIL,
        {"subject": PAGE.subject, "body": PAGE.body},
    )


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (TEXT._replace(to="+4477009"), "400 ValidationError: phone_number Not enough digits"),
        (PAGE, "400 ValidationError: phone_number Must not contain letters or symbols"),
        (TEXT._replace(text="x" * 161), "400 BadRequestError: The content has more than 160 characters"),
    ],
)
async def test_a_number_or_text_that_notify_refuses_is_final(stage: Stage, page: Message, words: str) -> None:
    assert await stage.channel().send(page) == Failed(words)


async def test_a_template_that_is_not_there_is_final(stage: Stage) -> None:
    said = await stage.channel(template=SERVICE_ID).send(TEXT)
    assert said == Failed("400 BadRequestError: Template not found")


@pytest.mark.parametrize("minutes", [-1, 1])
async def test_a_clock_that_is_wrong_is_ours_to_mend(stage: Stage, minutes: int) -> None:
    said = await stage.channel(now=lambda: real_now() + timedelta(minutes=minutes)).send(TEXT)
    assert isinstance(said, RetryAfter)
    assert said.reason.startswith("key or clock refused: 403 AuthError: Error: Your system clock")


async def test_a_key_that_is_wrong_is_ours_to_mend(stage: Stage) -> None:
    said = await stage.channel(key=OTHER_KEY).send(TEXT)
    assert said == RetryAfter(60.0, "key or clock refused: 403 AuthError: Invalid token: API key not found")


async def test_too_many_in_a_minute_wait_for_the_next(stage: Stage) -> None:
    stage.notify.per_minute = 1
    channel = stage.channel()
    await channel.send(TEXT)

    said = await channel.send(TEXT)

    assert said == RetryAfter(
        60.0, "429 RateLimitError: Exceeded rate limit for key type LIVE of 1 requests per 60 seconds"
    )


async def test_too_many_in_a_day_are_final_so_that_another_way_is_taken(stage: Stage) -> None:
    stage.notify.per_day = 0
    said = await stage.channel().send(TEXT)
    assert said == Failed("429 TooManyRequestsError: Exceeded send limits (0) for today")


async def test_trouble_at_notify_is_tried_again_soon(stage: Stage) -> None:
    stage.notify.troubles.extend([500, 503, "hangs"])
    channel = stage.channel(timeout=IMPATIENT)

    said = [await channel.send(TEXT) for _ in range(3)]

    assert said == [
        RetryAfter(15.0, "500 Exception: Internal server error"),
        RetryAfter(15.0, "503 Exception: Internal server error"),
        RetryAfter(15.0, "ReadTimeout"),
    ]
    assert isinstance(await stage.channel().send(TEXT), HandedOver)


async def test_nobody_listening_is_tried_again_soon() -> None:
    async with notify_listening() as gone:
        pass
    async with AsyncExitStack() as closing:
        said = await Stage(gone, closing).channel().send(TEXT)
    assert said == RetryAfter(15.0, "ConnectError All connection attempts failed")


async def test_the_same_words_twenty_times_in_an_hour_are_refused_by_the_networks(stage: Stage) -> None:
    channel = stage.channel()
    for _ in range(20):
        await channel.send(TEXT)
    await channel.send(TEXT)
    await channel.send(TEXT._replace(text="QHG-1204 12:05 OPEL 4 at MKUH. Reply on the board."))

    ends = [type(parse_receipt(receipt(sent)).result).__name__ for sent in stage.notify.sent]
    assert ends == [*["Delivered"] * 20, "Failed", "Delivered"]


@pytest.mark.parametrize(
    "text",
    ["", "key", SERVICE_ID, f"{SERVICE_ID}-{SECRET}", f"-{SERVICE_ID}-{SECRET}", f"{API_KEY}0", API_KEY[:-1]],
)
def test_a_key_that_is_none_is_refused_at_once_and_not_repeated(text: str) -> None:
    with pytest.raises(BadApiKey) as refused:
        Notify("sms", NotifySettings(SecretStr(text), SMS_TEMPLATE), real_now)
    assert str(refused.value) == (
        "the key is not of the form name-SERVICE_UUID-SECRET_UUID, as Notify shows it once"
    )


def test_the_name_of_a_key_may_hold_dashes() -> None:
    key = parse_api_key(f" night-shift-{SECRET}-{SERVICE_ID}-{SECRET}\n")
    assert (key.service_id, key.secret.get_secret_value()) == (SERVICE_ID, SECRET)


WORDS = st.sampled_from(["errors", "error", "message", "id", "status", "x"])
ODD = st.recursive(
    st.none() | st.integers(0, 600) | st.text(st.characters(codec="utf-8"), max_size=20),
    lambda some: st.lists(some, max_size=3) | st.dictionaries(WORDS, some, max_size=3),
)


@given(st.integers(100, 599), st.binary(max_size=100) | ODD.map(orjson.dumps))
def test_any_answer_is_a_result_and_only_201_with_an_id_hands_over(status: int, body: bytes) -> None:
    said: Result = judged(status, body)
    assert isinstance(said, HandedOver | RetryAfter | Failed)
    assert not isinstance(said, HandedOver) or status == 201
    assert isinstance(said, Failed) == (status == 400)
