"""Proves a stream's chain: gapless, every hash right, the head where the stream says. Changes nothing."""

from collections.abc import Callable
from hashlib import sha256
from typing import NamedTuple

from app.db.connection import Connection
from app.journal.chain import GENESIS, Entry, Head, fault


class Verified(NamedTuple):
    """`problem` None: the chain is whole from its first entry to `head`."""

    stream: str
    entries: int
    head: Head
    problem: str | None


async def streams_of(connection: Connection) -> list[str]:
    """The codes of every stream here."""
    return [row["code"] for row in await connection.fetch("SELECT code FROM stream ORDER BY code")]


async def verify(
    connection: Connection, stream: str, told: Callable[[int, int], None] = lambda _done, _of: None
) -> Verified:
    """Reads the chain once, in one snapshot. `told(done, total)` is called now and then."""
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        row = await connection.fetchrow("SELECT seq, head_hash FROM stream WHERE code = $1", stream)
        if row is None:
            return Verified(stream, 0, Head(0, GENESIS), f"there is no stream {stream}")
        claimed = Head(row["seq"], bytes(row["head_hash"]))
        head, problem = await walk(connection, stream, claimed.seq, told)
    if problem is None and head != claimed:
        problem = f"the stream says its head is {claimed.seq}, the chain ends at {head.seq} ({head.hash.hex()[:12]}…)"
    return Verified(stream, head.seq, head, problem)


async def walk(
    connection: Connection, stream: str, total: int, told: Callable[[int, int], None]
) -> tuple[Head, str | None]:
    """Follows the links to the last good entry; the problem says what is wrong after it."""
    head = Head(0, GENESIS)
    cursor = connection.cursor(
        "SELECT j.seq, j.kind, j.unit, j.recorded_at, j.body, j.hash, j.submitted_by, d.salt, d.text"
        " FROM journal j LEFT JOIN journal_detail d USING (stream, seq) WHERE j.stream = $1 ORDER BY j.seq",
        stream,
        prefetch=1000,
    )
    async for row in cursor:
        *columns, salt, text = row
        entry = Entry(*columns)
        wrong = fault(head, stream, entry)
        if wrong is not None:
            return head, wrong
        if text is not None and sha256(salt + text.encode()).hexdigest() not in entry.body:
            return head, f"the words behind entry {entry.seq} are not those it was made with"
        head = Head(entry.seq, entry.hash)
        if entry.seq % 1000 == 0:
            told(entry.seq, total)
    return head, None
