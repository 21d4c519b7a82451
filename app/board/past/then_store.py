"""All SQL of the board as it stood. Each read is given its transaction, and is one statement for every unit."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import orjson
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from app.board.past.facts import Figure, Told
from app.board.past.store import COLUMNS
from app.board.store import NEWEST_EVENTS, EntryRead
from app.clock import parse_time
from app.messages.events import ACT_KINDS, LEVEL_KINDS

FIRST = text("SELECT recorded_at FROM journal WHERE stream = :stream ORDER BY seq LIMIT 1")

CONFIGURED = text("""
SELECT body FROM journal WHERE stream = :stream AND kind = 'configured' AND seq > :after AND seq <= :seq
ORDER BY seq DESC LIMIT 1
""")

RUNS = text("""
SELECT u.unit, b.now, f.effective_at
FROM unnest(CAST(:units AS text[]), CAST(:seqs AS bigint[]), CAST(:levels AS int[])) AS u (unit, seq, level)
LEFT JOIN LATERAL (
    SELECT j.seq, CAST(j.body AS jsonb) ->> 'now' AS now FROM journal j
    WHERE j.kind = 'level' AND j.stream = :stream AND j.unit = u.unit AND j.seq < u.seq
      AND CAST(CAST(j.body AS jsonb) ->> 'now' AS int) <> u.level
    ORDER BY j.seq DESC LIMIT 1
) AS b ON true
LEFT JOIN LATERAL (
    SELECT CAST(j.body AS jsonb) ->> 'effective_at' AS effective_at FROM journal j
    WHERE j.kind = 'level' AND j.stream = :stream AND j.unit = u.unit AND j.seq > coalesce(b.seq, 0)
      AND j.seq <= u.seq AND CAST(CAST(j.body AS jsonb) ->> 'now' AS int) = u.level
    ORDER BY j.seq LIMIT 1
) AS f ON true
""")
"""Since when each unit has been at its level, and at which before: entries that state none lie between."""

NEAR = text(f"""
SELECT r.unit, {COLUMNS} FROM unnest(CAST(:units AS text[])) AS u (unit)
CROSS JOIN LATERAL (
    SELECT * FROM reading r
    WHERE r.stream = :stream AND r.unit = u.unit AND r.observed_at >= :since AND r.observed_at < :beyond
      AND r.seq <= :seq
    UNION ALL
    SELECT * FROM reading r
    WHERE r.stream = :stream AND r.unit = u.unit AND r.observed_at >= :long AND r.observed_at < :since
      AND r.metric = ANY (CAST(:resting AS text[])) AND r.seq <= :seq
) AS r
""")  # noqa: S608 - fixed names
"""Every unit's figures of the near past, and from longer ago those that rest on counts."""

BEFORE = text(f"""
SELECT r.unit, {COLUMNS}
FROM unnest(CAST(:units AS text[]), CAST(:metrics AS text[]), CAST(:since AS timestamptz[]),
            CAST(:latest AS timestamptz[])) AS w (unit, metric, since, latest)
CROSS JOIN LATERAL (
    (SELECT * FROM reading r
     WHERE r.stream = :stream AND r.unit = w.unit AND r.metric = w.metric AND r.observed_at < w.since
       AND r.observed_at <= w.latest AND r.observed_at >= least(:back, w.latest) AND r.seq <= :seq
     ORDER BY r.observed_at DESC, r.seq DESC, r.line DESC LIMIT 3)
    UNION
    (SELECT * FROM reading r
     WHERE r.stream = :stream AND r.unit = w.unit AND r.metric = w.metric AND r.value IS NOT NULL
       AND r.verdict <> 'queried' AND r.observed_at < w.since
       AND r.observed_at <= w.latest AND r.observed_at >= least(:back, w.latest) AND r.seq <= :seq
     ORDER BY r.observed_at DESC, r.seq DESC, r.line DESC LIMIT 1)
) AS r
""")  # noqa: S608 - fixed names
"""Of each unit's metric the last figures before that, which tell where it was going, and the last that may have
scored.
"""

MATTERS = text("""
SELECT m.id, m.body FROM matter m
WHERE m.stream = :stream AND (m.closed_at IS NULL OR m.closed_at > :kept)
  AND CAST(split_part(m.id, '-', 2) AS bigint) <= :seq
""")
"""A matter's id ends in the seq of its first entry. Closed ones are kept on a board for a day."""

ACTS = text("""
SELECT DISTINCT ON (a.id) a.id, a.seq, a.body FROM (
    SELECT CAST(j.body AS jsonb) ->> 'id' AS id, j.seq, j.body FROM journal j
    WHERE j.stream = :stream AND j.seq = ANY (CAST(:openings AS bigint[]))
    UNION ALL
    SELECT CAST(j.body AS jsonb) ->> 'id' AS id, j.seq, j.body FROM journal j
    WHERE j.stream = :stream AND j.kind <> 'readings' AND j.kind = ANY (CAST(:kinds AS text[]))
      AND j.seq >= :first AND j.seq <= :upto
) AS a
WHERE a.id = ANY (CAST(:ids AS text[])) AND CAST(CAST(a.body AS jsonb) ->> 'effective_at' AS timestamptz) <= :moment
ORDER BY a.id, a.seq DESC
""")
"""Of each of these matters the last entry by a moment."""


EVENTS = text("""
SELECT seq, kind, recorded_at, body FROM journal
WHERE stream = :stream AND kind <> 'readings' AND kind = ANY (CAST(:kinds AS text[])) AND seq <= :upto
  AND CAST(CAST(body AS jsonb) ->> 'effective_at' AS timestamptz) <= :moment
ORDER BY seq DESC LIMIT :most
""")


class Run(NamedTuple):
    """A level's own time: since when, and which one was before it."""

    since: datetime | None
    previous: int | None


class Reach(NamedTuple):
    """Which figures are read: those received up to `seq`. Of a unit all from `since` to `beyond`, of `resting`
    metrics from `long` on; of each metric the last few before, as far as `back`.
    """

    seq: int
    since: datetime
    long: datetime
    beyond: datetime
    back: datetime
    resting: tuple[str, ...]

    def since_of(self, metric: str) -> datetime:
        """From when on all figures of a metric are read."""
        return self.long if metric in self.resting else self.since


class ActsWanted(NamedTuple):
    """Of which matters the last entry by `moment` is wanted: those with these seqs, and any in [first, upto]."""

    ids: Sequence[str]
    openings: Sequence[int]
    first: int
    upto: int
    moment: datetime


async def first_entry_at(connection: AsyncConnection, stream: str) -> datetime | None:
    """When the oldest entry that is kept was recorded."""
    return (await connection.execute(FIRST, {"stream": stream})).scalar_one_or_none()


async def configured_between(connection: AsyncConnection, stream: str, after: int, seq: int) -> str | None:
    """The system file that was put in force in (after, seq]. None: none was."""
    found = await connection.execute(CONFIGURED, {"stream": stream, "after": after, "seq": seq})
    body = found.scalar_one_or_none()
    return None if body is None else orjson.loads(body)["sha"]


async def runs_of(connection: AsyncConnection, stream: str, told: Iterable[Told]) -> dict[str, Run]:
    """Of each unit at a level: since when, and at which before."""
    stated = [(one.unit, one.seq, one.now) for one in told if one.now is not None]
    units, seqs, levels = ([row[i] for row in stated] for i in range(3))
    given = {"stream": stream, "units": units, "seqs": seqs, "levels": levels}
    return {
        unit: Run(None if since is None else parse_time(since), None if now is None else int(now))
        for unit, now, since in await connection.execute(RUNS, given)
    }


async def ever_held(connection: AsyncConnection, stream: str) -> dict[str, dict[str, datetime]]:
    """Of every unit the metrics that were ever held, each with the time of its newest figure."""
    rows = await connection.execute(
        text("SELECT unit, body FROM picture WHERE stream = :stream"), {"stream": stream}
    )
    pictures = {unit: orjson.loads(body)["held"] for unit, body in rows}
    return {
        unit: {metric: parse_time(figure["latest_at"]) for metric, figure in held.items()}
        for unit, held in pictures.items()
        if held
    }


async def figures_of_all(
    connection: AsyncConnection, stream: str, ever: Mapping[str, Mapping[str, datetime]], reach: Reach
) -> dict[str, list[Figure]]:
    """Every unit's figures within reach. Two statements, however many units there are."""
    found: dict[str, list[Figure]] = {unit: [] for unit in ever}
    given = {"stream": stream, "units": list(ever), **reach._asdict(), "resting": list(reach.resting)}
    for unit, *row in await connection.execute(NEAR, given):
        found[unit].append(Figure(*row))
    pairs = [(unit, metric, at) for unit, held in ever.items() for metric, at in held.items()]
    named = {
        "stream": stream,
        "units": [unit for unit, _, _ in pairs],
        "metrics": [metric for _, metric, _ in pairs],
        "since": [reach.since_of(metric) for _, metric, _ in pairs],
        "latest": [at for _, _, at in pairs],
        "back": reach.back,
        "seq": reach.seq,
    }
    for unit, *row in await connection.execute(BEFORE, named):
        found[unit].append(Figure(*row))
    return found


async def events_then(
    connection: AsyncConnection, stream: str, upto: int, moment: datetime
) -> list[EntryRead]:
    """The newest events that had happened by a moment, oldest first."""
    given = {
        "stream": stream,
        "kinds": list(LEVEL_KINDS),
        "upto": upto,
        "moment": moment,
        "most": NEWEST_EVENTS,
    }
    rows = (await connection.execute(EVENTS, given)).all()
    return [EntryRead(*row) for row in reversed(rows)]


async def matters_kept(connection: AsyncConnection, stream: str, seq: int, kept: datetime) -> list[str]:
    """The matters opened by a seq and not closed before `kept`, as they now are."""
    rows = await connection.execute(MATTERS, {"stream": stream, "seq": seq, "kept": kept})
    return [body for _, body in rows]


async def last_acts(
    connection: AsyncConnection, stream: str, wanted: ActsWanted
) -> dict[str, tuple[int, str]]:
    """Of each matter its last entry by the moment: seq and body."""
    lists = {"openings": list(wanted.openings), "ids": list(wanted.ids), "kinds": list(ACT_KINDS)}
    given = {"stream": stream, **wanted._asdict(), **lists}
    return {matter: (seq, body) for matter, seq, body in await connection.execute(ACTS, given)}
