"""A real SMTP server on loopback that keeps what it takes and refuses what it is told to. Delivers nothing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import NamedTuple

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

TAKEN = "250 2.0.0 queued as 4XyZ"


class Letter(NamedTuple):
    """A mail as the server took it: the envelope, and what was in it."""

    sender: str | None
    recipients: list[str]
    mail: EmailMessage


class MailCounterpart:
    """What it was sent, and how it behaves; both may be changed while it listens."""

    def __init__(self, login: tuple[str, str] | None) -> None:
        self.port = 0
        self.received: list[Letter] = []
        self.refuses: dict[str, str] = {}  # a recipient → the reply it gets
        self.taken = TAKEN  # the reply to a whole mail; not kept unless it begins with 2
        self.answers = asyncio.Event()  # until it is set, it hangs at the recipient, without a word
        self.answers.set()
        self.takes = asyncio.Event()  # until it is set, a whole mail waits to be taken
        self.takes.set()
        self.waiting = 0
        self.login = login

    def to(self, address: str) -> list[EmailMessage]:
        """The mails that went to an address."""
        return [letter.mail for letter in self.received if address in letter.recipients]

    async def handle_RCPT(  # noqa: N802 - aiosmtpd calls it so
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        await self.answers.wait()
        reply = self.refuses.get(address, "250 OK")
        if reply.startswith("2"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(  # noqa: N802 - aiosmtpd calls it so
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        self.waiting += 1
        try:
            await self.takes.wait()
        finally:
            self.waiting -= 1
        if self.taken.startswith("2"):
            assert isinstance(envelope.content, bytes)
            mail = message_from_bytes(envelope.content, policy=default)
            assert isinstance(mail, EmailMessage)
            self.received.append(Letter(envelope.mail_from, list(envelope.rcpt_tos), mail))
        return self.taken

    def authenticated(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: object
    ) -> AuthResult:
        assert isinstance(given, LoginPassword)
        right = self.login == (given.login.decode(), given.password.decode())
        return AuthResult(success=right, handled=False)


@asynccontextmanager
async def mail_listening(login: tuple[str, str] | None = None) -> AsyncIterator[MailCounterpart]:
    """Takes mail at 127.0.0.1 and its `port`, without TLS; with a login: only after that sign-in."""
    counterpart = MailCounterpart(login)
    loop = asyncio.get_running_loop()

    def session() -> SMTP:
        return SMTP(
            counterpart,
            hostname="mail.example.invalid",
            loop=loop,
            auth_require_tls=False,
            auth_callback=None,
            authenticator=counterpart.authenticated if login else None,
        )

    server = await loop.create_server(session, "127.0.0.1", 0)
    async with server:
        counterpart.port = server.sockets[0].getsockname()[1]
        yield counterpart
