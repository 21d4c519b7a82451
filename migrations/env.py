"""Alembic's entry: runs the versions over asyncpg. Needs `dsn` in the config's attributes."""

import asyncio

from alembic import context
from sqlalchemy import Connection, pool, text
from sqlalchemy.ext.asyncio import create_async_engine

from app.db.models import Base
from app.db.names import sqlalchemy_url

UPGRADE_LOCK = 5_747_001
"""Advisory lock: two `db upgrade` at once run one after the other."""


def run(connection: Connection) -> None:
    """Runs what is asked of the context on one connection."""
    context.configure(connection=connection, target_metadata=Base.metadata, compare_type=True)
    with context.begin_transaction():
        connection.execute(text(f"SELECT pg_advisory_xact_lock({UPGRADE_LOCK})"))
        context.run_migrations()


async def online() -> None:
    """Opens the one connection."""
    url = sqlalchemy_url(context.config.attributes["dsn"])
    engine = create_async_engine(url, poolclass=pool.NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(run)
        await connection.commit()
    await engine.dispose()


asyncio.run(online())
