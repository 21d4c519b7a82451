"""Brings this process's boards up to a stream's head, from the writer's own commit or from the database."""

import asyncio
from collections.abc import Callable

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from app.board.chunks import chunk_after, event_text
from app.board.store import NoStream
from app.clock import wire_time
from app.decided import Decision, StreamState
from app.live.chunk import Chunk
from app.live.hub import Hub

log = structlog.get_logger()


def committed_chunk(before: StreamState, decision: Decision) -> Chunk:
    """What a commit of this process did, without reading it back."""
    found = [(e.seq, text) for e in decision.entries if (text := event_text(e)) is not None]
    after = decision.state
    return Chunk(
        after=before.head.seq,
        to=after.head.seq,
        at=wire_time(decision.now),
        mode=after.mode,
        seqs=tuple(seq for seq, _ in found),
        events=tuple(text for _, text in found),
        states={code: after.units[code].body for code in decision.changed},
        matters={matter.id: matter.model_dump_json(by_alias=True) for matter in decision.matters},
    )


class Follower:
    """Lives as long as the process. Of each stream at most one read is under way."""

    def __init__(self, hub: Hub, reader: AsyncEngine, wake_others: Callable[[str], None]) -> None:
        self.hub = hub
        self.reader = reader
        self.wake_others = wake_others
        self.reading: dict[str, asyncio.Task[None]] = {}
        self.again: set[str] = set()

    def committed(self, before: StreamState, decision: Decision) -> None:
        """A writer of this process has committed: tell our boards now, the other processes soon."""
        stream = decision.state.code
        if self.hub.head(stream) is not None and not self.hub.publish(
            stream, committed_chunk(before, decision)
        ):
            self.catch_up(stream)
        self.wake_others(stream)

    def heard(self, stream: str) -> None:
        """Another process has moved a stream; "" stands for whatever is watched here."""
        for watched in [stream] if stream else list(self.hub.watched()):
            self.catch_up(watched)

    def catch_up(self, stream: str) -> None:
        """Reads what our boards of a stream have not been told; a call during a read makes it read again."""
        if self.hub.head(stream) is None:
            return
        if stream in self.reading:
            self.again.add(stream)
            return
        task = asyncio.create_task(self.read(stream), name=f"follow {stream}")
        self.reading[stream] = task
        task.add_done_callback(lambda _done: self.finished(stream))

    def finished(self, stream: str) -> None:
        """The read is over; what was asked for meanwhile begins."""
        self.reading.pop(stream, None)
        if stream in self.again:
            self.again.discard(stream)
            self.catch_up(stream)

    async def read(self, stream: str) -> None:
        """Publishes what the database holds beyond our head. A failure shows as an `unsure` heartbeat."""
        head = self.hub.head(stream)
        if head is None:
            return
        try:
            chunk = await chunk_after(self.reader, stream, head)
        except (OSError, TimeoutError, SQLAlchemyError, NoStream) as error:
            log.warning("boards_behind", stream=stream, reason=repr(error))
            return
        if chunk.after == chunk.to and chunk.to > head:  # too far behind: boards ask for a snapshot
            self.hub.skip(stream, chunk)
        elif not self.hub.publish(stream, chunk):
            self.again.add(stream)
