"""E-mail through a real SMTP server: what it says decides whether to try again."""

import asyncio
import time
from collections.abc import AsyncIterator

import aiosmtplib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from integrations.channels.message import Failed, HandedOver, RetryAfter
from integrations.channels.smtp import Smtp, SmtpSettings, judged
from tests.channels.mail_counterpart import MailCounterpart, mail_listening
from tests.channels.pages import EMAIL, NOON, PAGE

PATIENT, IMPATIENT = 10.0, 0.2


def channel(server: MailCounterpart, timeout: float = PATIENT, password: str | None = None) -> Smtp:
    return Smtp(
        SmtpSettings(
            "127.0.0.1",
            server.port,
            "Surgeline <surgeline@example.nhs.uk>",
            username=password and "surgeline",
            password=SecretStr(password) if password else None,
            tls="none",
            timeout_seconds=timeout,
        ),
        lambda: NOON,
    )


@pytest.fixture
async def server() -> AsyncIterator[MailCounterpart]:
    async with mail_listening() as listening:
        yield listening


async def test_a_page_is_handed_over_with_the_servers_own_words(server: MailCounterpart) -> None:
    said = await channel(server).send(PAGE)

    assert said == HandedOver("250 2.0.0 queued as 4XyZ")
    [letter] = server.received
    assert (letter.sender, letter.recipients) == ("surgeline@example.nhs.uk", [EMAIL])
    assert letter.mail.get_content() == PAGE.body.replace("\n", "\r\n")


async def test_a_page_sent_twice_is_one_mail_to_a_mailbox_that_looks(server: MailCounterpart) -> None:
    sending = channel(server)
    for _ in range(2):
        await sending.send(PAGE)

    assert [mail["Message-ID"] for mail in server.to(EMAIL)] == ["<QHG-1203.2@example.nhs.uk>"] * 2


async def test_a_server_that_greylists_is_tried_again(server: MailCounterpart) -> None:
    server.refuses[EMAIL] = "450 4.7.1 greylisted, come back later"
    sending = channel(server)

    assert await sending.send(PAGE) == RetryAfter(60.0, "450 4.7.1 greylisted, come back later")
    server.refuses.clear()
    assert isinstance(await sending.send(PAGE), HandedOver)


async def test_a_mailbox_that_is_not_there_is_not_tried_again(server: MailCounterpart) -> None:
    server.refuses[EMAIL] = "550 5.1.1 no such user"
    assert await channel(server).send(PAGE) == Failed("550 5.1.1 no such user")


async def test_a_content_that_is_refused_is_not_tried_again(server: MailCounterpart) -> None:
    server.taken = "554 5.7.1 looks like spam"
    assert await channel(server).send(PAGE) == Failed("554 5.7.1 looks like spam")


async def test_a_server_that_says_nothing_is_tried_again(server: MailCounterpart) -> None:
    server.answers.clear()
    said = await channel(server, IMPATIENT).send(PAGE)
    assert isinstance(said, RetryAfter)
    assert "Timeout" in said.reason


async def test_a_try_that_is_cut_off_takes_no_leave_of_a_server_that_says_nothing(
    server: MailCounterpart,
) -> None:
    server.answers.clear()
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(IMPATIENT):
            await channel(server).send(PAGE)
    assert time.monotonic() - began < PATIENT / 2


async def test_a_server_that_is_not_there_is_tried_again() -> None:
    async with mail_listening() as gone:
        pass
    assert isinstance(await channel(gone).send(PAGE), RetryAfter)


async def test_a_server_without_starttls_is_told_nothing_where_it_is_insisted_on(
    server: MailCounterpart,
) -> None:
    settings = SmtpSettings("127.0.0.1", server.port, "surgeline@example.nhs.uk")
    said = await Smtp(settings, lambda: NOON).send(PAGE)
    assert said == RetryAfter(15.0, "SMTPException SMTP STARTTLS extension not supported by server.")
    assert server.received == []


async def test_a_page_goes_out_after_the_right_sign_in() -> None:
    async with mail_listening(("surgeline", "opens nothing else")) as server:
        assert isinstance(await channel(server, password="opens nothing else").send(PAGE), HandedOver)


async def test_a_wrong_sign_in_is_not_held_against_the_person() -> None:
    async with mail_listening(("surgeline", "opens nothing else")) as server:
        said = await channel(server, password="wrong").send(PAGE)
    assert isinstance(said, RetryAfter)
    assert said.reason.startswith("sign-in refused: 535")


async def test_what_is_not_an_address_is_not_sent_anywhere(server: MailCounterpart) -> None:
    said = await channel(server).send(PAGE._replace(to="a@example.invalid, b@example.invalid"))
    assert (said, server.received) == (Failed("not an e-mail address"), [])


REFUSALS = st.integers(400, 599)
WORDS = st.text(max_size=600)


@given(REFUSALS, WORDS)
def test_only_a_lasting_refusal_of_the_recipient_or_content_is_final(code: int, words: str) -> None:
    recipient = aiosmtplib.SMTPRecipientsRefused([aiosmtplib.SMTPRecipientRefused(code, words, EMAIL)])
    final = code >= 500 and code not in {530, 534, 535, 538}
    for error in (recipient, aiosmtplib.SMTPDataError(code, words)):
        assert isinstance(judged(error), Failed) == final


@pytest.mark.parametrize("code", [530, 534, 535, 538])
def test_a_sign_in_asked_for_at_the_recipient_is_ours_to_mend(code: int) -> None:
    refused = aiosmtplib.SMTPRecipientsRefused([aiosmtplib.SMTPRecipientRefused(code, "5.7.0", EMAIL)])
    assert judged(refused) == RetryAfter(60.0, f"sign-in refused: {code} 5.7.0")


@given(REFUSALS, WORDS)
def test_a_refusal_of_us_is_never_final(code: int, words: str) -> None:
    for error in (
        aiosmtplib.SMTPAuthenticationError(code, words),
        aiosmtplib.SMTPConnectResponseError(code, words),
        aiosmtplib.SMTPHeloError(code, words),
        aiosmtplib.SMTPSenderRefused(code, words, "surgeline@example.nhs.uk"),
    ):
        said = judged(error)
        assert isinstance(said, RetryAfter)
        assert len(said.reason) <= 200
        assert said.reason.isprintable()
