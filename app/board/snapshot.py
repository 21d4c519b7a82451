"""The board at a seq, as bytes: made once for each stream, seq and audience, however many ask."""

import asyncio
import gzip
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy.ext.asyncio import AsyncEngine

from app.board.chunks import event_text
from app.board.disclose import ALL, events_told, level_only, matter_for_all
from app.board.store import BoardRead, NoStream, StreamHead, read_board, system_text
from app.board.tree import metrics_of, tree_of
from app.clock import real_now, wire_time
from app.organisations.queries import local_day
from app.organisations.system_file import SystemFile, read_system
from triggers.catalogue import Catalogue

GZIP_LEVEL = 6


def service_now(head: StreamHead) -> datetime:
    """The stream's time now."""
    return max(head.clock.at(real_now()), head.last_at)


def snapshot_bytes(
    stream: str, read: BoardRead, system: SystemFile, catalogue: Catalogue, audience: str
) -> bytes:
    """The snapshot (shape: app.messages.board.Snapshot)."""
    head, now = read.head, service_now(read.head)
    full = audience == ALL
    texts = [text for entry in reversed(read.events) if (text := event_text(entry)) is not None]
    body: dict[str, Any] = {
        "stream": stream,
        "mode": head.mode,
        "disclosure": audience,
        "head": head.seq,
        "at": wire_time(now),
        "assessed_through": wire_time(min(now, head.first_due) if head.first_due else now),
        "tree": tree_of(system, local_day(system, now)).model_dump(),
        "metrics": {name: metric.model_dump() for name, metric in metrics_of(catalogue).items()},
        "states": {unit: orjson.Fragment(text if full else level_only(text)) for unit, text in read.pictures},
        "matters": {key: orjson.Fragment(text) for key, text in read.matters if full or matter_for_all(key)},
        "events": events_told(audience, texts),
    }
    return orjson.dumps(body)


class Snapshots:
    """Lives as long as the process. A snapshot in the making is shared by all who ask for it meanwhile."""

    def __init__(self, reader: AsyncEngine, catalogue: Catalogue) -> None:
        self.reader = reader
        self.catalogue = catalogue
        self.systems: dict[str, SystemFile] = {}
        self.making: dict[tuple[str, str, bool], asyncio.Task[bytes]] = {}

    async def of(self, stream: str, audience: str, *, gzipped: bool = False) -> bytes:
        """The board now. Raises NoStream."""
        key = (stream, audience, gzipped)
        task = self.making.get(key)
        if task is None:
            task = asyncio.create_task((self.pack if gzipped else self.make)(stream, audience))
            self.making[key] = task
            task.add_done_callback(lambda _done: self.making.pop(key, None))
        return await asyncio.shield(task)

    async def make(self, stream: str, audience: str) -> bytes:
        """Reads and writes one snapshot."""
        read = await read_board(self.reader, stream)
        if read.head.config_sha is None:
            raise NoStream(stream)
        system = await self.system(read.head.config_sha)
        return snapshot_bytes(stream, read, system, self.catalogue, audience)

    async def pack(self, stream: str, audience: str) -> bytes:
        """The same, gzipped: once for all who ask meanwhile, beside the loop."""
        plain = await self.of(stream, audience)
        return await asyncio.to_thread(gzip.compress, plain, GZIP_LEVEL, mtime=0)

    async def system(self, sha: str) -> SystemFile:
        """A system file, read once."""
        if sha not in self.systems:
            self.systems[sha] = read_system(await system_text(self.reader, sha), f"system {sha[:12]}")
        return self.systems[sha]
