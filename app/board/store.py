"""All SQL of the board: each read is one transaction that sees one state of the database."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from app.clock import StreamClock, clock_of
from app.db.engine import scoped_read
from app.db.models import JournalRow, PictureRow, StreamRow, SystemTextRow, TimerRow
from app.messages.events import EVENT_KINDS

NEWEST_EVENTS = 50


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
    """A stream's head, pictures and events as of one moment. `events` oldest first."""

    head: StreamHead
    pictures: Sequence[tuple[str, str]]
    events: Sequence[EntryRead]


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
        newest = await read_events(connection, stream, after=0, newest=NEWEST_EVENTS)
    return BoardRead(head, pictures, newest)


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
    return BoardRead(head, pictures, events)


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


async def read_events(
    connection: AsyncConnection, stream: str, *, after: int, newest: int
) -> list[EntryRead]:
    """The newest events after a seq, oldest first."""
    rows = await connection.execute(
        select(JournalRow.seq, JournalRow.kind, JournalRow.recorded_at, JournalRow.body)
        .where(JournalRow.stream == stream, JournalRow.seq > after, JournalRow.kind.in_(EVENT_KINDS))
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
