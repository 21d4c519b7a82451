"""Which of a caller's systems an organisation belongs to, as configured now. Decides nothing about access."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncEngine

from app.board.snapshot import Snapshots, service_now
from app.board.store import StreamHead, read_head
from app.db.engine import scoped_read
from app.organisations.system_file import SystemFile


class Found(NamedTuple):
    """A unit or body in its stream."""

    stream: str
    code: str
    head: StreamHead
    system: SystemFile

    @property
    def now(self) -> datetime:
        """The stream's time now."""
        return service_now(self.head)

    @property
    def is_unit(self) -> bool:
        """Whether figures are sent for it; a place or the system otherwise."""
        return self.code in self.system.units_by_code


async def find(reader: AsyncEngine, snapshots: Snapshots, streams: Iterable[str], code: str) -> Found | None:
    """The organisation in the first of the streams that names it."""
    for stream in streams:
        async with scoped_read(reader, [stream]) as connection:
            head = await read_head(connection, stream)
        if head.config_sha is None:
            continue
        system = await snapshots.system(head.config_sha)
        if code in system.units_by_code or code in system.bodies:
            return Found(stream, code, head, system)
    return None
