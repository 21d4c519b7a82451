"""What senders read back: figures held of a unit, and what was refused. Reads only."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from app.db.engine import scoped_read
from app.db.models import PermissionRow, PictureRow, QuarantineRow, StreamRow, UnitRow

MOST_REFUSED = 500
ANY_UNIT = "*"
WRITERS = ("provider", "room_lead", "director", "simulator")
"""The roles that may write a unit, as the database's own policy has them."""


class RefusedReading(NamedTuple):
    """A refused reading as its sender and the room may see it."""

    at: datetime
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
    visible = or_(row.stream.in_(whole), and_(row.stream.in_(own), row.submitted_by == submitted_by))
    async with scoped_read(reader, [*whole, *own]) as connection:
        return await newest(connection, visible)


async def refused_of_unit(
    reader: AsyncEngine, whole: list[str], own: list[str], unit: str
) -> list[RefusedReading] | None:
    """The newest refusals that name a unit: everybody's of the streams `whole`; of the streams `own` those of
    senders who may write it. What others sent in its name is theirs and the room's. None: there is no such unit.
    """
    row = QuarantineRow
    visible = or_(row.stream.in_(whole), and_(row.code != "not_yours", by_its_writers(own, unit)))
    async with scoped_read(reader, [*whole, *own]) as connection:
        if not await is_configured(connection, [*whole, *own], unit):
            return None
        return await newest(connection, and_(row.unit == unit, visible))


async def is_configured(connection: AsyncConnection, streams: list[str], unit: str) -> bool:
    """Whether some of the streams has a system file and the unit."""
    configured = select(UnitRow.code).join(StreamRow, StreamRow.code == UnitRow.stream)
    wanted = (UnitRow.stream.in_(streams), UnitRow.code == unit, StreamRow.config_sha.is_not(None))
    return (await connection.execute(configured.where(*wanted).limit(1))).first() is not None


def by_its_writers(streams: list[str], unit: str) -> ColumnElement[bool]:
    """Whether who sent it holds a role that writes the unit: the database's own may_write, for the closed as well."""
    held = PermissionRow
    writers = select(held.stream, held.principal).where(
        held.stream.in_(streams), held.unit.in_([unit, ANY_UNIT]), held.role.in_(WRITERS)
    )
    return tuple_(QuarantineRow.stream, QuarantineRow.submitted_by).in_(writers)


async def newest(connection: AsyncConnection, visible: ColumnElement[bool]) -> list[RefusedReading]:
    """The newest of what is visible."""
    row = QuarantineRow
    wanted = (
        select(row.at, row.unit, row.metric, row.code, row.field, row.raw, row.length, row.message)
        .where(visible)
        .order_by(row.id.desc())
        .limit(MOST_REFUSED)
    )
    return [RefusedReading(*found) for found in await connection.execute(wanted)]
