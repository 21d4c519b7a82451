"""The SQL of configuration: texts, units, the stream's row. Decides nothing."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

import asyncpg

from app.clock import StreamClock
from app.db.connection import Connection
from app.journal.chain import Head
from app.organisations.bodies import Unit


class StreamState(NamedTuple):
    """A stream's row under lock, with the text in force."""

    code: str
    mode: str
    head: Head
    last_at: datetime
    clock: StreamClock
    config: str | None  # the text applied last


class Opening(NamedTuple):
    """A stream that is to be: it begins at service time `begins`."""

    code: str
    name: str
    mode: str
    head_hash: bytes
    begins: datetime
    now: datetime


class PackText(NamedTuple):
    """A rule pack as packaged."""

    id: str
    version: int
    sha: str
    body: str


STREAM = "SELECT s.*, t.body AS config FROM stream s LEFT JOIN system_text t ON t.sha = s.config_sha WHERE s.code = $1"


async def lock_stream(connection: Connection, code: str) -> StreamState | None:
    """Locks the stream's row for the transaction. None: there is no such stream."""
    return state_in(await connection.fetchrow(STREAM + " FOR UPDATE OF s", code))


async def look_at_stream(connection: Connection, code: str) -> StreamState | None:
    """The stream's row as it is just now. None: there is no such stream."""
    return state_in(await connection.fetchrow(STREAM, code))


def state_in(row: asyncpg.Record | None) -> StreamState | None:
    """A row of STREAM."""
    if row is None:
        return None
    head = Head(row["seq"], bytes(row["head_hash"]))
    clock = StreamClock(row["clock_real"], row["clock_service"], row["clock_speed"])
    return StreamState(row["code"], row["mode"], head, row["last_at"], clock, row["config"])


async def text_of(connection: Connection, sha: str) -> str | None:
    """A text once applied somewhere. None: never."""
    text: str | None = await connection.fetchval("SELECT body FROM system_text WHERE sha = $1", sha)
    return text


async def configure(connection: Connection, by: str, stream: str, text: str, now: datetime) -> None:
    """Keeps the text and makes it the stream's, as somebody whom the database holds to their rights."""
    await connection.execute("SELECT configure($1, $2, $3, $4)", by, stream, text, now)


async def keep_words(connection: Connection, stream: str, seq: int, salt: bytes, text: str) -> None:
    """What a person wrote beside an entry, erasable."""
    await connection.execute("INSERT INTO journal_detail VALUES ($1, $2, $3, $4)", stream, seq, salt, text)


async def open_stream(connection: Connection, opening: Opening) -> StreamState:
    """Makes the stream if nobody else just has, and locks it."""
    await connection.execute(
        "INSERT INTO stream (seq, code, name, mode, head_hash, last_at, created_at)"
        " VALUES (0, $1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        *opening,
    )
    state = await lock_stream(connection, opening.code)
    if state is None:
        raise RuntimeError(f"stream {opening.code} vanished while it was being opened")
    return state


async def point_to(connection: Connection, stream: str, name: str, sha: str) -> None:
    """Makes the stored text the stream's configuration."""
    await connection.execute(
        "UPDATE stream SET config_sha = $2, name = $3 WHERE code = $1", stream, sha, name
    )


async def keep_system(connection: Connection, sha: str, body: str, now: datetime) -> None:
    """Stores a system's text; the same text twice is the same row."""
    await connection.execute(
        "INSERT INTO system_text (sha, body, loaded_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        sha,
        body,
        now,
    )


async def keep_catalogue(connection: Connection, sha: str, body: str, now: datetime) -> None:
    """Stores a catalogue's text; the same text twice is the same row."""
    await connection.execute(
        "INSERT INTO catalogue_text (sha, body, loaded_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        sha,
        body,
        now,
    )


async def keep_packs(connection: Connection, packs: Sequence[PackText], now: datetime) -> list[PackText]:
    """Stores packs not yet stored; gives back those whose id and version are held with other text."""
    await connection.executemany(
        "INSERT INTO pack_text (id, version, sha, body, loaded_at) VALUES ($1, $2, $3, $4, $5)"
        " ON CONFLICT (id, version) DO NOTHING",
        [(*pack, now) for pack in packs],
    )
    held = {
        (row["id"], row["version"]): row["sha"] for row in await connection.fetch("SELECT * FROM pack_text")
    }
    return [pack for pack in packs if held.get((pack.id, pack.version)) != pack.sha]


async def stored_packs(connection: Connection) -> list[PackText]:
    """Every pack in the database."""
    rows = await connection.fetch("SELECT id, version, sha, body FROM pack_text ORDER BY id, version")
    return [PackText(*row) for row in rows]


async def keep_units(connection: Connection, stream: str, units: Iterable[Unit]) -> None:
    """Adds the units, or brings their rows up to date."""
    await connection.executemany(
        "INSERT INTO unit (stream, code, provider, name, kind, pillar, opened, closed)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (stream, code) DO UPDATE SET"
        " provider = excluded.provider, name = excluded.name, kind = excluded.kind,"
        " pillar = excluded.pillar, opened = excluded.opened, closed = excluded.closed",
        [(stream, u.code, u.provider, u.name, u.kind, u.pillar, u.opened, u.closed) for u in units],
    )


async def keep_follows(connection: Connection, stream: str, units: Iterable[Unit]) -> None:
    """Which bodies of other streams the units stand for."""
    await connection.execute("DELETE FROM follow WHERE stream = $1", stream)
    await connection.executemany(
        "INSERT INTO follow (stream, unit, child, body) VALUES ($1, $2, $3, $4)",
        [(stream, u.code, u.follows.stream, u.follows.body) for u in units if u.follows is not None],
    )


async def drop_units(connection: Connection, stream: str, codes: Sequence[str]) -> None:
    """Removes units that never had a fact, with their timers."""
    for table, column in (
        ("timer", "unit"),
        ("picture", "unit"),
        ("trigger_memory", "unit"),
        ("unit", "code"),
    ):
        await connection.execute(
            f"DELETE FROM {table} WHERE stream = $1 AND {column} = ANY($2::text[])",  # noqa: S608  # fixed names
            stream,
            codes,
        )


async def units_with_facts(connection: Connection, stream: str, codes: Sequence[str]) -> frozenset[str]:
    """Which of the units have a reading or a journalled level."""
    rows = await connection.fetch(
        "SELECT code FROM unnest($2::text[]) AS code WHERE"
        " EXISTS (SELECT FROM reading r WHERE r.stream = $1 AND r.unit = code) OR"
        " EXISTS (SELECT FROM journal j WHERE j.stream = $1 AND j.unit = code AND j.kind = 'level')",
        stream,
        codes,
    )
    return frozenset(row["code"] for row in rows)


async def has_facts(connection: Connection, stream: str) -> bool:
    """Whether anything but configuration was ever journalled."""
    found: bool = await connection.fetchval(
        "SELECT EXISTS (SELECT FROM journal WHERE stream = $1 AND kind <> 'configured')", stream
    )
    return found


async def wake(connection: Connection, stream: str, units: Iterable[str], at: datetime) -> None:
    """Has every unit and roll-up looked at again under the new configuration."""
    await connection.executemany(
        "INSERT INTO timer (stream, unit, due_at) VALUES ($1, $2, $3)"
        " ON CONFLICT (stream, unit) DO UPDATE SET due_at = least(timer.due_at, excluded.due_at)",
        [(stream, unit, at) for unit in units],
    )
