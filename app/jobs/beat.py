"""Once a second: read the heads, look at what has fallen due, tell the boards whether the picture is true."""

import asyncio
from collections.abc import Mapping

import asyncpg
import structlog

from app.clock import real_now, wire_time
from app.ingest.submission import Tick
from app.jobs.follow import Follower
from app.jobs.heads import Head, Heads
from app.jobs.parents import Parents
from app.jobs.presence import Presence
from app.live.hub import Hub
from app.messages.board import Heartbeat, Unsure
from app.stream.writer import NotPermitted, Unavailable
from app.stream.writers import Writers

log = structlog.get_logger()

PATIENCE_SECONDS = 0.8
"""A beat waits this long for the database before it tells the boards what is known."""
NOT_REACHED = "this server has not reached its database"

UNREACHABLE = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError)


class Beat:
    """Lives as long as the process; `tick` is called each second, never twice at once."""

    def __init__(
        self,
        heads: Heads,
        writers: Writers,
        hub: Hub,
        follower: Follower,
        presence: Presence,
        parents: Parents,
    ) -> None:
        self.heads = heads
        self.writers = writers
        self.hub = hub
        self.follower = follower
        self.presence = presence
        self.parents = parents
        self.ticking: dict[str, asyncio.Task[None]] = {}
        self.reading: asyncio.Task[None] | None = None
        self.owed: dict[str, int] = {}
        self.down = False

    async def tick(self) -> None:
        """One beat. A database that is away or frozen never keeps the boards from being told so."""
        owed = {stream: head.seq for stream, head in self.heads.known.items()}
        if self.reading is None or self.reading.done():
            self.reading = asyncio.create_task(self.read_heads(), name="read heads")
        await asyncio.wait({self.reading}, timeout=PATIENCE_SECONDS)
        self.owed = owed
        self.tell_boards(self.heads.known)

    async def read_heads(self) -> None:
        """Reads where the streams stand and starts what follows; after a failure the next beat tries."""
        try:
            heads = await self.heads.read()
        except UNREACHABLE as error:
            if not self.down:
                log.warning("heads_unreadable", reason=repr(error))
            self.down = True
            return
        if self.down:
            log.info("heads_readable")
        self.down = False
        for head in heads:
            if head.due():
                self.look(head.stream)
            published = self.hub.head(head.stream)
            if published is not None and published < head.seq:
                self.follower.catch_up(head.stream)

    def look(self, stream: str) -> None:
        """Has the stream's writer look at what is due, unless it is at it."""
        if stream not in self.ticking:
            task = asyncio.create_task(self.submit_tick(stream), name=f"tick {stream}")
            self.ticking[stream] = task
            task.add_done_callback(lambda _done: self.ticking.pop(stream, None))

    async def submit_tick(self, stream: str) -> None:
        """Time as a submission like any other."""
        try:
            await self.writers.of(stream).submit(Tick())
        except (Unavailable, NotPermitted) as error:
            log.warning("tick_put_off", stream=stream, reason=str(error))

    def tell_boards(self, heads: Mapping[str, Head]) -> None:
        """A heartbeat where it would be true, else why not."""
        for stream in self.hub.watched():
            self.hub.note(stream, self.note_for(heads.get(stream), stream))

    def note_now(self, stream: str) -> str | None:
        """What the last beat would have told a board that has just come. None: no beat knew of the stream yet."""
        head = self.heads.known.get(stream)
        return None if head is None else self.note_for(head, stream)

    def note_for(self, head: Head | None, stream: str) -> str:
        """The heartbeat or the `unsure` of a stream. Boards may lag a head by one beat, not by two."""
        owed = self.owed.get(stream, 0)
        reason = (
            NOT_REACHED
            if head is None
            else self.heads.guard.doubt()
            or head.doubt(self.hub.head(stream), owed)
            or self.parents.doubt(stream)
        )
        if head is None or reason is not None:
            at = wire_time(real_now() if head is None else head.now())
            return Unsure(at=at, reason=reason or "").model_dump_json()
        now = head.now()
        return Heartbeat(
            head=head.seq,
            at=wire_time(now),
            assessed_through=wire_time(head.assessed_through(now)),
            watching=self.presence.watching(stream),
            speed=str(head.clock.pace),
        ).model_dump_json()
