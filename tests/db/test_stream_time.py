"""Time as the writer sees it: a simulated clock, what falls due, and two processes ticking."""

import asyncio
from collections.abc import AsyncIterator
from decimal import Decimal

import asyncpg
import orjson
import pytest

from app.clock import StreamClock
from app.decided import StreamState
from app.ingest.submission import SetClock, Tick
from app.journal.verify import verify
from app.pipeline import decide
from app.stream.writer import StreamWriter
from tests.writing import BEDFORD, JANUARY, MKUH, System, minutes, posting, prepared, process, reading
from triggers.values import Settled

STILL = Decimal(0)


@pytest.fixture
async def system(database: str) -> System:
    """BLMK as an exercise of January."""
    made = await prepared(database, mode="simulated")
    connection = await asyncpg.connect(database)
    for month in ("2025-12-01", "2026-01-01", "2026-02-01"):
        await connection.execute(f"SELECT make_reading_month('{month}')")
    await connection.close()
    return made


@pytest.fixture
async def sql(database: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(database)
    yield connection
    await connection.close()


async def seq(sql: asyncpg.Connection) -> int:
    found: int = await sql.fetchval("SELECT seq FROM stream")
    return found


async def at(writer: StreamWriter, system: System, later: float) -> None:
    """Sets the clock to so many minutes after January's beginning, and stops it there."""
    outcome = await writer.submit(SetClock(system.by, JANUARY + minutes(later), STILL))
    assert outcome.answer.problem is None


async def fed(writer: StreamWriter, system: System) -> None:
    """Two hospitals' figures at the beginning."""
    await writer.submit(posting(system.by, reading(MKUH, "126", JANUARY), reading(BEDFORD, "90", JANUARY)))


async def test_a_simulated_clock_stands_still_until_it_is_set(
    database: str, system: System, sql: asyncpg.Connection
) -> None:
    stood = await sql.fetchval("SELECT last_at FROM stream")
    async with process(database) as writer:
        await writer.submit(Tick())
        assert writer.state is not None
        assert writer.state.last_at == stood
        await at(writer, system, 0)
        await fed(writer, system)
        assert writer.state.last_at == JANUARY


async def test_a_clock_is_never_set_behind_what_was_lived(
    database: str, system: System, sql: asyncpg.Connection
) -> None:
    async with process(database) as writer:
        await at(writer, system, 0)
        await fed(writer, system)
        before = await seq(sql)
        outcome = await writer.submit(SetClock(system.by, JANUARY - minutes(1), STILL))
    assert outcome.answer.problem is not None
    assert outcome.answer.problem[0] == "clock_behind"
    assert await seq(sql) == before


async def test_a_live_clock_cannot_be_set(database: str, sql: asyncpg.Connection) -> None:
    live = await prepared(database)
    async with process(database) as writer:
        outcome = await writer.submit(SetClock(live.by, None, Decimal(60)))
    assert outcome.answer.problem is not None
    assert outcome.answer.problem[0] == "live_clock"
    assert await seq(sql) == (await verify(sql, "QHG")).entries


async def test_what_falls_due_is_looked_at_once_by_two_tickers(
    database: str, system: System, sql: asyncpg.Connection
) -> None:
    async with process(database) as a, process(database) as b:
        await at(a, system, 0)
        await fed(a, system)
        await at(b, system, 300)
        await asyncio.gather(*(writer.submit(Tick()) for writer in (a, b, a, b)))
        settled = await seq(sql)
        await asyncio.gather(a.submit(Tick()), b.submit(Tick()))
    assert await seq(sql) == settled
    passed = [
        orjson.loads(row["body"]) for row in await sql.fetch("SELECT body FROM journal WHERE kind = 'passed'")
    ]
    looked = [(unit, entry["effective_at"]) for entry in passed for unit in entry["units"]]
    assert looked
    assert len(looked) == len(set(looked))
    assert (await verify(sql, "QHG")).problem is None
    overdue = await sql.fetchval("SELECT count(*) FROM timer WHERE due_at <= (SELECT last_at FROM stream)")
    assert overdue == 0


async def test_hours_passed_in_one_step_or_in_many_are_told_alike(database: str, system: System) -> None:
    async with process(database) as writer:
        await at(writer, system, 0)
        await fed(writer, system)
        beginning = writer.state
    assert beginning is not None
    once, many = lived(beginning, [300]), lived(beginning, [7 * n for n in range(1, 43)] + [300])
    assert once == many
    assert once[0]


def lived(state: StreamState, steps: list[int]) -> tuple[list[str], dict[str, Settled]]:
    """What is told when the clock is looked at after so many minutes, and how all stands then."""
    told = []
    for step in steps:
        moment = JANUARY + minutes(step)
        stood = state._replace(clock=StreamClock(moment, moment, STILL))
        decision = decide(stood, [Tick()], {}, moment, salted=bytes)
        told += [f"{entry.kind} {entry.body}" for entry in decision.entries]
        state = decision.state
    return told, {code: unit.settled for code, unit in state.units.items()}


async def test_a_running_clock_is_the_same_in_two_processes(database: str, system: System) -> None:
    async with process(database) as a, process(database) as b:
        await a.submit(SetClock(system.by, JANUARY, Decimal(60)))
        await fed(b, system)
        assert a.state is not None
        assert b.state is not None
        assert b.state.clock == a.state.clock
        assert b.state.last_at >= JANUARY
