"""The process's connections: one set writes facts, one reads them. Each acts in its database role."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import NamedTuple

import asyncpg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from app.db.names import APP, OWNER, PIPELINE, sqlalchemy_url

WRITER_SETTINGS = {
    "role": PIPELINE,
    "application_name": "surgeline writer",
    "plan_cache_mode": "force_generic_plan",
    "idle_in_transaction_session_timeout": "500ms",  # a frozen holder must not stop the others
    "lock_timeout": "5s",
    "statement_timeout": "10s",
    "jit": "off",
}
READER_SETTINGS = {
    "role": APP,
    "application_name": "surgeline reader",
    "statement_timeout": "20s",
    "jit": "off",
}
CONNECT_SECONDS = 5


class Database(NamedTuple):
    """`writer`: role pipeline, no reset between uses. `access`: role app, for look-ups. `reader`: role app."""

    dsn: str
    writer: asyncpg.Pool
    access: asyncpg.Pool
    reader: AsyncEngine


async def keep(_connection: object) -> None:
    """Pool reset left out: nothing is ever set on a connection, and the reset is a round trip."""


async def open_database(dsn: str, *, writers: int = 6) -> Database:
    """Connects, with pools small enough for several processes on one database."""
    writer = await asyncpg.create_pool(
        dsn,
        min_size=1,
        max_size=writers,
        server_settings=WRITER_SETTINGS,
        reset=keep,
        timeout=CONNECT_SECONDS,
    )
    access = await asyncpg.create_pool(
        dsn, min_size=1, max_size=4, server_settings=READER_SETTINGS, reset=keep, timeout=CONNECT_SECONDS
    )
    reader = create_async_engine(
        sqlalchemy_url(dsn),
        pool_size=5,
        max_overflow=5,
        pool_pre_ping=True,
        connect_args={"server_settings": READER_SETTINGS, "timeout": CONNECT_SECONDS},
        isolation_level="REPEATABLE READ",
    )
    return Database(dsn, writer, access, reader)


async def close_database(database: Database) -> None:
    """Closes what is idle, then what is not."""
    await database.reader.dispose()
    await database.access.close()
    await database.writer.close()


@asynccontextmanager
async def scoped_read(reader: AsyncEngine, streams: Iterable[str]) -> AsyncIterator[AsyncConnection]:
    """One read-only transaction that sees one state of the database, and only these streams."""
    async with reader.connect() as connection:
        await connection.execute(text("SET TRANSACTION READ ONLY"))
        await connection.execute(
            text("SELECT set_config('surgeline.streams', :streams, true)"), {"streams": ",".join(streams)}
        )
        yield connection


@asynccontextmanager
async def as_owner(dsn: str) -> AsyncIterator[asyncpg.Connection]:
    """An operator's connection: applies systems, adds keys and people."""
    connection = await asyncpg.connect(dsn, server_settings={"role": OWNER}, timeout=CONNECT_SECONDS)
    try:
        yield connection
    finally:
        await connection.close()
