"""What the database lets each role do, whatever a route may have forgotten."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import pytest

from app.db.names import APP, PIPELINE
from tests.writing import BEDFORD, MKUH, System, posting, prepared, process, reading

READING = (
    "INSERT INTO reading (stream, observed_at, seq, line, unit, metric, source, value, verdict, received_at,"
    " submitted_by) VALUES ('QHG', $1, 9, 0, $2, 'ed.dta', 'feed', 1, 'accepted', $1, $3)"
)
ENTRY = (
    "INSERT INTO journal (stream, seq, kind, recorded_at, body, hash, submitted_by)"
    " VALUES ('QHG', 999, 'level', $1, '{}', '', $2)"
)
CHANGES = [
    "UPDATE journal SET body = '{}'",
    "DELETE FROM journal",
    "TRUNCATE journal",
    "UPDATE reading SET value = 1",
    "DELETE FROM reading",
    "UPDATE stream SET mode = 'live'",
    "UPDATE stream SET config_sha = NULL",
    "DELETE FROM stream",
    "UPDATE permission SET unit = '*'",
    "INSERT INTO permission SELECT principal, stream, '*', 'director' FROM permission",
    "DROP TABLE picture",
    "ALTER TABLE reading DISABLE ROW LEVEL SECURITY",
]
SECRETS = [
    "SELECT secret_sha FROM api_key",
    "SELECT password_hash FROM user_account",
    "SELECT csrf FROM session",
]
FACTS = ["journal", "reading", "picture", "quarantine", "unit", "journal_detail"]
WRITES = [
    "INSERT INTO picture (stream, unit, version, body) VALUES ('QHG', 'X', 1, '{}')",
    "UPDATE picture SET version = 0",
    "DELETE FROM picture",
    "UPDATE stream SET seq = 0",
    "INSERT INTO timer (stream, unit, due_at) VALUES ('QHG', 'X', now())",
    "DELETE FROM timer",
    "SELECT body_sha FROM idempotency",
    "DELETE FROM quarantine",
    "SELECT make_reading_month('2030-01-01')",
]


@pytest.fixture
async def system(database: str) -> System:
    """One figure each of two hospitals."""
    made = await prepared(database)
    async with process(database) as writer:
        await writer.submit(
            posting(made.by, reading(MKUH, "110", made.now), reading(BEDFORD, "90", made.now))
        )
    return made


@asynccontextmanager
async def connected(dsn: str, role: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(dsn, server_settings={"role": role})
    try:
        yield connection
    finally:
        await connection.close()


@pytest.fixture
async def pipeline(database: str) -> AsyncIterator[asyncpg.Connection]:
    async with connected(database, PIPELINE) as connection:
        yield connection


@pytest.fixture
async def app(database: str) -> AsyncIterator[asyncpg.Connection]:
    async with connected(database, APP) as connection:
        yield connection


async def test_the_writer_cannot_insert_a_reading_of_a_unit_that_its_sender_may_not_write(
    system: System, pipeline: asyncpg.Connection
) -> None:
    await pipeline.execute(READING, system.now, MKUH, system.by_mkuh)
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
        await pipeline.execute(READING, system.now, BEDFORD, system.by_mkuh)
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
        await pipeline.execute(READING, system.now, MKUH, "key:nobody")
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
        await pipeline.execute(READING, system.now, MKUH, "service")


async def test_the_writer_cannot_write_for_a_sender_whose_key_was_closed(
    database: str, system: System, pipeline: asyncpg.Connection
) -> None:
    async with connected(database, "surgeline_owner") as owner:
        await owner.execute("UPDATE principal SET closed_at = now() WHERE id = $1", system.by_mkuh)
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
        await pipeline.execute(READING, system.now, MKUH, system.by_mkuh)
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
        await pipeline.execute(ENTRY, system.now, system.by_mkuh)


async def test_the_writer_changes_no_fact_and_no_permission(
    system: System, pipeline: asyncpg.Connection
) -> None:
    assert system.by
    for statement in [*CHANGES, *SECRETS]:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await pipeline.execute(statement)


async def counted(connection: asyncpg.Connection) -> list[int]:
    """The rows of each table of facts."""
    return [len(await connection.fetch(f"TABLE {table}")) for table in FACTS]


async def test_readers_see_nothing_without_a_scope_and_their_own_with_one(
    system: System, app: asyncpg.Connection
) -> None:
    assert system.by
    assert await counted(app) == [0] * len(FACTS)
    async with app.transaction():
        await app.execute("SET LOCAL surgeline.streams = 'QK1'")
        assert await counted(app) == [0] * len(FACTS)
    async with app.transaction():
        await app.execute("SET LOCAL surgeline.streams = 'QK1,QHG'")
        assert await app.fetchval("SELECT count(*) FROM reading") == 2
    assert await app.fetchval("SELECT count(*) FROM reading") == 0


async def test_partitions_give_no_way_round_the_scope(system: System, app: asyncpg.Connection) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await app.fetchval(f"TABLE reading_{system.now:%Y_%m}")


async def test_readers_write_no_fact(system: System, app: asyncpg.Connection) -> None:
    assert system.by
    await app.execute("SELECT set_config('surgeline.streams', 'QHG', false)")
    for statement in [*CHANGES, *WRITES]:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await app.execute(statement)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await app.execute(READING, system.now, MKUH, system.by)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await app.execute(ENTRY, system.now, "service")
