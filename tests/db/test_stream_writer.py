"""The writer of a stream on a real database: repeats, company, refusals, restarts, late figures."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import asyncpg
import orjson
import pytest

from app.clock_guard import ClockGuard
from app.db.connection import Connection
from app.decided import Decision, StreamState
from app.journal.verify import verify
from app.pipeline import decide
from app.stream.configurations import Configurations
from app.stream.reload import NoSuchStream, lock_and_reload
from app.stream.writer import ClockOff, KeyReused, NotPermitted, Outcome, Unavailable
from app.stream.writers import Writers
from tests.onduty import until
from tests.writing import BEDFORD, MKUH, System, minutes, posting, prepared, process, reading

WAITS_FOR_THE_ROW = (
    "FROM pg_stat_activity WHERE application_name = 'surgeline writer' AND datname = current_database()"
    " AND wait_event_type = 'Lock'"
)


@pytest.fixture
async def system(database: str) -> System:
    return await prepared(database)


@pytest.fixture
async def sql(database: str) -> AsyncIterator[asyncpg.Connection]:
    """The superuser's connection: it sees everything."""
    connection = await asyncpg.connect(database)
    yield connection
    await connection.close()


async def reloaded(sql: asyncpg.Connection) -> StreamState:
    """The stream as a process sees it that has just started."""
    configurations = Configurations()
    await configurations.read(sql, await sql.fetchval("SELECT config_sha FROM stream WHERE code = 'QHG'"))
    async with sql.transaction():
        return await lock_and_reload(sql, "QHG", None, configurations)


async def events(sql: asyncpg.Connection, kind: str) -> list[dict[str, object]]:
    rows = await sql.fetch("SELECT body FROM journal WHERE kind = $1 ORDER BY seq", kind)
    return [orjson.loads(row["body"]) for row in rows]


def verdicts(outcome: Outcome) -> list[str]:
    return [verdict.verdict for verdict in outcome.answer.verdicts]


class Watched(Configurations):
    """Finds out, while a configuration is read, whether somebody else could write the stream."""

    def __init__(self, other: asyncpg.Connection) -> None:
        super().__init__()
        self.other = other
        self.free = False

    async def read(self, connection: Connection, sha: str) -> None:
        async with self.other.transaction():
            self.free = bool(await self.other.fetch("SELECT FROM stream FOR UPDATE NOWAIT"))
        await super().read(connection, sha)


async def test_nobody_waits_while_a_process_reads_its_configuration(
    database: str, system: System, sql: asyncpg.Connection
) -> None:
    watched = Watched(sql)
    async with process(database, configurations=watched) as writer:
        outcome = await writer.submit(posting(system.by, reading(MKUH, "110", system.now)))
    assert verdicts(outcome) == ["accepted"]
    assert watched.free


async def test_the_same_key_and_body_get_the_same_answer_and_nothing_is_written(
    database: str, system: System, sql: asyncpg.Connection
) -> None:
    post = posting(system.by, reading(MKUH, "110", system.now), key="k1", body=b"one")
    async with process(database) as writer:
        first = await writer.submit(post)
        again = await writer.submit(post)
    async with process(database) as after_restart:
        later = await after_restart.submit(post)
    assert (first.replayed, again.replayed, later.replayed) == (False, True, True)
    assert first.answer == again.answer == later.answer
    assert await sql.fetchval("SELECT count(*) FROM reading") == 1


async def test_the_same_key_twice_at_once_is_written_once(
    database: str, system: System, sql: asyncpg.Connection
) -> None:
    post = posting(system.by, reading(MKUH, "110", system.now), key="k1", body=b"one")
    async with process(database) as a, process(database) as b:
        outcomes = await asyncio.gather(*(writer.submit(post) for writer in (a, b, a, b)))
    assert sum(not outcome.replayed for outcome in outcomes) == 1
    assert len({outcome.answer for outcome in outcomes}) == 1
    assert await sql.fetchval("SELECT count(*) FROM journal WHERE kind = 'readings'") == 1


async def test_the_same_key_with_another_body_is_refused_and_others_in_the_batch_are_not(
    database: str, system: System
) -> None:
    async with process(database) as writer:
        await writer.submit(posting(system.by, reading(MKUH, "110", system.now), key="k1", body=b"one"))
        reused, other = await asyncio.gather(
            writer.submit(posting(system.by, reading(MKUH, "99", system.now), key="k1", body=b"two")),
            writer.submit(posting(system.by, reading(BEDFORD, "99", system.now), key="k2", body=b"three")),
            return_exceptions=True,
        )
    assert isinstance(reused, KeyReused)
    assert isinstance(other, Outcome)
    assert verdicts(other) == ["accepted"]


async def test_keys_of_two_senders_do_not_meet(database: str, system: System) -> None:
    async with process(database) as writer:
        ours = await writer.submit(posting(system.by, reading(MKUH, "110", system.now), key="k", body=b"1"))
        theirs = await writer.submit(
            posting(system.by_mkuh, reading(MKUH, "111", system.now), key="k", body=b"2")
        )
    assert not ours.replayed
    assert not theirs.replayed


async def test_two_processes_writing_one_stream_neither_lose_nor_fork(
    database: str, system: System, sql: asyncpg.Connection
) -> None:
    async with process(database) as a, process(database) as b:
        await asyncio.gather(
            *(
                (a, b)[n % 2].submit(
                    posting(
                        system.by, reading((MKUH, BEDFORD)[n // 2 % 2], str(60 + n), system.now - minutes(n))
                    )
                )
                for n in range(60)
            )
        )
        for n in range(10):
            await (a, b)[n % 2].submit(
                posting(system.by, reading(MKUH, str(130 + n), system.now + minutes(n / 100)))
            )
    assert await sql.fetchval("SELECT count(*) FROM reading") == 70
    assert (await verify(sql, "QHG")).problem is None
    rows = await sql.fetch("SELECT body FROM picture WHERE unit = $1", MKUH)
    assert orjson.loads(rows[0]["body"])["held"]["ed.majors_resus_occupancy_pct"]["scores"]["value"] == "139"


async def test_a_submission_that_the_database_refuses_fails_alone(
    database: str, system: System, sql: asyncpg.Connection
) -> None:
    async with process(database) as writer:
        await writer.submit(posting(system.by, reading(MKUH, "100", system.now - minutes(30))))
        not_theirs = posting(system.by_mkuh, reading(BEDFORD, "150", system.now))
        outcomes = await asyncio.gather(
            writer.submit(posting(system.by, reading(MKUH, "110", system.now))),
            writer.submit(not_theirs),
            writer.submit(posting(system.by, reading(BEDFORD, "111", system.now))),
            return_exceptions=True,
        )
    assert isinstance(outcomes[1], NotPermitted)
    assert [verdicts(o) for o in outcomes if isinstance(o, Outcome)] == [["accepted"], ["accepted"]]
    held = {(row["unit"], int(row["value"])) for row in await sql.fetch("SELECT unit, value FROM reading")}
    assert held == {(MKUH, 100), (MKUH, 110), (BEDFORD, 111)}
    assert (await verify(sql, "QHG")).problem is None


async def test_a_submission_that_no_rule_was_made_for_fails_alone(database: str, system: System) -> None:
    async with process(database) as writer:
        await writer.submit(posting(system.by, reading(MKUH, "100", system.now - minutes(30))))
        outcomes = await asyncio.gather(
            writer.submit(posting(system.by, reading(MKUH, "110", system.now))),
            writer.submit(posting(system.by, reading(MKUH, "1", system.now, metric="no.such_metric"))),
            writer.submit(posting(system.by, reading(BEDFORD, "111", system.now))),
            return_exceptions=True,
        )
    assert isinstance(outcomes[1], Unavailable)
    assert [verdicts(o) for o in outcomes if isinstance(o, Outcome)] == [["accepted"], ["accepted"]]


async def test_a_restart_reproduces_the_state_and_decides_the_same(
    database: str, system: System, sql: asyncpg.Connection
) -> None:
    now = system.now
    async with process(database) as writer:
        await writer.submit(posting(system.by, reading(MKUH, "110", now - minutes(50))))
        await writer.submit(
            posting(
                system.by,
                reading(MKUH, "126", now - minutes(20)),
                reading(MKUH, None, now - minutes(10), metric="beds.ga_occupancy_pct"),
                reading(BEDFORD, "96.45", now - minutes(20), metric="beds.ga_occupancy_pct"),
            )
        )
        await writer.submit(posting(system.by, reading(MKUH, "10", now - minutes(5))))
        remembered = writer.state
    assert remembered is not None
    read = await reloaded(sql)
    assert read.head == remembered.head
    assert read.clock == remembered.clock
    assert read.units.keys() == remembered.units.keys()
    for code, unit in remembered.units.items():
        assert read.units[code]._replace(travel={}) == unit._replace(travel={})
    later = posting(system.by, reading(MKUH, "11", now), reading(BEDFORD, "97", now))
    for moment in (now + minutes(1), now + minutes(90), now + minutes(60 * 30)):
        assert without_plan(decide(read, [later], {}, moment, bytes)) == without_plan(
            decide(remembered, [later], {}, moment, bytes)
        )


def without_plan(decision: Decision) -> dict[str, object]:
    """What is written, in words that can be compared."""
    written = decision._asdict()
    state = written.pop("state")
    return {**written, "pictures": {code: state.units[code].body for code in decision.changed}}


async def test_a_late_figure_is_kept_superseded_and_said_to_revise_the_past(
    database: str, system: System, sql: asyncpg.Connection
) -> None:
    async with process(database) as writer:
        await writer.submit(posting(system.by, reading(MKUH, "70", system.now - minutes(40))))
        await writer.submit(posting(system.by, reading(MKUH, "75", system.now - minutes(10))))
        late = await writer.submit(posting(system.by, reading(MKUH, "130", system.now - minutes(20))))
    assert verdicts(late) == ["superseded"]
    (revised,) = await events(sql, "past_revised")
    assert (revised["unit"], revised["metric"]) == (MKUH, "ed.majors_resus_occupancy_pct")
    held = orjson.loads(await sql.fetchval("SELECT body FROM picture WHERE unit = $1", MKUH))["held"]
    assert held["ed.majors_resus_occupancy_pct"]["scores"]["value"] == "75"


async def test_a_late_figure_that_says_what_stood_anyway_revises_nothing(
    database: str, system: System, sql: asyncpg.Connection
) -> None:
    async with process(database) as writer:
        await writer.submit(posting(system.by, reading(MKUH, "70", system.now - minutes(40))))
        await writer.submit(posting(system.by, reading(MKUH, "75", system.now - minutes(10))))
        await writer.submit(posting(system.by, reading(MKUH, "70", system.now - minutes(20))))
    assert await events(sql, "past_revised") == []


async def test_the_later_of_two_figures_for_one_time_is_a_correction_and_the_first_never_comes_back(
    database: str, system: System, sql: asyncpg.Connection
) -> None:
    first, corrected = reading(MKUH, "96", system.now), reading(MKUH, "99", system.now)
    async with process(database) as writer:
        outcomes = [
            await writer.submit(posting(system.by, one)) for one in (first, corrected, first, corrected)
        ]
    assert [verdicts(outcome) for outcome in outcomes] == [
        ["accepted"],
        ["accepted"],
        ["duplicate"],
        ["duplicate"],
    ]
    held = orjson.loads(await sql.fetchval("SELECT body FROM picture WHERE unit = $1", MKUH))["held"]
    assert held["ed.majors_resus_occupancy_pct"]["scores"]["value"] == "99"
    assert await sql.fetchval("SELECT count(*) FROM reading") == 2


async def test_a_lost_connection_costs_one_answer_and_no_fact(
    database: str, system: System, sql: asyncpg.Connection
) -> None:
    async with process(database) as writer:
        await writer.submit(posting(system.by, reading(MKUH, "100", system.now), key="a", body=b"a"))
        await sql.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'surgeline writer' AND datname = current_database()"
        )
        outcomes = [
            await asyncio.gather(
                writer.submit(posting(system.by, reading(BEDFORD, "101", system.now), key="b", body=b"b")),
                return_exceptions=True,
            )
            for _ in range(3)
        ]
    assert isinstance(outcomes[-1][0], Outcome)
    assert await sql.fetchval("SELECT count(*) FROM reading") == 2
    assert (await verify(sql, "QHG")).problem is None


async def test_a_transaction_ended_before_its_commit_is_made_again_and_the_caller_hears_nothing_of_it(
    database: str, system: System, sql: asyncpg.Connection
) -> None:
    async with process(database) as writer:
        async with sql.transaction():
            await sql.execute("SELECT FROM stream FOR UPDATE")
            told = asyncio.ensure_future(writer.submit(posting(system.by, reading(MKUH, "100", system.now))))
            await until(lambda: sql.fetchval(f"SELECT count(pg_terminate_backend(pid)) {WAITS_FOR_THE_ROW}"))
        outcome = await told
    assert verdicts(outcome) == ["accepted"]
    assert await sql.fetchval("SELECT count(*) FROM reading") == 1
    assert (await verify(sql, "QHG")).problem is None


async def test_a_process_whose_clock_is_off_writes_nothing_until_it_is_right_again(
    database: str, system: System, sql: asyncpg.Connection
) -> None:
    guard = ClockGuard()
    async with process(database, guard=guard) as writer:
        guard.compare(system.now - timedelta(hours=2), guard.steady())
        with pytest.raises(ClockOff, match="s ahead of the database"):
            await writer.submit(posting(system.by, reading(MKUH, "100", system.now)))
        assert await sql.fetchval("SELECT count(*) FROM reading") == 0
        guard.compare(guard.now(), guard.steady())
        assert verdicts(await writer.submit(posting(system.by, reading(MKUH, "100", system.now)))) == [
            "accepted"
        ]


async def test_a_stream_that_is_not_here_is_said_not_to_be(database: str, system: System) -> None:
    async with process(database) as writer:
        nowhere = Writers(writer.pool, writer.configurations, writer.committed, writer.guard)
        with pytest.raises(NoSuchStream):
            await nowhere.of("QXX").submit(posting(system.by, reading(MKUH, "1", system.now)))
        await nowhere.close()


async def test_who_still_waits_when_the_service_stops_is_told_so(database: str, system: System) -> None:
    async with process(database) as writer:
        waiting = [
            asyncio.ensure_future(
                writer.submit(posting(system.by, reading(MKUH, str(n), system.now - minutes(n))))
            )
            for n in range(100)
        ]
        await asyncio.sleep(0)
        waiting[80].cancel()
    outcomes = await asyncio.gather(*waiting, return_exceptions=True)
    assert all(isinstance(outcome, BaseException | Outcome) for outcome in outcomes)
