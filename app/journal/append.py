"""Adds entries for an operator's act, outside the writers. The stream's row must be locked by the caller."""

from collections.abc import Sequence
from datetime import datetime

from app.db.connection import Connection
from app.journal.chain import Draft, Entry, Head, extend

INSERT = """
INSERT INTO journal (stream, seq, kind, unit, recorded_at, body, hash, submitted_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
"""


async def append(
    connection: Connection, stream: str, head: Head, drafts: Sequence[Draft], now: datetime
) -> tuple[Entry, ...]:
    """Writes the entries and moves the stream's head to the last of them."""
    entries = extend(head, stream, drafts, now)
    await connection.executemany(
        INSERT,
        [(stream, e.seq, e.kind, e.unit, e.recorded_at, e.body, e.hash, e.submitted_by) for e in entries],
    )
    if entries:
        await connection.execute(
            "UPDATE stream SET seq = $2, head_hash = $3, last_at = greatest(last_at, $4) WHERE code = $1",
            stream,
            entries[-1].seq,
            entries[-1].hash,
            now,
        )
    return entries
