"""All SQL of the past. Each read is given its transaction; none sees more than one stream."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import orjson
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from app.board.past.facts import Figure, Told, told_of
from app.clock import parse_time

STANDING = text("""
WITH RECURSIVE halving (low, high) AS (
    SELECT coalesce((SELECT min(seq) FROM journal WHERE stream = :stream), 1) - 1,
           (SELECT seq FROM stream WHERE code = :stream)
    UNION ALL
    SELECT CASE WHEN j.recorded_at <= :moment THEN j.seq ELSE h.low END,
           CASE WHEN j.recorded_at <= :moment THEN h.high ELSE (h.low + h.high + 1) / 2 - 1 END
    FROM halving h CROSS JOIN LATERAL (
        SELECT seq, recorded_at FROM journal
        WHERE stream = :stream AND seq >= (h.low + h.high + 1) / 2 ORDER BY seq LIMIT 1) AS j
    WHERE h.low < h.high
)
SELECT low FROM halving WHERE low = high
""")
"""An entry's place by its time: recorded_at never falls as seq rises, so halving finds it without an index."""

LEVELS = text("""
SELECT u.unit, e.seq, e.recorded_at, e.body
FROM unnest(CAST(:units AS text[])) AS u (unit)
CROSS JOIN LATERAL (
    (SELECT j.seq, j.recorded_at, j.body FROM journal j
     WHERE j.kind = 'level' AND j.stream = :stream AND j.unit = u.unit AND j.seq <= :seq
     ORDER BY j.seq DESC LIMIT 1)
    UNION ALL
    (SELECT j.seq, j.recorded_at, j.body FROM journal j
     WHERE j.kind = 'level' AND j.stream = :stream AND j.unit = u.unit AND j.seq > :seq AND j.seq <= :upto)
) AS e
ORDER BY u.unit, e.seq
""")

COLUMNS = """
r.metric, r.observed_at, r.seq, r.line, r.source, r.value, r.numerator, r.denominator, r.verdict, r.confirms_at
"""

FIGURES = text(f"""
SELECT {COLUMNS} FROM reading r
WHERE r.stream = :stream AND r.unit = :unit AND r.observed_at >= :since AND r.observed_at < :beyond
""")  # noqa: S608 - fixed names

LAST_BEFORE = text(f"""
SELECT r.* FROM unnest(CAST(:metrics AS text[]), CAST(:latest AS timestamptz[])) AS w (metric, latest)
CROSS JOIN LATERAL (
    SELECT {COLUMNS} FROM reading r
    WHERE r.stream = :stream AND r.unit = :unit AND r.metric = w.metric AND r.verdict <> 'queried'
      AND r.observed_at < :since AND r.observed_at <= w.latest AND r.observed_at >= least(:back, w.latest)
    ORDER BY r.observed_at DESC, r.verdict = 'derived', r.seq DESC, r.line DESC LIMIT 1
) AS r
""")  # noqa: S608 - fixed names

HELD_THEN = text(f"""
SELECT {COLUMNS} FROM reading r
WHERE r.stream = :stream AND r.unit = :unit AND r.metric = ANY (CAST(:metrics AS text[]))
  AND r.observed_at >= :since AND r.observed_at < :beyond AND r.seq <= :seq
UNION
SELECT r.* FROM unnest(CAST(:metrics AS text[])) AS w (metric)
CROSS JOIN LATERAL (
    (SELECT {COLUMNS} FROM reading r
     WHERE r.stream = :stream AND r.unit = :unit AND r.metric = w.metric
       AND r.observed_at < :since AND r.observed_at >= :back AND r.seq <= :seq
     ORDER BY r.observed_at DESC, r.seq DESC, r.line DESC LIMIT 1)
    UNION ALL
    (SELECT {COLUMNS} FROM reading r
     WHERE r.stream = :stream AND r.unit = :unit AND r.metric = w.metric AND r.value IS NOT NULL
       AND r.verdict <> 'queried' AND r.observed_at < :since AND r.observed_at >= :back AND r.seq <= :seq
     ORDER BY r.observed_at DESC, r.seq DESC, r.line DESC LIMIT 1)
) AS r
""")  # noqa: S608 - fixed names
"""All of a window, and of each metric the last figure before it and the last that may have scored."""


class Window(NamedTuple):
    """Which figures of a unit an assessment is worked out from: those received up to `seq`, all from `since` on,
    and of each metric the last before, as far as `back`.
    """

    seq: int
    since: datetime
    back: datetime
    beyond: datetime


async def seq_at(connection: AsyncConnection, stream: str, moment: datetime) -> int:
    """The last entry recorded by a moment; one less than the first where there is none."""
    found = await connection.execute(STANDING, {"stream": stream, "moment": moment})
    return int(found.scalar_one())


async def seq_telling_of(connection: AsyncConnection, stream: str, moment: datetime) -> int:
    """The last entry that may tell of what was before a moment: what falls due while nobody looks is recorded by the
    first batch afterwards.
    """
    seq = await seq_at(connection, stream, moment)
    following = await connection.execute(
        text("SELECT recorded_at FROM journal WHERE stream = :stream AND seq = :seq"),
        {"stream": stream, "seq": seq + 1},
    )
    recorded_at = following.scalar_one_or_none()
    return seq if recorded_at is None else await seq_at(connection, stream, recorded_at)


async def pictured(connection: AsyncConnection, stream: str) -> list[str]:
    """Every unit and body that was ever looked at."""
    rows = await connection.execute(
        text("SELECT unit FROM picture WHERE stream = :stream ORDER BY unit"), {"stream": stream}
    )
    return list(rows.scalars())


async def levels_told(
    connection: AsyncConnection, stream: str, units: Sequence[str], seq: int, upto: int
) -> dict[str, list[Told]]:
    """Of each unit its level entries in (seq, upto], and before them the one that stood at `seq`."""
    given = {"stream": stream, "units": list(units), "seq": seq, "upto": upto}
    told: dict[str, list[Told]] = {unit: [] for unit in units}
    for unit, at, recorded_at, body in await connection.execute(LEVELS, given):
        told[unit].append(told_of(at, unit, recorded_at, body))
    return told


async def last_told(connection: AsyncConnection, stream: str, unit: str, seq: int) -> Told | None:
    """A unit's newest level entry up to a seq."""
    found = await levels_told(connection, stream, [unit], seq, seq)
    return found[unit][-1] if found[unit] else None


async def latest_held(connection: AsyncConnection, stream: str, unit: str) -> dict[str, datetime]:
    """Every metric ever held of a unit, with the time of its newest figure."""
    found = await connection.execute(
        text("SELECT body FROM picture WHERE stream = :stream AND unit = :unit"),
        {"stream": stream, "unit": unit},
    )
    picture = found.scalar_one_or_none()
    held = {} if picture is None else orjson.loads(picture)["held"]
    return {metric: parse_time(figure["latest_at"]) for metric, figure in held.items()}


async def first_observed(connection: AsyncConnection, stream: str, unit: str) -> datetime | None:
    """The time of the oldest figure held of a unit."""
    found = await connection.execute(
        text(
            "SELECT observed_at FROM reading WHERE stream = :stream AND unit = :unit ORDER BY observed_at LIMIT 1"
        ),
        {"stream": stream, "unit": unit},
    )
    return found.scalar_one_or_none()


async def figures_between(
    connection: AsyncConnection, stream: str, unit: str, since: datetime, beyond: datetime
) -> list[Figure]:
    """Every figure of a unit observed in [since, beyond)."""
    given = {"stream": stream, "unit": unit, "since": since, "beyond": beyond}
    return [Figure(*row) for row in await connection.execute(FIGURES, given)]


async def figures_before(
    connection: AsyncConnection,
    of: tuple[str, str],
    latest: Mapping[str, datetime],
    since: datetime,
    back: datetime,
) -> list[Figure]:
    """Of each metric (with the time of its newest figure) the last figure before `since` that was not doubted, as
    far as `back`. `of`: stream and unit.
    """
    given = {
        "stream": of[0],
        "unit": of[1],
        "metrics": list(latest),
        "latest": list(latest.values()),
        "since": since,
        "back": back,
    }
    return [Figure(*row) for row in await connection.execute(LAST_BEFORE, given)]


async def figures_then(
    connection: AsyncConnection, of: tuple[str, str], metrics: Iterable[str], window: Window
) -> list[Figure]:
    """What an assessment is worked out from. `of`: stream and unit."""
    given = {"stream": of[0], "unit": of[1], "metrics": list(metrics), **window._asdict()}
    return [Figure(*row) for row in await connection.execute(HELD_THEN, given)]


async def pack_text(connection: AsyncConnection, pack: str, version: int) -> tuple[str, str] | None:
    """Sha and text of a pack."""
    found = await connection.execute(
        text("SELECT sha, body FROM pack_text WHERE id = :id AND version = :version"),
        {"id": pack, "version": version},
    )
    row = found.one_or_none()
    return None if row is None else (row.sha, row.body)


async def catalogue_text(connection: AsyncConnection, sha: str) -> str | None:
    """A catalogue's text."""
    found = await connection.execute(text("SELECT body FROM catalogue_text WHERE sha = :sha"), {"sha": sha})
    return found.scalar_one_or_none()
