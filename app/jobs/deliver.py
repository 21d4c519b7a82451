"""Sends the pages that are due: leases them, words them, hands them to their carriers, notes what came of it.

At least once to people, exactly once in the record. Several processes share the work; one that dies loses a lease.
"""

import asyncio
from collections.abc import Mapping
from typing import NamedTuple, assert_never
from zoneinfo import ZoneInfo

import asyncpg
import structlog
from sqlalchemy.exc import SQLAlchemyError

from actions.deeds import Receipt
from app.board.snapshot import Snapshots
from app.clock import real_now
from app.delivery.links import token_of
from app.delivery.store import Leased, lease, link_secret, note_attempt, put_off
from app.delivery.wording import NotSent, Sender, message_of, without_address
from app.ingest.submission import CarrierSaid
from app.jobs.heads import Heads
from app.measured import FIRST_ATTEMPT_SECONDS, PAGES
from app.stream.writers import Writers
from integrations.channels.console import Console
from integrations.channels.guarded import Guarded
from integrations.channels.message import Channel, Delivered, Failed, HandedOver, Mode, Result, RetryAfter

AT_ONCE = 32
"""Pages that a process has in hand."""
PATIENCE_SECONDS = 2.0
"""A process that stops waits so long for what is in hand: else it would be sent again."""
MOST_ATTEMPTS = 4
"""Of a call: then the chase goes on to others. News and all-clears are tried `MOST_PATIENT` times."""
MOST_PATIENT = 20
OURS_SECONDS = 15.0
UNREACHABLE = (OSError, TimeoutError, SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError)
"""What is said of the database, not of the page."""
FINAL = {"handed_over", "delivered", "failed", "not_sent"}

log = structlog.get_logger()


class Told(NamedTuple):
    """What an attempt came to, as it is noted. `seconds`: until the next one, of a `retry`."""

    result: str
    evidence: str
    seconds: float = 0


class Deliverer:
    """Lives as long as the process. `wake` may be called from anywhere on the loop."""

    def __init__(
        self,
        pool: asyncpg.Pool,
        writers: Writers,
        heads: Heads,
        snapshots: Snapshots,
        channels: Mapping[str, Channel],
        public_url: str,
    ) -> None:
        self.pool, self.writers, self.heads, self.snapshots = pool, writers, heads, snapshots
        self.channels, self.public_url = channels, public_url
        self.secret: bytes | None = None
        self.taking: asyncio.Task[None] | None = None
        self.sending: set[asyncio.Task[None]] = set()
        self.again = self.closing = False

    def wake(self) -> None:
        """Something is to be sent: now, or as soon as what is being looked for is found."""
        if self.taking is not None and not self.taking.done():
            self.again = True
        elif not self.closing:
            self.taking = asyncio.create_task(self.take(), name="take pages")

    async def tick(self) -> None:
        """Once a second: what other processes left, what was put off, what waited for its hour."""
        self.wake()

    async def take(self) -> None:
        """Takes what is due and begins to send it: a carrier that hangs holds up nobody else's page. The job runner's
        boundary: what fails is logged, and tried at the next tick.
        """
        try:
            while (room := AT_ONCE - len(self.sending)) > 0:
                self.again = False
                pages = await self.due(room)
                for page in pages:
                    task = asyncio.create_task(self.deliver(page), name=f"page {page.matter}.{page.n}")
                    self.sending.add(task)
                    task.add_done_callback(self.ended)
                if not pages and not self.again:
                    return
        except UNREACHABLE as error:
            log.warning("pages_put_off", reason=repr(error))

    def ended(self, task: asyncio.Task[None]) -> None:
        """A page is out of hand; what there was no room for begins."""
        self.sending.discard(task)
        if len(self.sending) == AT_ONCE - 1:
            self.wake()

    async def due(self, most: int) -> list[Leased]:
        """What is due now, by each stream's own clock."""
        clocks = {head.stream: head.now() for head in self.heads.known.values()}
        async with self.pool.acquire() as connection:
            if self.secret is None:
                self.secret = await link_secret(connection)
            return await lease(connection, clocks, most)

    async def deliver(self, page: Leased) -> None:
        """One page: sent, noted, told. Whatever fails here leaves the page to its lease."""
        try:
            started = real_now()
            told = Told(page.told, page.evidence or "") if page.told else await self.attempt(page)
            count(page, told, (started - page.created_at).total_seconds())
            async with self.pool.acquire() as connection:
                if not page.told:
                    await note_attempt(connection, page, started, told.result, told.evidence)
                if told.result not in FINAL:
                    await put_off(connection, page, told.seconds)
                    return
            await self.tell(page, told)
        except Exception:
            log.exception("page_failed", stream=page.stream, matter=page.matter, n=page.n)

    async def attempt(self, page: Leased) -> Told:
        """What one attempt comes to. A page that we cannot word is given up in the end: the chase must go on."""
        try:
            return await self.send(page)
        except UNREACHABLE:
            raise
        except Exception as error:
            log.exception("page_not_worded", stream=page.stream, matter=page.matter, n=page.n)
            return judged(page, RetryAfter(OURS_SECONDS, f"fault of ours: {type(error).__name__}"))

    async def send(self, page: Leased) -> Told:
        """Words it and hands it over."""
        system = await self.snapshots.system(page.config_sha)
        mode: Mode = (
            "live" if page.mode == "live" else "simulated" if page.mode == "simulated" else "exercise"
        )
        link = f"{self.public_url}/a/{token_of(page.link, self.secret or b'')}"
        sender = Sender(system.short, system.name, ZoneInfo(system.timezone), mode)
        linked = link if page.about != "all_clear" else None
        message = message_of(page, sender, linked, real_now())
        if isinstance(message, NotSent):
            return Told("not_sent", message.reason)
        channel = self.channels.get(page.channel)
        if channel is None or (mode == "live" and is_console(channel)):
            return Told("not_sent", f"no carrier is set up here for {page.channel}")
        told = judged(page, await channel.send(message))
        return told._replace(evidence=without_address(told.evidence, message.to))

    async def tell(self, page: Leased, told: Told) -> None:
        """The stream is told once; it marks the page done in the same transaction."""
        state = told.result
        receipt = Receipt.model_validate(
            {
                "matter": page.matter,
                "n": page.n,
                "state": state,
                "evidence": told.evidence[:300],
                "at": real_now(),
            }
        )
        await self.writers.of(page.stream).submit(CarrierSaid(receipt))

    async def close(self) -> None:
        """Nothing more is begun. What is in hand has a moment to be noted, then it is left to its lease."""
        self.closing = True
        if self.sending:
            await asyncio.wait(self.sending, timeout=PATIENCE_SECONDS)
        left = [*self.sending, *([self.taking] if self.taking is not None else [])]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)


def count(page: Leased, told: Told, waited: float) -> None:
    """For who watches the service. `waited`: seconds since the page was written down."""
    PAGES.labels(page.channel, told.result).inc()
    if page.about == "call" and page.attempts == 1:
        FIRST_ATTEMPT_SECONDS.observe(max(0.0, waited))


def is_console(channel: Channel) -> bool:
    """Whether a channel only shows its pages: of a live system nobody is told so."""
    return isinstance(channel.channel if isinstance(channel, Guarded) else channel, Console)


def judged(page: Leased, result: Result) -> Told:
    """A carrier's word as it is noted; what was tried often enough has failed."""
    match result:
        case Delivered():
            return Told("delivered", result.evidence)
        case HandedOver():
            return Told("handed_over", result.evidence)
        case Failed():
            return Told("failed", result.reason)
        case RetryAfter():
            most = MOST_ATTEMPTS if page.about == "call" else MOST_PATIENT
            if page.attempts >= most:
                return Told("failed", f"given up after {page.attempts} attempts: {result.reason}")
            return Told("retry", result.reason, min(result.seconds, 30.0 if page.about == "call" else 300.0))
        case _:
            assert_never(result)
