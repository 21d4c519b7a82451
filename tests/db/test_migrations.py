"""The migrations build exactly the schema that the models declare, and can be run again."""

from contextlib import nullcontext
from pathlib import Path

import asyncpg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from app.db.engine import as_owner
from app.db.models import Base
from app.db.names import PIPELINE, sqlalchemy_url
from app.wiring import NEEDED_SCHEMA, NotUpgraded, check_schema


async def test_the_migrated_schema_is_the_declared_one(database: str) -> None:
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        return list(compare_metadata(context, Base.metadata))

    engine = create_async_engine(sqlalchemy_url(database))
    async with engine.connect() as connection:
        found = await connection.run_sync(differences)
    await engine.dispose()
    assert found == []


def test_the_service_asks_for_the_newest_migration() -> None:
    newest = max(path.name for path in (Path(__file__).parents[2] / "migrations/versions").glob("[0-9]*.py"))
    assert newest.startswith(f"{NEEDED_SCHEMA}_")


@pytest.mark.parametrize(("version", "starts"), [("0002", False), (NEEDED_SCHEMA, True), ("9999", True)])
async def test_a_database_of_an_older_schema_is_not_served_and_a_newer_one_is(
    database: str, version: str, *, starts: bool
) -> None:
    async with as_owner(database) as owner:
        await owner.execute("UPDATE alembic_version SET version_num = $1", version)
    connection = await asyncpg.connect(database, server_settings={"role": PIPELINE})
    with nullcontext() if starts else pytest.raises(NotUpgraded, match="surgeline db upgrade"):
        await check_schema(connection)
    await connection.close()
