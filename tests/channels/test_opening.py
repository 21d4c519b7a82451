"""Which carrier stands behind which way, and that a channel always answers."""

import asyncio

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from app.clock import real_now
from integrations.channels.console import Console
from integrations.channels.guarded import Guarded
from integrations.channels.mail import BadSender
from integrations.channels.message import Channel, Delivered, HandedOver, Message, RetryAfter
from integrations.channels.notify import BadApiKey, NotifySettings
from integrations.channels.opening import ChannelSettings, close_channels, open_channels
from integrations.channels.smtp import SmtpSettings
from integrations.channels.webhook import WebhookSettings
from tests.channels.mail_counterpart import mail_listening
from tests.channels.notify_counterpart import API_KEY, SMS_TEMPLATE, notify_listening
from tests.channels.pages import EMAIL, MOBILE, PAGE, TEXT
from tests.channels.voice_counterpart import SECRET, voice_listening


async def test_without_carriers_every_way_is_shown_here() -> None:
    shown: list[tuple[str, str]] = []
    channels = open_channels(
        ChannelSettings(), real_now, lambda channel, message: shown.append((channel, message.reference))
    )

    said = [await channel.send(PAGE) for channel in channels.values()]

    assert said == [Delivered("shown on the console; no carrier")] * 3
    assert shown == [("email", PAGE.reference), ("sms", PAGE.reference), ("voice", PAGE.reference)]


async def test_with_carriers_every_way_goes_out_through_its_own() -> None:
    async with mail_listening() as mail, notify_listening() as notify, voice_listening() as voice:
        settings = ChannelSettings(
            email=SmtpSettings("127.0.0.1", mail.port, "surgeline@example.nhs.uk", tls="none"),
            sms=NotifySettings(SecretStr(API_KEY), SMS_TEMPLATE, notify.url),
            voice=WebhookSettings(voice.url, SecretStr(SECRET)),
        )
        channels = open_channels(settings, real_now)
        pages = {"email": PAGE, "sms": TEXT, "voice": TEXT}

        said = [await channels[way].send(page) for way, page in pages.items()]
        await close_channels(channels)

    assert all(isinstance(result, HandedOver) for result in said)
    assert (len(mail.to(EMAIL)), len(notify.to(MOBILE)), len(voice.calls)) == (1, 1, 1)


def test_settings_that_cannot_work_are_refused_at_once() -> None:
    with pytest.raises(BadSender):
        open_channels(ChannelSettings(email=SmtpSettings("mail.invalid", 25, "nobody")), real_now)
    with pytest.raises(BadApiKey):
        open_channels(ChannelSettings(sms=NotifySettings(SecretStr("key"), SMS_TEMPLATE)), real_now)


def test_settings_show_no_secret() -> None:
    settings = ChannelSettings(
        email=SmtpSettings("mail.invalid", 25, "a@b", "surgeline", SecretStr(SECRET)),
        sms=NotifySettings(SecretStr(API_KEY), SMS_TEMPLATE),
        voice=WebhookSettings("https://voice.invalid", SecretStr(SECRET)),
    )
    assert SECRET not in repr(settings)
    assert API_KEY not in repr(settings)


async def test_the_console_writes_to_the_log_unless_told_otherwise() -> None:
    with capture_logs() as lines:
        await Console("sms").send(TEXT)
    assert [(line["event"], line["channel"], line["text"]) for line in lines] == [
        ("page_shown", "sms", TEXT.text)
    ]


class Broken:
    """A channel with a fault of ours in it."""

    name = "sms"

    async def send(self, message: Message) -> HandedOver:
        raise KeyError(message.to)

    async def close(self) -> None:
        raise OSError("already gone")


class Silent(Broken):
    """A channel that says nothing."""

    async def send(self, message: Message) -> HandedOver:
        await asyncio.Event().wait()
        return HandedOver(message.reference)


async def test_a_channel_that_breaks_is_logged_once_and_tried_again() -> None:
    channel: Channel = Guarded(Broken(), 10)
    with capture_logs() as lines:
        said = await channel.send(TEXT)
        await channel.close()
    assert said == RetryAfter(30.0, "fault of ours: KeyError")
    assert [line["event"] for line in lines] == ["channel_broke", "channel_not_closed"]
    assert MOBILE not in str({name: value for name, value in lines[0].items() if name != "exc_info"})


async def test_a_channel_that_says_nothing_is_not_waited_for() -> None:
    assert await Guarded(Silent(), 0.05).send(TEXT) == RetryAfter(30.0, "no answer within 0.05 s")


async def test_a_service_that_stops_does_not_wait_for_a_page() -> None:
    sending = asyncio.create_task(Guarded(Silent(), 60).send(TEXT))
    await asyncio.sleep(0)
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending
