"""What every database test leans on: a migrated database of its own."""

import asyncpg


async def _tables(dsn: str) -> int:
    connection = await asyncpg.connect(dsn)
    try:
        count: int = await connection.fetchval(
            "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
        )
        await connection.execute("CREATE TABLE public.only_here ()")
        return count
    finally:
        await connection.close()


async def test_a_database_is_migrated_and_empty_of_what_the_last_test_made(database: str) -> None:
    assert await _tables(database) > 5


async def test_a_database_is_migrated_whichever_test_comes_first(database: str) -> None:
    assert await _tables(database) > 5
