"""How long everybody was at each level, by local day, week or month. One set-based read; judges nothing again."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from app.board.past.store import seq_at, seq_telling_of
from app.board.past.stretch import FIRST_DAY, DayOutOfReach
from app.board.past.then_store import first_entry_at
from app.board.snapshot import Snapshots, service_now
from app.board.store import NoStream, read_head
from app.clock import wire_time
from app.db.engine import scoped_read
from app.messages.hours import AtLevels, Bucket, By, HoursOut, HoursRow
from app.organisations.queries import local_day, local_midnight, name_in, scope_of
from app.organisations.system_file import SystemFile

MOST_DAYS = 400
NO_LEVEL = 0
SPENT = text("""
WITH entry AS (
    SELECT u.unit, u.ends, e.seq, (CAST(e.body AS jsonb) ->> 'effective_at')::timestamptz AS at,
           coalesce(CAST(CAST(e.body AS jsonb) ->> 'now' AS int), 0) AS level
    FROM unnest(CAST(:units AS text[]), CAST(:ends AS timestamptz[])) AS u (unit, ends)
    CROSS JOIN LATERAL (
        (SELECT j.seq, j.body FROM journal j
         WHERE j.kind = 'level' AND j.stream = :stream AND j.unit = u.unit AND j.seq <= :began
         ORDER BY j.seq DESC LIMIT 1)
        UNION ALL
        (SELECT j.seq, j.body FROM journal j
         WHERE j.kind = 'level' AND j.stream = :stream AND j.unit = u.unit AND j.seq > :began AND j.seq <= :seq)
    ) AS e
), span AS (
    SELECT unit, level, greatest(at, CAST(:from_ AS timestamptz)) AS begins,
           least(lead(at, 1, CAST(:to AS timestamptz)) OVER (PARTITION BY unit ORDER BY seq), ends,
                 CAST(:to AS timestamptz)) AS ends
    FROM entry
), part AS (
    SELECT unit, level, n, greatest(begins, (CAST(:edges AS timestamptz[]))[n]) AS begins,
           least(ends, (CAST(:edges AS timestamptz[]))[n + 1]) AS ends
    FROM span CROSS JOIN LATERAL generate_series(
        width_bucket(begins, CAST(:edges AS timestamptz[])),
        width_bucket(ends - interval '1 microsecond', CAST(:edges AS timestamptz[]))) AS n
    WHERE begins < ends
)
SELECT unit, n, level, CAST(round(sum(extract(epoch FROM ends - begins))) AS bigint) FROM part GROUP BY unit, n, level
""")
"""The level entries as spans, and each span cut at the edges of the buckets."""


class DaysAsked(NamedTuple):
    """Which days, both ends among them, and how they are put together."""

    first: date
    last: date
    by: By


class Edges(NamedTuple):
    """The buckets of the days asked about, as far as time has come. `edges`: their moments, one more than buckets."""

    buckets: tuple[Bucket, ...]
    edges: tuple[datetime, ...]


async def hours_at_level(
    reader: AsyncEngine, snapshots: Snapshots, stream: str, asked: DaysAsked
) -> HoursOut:
    """Everything up to the head. Raises NoStream, DayOutOfReach."""
    async with scoped_read(reader, [stream]) as connection:
        head = await read_head(connection, stream)
        if head.config_sha is None:
            raise NoStream(stream)
        system, now = await snapshots.system(head.config_sha), service_now(head)
        found = edges_of(system, asked, now)
        spent = await time_spent(connection, stream, system, found.edges)
        first_at = await first_entry_at(connection, stream)
    return HoursOut(
        stream=stream,
        timezone=system.timezone,
        seq=head.seq,
        now=wire_time(now),
        first_at=None if first_at is None else wire_time(first_at),
        by=asked.by,
        buckets=found.buckets,
        rows=tuple(rows_of(system, found.buckets, spent)),
    )


def edges_of(system: SystemFile, asked: DaysAsked, now: datetime) -> Edges:
    """The buckets. The last ends now where its days have not ended yet. Raises DayOutOfReach."""
    today, days = local_day(system, now), (asked.last - asked.first).days + 1
    if asked.first < FIRST_DAY or asked.first > today:
        raise DayOutOfReach(
            f"{asked.first} cannot be asked about: there are days from {FIRST_DAY} to {today}."
        )
    if not 0 < days <= MOST_DAYS:
        raise DayOutOfReach(f"From {asked.first} to {asked.last} are {days} days: ask for 1 to {MOST_DAYS}.")
    last = min(asked.last, today)
    firsts = [day for day in days_from(asked.first, last) if day == asked.first or begins(day, asked.by)]
    lasts = [*(day - timedelta(days=1) for day in firsts[1:]), last]
    until = min(local_midnight(system, last + timedelta(days=1)), now.replace(microsecond=0))
    edges = (*(local_midnight(system, day) for day in firsts), until)
    lengths = [int((end - start).total_seconds()) for start, end in pairwise(edges)]
    buckets = tuple(
        Bucket(from_=first.isoformat(), to=end.isoformat(), seconds=max(0, length))
        for first, end, length in zip(firsts, lasts, lengths, strict=True)
    )
    return Edges(buckets, edges)


def days_from(first: date, last: date) -> Iterator[date]:
    """Every day, both ends among them."""
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)


def begins(day: date, by: By) -> bool:
    """Whether a bucket begins with the day: weeks begin on Monday."""
    match by:
        case "day":
            return True
        case "week":
            return day.weekday() == 0
        case "month":
            return day.day == 1


Spent = Mapping[str, Mapping[int, Mapping[int, int]]]
"""Seconds by unit, bucket (from 1) and level; level 0: not enough figures."""


async def time_spent(
    connection: AsyncConnection, stream: str, system: SystemFile, edges: Sequence[datetime]
) -> Spent:
    """One read, however many organisations and days there are."""
    units = [code for code, _ in shown_in(system)]
    given = {
        "stream": stream,
        "units": units,
        "ends": [closes(system, code) or edges[-1] for code in units],
        "began": await seq_at(connection, stream, edges[0]),
        "seq": await seq_telling_of(connection, stream, edges[-1]),
        "from_": edges[0],
        "to": edges[-1],
        "edges": list(edges),
    }
    found: dict[str, dict[int, dict[int, int]]] = {}
    for unit, bucket, level, seconds in await connection.execute(SPENT, given):
        found.setdefault(unit, {}).setdefault(bucket, {})[level] = seconds
    return found


def closes(system: SystemFile, code: str) -> datetime | None:
    """When a unit ceased to report: its last level stands no longer."""
    unit = system.units_by_code.get(code)
    return None if unit is None or unit.closed is None else local_midnight(system, unit.closed)


def shown_in(system: SystemFile) -> Iterator[tuple[str, str | None]]:
    """Every code with its place: the system and its pillars, then each place, its pillars and its units."""
    yield system.system, None
    for pillar in system.pillars:
        if pillar.of == system.system:
            yield pillar.code, None
    for place in sorted(system.places, key=lambda place: place.order):
        yield place.code, None
        for pillar in system.pillars:
            if pillar.of == place.code:
                yield pillar.code, place.code
        yield from ((unit.code, place.code) for unit in system.units if unit.place == place.code)
    yield from ((unit.code, None) for unit in system.units if unit.place == system.system)


def rows_of(system: SystemFile, buckets: Sequence[Bucket], spent: Spent) -> Iterator[HoursRow]:
    """Every unit and body."""
    for code, place in shown_in(system):
        name, short = name_in(system, code)
        own = spent.get(code, {})
        yield HoursRow(
            code=code,
            name=name,
            short=short,
            scope="unit" if code in system.units_by_code else scope_of(system, code),
            place=place,
            hours=tuple(at_levels(own.get(n, {}), bucket.seconds) for n, bucket in enumerate(buckets, 1)),
        )


def at_levels(found: Mapping[int, int], seconds: int) -> AtLevels:
    """A bucket's hours. Rounding to seconds never makes them more than the bucket has."""
    known = {level: found.get(level, 0) for level in range(5)}
    over = sum(known.values()) - seconds
    if over > 0:
        longest = max(known, key=lambda level: known[level])
        known[longest] -= over
    return AtLevels(
        one=known[1],
        two=known[2],
        three=known[3],
        four=known[4],
        unstated=known[NO_LEVEL],
        none=seconds - sum(known.values()),
    )
