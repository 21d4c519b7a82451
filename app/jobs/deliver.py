"""Sends the pages that are due: leases them, words them, hands them to their carriers, notes what came of it.

At least once to people, exactly once in the record. Several processes share the work; one that dies loses a lease.
"""

import asyncio
from collections import Counter
from collections.abc import Mapping
from time import monotonic
from typing import NamedTuple, assert_never
from zoneinfo import ZoneInfo

import asyncpg
import structlog

from actions.deeds import Receipt
from app.board.snapshot import Snapshots
from app.clock import real_now
from app.delivery.links import token_of
from app.delivery.notes import UNREACHABLE, Notes
from app.delivery.store import Leased, Noted, lease, link_secret, renew
from app.delivery.wording import NotSent, Sender, message_of, without_address
from app.ingest.submission import CarrierSaid
from app.jobs.heads import Heads
from app.measured import FIRST_ATTEMPT_SECONDS, PAGES
from app.stream.writer import Unavailable
from app.stream.writers import Writers
from integrations.channels.console import Console
from integrations.channels.guarded import Guarded
from integrations.channels.message import Channel, Delivered, Failed, HandedOver, Mode, Result, RetryAfter

AT_ONCE = {"sms": 96, "voice": 96, "email": 48}
"""Pages that a process has with carriers, by way: one that hangs holds up no other way. A mail server takes few
connections from one sender (Postfix: 50).
"""
MOST_IN_HAND = 1_000
"""Pages that a process has with carriers, or sent and not told yet: half of what a stream lets wait."""
BEGIN_SECONDS = 3.0
"""A page that is not begun so soon after it was leased is left: the lease may lapse, and another process send it."""
RENEW_SECONDS = 2.0
"""What is in hand for longer is leased anew at the next tick."""
PATIENCE_SECONDS = 2.0
"""A process that stops waits so long for what is in hand: else it would be sent again."""
MOST_ATTEMPTS = 4
"""Of a call: then the chase goes on to others. News and all-clears are tried `MOST_PATIENT` times."""
MOST_PATIENT = 20
OURS_SECONDS = 15.0
FINAL = {"handed_over", "delivered", "failed", "not_sent"}

log = structlog.get_logger()


class Told(NamedTuple):
    """What an attempt came to, as it is noted. `seconds`: until the next one, of a `retry`."""

    result: str
    evidence: str
    seconds: float = 0


class Held(NamedTuple):
    """A page in hand, leased at this moment of the monotonic clock or a little later."""

    page: Leased
    leased_at: float


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
        self.notes = Notes(pool)
        self.taking: asyncio.Task[None] | None = None
        self.in_hand: dict[asyncio.Task[None], Held] = {}
        self.busy: Counter[str] = Counter()  # pages with carriers, by way
        self.short: set[str] = set()  # ways of which more may be due than there was room for
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
        await self.keep()

    async def keep(self) -> None:
        """What is still in hand is leased anew: a carrier may take longer than a lease."""
        asked = monotonic()
        old = {task: held for task, held in self.in_hand.items() if asked - held.leased_at > RENEW_SECONDS}
        if not old:
            return
        try:
            async with self.pool.acquire() as connection:
                await renew(connection, [held.page for held in old.values()])
        except UNREACHABLE as error:
            log.warning("leases_not_renewed", reason=repr(error))
            return
        for task in old.keys() & self.in_hand.keys():
            self.in_hand[task] = old[task]._replace(leased_at=asked)

    async def take(self) -> None:
        """Takes what is due and begins to send it: a carrier that hangs holds up nobody else's page. The job runner's
        boundary: what fails is logged, and tried at the next tick.
        """
        try:
            while rooms := self.rooms():
                self.again = False
                asked = monotonic()
                pages = await self.due(rooms)
                for page in pages:
                    self.begin(page, asked)
                found = Counter(page.channel for page in pages)
                self.short = {way for way in AT_ONCE if found[way] >= rooms.get(way, 0)}
                if not self.again:
                    return
        except UNREACHABLE as error:
            log.warning("pages_put_off", reason=repr(error))

    def rooms(self) -> dict[str, int]:
        """How many more of each way may be taken in hand."""
        if len(self.in_hand) >= MOST_IN_HAND:
            return {}
        return {way: room for way, most in AT_ONCE.items() if (room := most - self.busy[way]) > 0}

    async def due(self, rooms: Mapping[str, int]) -> list[Leased]:
        """What is due now, by each stream's own clock."""
        clocks = {head.stream: head.now() for head in self.heads.known.values()}
        async with self.pool.acquire() as connection:
            if self.secret is None:
                self.secret = await link_secret(connection)
            return await lease(connection, clocks, rooms)

    def begin(self, page: Leased, leased_at: float) -> None:
        """It is in hand from now on."""
        task = asyncio.create_task(self.deliver(page, leased_at), name=f"page {page.matter}.{page.n}")
        self.in_hand[task] = Held(page, leased_at)
        self.busy[page.channel] += 1
        task.add_done_callback(self.ended)

    def ended(self, task: asyncio.Task[None]) -> None:
        """A page is out of hand; what there was no room for begins."""
        del self.in_hand[task]
        if len(self.in_hand) == MOST_IN_HAND - 1:
            self.wake()

    async def deliver(self, page: Leased, leased_at: float) -> None:
        """One page: sent, noted, told. Whatever fails here leaves the page to its lease."""
        try:
            try:
                told = await self.sent(page, leased_at)
            finally:
                self.free(page.channel)
            if told is not None and told.result in FINAL:
                await self.tell(page, told)
        except Unavailable as error:
            log.warning("page_not_told", stream=page.stream, matter=page.matter, n=page.n, reason=str(error))
        except Exception:
            log.exception("page_failed", stream=page.stream, matter=page.matter, n=page.n)

    def free(self, way: str) -> None:
        """A carrier is done with a page. More of its way are taken once a quarter of the room is free: one at a time
        would be a statement each.
        """
        self.busy[way] -= 1
        if way in self.short and self.busy[way] <= AT_ONCE[way] * 3 // 4:
            self.wake()

    async def sent(self, page: Leased, leased_at: float) -> Told | None:
        """What an attempt came to, once it is noted; None: none was made."""
        if page.told:
            return Told(page.told, page.evidence or "")
        if monotonic() - leased_at > BEGIN_SECONDS:
            return None
        started = real_now()
        told = await self.attempt(page)
        count(page, told, (started - page.created_at).total_seconds())
        again_after = None if told.result in FINAL else told.seconds
        await self.notes.note(Noted(page, started, told.result, told.evidence, again_after))
        return told

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
        if self.in_hand:
            await asyncio.wait(self.in_hand, timeout=PATIENCE_SECONDS)
        left = [*self.in_hand, *(task for task in (self.taking, self.notes.writing) if task is not None)]
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
