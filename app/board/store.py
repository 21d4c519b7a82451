"""All SQL of the board: each read is one transaction that sees one state of the database."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from app.clock import StreamClock, clock_of
from app.db.engine import scoped_read
from app.db.models import JournalRow, MatterRow, PictureRow, ShiftRow, StreamRow, SystemTextRow, TimerRow
from app.messages.events import EVENT_KINDS, LEVEL_KINDS

NEWEST_EVENTS = 50
KEPT_ON_BOARD = timedelta(hours=24)
"""Closed matters stay on the board for so long."""
ROTA_ON_BOARD = timedelta(hours=36)
"""Shifts that begin later are the rota's, not the board's."""


class StreamHead(NamedTuple):
    """Where a stream stands. `first_due`: its earliest timer, in service time."""

    seq: int
    mode: str
    last_at: datetime
    clock: StreamClock
    first_due: datetime | None
    config_sha: str | None


class EntryRead(NamedTuple):
    """A journal entry that is an event."""

    seq: int
    kind: str
    recorded_at: datetime
    body: str


class BoardRead(NamedTuple):
    """A stream's head, pictures, matters and events as of one moment. `events` oldest first."""

    head: StreamHead
    pictures: Sequence[tuple[str, str]]
    events: Sequence[EntryRead]
    matters: Sequence[tuple[str, str]]


class UnitRead(NamedTuple):
    """A stream's head and one unit's picture as of one moment. `picture` None: there is none yet."""

    head: StreamHead
    picture: str | None


class NoStream(Exception):
    """There is no such stream, or it is out of scope."""


async def read_board(reader: AsyncEngine, stream: str) -> BoardRead:
    """Everything a snapshot shows. The head is read first, in the same snapshot as the rest."""
    async with scoped_read(reader, [stream]) as connection:
        head = await read_head(connection, stream)
        pictures = await read_pictures(connection, stream, -1)
        newest = await read_events(connection, stream, after=0, newest=NEWEST_EVENTS, kinds=LEVEL_KINDS)
        matters = await read_matters(connection, stream, head.last_at)
    return BoardRead(head, pictures, newest, matters)


async def read_unit(reader: AsyncEngine, stream: str, unit: str) -> UnitRead:
    """One unit as it stands. Raises NoStream."""
    async with scoped_read(reader, [stream]) as connection:
        head = await read_head(connection, stream)
        wanted = select(PictureRow.body).where(PictureRow.stream == stream, PictureRow.unit == unit)
        return UnitRead(head, (await connection.execute(wanted)).scalar_one_or_none())


async def read_after(reader: AsyncEngine, stream: str, after: int, most: int) -> BoardRead:
    """What is newer than `after`; at most `most` events, the newest."""
    async with scoped_read(reader, [stream]) as connection:
        head = await read_head(connection, stream)
        pictures = await read_pictures(connection, stream, after)
        events = await read_events(connection, stream, after=after, newest=most)
        matters = await connection.execute(
            select(MatterRow.id, MatterRow.body).where(MatterRow.stream == stream, MatterRow.version > after)
        )
    return BoardRead(head, pictures, events, [(matter, body) for matter, body in matters])


async def read_head(connection: AsyncConnection, stream: str) -> StreamHead:
    """The stream's head. Raises NoStream."""
    due = select(func.min(TimerRow.due_at)).where(TimerRow.stream == stream).scalar_subquery()
    rows = await connection.execute(
        select(
            StreamRow.seq,
            StreamRow.mode,
            StreamRow.last_at,
            StreamRow.clock_real,
            StreamRow.clock_service,
            StreamRow.clock_speed,
            due,
            StreamRow.config_sha,
        ).where(StreamRow.code == stream)
    )
    row = rows.one_or_none()
    if row is None:
        raise NoStream(stream)
    seq, mode, last_at, real, service, speed, first_due, sha = row
    return StreamHead(seq, mode, last_at, clock_of(mode, last_at, real, service, speed), first_due, sha)


async def read_pictures(connection: AsyncConnection, stream: str, after: int) -> list[tuple[str, str]]:
    """(unit, picture) of every picture newer than `after`."""
    rows = await connection.execute(
        select(PictureRow.unit, PictureRow.body).where(
            PictureRow.stream == stream, PictureRow.version > after
        )
    )
    return [(unit, body) for unit, body in rows]


async def read_matters(connection: AsyncConnection, stream: str, last_at: datetime) -> list[tuple[str, str]]:
    """(id, matter) of what a board shows: what is open, or was closed within a day; of the rota the next day and a
    half.
    """
    soon = select(ShiftRow.id).where(
        ShiftRow.stream == stream, ShiftRow.starts_at < last_at + ROTA_ON_BOARD, ShiftRow.ends_at > last_at
    )
    rows = await connection.execute(
        select(MatterRow.id, MatterRow.body).where(
            MatterRow.stream == stream,
            or_(MatterRow.closed_at.is_(None), MatterRow.closed_at > last_at - KEPT_ON_BOARD),
            or_(MatterRow.kind != "shift", MatterRow.id.in_(soon)),
        )
    )
    return [(matter, body) for matter, body in rows]


async def read_events(
    connection: AsyncConnection,
    stream: str,
    *,
    after: int,
    newest: int,
    kinds: Sequence[str] = EVENT_KINDS,
) -> list[EntryRead]:
    """The newest events after a seq, oldest first."""
    rows = await connection.execute(
        select(JournalRow.seq, JournalRow.kind, JournalRow.recorded_at, JournalRow.body)
        .where(JournalRow.stream == stream, JournalRow.seq > after, JournalRow.kind.in_(kinds))
        .order_by(JournalRow.seq.desc())
        .limit(newest)
    )
    return [EntryRead(*row) for row in reversed(rows.all())]


async def system_text(reader: AsyncEngine, sha: str) -> str:
    """A system file's text."""
    async with scoped_read(reader, []) as connection:
        return (
            await connection.execute(select(SystemTextRow.body).where(SystemTextRow.sha == sha))
        ).scalar_one()


async def read_board_head(reader: AsyncEngine, stream: str) -> StreamHead:
    """Where a stream stands. Raises NoStream."""
    async with scoped_read(reader, [stream]) as connection:
        return await read_head(connection, stream)
