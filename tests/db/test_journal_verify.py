"""`journal verify` on a journal that somebody with the database's own keys has been at."""

from collections.abc import AsyncIterator
from hashlib import sha256

import asyncpg
import pytest

from app.journal.append import append
from app.journal.chain import GENESIS, Draft, Head
from app.journal.verify import verify
from tests.writing import BEDFORD, MKUH, minutes, posting, prepared, process, reading


@pytest.fixture
async def sql(database: str) -> AsyncIterator[asyncpg.Connection]:
    """The superuser's connection to a journal of some length."""
    system = await prepared(database)
    async with process(database) as writer:
        for n in range(4):
            await writer.submit(
                posting(
                    system.by,
                    reading(MKUH, str(70 + 20 * n), system.now - minutes(10 - n)),
                    reading(BEDFORD, str(70 + n), system.now - minutes(10 - n)),
                )
            )
    connection = await asyncpg.connect(database)
    yield connection
    await connection.close()


async def problem_after(sql: asyncpg.Connection, *statements: str) -> str | None:
    """What verify says of a journal so changed; the change is taken back."""
    change = sql.transaction()
    await change.start()
    for statement in statements:
        await sql.execute(statement)
    await change.commit()
    return (await verify(sql, "QHG")).problem


async def test_a_journal_as_written_is_whole_to_its_head(sql: asyncpg.Connection) -> None:
    found = await verify(sql, "QHG")
    assert found.problem is None
    assert found.entries == await sql.fetchval("SELECT count(*) FROM journal") >= 5


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("UPDATE journal SET body = replace(body, '\"by\"', '\"By\"') WHERE seq = 3", "entry 3"),
        ("UPDATE journal SET kind = 'clock' WHERE seq = 2", "entry 2"),
        ("UPDATE journal SET recorded_at = recorded_at - interval '1 us' WHERE seq = 4", "entry 4"),
        ("UPDATE journal SET hash = sha256(hash) WHERE seq = 1", "entry 1"),
        ("DELETE FROM journal WHERE seq = 3", "entry 3 is missing"),
        ("DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)", "the stream says its head"),
        ("UPDATE journal SET seq = seq + 1 WHERE seq = (SELECT max(seq) FROM journal)", "is missing"),
        ("UPDATE stream SET head_hash = sha256(head_hash)", "the stream says its head"),
        ("UPDATE stream SET seq = seq + 1", "the stream says its head"),
    ],
)
async def test_every_change_is_found_and_named(sql: asyncpg.Connection, change: str, says: str) -> None:
    problem = await problem_after(sql, change)
    assert problem is not None
    assert says in problem


async def test_two_entries_exchanged_are_found(sql: asyncpg.Connection) -> None:
    problem = await problem_after(
        sql,
        "UPDATE journal SET seq = -3 WHERE seq = 3",
        "UPDATE journal SET seq = 3 WHERE seq = 4",
        "UPDATE journal SET seq = 4 WHERE seq = -3",
    )
    assert problem is not None
    assert problem.startswith("entry 3 ")


async def test_words_kept_beside_an_entry_can_be_erased_but_not_changed(sql: asyncpg.Connection) -> None:
    salt, words = b"salt", "called at home"
    digest = sha256(salt + words.encode()).hexdigest()
    await sql.execute("DELETE FROM journal")
    now = await sql.fetchval("SELECT now()")
    await append(sql, "QHG", Head(0, GENESIS), [Draft("note", None, {"words_sha": digest}, "service")], now)
    await sql.execute(
        "INSERT INTO journal_detail (stream, seq, salt, text) VALUES ('QHG', 1, $1, $2)", salt, words
    )
    assert (await verify(sql, "QHG")).problem is None
    changed = await problem_after(sql, "UPDATE journal_detail SET text = 'never called'")
    assert changed == "the words behind entry 1 are not those it was made with"
    assert await problem_after(sql, "DELETE FROM journal_detail") is None
