"""Every organisation's level over the last hours. Two statements, however many organisations there are."""

from sqlalchemy.ext.asyncio import AsyncEngine

from app.board.past.spans import spans_of
from app.board.past.store import levels_told, pictured, seq_at
from app.board.past.stretch import last_hours
from app.board.snapshot import service_now
from app.board.store import read_head
from app.clock import wire_time
from app.db.engine import scoped_read
from app.messages.past import LevelsOut


async def levels_over(reader: AsyncEngine, stream: str, hours: int) -> LevelsOut:
    """Everything up to the head, which is read first. Raises NoStream."""
    async with scoped_read(reader, [stream]) as connection:
        head = await read_head(connection, stream)
        stretch = last_hours(service_now(head), hours)
        began = await seq_at(connection, stream, stretch.from_)
        units = await pictured(connection, stream)
        told = await levels_told(connection, stream, units, began, head.seq)
    return LevelsOut(
        stream=stream,
        seq=head.seq,
        from_=wire_time(stretch.from_),
        to=wire_time(stretch.to),
        units={unit: spans_of(entries, stretch) for unit, entries in told.items()},
    )
