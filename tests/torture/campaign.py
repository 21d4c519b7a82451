"""Rounds of kill -9, in turn of the service and of PostgreSQL, while clients post."""

import asyncio
import random
import shutil
import time
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import asyncpg

from app.embedded import Cluster, running
from migrations.run import upgrade
from tests.running import Running, filled, start, wait_until_ready
from tests.torture.proof import Found, check_whole, compared, verify_journal
from tests.torture.sending import Load, under_load

DATABASE = "torture"
PATIENCE_SECONDS = 60


class Figures(NamedTuple):
    """What a campaign comes to. Seconds are from the killed process's return to the next acknowledgement."""

    rounds: int
    acknowledged: int
    sent_again: int
    found: Found
    wrong: tuple[str, ...]
    seconds_to_ready: tuple[float, ...]

    def line(self) -> str:
        """For people."""
        slowest = max(self.seconds_to_ready, default=0)
        return (
            f"kill -9: {self.rounds} rounds, {self.acknowledged} posts acknowledged, "
            f"{self.sent_again} sent again, {len(self.found.lost)} readings lost, "
            f"{len(self.found.doubled)} doubled, "
            f"answering again after {slowest:.1f} s at most"
        )

    def lines(self) -> list[str]:
        """For people, as every tool has them."""
        return [self.line()]

    def bad(self) -> bool:
        """Whether anything is that must not be."""
        return any(self.found) or bool(self.wrong)


def campaign(folder: Path, *, rounds: int, seed: int, clients: int = 8) -> Figures:
    """Kills and proves, on a durable PostgreSQL of its own in `folder`. Raises AssertionError."""
    with running(folder, durable=True, fresh=True) as cluster:
        dsn = asyncio.run(new_database(cluster))
        upgrade(dsn)
        made = asyncio.run(filled(dsn))
        log = folder.parent / "service.log"
        service = Service(dsn, log)
        with closing(service):
            chance = random.Random(seed)
            seconds = []
            with under_load(service.url, made, clients=clients, seed=seed) as load:
                for number in range(rounds):
                    wait_for_more(load, chance.randint(20, 150))
                    seconds.append(kill_one(service if number % 2 == 0 else cluster, load, service.url))
                wait_for_more(load, 10)
        verify_journal(dsn)
        found = asyncio.run(proven(dsn, made.stream, load))
    shutil.rmtree(folder, ignore_errors=True)
    return Figures(rounds, len(load.acknowledged), load.sent_again, found, tuple(load.wrong), tuple(seconds))


class Service:
    """`surgeline serve`, killed and started again on its port."""

    def __init__(self, dsn: str, log: Path) -> None:
        self.dsn = dsn
        self.log = log
        self.running: Running = start(dsn, log=log)
        self.url = self.running.url
        wait_until_ready(self.url)

    def kill(self) -> None:
        """As the kernel would."""
        self.running.kill()

    def start(self) -> None:
        """On the same port."""
        self.running = start(self.dsn, port=int(self.url.rpartition(":")[2]), log=self.log)

    def close(self) -> None:
        """For good."""
        self.running.kill()


def kill_one(victim: Service | Cluster, load: Load, url: str) -> float:
    """Kills, starts again; seconds from then until posts are acknowledged and the service is ready."""
    victim.kill()
    victim.start()
    began = time.monotonic()
    wait_for_more(load, 1)
    wait_until_ready(url)
    return time.monotonic() - began


def wait_for_more(load: Load, posts: int) -> None:
    """Until so many more posts have been acknowledged."""
    wanted, deadline = len(load.acknowledged) + posts, time.monotonic() + PATIENCE_SECONDS
    while len(load.acknowledged) < wanted:
        if load.failed is not None:
            raise load.failed
        assert time.monotonic() < deadline, f"nothing was acknowledged; {load.wrong[-1:]}"
        time.sleep(0.001)


async def new_database(cluster: Cluster) -> str:
    """An empty database, and its DSN."""
    connection = await asyncpg.connect(cluster.dsn())
    await connection.execute(f"CREATE DATABASE {DATABASE}")
    await connection.close()
    return cluster.dsn(DATABASE)


async def proven(dsn: str, stream: str, load: Load) -> Found:
    """Everything that must hold, held against the database."""
    connection = await asyncpg.connect(dsn)
    try:
        await check_whole(connection, stream, load)
        return await compared(connection, load)
    finally:
        await connection.close()
