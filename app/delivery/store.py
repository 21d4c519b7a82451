"""All SQL of pages on their way out. Takes a connection, decides nothing; times are real time but `not_before`."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from app.db.connection import Connection

LEASE_SECONDS = 6
"""A process that dies with a page in hand keeps it for so long; one that lives renews its leases."""


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
    SELECT found.* FROM unnest($3::text[], $4::int[]) AS room (channel, most) CROSS JOIN LATERAL (
        SELECT d.stream, d.matter, d.n
        FROM delivery d JOIN unnest($1::text[], $2::timestamptz[]) AS c (stream, now) USING (stream)
        WHERE d.channel = room.channel AND d.done_at IS NULL
          AND d.not_before <= c.now AND d.next_try_at <= clock_timestamp()
          AND (d.leased_until IS NULL OR d.leased_until < clock_timestamp())
        ORDER BY d.about <> 'call', d.next_try_at LIMIT room.most FOR UPDATE OF d SKIP LOCKED) AS found
), taken AS (
    UPDATE delivery d SET leased_until = clock_timestamp() + $5 * interval '1 second', attempts = d.attempts + 1
    FROM due WHERE d.stream = due.stream AND d.matter = due.matter AND d.n = due.n
    RETURNING d.*
)
SELECT t.stream, t.matter, t.n, t.link, t.person, t.channel, t.about, t.attempts, t.created_at,
       s.mode, s.config_sha, c.address, a.result AS told, a.evidence,
       CASE WHEN row_number() OVER (PARTITION BY t.stream, t.matter) = 1 THEN m.body END AS body,
       CASE WHEN t.about = 'call' THEN (
        SELECT h.person FROM shift h, unnest($1::text[], $2::timestamptz[]) AS k (stream, now)
        WHERE h.stream = t.stream AND k.stream = t.stream AND h.starts_at <= k.now AND k.now < h.ends_at
          AND h.seat = (SELECT p ->> 'seat' FROM jsonb_array_elements(m.body::jsonb -> 'pages') p
                        WHERE (p ->> 'n')::int = t.n)) END AS sits
FROM taken t
JOIN stream s ON s.code = t.stream
JOIN matter m ON m.stream = t.stream AND m.id = t.matter
LEFT JOIN contact c ON c.principal = t.person AND c.channel = t.channel
LEFT JOIN LATERAL (
    SELECT result, evidence FROM attempt a
    WHERE a.stream = t.stream AND a.matter = t.matter AND a.n = t.n AND a.result <> 'retry'
    ORDER BY attempt DESC LIMIT 1) AS a ON true
"""
"""A matter's body, which may be long, comes with one of its pages. Calls go before news."""


async def lease(
    connection: Connection, clocks: Mapping[str, datetime], rooms: Mapping[str, int]
) -> list[Leased]:
    """Takes pages that are due and that nobody else has in hand. `clocks`: each stream's time now; `rooms`: how many of
    each channel at most.
    """
    rows = await connection.fetch(
        LEASE, list(clocks), list(clocks.values()), list(rooms), list(rooms.values()), LEASE_SECONDS
    )
    bodies = {(row["stream"], row["matter"]): row["body"] for row in rows if row["body"] is not None}
    return [Leased(**{**row, "body": bodies[row["stream"], row["matter"]]}) for row in rows]


RENEW = """
UPDATE delivery d SET leased_until = clock_timestamp() + $4 * interval '1 second'
FROM (SELECT stream, matter, n FROM delivery JOIN unnest($1::text[], $2::text[], $3::int[]) AS k (stream, matter, n)
      USING (stream, matter, n) WHERE done_at IS NULL AND leased_until IS NOT NULL
      FOR UPDATE OF delivery SKIP LOCKED) AS held
WHERE d.stream = held.stream AND d.matter = held.matter AND d.n = held.n
"""


async def renew(connection: Connection, pages: Sequence[Leased]) -> None:
    """They are still in hand."""
    await connection.execute(
        RENEW, [p.stream for p in pages], [p.matter for p in pages], [p.n for p in pages], LEASE_SECONDS
    )


class Noted(NamedTuple):
    """One attempt and what came of it. `again_after`: seconds until the next one; None: there is none."""

    page: Leased
    started_at: datetime
    result: str
    evidence: str
    again_after: float | None


NOTE = """
WITH given AS (
    SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::int[], $5::timestamptz[], $6::text[], $7::text[],
                         $8::float8[])
        AS g (stream, matter, n, attempt, started_at, result, evidence, again_after)
), noted AS (
    INSERT INTO attempt (stream, matter, n, attempt, started_at, result, evidence)
    SELECT stream, matter, n, attempt, started_at, result, evidence FROM given ON CONFLICT DO NOTHING
)
UPDATE delivery d SET leased_until = NULL, next_try_at = clock_timestamp() + g.again_after * interval '1 second'
FROM given g
WHERE g.again_after IS NOT NULL AND d.stream = g.stream AND d.matter = g.matter AND d.n = g.n AND d.done_at IS NULL
"""


async def note_attempts(connection: Connection, noted: Sequence[Noted]) -> None:
    """What came of attempts, before anybody is told of them; those to be made again are for whoever comes first."""
    await connection.execute(
        NOTE,
        [one.page.stream for one in noted],
        [one.page.matter for one in noted],
        [one.page.n for one in noted],
        [one.page.attempts for one in noted],
        [one.started_at for one in noted],
        [one.result for one in noted],
        [one.evidence for one in noted],
        [one.again_after for one in noted],
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
