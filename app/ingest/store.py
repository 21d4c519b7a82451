"""What senders read back: figures held of a unit, and what was refused. Reads only."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from app.db.engine import scoped_read
from app.db.models import PictureRow, QuarantineRow

MOST_REFUSED = 500


class RefusedReading(NamedTuple):
    """A refused reading as its sender and the room may see it."""

    received_at: datetime
    organisation: str | None
    metric: str | None
    code: str
    field: str
    raw: str | None
    length: int
    message: str


async def held_picture(reader: AsyncEngine, stream: str, unit: str) -> str | None:
    """A unit's picture; None: nothing was ever held."""
    async with scoped_read(reader, [stream]) as connection:
        wanted = select(PictureRow.body).where(PictureRow.stream == stream, PictureRow.unit == unit)
        return (await connection.execute(wanted)).scalar_one_or_none()


async def refused_readings(
    reader: AsyncEngine, streams: list[str], submitted_by: str | None
) -> list[RefusedReading]:
    """The newest refusals of these streams, of one sender or of all."""
    row = QuarantineRow
    wanted = (
        select(row.received_at, row.unit, row.metric, row.code, row.field, row.raw, row.length, row.message)
        .where(row.stream.in_(streams))
        .order_by(row.id.desc())
        .limit(MOST_REFUSED)
    )
    if submitted_by is not None:
        wanted = wanted.where(row.submitted_by == submitted_by)
    async with scoped_read(reader, streams) as connection:
        return [RefusedReading(*found) for found in await connection.execute(wanted)]
