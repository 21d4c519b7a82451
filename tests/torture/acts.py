"""What is done to one of several processes while boards watch and providers post."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import NamedTuple

import asyncpg

from app.embedded import running
from migrations.run import upgrade
from tests.boards import signed_in
from tests.running import filled, start, wait_until_ready
from tests.torture.campaign import new_database, proven, wait_for_more
from tests.torture.house import Company, company
from tests.torture.proof import verify_journal
from tests.torture.sending import Load, under_load
from tests.torture.truth import TruthfulBoard, Watch, all_live

STREAM = "QHG"
BOARDS = 12
BACK_SECONDS = 30.0
PEACE_SECONDS = 3.0
HELD_SECONDS = 15.0
CUT_SECONDS = 10.0
PORT = "SELECT inet_server_port()"
EAR = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'surgeline waking'"
CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE client_port = ANY($1::int[])"
TWICE = """
SELECT count(*) FROM (
    SELECT FROM journal WHERE kind = 'passed' GROUP BY stream, body HAVING count(*) > 1) AS twice
"""
"""Timers that were looked at twice for one moment."""


class Stage(NamedTuple):
    """What acts have at hand. `sql` sees everything."""

    company: Company
    dsn: str
    folder: Path
    sql: asyncpg.Connection


async def killed(stage: Stage) -> None:
    """One process is killed, and started again after a while on its port."""
    victim = stage.company.members[0].running
    await asyncio.to_thread(victim.kill)
    await asyncio.sleep(5)
    port = int(victim.url.rpartition(":")[2])
    again = await asyncio.to_thread(start, stage.dsn, port=port, log=stage.folder / "service-again.log")
    stage.company.again.append(again)
    await asyncio.to_thread(wait_until_ready, again.url)


async def frozen(stage: Stage) -> None:
    """One process stands still for a quarter of a minute."""
    victim = stage.company.members[1]
    victim.freeze()
    await asyncio.sleep(HELD_SECONDS)
    victim.thaw()


async def cut_off(stage: Stage) -> None:
    """Every connection of one process to the database is ended, again and again."""
    victim = stage.company.members[1]
    port: int = await stage.sql.fetchval(PORT)
    until = time.monotonic() + CUT_SECONDS
    while time.monotonic() < until:
        await stage.sql.execute(CUT, victim.database_ports(port))
        await asyncio.sleep(0.1)


async def deafened(stage: Stage) -> None:
    """The connections on which processes hear of one another are ended."""
    await stage.sql.execute(EAR)
    await asyncio.sleep(3)


ACTS: dict[str, Callable[[Stage], Awaitable[None]]] = {
    "deafened": deafened,
    "cut from the database": cut_off,
    "frozen": frozen,
    "killed": killed,
}


class Told(NamedTuple):
    """What came of one act. Seconds; `lies`: how often a board claimed to be live and was behind by 10 s."""

    act: str
    lies: int
    looks: int
    longest_grey: float
    back_after: float
    posts: int

    def line(self) -> str:
        """For people."""
        return (
            f"{self.act}: {self.lies} lies in {self.looks} looks at {BOARDS} boards; the longest grey"
            f" {self.longest_grey:.1f} s; all live again {self.back_after:.1f} s after;"
            f" {self.posts} posts acknowledged meanwhile"
        )


class Outcome(NamedTuple):
    """What must be nothing is nothing: lost, doubled, strange readings; wrong answers; timers that fired twice."""

    told: list[Told]
    lost: int
    doubled: int
    strange: int
    wrong: list[str]
    twice: int
    acknowledged: int

    def lines(self) -> list[str]:
        """For people."""
        whole = (
            f"{self.acknowledged} posts acknowledged, {self.lost} readings lost, {self.doubled} doubled,"
            f" {self.twice} timers fired twice, {len(self.wrong)} wrong answers"
        )
        return [*(one.line() for one in self.told), whole]

    def bad(self) -> bool:
        """Whether anything is that must not be."""
        lies = any(one.lies for one in self.told)
        return lies or bool(self.lost or self.doubled or self.strange or self.twice or self.wrong)


def company_of(
    folder: Path, *, members: int = 2, acts: Sequence[str] = tuple(ACTS), seed: int = 1
) -> Outcome:
    """Several processes behind nginx on one durable PostgreSQL, and what is done to one of them."""
    with running(folder / "cluster", durable=True, fresh=True) as cluster:
        dsn = asyncio.run(new_database(cluster))
        upgrade(dsn)
        made = asyncio.run(filled(dsn))
        with (
            company(dsn, folder, members) as house,
            under_load(house.url, made, clients=4, seed=seed) as load,
        ):
            wait_for_more(load, 20)
            told = asyncio.run(performed(house, dsn, folder, load, acts))
            wait_for_more(load, 10)
        verify_journal(dsn)
        found = asyncio.run(proven(dsn, made.stream, load))
        twice = asyncio.run(fired_twice(dsn))
    return Outcome(
        told,
        len(found.lost),
        len(found.doubled),
        len(found.strange),
        load.wrong,
        twice,
        len(load.acknowledged),
    )


async def performed(house: Company, dsn: str, folder: Path, load: Load, acts: Sequence[str]) -> list[Told]:
    """The acts, with a connection that sees everything."""
    sql = await asyncpg.connect(dsn)
    try:
        return await played(Stage(house, dsn, folder, sql), load, acts)
    finally:
        await sql.close()


async def played(stage: Stage, load: Load, acts: Sequence[str]) -> list[Told]:
    """Each act in turn, with boards watching through nginx."""
    told = []
    async with AsyncExitStack() as stack:
        browser = await stack.enter_async_context(signed_in(stage.company.url))
        boards = [await stack.enter_async_context(TruthfulBoard(browser, STREAM)) for _ in range(BOARDS)]
        await all_live(boards, BACK_SECONDS)
        for act in acts:
            watch = Watch(boards, stage.dsn, STREAM)
            watch.start()
            posts = len(load.acknowledged)
            await ACTS[act](stage)
            back = await all_live(boards, BACK_SECONDS)
            await asyncio.sleep(PEACE_SECONDS)
            await watch.stop()
            acknowledged = len(load.acknowledged) - posts
            told.append(Told(act, len(watch.lies), watch.looked, max(watch.grey), back, acknowledged))
        await asyncio.gather(*(board.until_right() for board in boards))
    return told


async def fired_twice(dsn: str) -> int:
    """How many timers were."""
    sql = await asyncpg.connect(dsn)
    try:
        found: int = await sql.fetchval(TWICE)
        return found
    finally:
        await sql.close()
