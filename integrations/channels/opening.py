"""Which carrier stands behind each way out, by configuration: the real one or the console. Sends nothing."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Literal, NamedTuple, assert_never

from integrations.channels.console import Console, Show, log_page
from integrations.channels.guarded import Guarded
from integrations.channels.message import Channel
from integrations.channels.notify import Notify, NotifySettings
from integrations.channels.smtp import Smtp, SmtpSettings
from integrations.channels.webhook import Webhook, WebhookSettings

Way = Literal["email", "sms", "voice"]
Carrier = SmtpSettings | NotifySettings | WebhookSettings | Literal["console"]


class ChannelSettings(NamedTuple):
    """The carrier of each way. `limit_seconds`: how long one try may take, whatever the carrier does."""

    email: SmtpSettings | NotifySettings | Literal["console"] = "console"
    sms: NotifySettings | WebhookSettings | Literal["console"] = "console"
    voice: WebhookSettings | Literal["console"] = "console"
    limit_seconds: float = 45.0


def open_channels(
    settings: ChannelSettings, now: Callable[[], datetime], show: Show = log_page
) -> dict[str, Channel]:
    """The channels "email", "sms" and "voice", each guarded; no connection is made yet.

    `now`: real time, as carriers live in it. Raises ValueError (BadSender, BadApiKey) for settings that
    cannot work.
    """
    opened = {
        "email": _opened("email", settings.email, now, show),
        "sms": _opened("sms", settings.sms, now, show),
        "voice": _opened("voice", settings.voice, now, show),
    }
    return {way: Guarded(channel, settings.limit_seconds) for way, channel in opened.items()}


async def close_channels(channels: Mapping[str, Channel]) -> None:
    """Closes them all."""
    for channel in channels.values():
        await channel.close()


def _opened(way: Way, carrier: Carrier, now: Callable[[], datetime], show: Show) -> Channel:
    match carrier:
        case "console":
            return Console(way, show)
        case SmtpSettings():
            return Smtp(carrier, now)
        case NotifySettings():
            return Notify("email" if way == "email" else "sms", carrier, now)
        case WebhookSettings():
            return Webhook(way, carrier, now)
        case _:
            assert_never(carrier)
