"""Every organisation's level over the last hours. Two statements, however many organisations there are."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncEngine

from app.board.past.spans import spans_of
from app.board.past.store import levels_told, pictured, seq_at, seq_telling_of
from app.board.past.stretch import last_hours
from app.board.snapshot import service_now
from app.board.store import read_head
from app.clock import wire_time
from app.db.engine import scoped_read
from app.messages.past import LevelsOut


async def levels_over(
    reader: AsyncEngine, stream: str, hours: int, until: datetime | None = None
) -> LevelsOut:
    """Everything up to the head, which is read first; with `until`, up to then. Raises NoStream."""
    async with scoped_read(reader, [stream]) as connection:
        head = await read_head(connection, stream)
        now = service_now(head)
        stretch = last_hours(now if until is None else min(now, until), hours)
        began = await seq_at(connection, stream, stretch.from_)
        upto = head.seq if until is None else await seq_telling_of(connection, stream, stretch.to)
        units = await pictured(connection, stream)
        told = await levels_told(connection, stream, units, began, upto)
    return LevelsOut(
        stream=stream,
        seq=upto,
        from_=wire_time(stretch.from_),
        to=wire_time(stretch.to),
        units={unit: spans_of(entries, stretch) for unit, entries in told.items()},
    )
