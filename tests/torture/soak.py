"""An ordinary day's traffic for as long as you like: memory, connections, tasks and files must stay flat."""

import asyncio
import random
import statistics
import time
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import asyncpg
import httpx
import psutil

from app.embedded import running
from migrations.run import upgrade
from tests.boards import signed_in
from tests.running import Filled, filled, start, wait_until_ready
from tests.torture.campaign import new_database, proven
from tests.torture.crowd import Restless
from tests.torture.proof import verify_journal
from tests.torture.providers import Seen, provide
from tests.torture.sending import Load

PROVIDERS, EVERY_SECONDS, BOARDS = 20, 1.0, 30
SAMPLE_SECONDS = 5.0
WARM = 0.3
"""Of the time, at the beginning: caches fill, pools open."""
GROWTH = 0.05
"""Of memory, from the middle stretch to the last: more is a leak."""
BACKENDS = "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'surgeline%'"


class Sample(NamedTuple):
    """The service at a moment."""

    minutes: float
    megabytes: float
    tasks: float
    files: int
    backends: int


class Outcome(NamedTuple):
    """All samples, and what was lost on the way."""

    minutes: float
    posts: int
    lost: int
    samples: list[Sample]

    def lines(self) -> list[str]:
        """For people."""
        early, late = self.stretches()
        return [
            f"{self.minutes:.0f} min, {self.posts} posts acknowledged, {self.lost} readings lost",
            f"memory {middle(early, 'megabytes'):.1f} MB, then {middle(late, 'megabytes'):.1f} MB",
            f"tasks {middle(early, 'tasks'):.0f}, then {middle(late, 'tasks'):.0f}",
            f"open files {middle(early, 'files'):.0f}, then {middle(late, 'files'):.0f}",
            f"connections to the database {middle(early, 'backends'):.0f}, then {middle(late, 'backends'):.0f}",
        ]

    def stretches(self) -> tuple[list[Sample], list[Sample]]:
        """The samples after it was warm: the first half of them, and the second."""
        warm = self.samples[int(len(self.samples) * WARM) :]
        return warm[: len(warm) // 2], warm[len(warm) // 2 :]

    def bad(self) -> bool:
        """Whether something grew, or was lost."""
        early, late = self.stretches()
        grew = middle(late, "megabytes") > middle(early, "megabytes") * (1 + GROWTH)
        more = any(
            middle(late, what) > middle(early, what) + allowed
            for what, allowed in (("tasks", 10), ("files", BOARDS / 2), ("backends", 3))
        )
        return grew or more or self.lost > 0


def middle(samples: list[Sample], what: str) -> float:
    """The median of one thing."""
    return float(statistics.median(getattr(sample, what) for sample in samples))


def soak_of(folder: Path, *, minutes: float) -> Outcome:
    """Providers post, boards come and go."""
    with running(folder / "cluster", durable=True, fresh=True) as cluster:
        dsn = asyncio.run(new_database(cluster))
        upgrade(dsn)
        made = asyncio.run(filled(dsn))
        service = start(dsn, log=folder / "service.log")
        try:
            wait_until_ready(service.url)
            load = Load(datetime.now(UTC) - timedelta(hours=1), random.Random(1))
            process = psutil.Process(service.process.pid)
            samples = asyncio.run(soaked(service.url, dsn, made, load, process, minutes))
        finally:
            service.kill()
        verify_journal(dsn)
        found = asyncio.run(proven(dsn, made.stream, load))
    return Outcome(minutes, len(load.acknowledged), len(found.lost), samples)


async def soaked(
    url: str, dsn: str, made: Filled, load: Load, process: psutil.Process, minutes: float
) -> list[Sample]:
    """The traffic, and a sample now and then."""
    samples: list[Sample] = []
    async with AsyncExitStack() as stack:
        browser = await stack.enter_async_context(signed_in(url))
        for number in range(BOARDS):
            board = Restless(browser, made.stream)
            board.chance = random.Random(number)
            await stack.enter_async_context(board)
        headers = {"authorization": f"Bearer {made.key}"}
        sender = await stack.enter_async_context(httpx.AsyncClient(base_url=url, headers=headers, timeout=15))
        sql = await asyncpg.connect(dsn)
        seen = Seen()
        providers = [
            asyncio.create_task(provide(load, sender, seen, EVERY_SECONDS)) for _ in range(PROVIDERS)
        ]
        began = time.monotonic()
        while time.monotonic() - began < minutes * 60:
            await asyncio.sleep(SAMPLE_SECONDS)
            samples.append(await sampled(browser, sql, process, (time.monotonic() - began) / 60))
        load.stopping = True
        await asyncio.gather(*providers)
        await sql.close()
    return samples


async def sampled(
    client: httpx.AsyncClient, sql: asyncpg.Connection, process: psutil.Process, minutes: float
) -> Sample:
    """The service as it is now."""
    text = (await client.get("/metrics")).text
    tasks = next(float(line.split()[-1]) for line in text.splitlines() if line.startswith("surgeline_tasks "))
    backends: int = await sql.fetchval(BACKENDS)
    return Sample(minutes, process.memory_info().rss / 2**20, tasks, process.num_fds(), backends)
