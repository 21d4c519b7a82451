"""What senders read back: figures held of a unit, and what was refused. Reads only."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, or_, select
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
    reader: AsyncEngine, whole: list[str], own: list[str], submitted_by: str
) -> list[RefusedReading]:
    """The newest refusals: everybody's of the streams `whole`, one sender's of the streams `own`."""
    row = QuarantineRow
    wanted = (
        select(row.received_at, row.unit, row.metric, row.code, row.field, row.raw, row.length, row.message)
        .where(or_(row.stream.in_(whole), and_(row.stream.in_(own), row.submitted_by == submitted_by)))
        .order_by(row.id.desc())
        .limit(MOST_REFUSED)
    )
    async with scoped_read(reader, [*whole, *own]) as connection:
        return [RefusedReading(*found) for found in await connection.execute(wanted)]
