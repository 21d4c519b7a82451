"""Reads what the board of a moment is told from: one state of the database, a few statements for all units."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from actions.matters import AnyMatter
from app.board.past.facts import Figure, Told
from app.board.past.held import resting_metrics
from app.board.past.matters_then import moved_since, opening_of, read_matters
from app.board.past.rules import catalogue_then, rules_then
from app.board.past.store import levels_told, pictured, seq_at, seq_telling_of
from app.board.past.stretch import INSTANT
from app.board.past.then_store import (
    ActsWanted,
    Reach,
    configured_between,
    events_then,
    ever_held,
    figures_of_all,
    first_entry_at,
    last_acts,
    matters_kept,
    runs_of,
)
from app.board.past.units_then import Levels
from app.board.past.why import EVER, NEAR, Sources
from app.board.snapshot import service_now
from app.board.store import KEPT_ON_BOARD, EntryRead, StreamHead, read_head
from app.clock import wire_time
from app.configuration import Rules
from app.db.engine import scoped_read
from app.ingest.times import AHEAD, BACK
from app.organisations.system_file import SystemFile
from triggers.catalogue import Catalogue

LATELY = timedelta(hours=3)
RESTED = timedelta(hours=26)
"""Of few patients since midnight the figure of the evening before still scores."""


class MomentOutOfReach(Exception):
    """There is no board to show of that moment; says from when until when there is one."""


class ThenRead(NamedTuple):
    """Everything that the board of a moment is told from. `seq`: the last entry recorded by then."""

    head: StreamHead
    first_at: datetime
    seq: int
    levels: Levels
    system: SystemFile
    config_sha: str
    rules: Rules
    figures: Mapping[str, list[Figure]]
    reach: Reach
    matters: Sequence[AnyMatter]
    acts: Mapping[str, tuple[int, str]]
    events: Sequence[EntryRead]


async def read_then(connection: AsyncConnection, sources: Sources, stream: str, at: datetime) -> ThenRead:
    """All of it in one transaction."""
    head = await read_head(connection, stream)
    first_at = await in_reach(connection, stream, head, at)
    seq, upto = await seq_at(connection, stream, at), await seq_telling_of(connection, stream, at)
    told = await told_by(connection, stream, (seq, upto), at)
    sha = await config_then(connection, stream, head, told.values(), seq)
    system = await sources.snapshots.system(sha)
    rules = await rules_in_force(connection, sources.rules, system, told.values(), at)
    reach = reach_of(rules.catalogue, seq, at)
    figures = await figures_of_all(connection, stream, await ever_held(connection, stream), reach)
    kept = await matters_kept(connection, stream, upto, at - KEPT_ON_BOARD)
    matters = await asyncio.to_thread(read_matters, kept)
    wanted = await acts_wanted(connection, stream, matters, upto, at)
    return ThenRead(
        head=head,
        first_at=first_at,
        seq=seq,
        levels=Levels(told, await runs_of(connection, stream, told.values())),
        system=system,
        config_sha=sha,
        rules=rules,
        figures=figures,
        reach=reach,
        matters=matters,
        acts=await last_acts(connection, stream, wanted) if wanted.ids else {},
        events=await events_then(connection, stream, upto, at),
    )


async def in_reach(connection: AsyncConnection, stream: str, head: StreamHead, at: datetime) -> datetime:
    """The earliest moment there is anything of. Raises MomentOutOfReach."""
    first, now = await first_entry_at(connection, stream), service_now(head)
    if first is None or head.config_sha is None:
        raise MomentOutOfReach("Nothing has been recorded here yet: there is no earlier moment to ask about.")
    if first <= at <= now:
        return first
    why = "has not come yet" if at > now else "lies before the first entry that is kept"
    between = f"Ask for a moment from {wire_time(first)} to {wire_time(now)}."
    raise MomentOutOfReach(f"{wire_time(at)} {why}. {between}")


async def told_by(
    connection: AsyncConnection, stream: str, seqs: tuple[int, int], at: datetime
) -> dict[str, Told]:
    """Of each unit its last level entry that was true by the moment."""
    units = await pictured(connection, stream)
    entries = await levels_told(connection, stream, units, *seqs)
    by_then = {unit: [one for one in found if one.effective_at <= at] for unit, found in entries.items()}
    return {unit: found[-1] for unit, found in by_then.items() if found}


async def config_then(
    connection: AsyncConnection, stream: str, head: StreamHead, told: Iterable[Told], seq: int
) -> str:
    """The system file in force: named by the newest level entry, unless another was put in force since."""
    newest = max(told, key=lambda one: one.seq, default=None)
    found = await configured_between(connection, stream, newest.seq if newest else 0, seq)
    if found is not None:
        return found
    return newest.said.config_sha if newest is not None else head.config_sha or ""


async def rules_in_force(
    connection: AsyncConnection, rules: Rules, system: SystemFile, told: Iterable[Told], at: datetime
) -> Rules:
    """The packs that the file names, and the catalogue of the newest level entry, where it is still held."""
    newest = max(told, key=lambda one: one.seq, default=None)
    sha = rules.catalogue.sha if newest is None else newest.said.catalogue_sha
    catalogue = await catalogue_then(connection, rules, sha) or rules.catalogue
    return await rules_then(connection, rules._replace(catalogue=catalogue), system, at)


def reach_of(catalogue: Catalogue, seq: int, at: datetime) -> Reach:
    """Which figures are read first."""
    return Reach(
        seq=seq,
        since=at - LATELY,
        long=at - RESTED,
        beyond=at + AHEAD + INSTANT,
        back=at - BACK,
        resting=resting_metrics(catalogue),
    )


async def acts_wanted(
    connection: AsyncConnection, stream: str, matters: Sequence[AnyMatter], upto: int, at: datetime
) -> ActsWanted:
    """The entries that say how matters stood to which something was done since. Of one that had only been opened
    its id names the entry.
    """
    moved = moved_since(matters, at)
    opened = [m for m in moved if len(m.log) == 1 or m.log[1].at > at]
    worked = [max(line.at for line in m.log if line.at <= at) for m in moved if m not in opened]
    first = upto + 1 if not worked else await seq_at(connection, stream, min(worked) - INSTANT) + 1
    return ActsWanted([m.id for m in moved], [opening_of(m) for m in opened], first, upto, at)


async def figures_farther(
    sources: Sources, stream: str, read: ThenRead, units: frozenset[str]
) -> dict[str, list[Figure]]:
    """The figures of units of which the near past does not give what people were told."""
    async with scoped_read(sources.reader, [stream]) as connection:
        ever = await ever_held(connection, stream)
        wanted = {unit: ever[unit] for unit in units if unit in ever}
        return await figures_of_all(connection, stream, wanted, farther(read.reach))


def farther(reach: Reach) -> Reach:
    """The same, from longer ago."""
    since = reach.since + LATELY - NEAR
    return reach._replace(since=since, long=since, back=EVER)
