"""What the database holds after a seq, as a chunk for boards."""

import orjson
from sqlalchemy.ext.asyncio import AsyncEngine

from app.board.store import EntryRead, read_after
from app.clock import real_now, wire_time
from app.journal.chain import Entry
from app.live.chunk import Chunk
from app.messages.events import EVENT_KINDS, event_of

MOST_EVENTS = 500
"""A board further behind than this starts again from a snapshot."""


def event_text(entry: EntryRead | Entry) -> str | None:
    """An entry's event as text; None: it is no event."""
    if entry.kind not in EVENT_KINDS:
        return None
    event = event_of(entry.seq, entry.kind, entry.recorded_at, orjson.loads(entry.body))
    return None if event is None else orjson.dumps(event).decode()


async def chunk_after(reader: AsyncEngine, stream: str, after: int) -> Chunk:
    """Everything in (after, head]. Where that is too much, an empty chunk at the head: its board is then behind
    `from` and asks for a snapshot.
    """
    read = await read_after(reader, stream, after, MOST_EVENTS + 1)
    head = read.head
    at = wire_time(max(head.clock.at(real_now()), head.last_at))
    if len(read.events) > MOST_EVENTS or after > head.seq:
        return Chunk(head.seq, head.seq, at, head.mode, (), (), {})
    found = [(entry.seq, text) for entry in read.events if (text := event_text(entry)) is not None]
    seqs, events = tuple(seq for seq, _ in found), tuple(text for _, text in found)
    return Chunk(after, head.seq, at, head.mode, seqs, events, dict(read.pictures), dict(read.matters))
