"""What must hold after the kills, looked up in the database itself."""

import subprocess
import sys
from hashlib import sha256
from typing import NamedTuple

import asyncpg
import orjson

from tests.torture.sending import METRIC, Fact, Load


class Found(NamedTuple):
    """Facts acknowledged but not there; facts there more often than once, or never sent."""

    lost: tuple[Fact, ...]
    doubled: tuple[Fact, ...]
    strange: tuple[Fact, ...]


async def compared(connection: asyncpg.Connection, load: Load) -> Found:
    """The readings held against the readings acknowledged; every one sent was answered in the end."""
    rows = await connection.fetch(
        "SELECT unit, observed_at, value, count(*) AS n FROM reading WHERE metric = $1 GROUP BY 1, 2, 3",
        METRIC,
    )
    held = {(row["unit"], row["observed_at"], row["value"].normalize()): row["n"] for row in rows}
    sent = {(u, at, value.normalize()) for facts in load.acknowledged.values() for u, at, value in facts}
    return Found(
        lost=tuple(sent - held.keys()),
        doubled=tuple(fact for fact, count in held.items() if count > 1),
        strange=tuple(held.keys() - sent),
    )


async def check_whole(connection: asyncpg.Connection, stream: str, load: Load) -> None:
    """Head, journal, pictures, readings and answers agree with one another.

    A key in which a patient might be read is kept by its digest.
    """
    assert load.wrong == []
    seq = await connection.fetchval("SELECT seq FROM stream WHERE code = $1", stream)
    entries = await connection.fetchrow(
        "SELECT max(seq) AS newest, count(*) AS n FROM journal WHERE stream = $1", stream
    )
    assert entries is not None
    assert (entries["newest"], entries["n"]) == (seq, seq)
    assert max(load.seqs) <= seq
    pictures = await connection.fetch("SELECT version, body FROM picture WHERE stream = $1", stream)
    assert all(orjson.loads(p["body"])["v"] == p["version"] <= seq for p in pictures)
    bodies = await connection.fetch(
        "SELECT seq, body FROM journal WHERE stream = $1 AND kind = 'readings'", stream
    )
    journalled = {row["seq"]: sum(orjson.loads(row["body"])["units"].values()) for row in bodies}
    rows = await connection.fetch(
        "SELECT seq, count(*) AS n FROM reading WHERE stream = $1 GROUP BY seq", stream
    )
    assert {row["seq"]: row["n"] for row in rows} == journalled
    kept = await connection.fetch("SELECT key FROM idempotency WHERE stream = $1", stream)
    sent = {f"sha256:{sha256(key.encode()).hexdigest()}": key for key in load.acknowledged}
    assert {sent.get(row["key"], row["key"]) for row in kept} == load.acknowledged.keys()
    assert len(kept) == len(load.acknowledged)


def verify_journal(dsn: str) -> None:
    """`surgeline journal verify`, as an operator runs it."""
    command = [sys.executable, "-c", "from app.cli import main; main()", "journal", "verify", "--dsn", dsn]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "whole" in done.stdout
