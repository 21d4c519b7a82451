"""Databases for tests: one is lent to one test at a time, and emptied of its rows before the next one has it.

To make a database costs a third of a second, to empty one a tenth of that. One that is not as the migrations made it,
or that has grown, is dropped instead. Asserts nothing.
"""

import asyncio
import itertools
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple, TypeVar

import asyncpg

from app.embedded import Cluster

T = TypeVar("T")
MOST_GROWN = 4_000_000
"""Bytes that a database may have grown by and still be worth emptying."""

CATALOGS = (
    *("pg_class", "pg_attribute", "pg_attrdef", "pg_constraint", "pg_index", "pg_trigger", "pg_proc"),
    *("pg_policy", "pg_type", "pg_rewrite", "pg_namespace", "pg_default_acl"),
)
TABLES = """
SELECT oid::regclass::text FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
"""
ALONE = """
SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
PARTITIONS = (
    "SELECT inhrelid::regclass::text FROM pg_inherits JOIN pg_class ON oid = inhrelid WHERE relkind = 'r'"
)
PARTITIONED = ("SELECT make_reading_month('1970-01-01')", "DROP TABLE reading_1970_01")
"""A partitioned table keeps in mind that it once had a partition: the template's does from the start."""
SEQUENCES = "SELECT setval(seqrelid, seqstart, false) FROM pg_sequence"


class Made(NamedTuple):
    """What a database is as the migrations made it. `seeded`: the tables that they put rows into. `versions`: of the
    schema's own rows and of theirs; whatever is made, changed or removed there gives others.
    """

    seeded: tuple[str, ...]
    partitions: frozenset[str]
    versions: tuple[object, ...]
    size: int


class Databases:
    """Those of one cluster, all from one template; nobody may stay connected to that."""

    def __init__(self, cluster: Cluster, template: str) -> None:
        self.cluster, self.template = cluster, template
        self.names = (f"test_{number}" for number in itertools.count(1))
        self.idle: list[str] = []
        for statement in PARTITIONED:
            in_thread(execute(cluster.dsn(template), statement))
        self.made = in_thread(read_made(cluster.dsn(template)))

    def lend(self) -> str:
        """The name of one that is migrated and empty."""
        if self.idle:
            return self.idle.pop()
        name = next(self.names)
        in_thread(execute(self.cluster.dsn(), create(name, self.template)))
        return name

    def take_back(self, name: str) -> None:
        """It is lent again, or dropped; whoever is still connected to it is cut off."""
        if in_thread(empty(self.cluster.dsn(name), self.made)):
            self.idle.append(name)
        else:
            in_thread(execute(self.cluster.dsn(), f"DROP DATABASE {name} WITH (FORCE)"))


def create(name: str, template: str) -> str:
    """The statement that makes a database from the template."""
    return f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy"


async def read_made(dsn: str) -> Made:
    """What the template is."""
    connection = await asyncpg.connect(dsn)
    try:
        tables = [row[0] for row in await connection.fetch(TABLES)]
        seeded = tuple(await filled_of(connection, tables))
        partitions = frozenset(row[0] for row in await connection.fetch(PARTITIONS))
        size = await connection.fetchval("SELECT pg_database_size(current_database())")
        return Made(seeded, partitions, await versions(connection, seeded), size)
    finally:
        await connection.close()


async def empty(dsn: str, made: Made) -> bool:
    """Removes every row but those the migrations wrote; False if it is not worth it, or not enough."""
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute(ALONE)
        if await connection.fetchval("SELECT pg_database_size(current_database())") > made.size + MOST_GROWN:
            return False
        for row in await connection.fetch(PARTITIONS):
            if row[0] not in made.partitions:
                await connection.execute(f"DROP TABLE {row[0]}")
        if await versions(connection, made.seeded) != made.versions:
            return False
        tables = [row[0] for row in await connection.fetch(TABLES) if row[0] not in made.seeded]
        filled = await filled_of(connection, tables)
        await connection.execute("SET session_replication_role = replica")  # no trigger, no foreign key
        for table in filled:
            await connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own table
        await connection.execute("SET session_replication_role = origin")
        if filled:
            await connection.execute(f"VACUUM {', '.join(filled)}")
        await connection.execute(SEQUENCES)
        return True
    finally:
        await connection.close()


async def filled_of(connection: asyncpg.Connection, tables: Sequence[str]) -> list[str]:
    """Those of the tables with rows in them."""
    asked = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (TABLE {name})" for name in tables)
    return [row[0] for row in await connection.fetch(asked)]


async def versions(connection: asyncpg.Connection, tables: Sequence[str]) -> tuple[object, ...]:
    """How many rows each catalog and each of these tables has, and a sum over which transactions wrote them."""
    written = "xmin::text::bigint % 1000003 * (hashtext(ctid::text) % 1000003)"
    names = (*CATALOGS, *tables)
    asked = [f"SELECT {n}, count(*), sum({written}) FROM {name}" for n, name in enumerate(names)]  # noqa: S608
    found = await connection.fetch(f"{' UNION ALL '.join(asked)} ORDER BY 1")
    return tuple(map(tuple, found))


async def execute(dsn: str, statement: str, *values: object) -> list[asyncpg.Record]:
    """One statement on a connection of its own."""
    connection = await asyncpg.connect(dsn)
    try:
        found: list[asyncpg.Record] = await connection.fetch(statement, *values)
        return found
    finally:
        await connection.close()


def in_thread(work: Coroutine[Any, Any, T]) -> T:
    """Runs it on a loop of its own, whether or not the test has one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
