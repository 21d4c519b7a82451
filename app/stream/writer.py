"""The writer of one stream in one process: drains what waits into one batch, writes it, answers each caller
after the commit. No timer is involved: while one batch commits the next one gathers.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from time import monotonic
from typing import NamedTuple

import asyncpg
import structlog

from app.clock import real_now
from app.clock_guard import ClockGuard
from app.db.connection import Connection
from app.decided import Answer, Decision, StreamState
from app.ingest.record import needs_history
from app.ingest.submission import PostReadings, Submission
from app.measured import BATCH_SUBMISSIONS, BATCHES_FAILED, COMMIT_SECONDS
from app.pipeline import decide
from app.stream.configurations import Configurations, NotRead
from app.stream.reload import NoSuchStream, NotConfigured, kept_answers, lock_and_reload, sightings
from app.stream.statement import write

MOST = 64
"""Submissions in one batch."""
WAITING = 2_000
"""Submissions that may wait; beyond it a sender is asked to come back."""

REFUSALS = (asyncpg.IntegrityConstraintViolationError, asyncpg.DataError, asyncpg.InsufficientPrivilegeError)
"""What the database says of a row, not of itself."""

UNREACHABLE = (
    OSError,
    TimeoutError,
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.InvalidTransactionStateError,  # our backend was ended while we were frozen
)
"""What is said of the database itself, or of the way to it: expected, and over soon."""

NEVER_ASKED = (asyncpg.IdleInTransactionSessionTimeoutError, asyncpg.InterfaceError)
"""What the commit of a transaction says that was ended before: PostgreSQL's farewell, or the driver's of its own."""

log = structlog.get_logger()


class Unavailable(Exception):
    """The stream cannot be written just now. Nothing was stored that was not acknowledged; send it again."""


class ClockOff(Unavailable):
    """The time of this machine is not to be written down. Nothing was stored."""


class EndedUnderUs(Exception):
    """Our transaction was ended before its commit was taken: nothing of it is stored, and it may be tried again.

    The database does so when this process stood still too long while it held the stream's row.
    """


class NotPermitted(Exception):
    """The database refused the row: the key or person may no longer write there."""


class SeatTaken(Exception):
    """Two people would sit in one seat at once."""


class UnknownPerson(Exception):
    """A shift names somebody who is not known."""


class KeyReused(Exception):
    """The Idempotency-Key was used before with another body."""


class Outcome(NamedTuple):
    """What a caller gets. `replayed`: the answer given the first time, and nothing was written now."""

    answer: Answer
    replayed: bool = False


class Waiting(NamedTuple):
    """A submission and the caller who waits for it."""

    submission: Submission
    future: asyncio.Future[Outcome]

    @property
    def key(self) -> tuple[str, str] | None:
        """(credential, Idempotency-Key), if the sender gave one."""
        repeatable = getattr(self.submission, "repeatable", None)
        return None if repeatable is None else (self.submission.by, repeatable.key)  # type: ignore[union-attr]


class StreamWriter:
    """Lives as long as the process. `committed` is told of each batch after its commit and must not block."""

    def __init__(
        self,
        code: str,
        pool: asyncpg.Pool,
        configurations: Configurations,
        committed: Callable[[StreamState, Decision], None],
        guard: ClockGuard,
    ) -> None:
        self.guard = guard
        self.code = code
        self.pool = pool
        self.configurations = configurations
        self.committed = committed
        self.state: StreamState | None = None
        self.down = False
        self.waiting: deque[Waiting] = deque()
        self.wake = asyncio.Event()
        self.task = asyncio.create_task(self.run(), name=f"writer {code}")

    async def submit(self, submission: Submission) -> Outcome:
        """The outcome, once it is durable. Raises Unavailable, KeyReused, NoSuchStream, NotConfigured."""
        if len(self.waiting) >= WAITING:
            raise Unavailable(f"{self.code}: {WAITING} submissions are waiting already")
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self.waiting.append(Waiting(submission, future))
        self.wake.set()
        return await future

    async def close(self) -> None:
        """Stops after the batch in hand; those still waiting are told to come back."""
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)
        refuse(self.waiting, Unavailable("the service is stopping"))
        self.waiting.clear()

    async def run(self) -> None:
        """Forever: the batch writer's boundary. Whatever fails is told to those it concerns."""
        while True:
            await self.wake.wait()
            self.wake.clear()
            while batch := self.drain():
                await self.attempt(batch)

    async def attempt(self, batch: Sequence[Waiting]) -> None:
        """One batch; where a submission in it is more than the rules can take, it fails alone."""
        began = monotonic()
        if (doubt := self.guard.doubt()) is not None:
            refuse(batch, ClockOff(doubt))
            return
        try:
            await self.commit(batch)
            COMMIT_SECONDS.observe(monotonic() - began)
            BATCH_SUBMISSIONS.observe(len(batch))
        except asyncio.CancelledError:
            refuse(batch, Unavailable("the service is stopping"))
            raise
        except Exception as error:  # noqa: BLE001 - the batch writer: see style, errors
            self.state = None
            if len(batch) == 1 or isinstance(
                error, (*UNREACHABLE, EndedUnderUs, NoSuchStream, NotConfigured)
            ):
                refuse(batch, self.told(error))
                return
            for waiting in batch:
                await self.attempt([waiting])

    def told(self, error: Exception) -> Exception:
        """What callers get to know of a failure; the log gets all of it."""
        if isinstance(error, NoSuchStream | NotConfigured):
            return error
        if isinstance(error, (*UNREACHABLE, EndedUnderUs)):
            BATCHES_FAILED.inc()
            if not self.down:
                log.warning("database_unreachable", stream=self.code, reason=repr(error.__cause__ or error))
            self.down = True
        else:
            log.error("batch_failed", stream=self.code, exc_info=error)
        return Unavailable(f"{self.code}: the facts could not be written just now")

    def drain(self) -> list[Waiting]:
        """What waits, at most `MOST`; of two with one Idempotency-Key the second waits for the next batch."""
        batch: list[Waiting] = []
        keys: set[tuple[str, str]] = set()
        while self.waiting and len(batch) < MOST:
            if self.waiting[0].future.cancelled():
                self.waiting.popleft()
                continue
            key = self.waiting[0].key
            if key in keys:
                break
            if key is not None:
                keys.add(key)
            batch.append(self.waiting.popleft())
        return batch

    async def commit(self, batch: Sequence[Waiting]) -> None:
        """Writes the batch: on the fast road if nobody else wrote, else with the stream's row locked.

        What the database refuses is tried again one by one, so that it fails alone.
        """
        try:
            try:
                await self.store(batch)
            except EndedUnderUs:
                await self.store(batch)
        except REFUSALS as error:
            self.state = None
            if len(batch) == 1:
                refuse(batch, self.refused(error))
                return
            for waiting in batch:
                await self.commit([waiting])

    async def store(self, batch: Sequence[Waiting]) -> None:
        """The batch through a connection of the pool."""
        async with self.pool.acquire() as connection:
            if self.state is not None and await self.write_fast(connection, self.state, batch):
                return
            await self.write_locked(connection, batch)

    async def write_fast(self, connection: Connection, state: StreamState, batch: Sequence[Waiting]) -> bool:
        """One statement, guarded by the seq. False: somebody else wrote, or a key was used before."""
        decision = await self.decided(connection, state, batch)
        if any(w.key and answer.problem for w, answer in zip(batch, decision.answers, strict=True)):
            return False  # it may be the repeat of one that was taken
        try:
            moved = await write(connection, state, decision)
        except REFUSALS:
            return False
        if moved:
            self.adopt(state, decision, batch)
        return moved

    async def write_locked(self, connection: Connection, batch: Sequence[Waiting]) -> None:
        """With the stream's row locked; a configuration that this process has not read yet is read before."""
        while True:
            try:
                await self.write_under_lock(connection, batch)
            except NotRead as unread:
                await self.configurations.read(connection, unread.sha)
            else:
                return

    async def write_under_lock(self, connection: Connection, batch: Sequence[Waiting]) -> None:
        """Locks the stream, reads what is new, answers repeats from what is kept, writes the rest."""
        known, self.state = self.state, None
        committing = False
        try:
            async with connection.transaction():
                state = await lock_and_reload(connection, self.code, known, self.configurations)
                kept = await kept_answers(connection, self.code, [w.key for w in batch if w.key is not None])
                fresh = [waiting for waiting in batch if waiting.key is None or waiting.key not in kept]
                decision = await self.decided(connection, state, fresh)
                await write(connection, state, decision)
                committing = True
        except UNREACHABLE as error:
            if committing and not isinstance(error, NEVER_ASKED):
                raise
            raise EndedUnderUs(self.code) from error
        for waiting in batch:
            if waiting.key is not None and waiting.key in kept:
                replay(waiting, kept[waiting.key].body_sha, kept[waiting.key].answer)
        self.adopt(state, decision, fresh)

    def refused(self, error: Exception) -> Exception:
        """What a caller gets to know of the database's refusal of its submission."""
        if isinstance(error, asyncpg.InsufficientPrivilegeError):
            return NotPermitted("the database does not let this key or person write there")
        if isinstance(error, asyncpg.ExclusionViolationError):
            return SeatTaken()
        if isinstance(error, asyncpg.ForeignKeyViolationError):
            return UnknownPerson()
        log.error("submission_refused_by_database", stream=self.code, exc_info=error)
        return Unavailable(f"{self.code}: this could not be stored")

    async def decided(self, connection: Connection, state: StreamState, batch: Sequence[Waiting]) -> Decision:
        """What the batch comes to, with what history says of its late readings."""
        posts = (w.submission.items for w in batch if isinstance(w.submission, PostReadings))
        late = needs_history(state.units, posts)
        history = await sightings(connection, self.code, late) if late else {}
        return decide(state, [waiting.submission for waiting in batch], history, real_now())

    def adopt(self, before: StreamState, decision: Decision, batch: Sequence[Waiting]) -> None:
        """After the commit: remember, tell the callers, tell the boards."""
        self.state = decision.state
        if self.down:
            log.info("database_reachable", stream=self.code)
        self.down = False
        for waiting, answer in zip(batch, decision.answers, strict=True):
            if not waiting.future.done():
                waiting.future.set_result(Outcome(answer))
        if decision.entries:
            self.committed(before, decision)


def replay(waiting: Waiting, body_sha: bytes, answer: Answer) -> None:
    """The first answer again, if the body is the same."""
    if waiting.future.done():
        return
    repeatable = getattr(waiting.submission, "repeatable", None)
    if repeatable is not None and repeatable.body_sha == body_sha:
        waiting.future.set_result(Outcome(answer, replayed=True))
    else:
        waiting.future.set_exception(KeyReused())


def refuse(batch: Iterable[Waiting], error: Exception) -> None:
    """Tells each caller who still waits."""
    for waiting in batch:
        if not waiting.future.done():
            waiting.future.set_exception(error)
