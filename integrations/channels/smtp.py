"""E-mail over SMTP: what the mail server said of a page. Reads no bounces that come back as mail."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Literal, NamedTuple

import aiosmtplib
from pydantic import SecretStr

from integrations.channels.mail import compose, is_address, sender_of
from integrations.channels.message import Failed, HandedOver, Message, Result, RetryAfter, one_line

TROUBLE_SECONDS = 15.0
BUSY_SECONDS = 60.0
"""After a 4xx: a server that greylists wants a minute or more between tries."""
OURS_SECONDS = 60.0
"""After a refusal that is about our configuration: time for somebody to mend it."""
PERMANENT = 500
SIGN_IN = frozenset({530, 534, 535, 538})
"""Replies that ask for a sign-in or refuse it, at whatever command they come (RFC 4954, section 6)."""


class SmtpSettings(NamedTuple):
    """A mail server, and as whom to send. `tls`: starttls is insisted on; without it nothing is sent."""

    host: str
    port: int
    sender: str
    username: str | None = None
    password: SecretStr | None = None
    tls: Literal["none", "starttls", "tls"] = "starttls"
    timeout_seconds: float = 10.0


class Smtp:
    """E-mail through one server, a connection for each page. Raises BadSender when it is made."""

    name = "email"

    def __init__(self, settings: SmtpSettings, now: Callable[[], datetime]) -> None:
        self._settings = settings
        self._sender = sender_of(settings.sender)
        self._now = now

    async def send(self, message: Message) -> Result:
        """HandedOver with the server's reply once it has taken the mail."""
        if not is_address(message.to):
            return Failed("not an e-mail address")
        try:
            reply = await self._handed_over(message)
        except (aiosmtplib.SMTPException, OSError) as error:
            return judged(error)
        return HandedOver(one_line(f"{aiosmtplib.SMTPStatus.completed.value} {reply}"))

    async def _handed_over(self, message: Message) -> str:
        """The server's word that it has the mail."""
        settings = self._settings
        async with aiosmtplib.SMTP(
            hostname=settings.host,
            port=settings.port,
            username=settings.username,
            password=settings.password.get_secret_value() if settings.password else None,
            local_hostname=self._sender.domain,  # else the name servers are asked at every mail
            timeout=settings.timeout_seconds,
            use_tls=settings.tls == "tls",
            start_tls=settings.tls == "starttls",
        ) as client:
            try:
                mail = compose(message, self._sender, self._now())
                _, reply = await client.send_message(
                    mail, sender=self._sender.addr_spec, recipients=[message.to]
                )
            except asyncio.CancelledError:
                client.close()  # else it takes leave first, of a server that may not answer
                raise
        return reply

    async def close(self) -> None:
        """Keeps no connection."""


def judged(error: aiosmtplib.SMTPException | OSError) -> RetryAfter | Failed:
    """Whether a mail that was not taken may be tried again.

    Failed only for a 5xx about the recipient or the content. One about us (sign-in, sender, greeting) is not
    the person's fault, and another try may find it mended.
    """
    match error:
        case aiosmtplib.SMTPRecipientsRefused(recipients=[first, *_]):
            return judged(first)
        case aiosmtplib.SMTPRecipientRefused() | aiosmtplib.SMTPDataError() if error.code not in SIGN_IN:
            reply = one_line(f"{error.code} {error.message}")
            return Failed(reply) if error.code >= PERMANENT else RetryAfter(BUSY_SECONDS, reply)
        case aiosmtplib.SMTPResponseException(code=code):
            sign_in = code in SIGN_IN or isinstance(error, aiosmtplib.SMTPAuthenticationError)
            what = "sign-in refused" if sign_in else "mail server refused us"
            return RetryAfter(OURS_SECONDS, one_line(f"{what}: {code} {error.message}"))
        case _:
            return RetryAfter(TROUBLE_SECONDS, one_line(f"{type(error).__name__} {error}"))
