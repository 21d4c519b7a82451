"""All SQL of pages on their way out. Takes a connection, decides nothing; times are real time but `not_before`."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from app.db.connection import Connection

LEASE_SECONDS = 15
"""A process that dies with a page in hand keeps it for so long; sending takes less."""


REFERENCE = re.compile(r"[0-9]{1,12}\.[0-9]{1,4}")


class Leased(NamedTuple):
    """A page this process sends now, with what it is said from. `address` None: no way to reach the person by it.

    `told`: the result of an attempt that was noted while its receipt was not: it is not sent again. `sits`: who sits
    in the page's seat now.
    """

    stream: str
    matter: str
    n: int
    link: int
    person: str
    channel: str
    about: str
    attempts: int
    created_at: datetime
    mode: str
    config_sha: str
    body: str
    address: str | None
    told: str | None
    evidence: str | None
    sits: str | None


LEASE = """
WITH due AS (
    SELECT d.stream, d.matter, d.n
    FROM delivery d JOIN unnest($1::text[], $2::timestamptz[]) AS c (stream, now) USING (stream)
    WHERE d.done_at IS NULL AND d.not_before <= c.now AND d.next_try_at <= clock_timestamp()
      AND (d.leased_until IS NULL OR d.leased_until < clock_timestamp())
    ORDER BY d.next_try_at LIMIT $3 FOR UPDATE OF d SKIP LOCKED
), taken AS (
    UPDATE delivery d SET leased_until = clock_timestamp() + $4 * interval '1 second', attempts = d.attempts + 1
    FROM due WHERE d.stream = due.stream AND d.matter = due.matter AND d.n = due.n
    RETURNING d.*
)
SELECT t.stream, t.matter, t.n, t.link, t.person, t.channel, t.about, t.attempts, t.created_at,
       s.mode, s.config_sha, m.body, c.address, a.result AS told, a.evidence,
       (SELECT h.person FROM shift h, unnest($1::text[], $2::timestamptz[]) AS k (stream, now)
        WHERE h.stream = t.stream AND k.stream = t.stream AND h.starts_at <= k.now AND k.now < h.ends_at
          AND h.seat = (SELECT p ->> 'seat' FROM jsonb_array_elements(m.body::jsonb -> 'pages') p
                        WHERE (p ->> 'n')::int = t.n)) AS sits
FROM taken t
JOIN stream s ON s.code = t.stream
JOIN matter m ON m.stream = t.stream AND m.id = t.matter
LEFT JOIN contact c ON c.principal = t.person AND c.channel = t.channel
LEFT JOIN LATERAL (
    SELECT result, evidence FROM attempt a
    WHERE a.stream = t.stream AND a.matter = t.matter AND a.n = t.n AND a.result <> 'retry'
    ORDER BY attempt DESC LIMIT 1) AS a ON true
"""


async def lease(connection: Connection, clocks: Mapping[str, datetime], most: int) -> list[Leased]:
    """Takes pages that are due and that nobody else has in hand. `clocks`: each stream's time now."""
    rows = await connection.fetch(LEASE, list(clocks), list(clocks.values()), most, LEASE_SECONDS)
    return [Leased(**row) for row in rows]


async def note_attempt(
    connection: Connection, page: Leased, started_at: datetime, result: str, evidence: str
) -> None:
    """One attempt and what came of it, before anybody is told of it."""
    await connection.execute(
        "INSERT INTO attempt (stream, matter, n, attempt, started_at, result, evidence)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
        page.stream,
        page.matter,
        page.n,
        page.attempts,
        started_at,
        result,
        evidence,
    )


async def put_off(connection: Connection, page: Leased, seconds: float) -> None:
    """It is tried again, by whoever comes first."""
    await connection.execute(
        "UPDATE delivery SET leased_until = NULL, next_try_at = clock_timestamp() + $4 * interval '1 second'"
        " WHERE stream = $1 AND matter = $2 AND n = $3 AND done_at IS NULL",
        page.stream,
        page.matter,
        page.n,
        seconds,
    )


class Linked(NamedTuple):
    """Whom a link is for, and what it opens."""

    stream: str
    matter: str
    n: int
    person: str
    created_at: datetime


async def linked(connection: Connection, link: int) -> Linked | None:
    """The page that carried a link."""
    row = await connection.fetchrow(
        "SELECT stream, matter, n, person, created_at FROM delivery WHERE link = $1", link
    )
    return None if row is None else Linked(**row)


async def link_secret(connection: Connection) -> bytes:
    """What links are signed with: one secret for all processes."""
    return bytes(await connection.fetchval("SELECT secret FROM service_secret WHERE name = 'links'"))


async def page_of_reference(connection: Connection, reference: str) -> tuple[str, str, int] | None:
    """Stream, matter and number of a page by the reference that a carrier gives back: `QHG-1203.2`."""
    stream, _, rest = reference.rpartition("-")
    number, _, n = rest.partition(".")
    if not stream.isalnum() or REFERENCE.fullmatch(rest) is None:
        return None
    row = await connection.fetchrow(
        "SELECT stream, matter, n FROM delivery WHERE stream = $1 AND n = $3"
        " AND matter IN ('alert-' || $2, 'notice-' || $2, 'handover-' || $2)",
        stream,
        number,
        int(n),
    )
    return None if row is None else (row["stream"], row["matter"], row["n"])
