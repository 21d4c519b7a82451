"""Why a level changed at an entry of the journal: its own words, and the assessment worked out again."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from app.board.past.account import why_of_body, why_of_unit
from app.board.past.facts import Told
from app.board.past.found import Found
from app.board.past.replay import Judged, Judging, agrees, judge, metrics_behind
from app.board.past.rules import catalogue_then, pack_then
from app.board.past.sentence import Account
from app.board.past.store import Window, figures_then, last_told, latest_held
from app.board.past.stretch import INSTANT
from app.board.snapshot import Snapshots
from app.configuration import Rules
from app.db.engine import scoped_read
from app.ingest.times import AHEAD, BACK
from app.messages.past import Why
from app.organisations.queries import local_day, name_in, zone_of
from app.organisations.system_file import SystemFile
from app.organisations.units_config import unit_config
from triggers.compile import CompiledPack

NEAR = timedelta(hours=48)
"""What is replayed first: with the last figures from before it, it nearly always gives what was journalled."""
EVER = datetime.fromisoformat("1900-01-01T00:00:00+00:00")


class NoSuchChange(Exception):
    """The entry is none, or no change of that organisation's level."""


class Sources(NamedTuple):
    """Where the past is read from. `replays`: so many are worked out at once, as each may take seconds."""

    reader: AsyncEngine
    snapshots: Snapshots
    rules: Rules
    replays: asyncio.Semaphore


async def why_at(sources: Sources, found: Found, seq: int) -> Why:
    """Why the level changed at an entry. Raises NoSuchChange."""
    stream, code = found.stream, found.code
    if not 0 < seq <= found.head.seq:
        raise NoSuchChange(seq, code)
    async with scoped_read(sources.reader, [stream]) as connection:
        told = await last_told(connection, stream, code, seq)
        if told is None or told.seq != seq:
            raise NoSuchChange(seq, code)
        before = await last_told(connection, stream, code, seq - 1)
        worst = await worst_told(connection, stream, told) if not found.is_unit else None
    system = await sources.snapshots.system(told.said.config_sha)
    account = Account(told, before, zone_of(system), None)
    if not found.is_unit:
        return why_of_body(found, account._replace(worst=worst and worst_words(system, worst)))
    now = await judged_then(sources, found, told)
    earlier = None if before is None or now is None else await judged_then(sources, found, before)
    return why_of_unit(found, account._replace(now=now, earlier=earlier))


async def worst_told(connection: AsyncConnection, stream: str, told: Told) -> Told | None:
    """The level, then, of the child that the entry names as the worst."""
    worst = next(iter(told.said.because), None)
    return None if worst is None else await last_told(connection, stream, worst, told.seq)


def worst_words(system: SystemFile, worst: Told) -> str:
    """The worst child by its name, and its level."""
    level = "with not enough figures" if worst.now is None else f"at OPEL {worst.now}"
    return f"{name_in(system, worst.unit)[0]}, {level}"


async def judged_then(sources: Sources, found: Found, told: Told) -> Judged | None:
    """The assessment behind an entry, worked out again. None: what is held does not give it any more."""
    said = told.said
    system = await sources.snapshots.system(said.config_sha)
    async with scoped_read(sources.reader, [found.stream]) as connection:
        catalogue = await catalogue_then(connection, sources.rules, said.catalogue_sha)
        if catalogue is None or found.code not in system.units_by_code:
            return None
        key = (said.pack, said.pack_version)
        pack = await pack_then(connection, sources.rules, key, catalogue)
        ever = await latest_held(connection, found.stream, found.code)
    if not isinstance(pack, CompiledPack):
        return None
    config = unit_config(system, found.code, local_day(system, told.effective_at), catalogue)
    judging = Judging(found.code, pack, config, catalogue, told.effective_at)
    metrics = sorted(metrics_behind(pack, catalogue) & ever.keys())
    async with sources.replays:
        return await replayed(sources.reader, found.stream, metrics, judging, told)


async def replayed(
    reader: AsyncEngine, stream: str, metrics: Sequence[str], judging: Judging, told: Told
) -> Judged | None:
    """The replay that agrees with the journal: of the near past, or else of all that can still have arrived.

    A figure doubted for longer than the near past, and one that rests on counts, may need the farther one. It is
    worked out beside the loop, which has the boards to look after, and holds no connection meanwhile.
    """
    for near, back in ((NEAR, told.effective_at - BACK), (BACK, EVER)):
        since = told.effective_at - near
        window = Window(told.seq, since, back, told.effective_at + AHEAD + INSTANT)
        async with scoped_read(reader, [stream]) as connection:
            figures = await figures_then(connection, (stream, judging.unit), metrics, window)
        judged = await asyncio.to_thread(judge, figures, judging, since)
        if agrees(judged, told.said):
            return judged
    return None
