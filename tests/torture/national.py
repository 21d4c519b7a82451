"""National scale rehearsed: every hospital and care home, a thousand boards, bursts; and what it costs."""

import asyncio
import itertools
import os
import random
import statistics
import time
from collections.abc import Iterator, MutableMapping
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

import asyncpg
import httpx
import orjson
import psutil
from websockets.asyncio.client import ClientConnection

from app.embedded import Cluster, running
from migrations.run import upgrade
from tests.bench.crowd import VALUES
from tests.bench.ingest import METRICS
from tests.boards import AWAY, cookie_of, live, signed_in
from tests.running import Running, start, wait_until_ready
from tests.torture.campaign import new_database
from tests.torture.country import SYSTEMS, code_of, fill, homes_of
from tests.torture.proof import verify_journal

BOARDS = 1_000
HOSPITAL_SECONDS, DAY_SECONDS = 900.0, 86_400.0
"""A hospital posts each quarter of an hour, a care home once a day."""
SENDERS = 64
BURST_WAIT_SECONDS = 60.0


class Load(NamedTuple):
    """What is rehearsed. `times`: as many as the national rate; `minutes` of it; then bursts."""

    times: float
    minutes: float
    systems: int = SYSTEMS
    boards: int = BOARDS
    processes: int = 1


class Cost(NamedTuple):
    """Of a stretch. Shares of one core; megabytes at its end; milliseconds of posts."""

    posts: int
    rows: int
    service: float
    database: float
    memory: float
    disk_per_day: float
    p50: float
    p99: float
    failed: int


class Burst(NamedTuple):
    """Every hospital at once. Seconds until all were answered, and until the last board had heard of it."""

    posts: int
    failed: int
    answered_after: float
    boards_after: float
    why: str | None


class Outcome(NamedTuple):
    """A rehearsal."""

    load: Load
    cost: Cost
    bursts: list[Burst]
    boards_connected: int
    wrong: list[str]

    def lines(self) -> list[str]:
        """For people."""
        load, cost = self.load, self.cost
        first = (
            f"{load.times:g} times the national rate for {load.minutes:g} min, {load.processes} process(es),"
            f" {load.systems} systems, {self.boards_connected} boards: {cost.posts} posts of {cost.rows} readings,"
            f" p50 {cost.p50:.0f} ms, p99 {cost.p99:.0f} ms, {cost.failed} failed"
        )
        second = (
            f"service {cost.service:.0%} of a core, PostgreSQL {cost.database:.0%}, memory {cost.memory:.0f} MB,"
            f" disk {cost.disk_per_day:.1f} GB a day at this rate"
        )
        bursts = [
            f"burst: {one.posts} posts in one second, all answered after {one.answered_after:.1f} s, the last board"
            f" told after {one.boards_after:.1f} s, {one.failed} failed"
            for one in self.bursts
        ]
        return [first, second, *bursts, *(f"NOT AS IT MUST BE: {one}" for one in self.wrong)]

    def bad(self) -> bool:
        """Whether anything is that must not be."""
        return bool(self.wrong)


def national_of(folder: Path, load: Load) -> Outcome:
    """The whole rehearsal, on processes of its own."""
    with running(folder / "cluster", durable=True, fresh=True) as cluster:
        dsn = asyncio.run(new_database(cluster))
        upgrade(dsn)
        hospitals, homes = asyncio.run(fill(dsn, load.systems))
        services: list[Running] = []
        try:
            services += (start(dsn, log=folder / f"service-{n}.log") for n in range(load.processes))
            for service in services:
                wait_until_ready(service.url)
            outcome = asyncio.run(rehearsed(cluster, dsn, services, load, hospitals, homes))
        finally:
            for service in services:
                service.kill()
        verify_journal(dsn)
    return outcome


async def rehearsed(
    cluster: Cluster,
    dsn: str,
    services: list[Running],
    load: Load,
    hospitals: dict[str, str],
    homes: dict[str, str],
) -> Outcome:
    """Boards connect in a process of their own; figures are posted from here."""
    urls = [service.url for service in services]
    loop = asyncio.get_running_loop()
    context = get_context("spawn")
    with ProcessPoolExecutor(1, context) as pool, context.Manager() as manager:
        shared: Shared = manager.dict(stop=False, connected=0, heads={})
        watching = loop.run_in_executor(pool, watch_for_ever, urls, load.systems, load.boards, shared)
        while shared["connected"] < load.boards:
            await asyncio.sleep(0.2)
            if watching.done():
                watching.result()
        sql = await asyncpg.connect(dsn)
        cost = await posted(cluster, services, posts_of(load, hospitals, homes), sql)
        bursts = [await burst(urls, hospitals, sql, shared) for _ in range(3)]
        connected = int(shared["connected"])
        shared["stop"] = True
        await watching
        await sql.close()
    wrong = [f"{cost.failed} posts failed"] if cost.failed else []
    wrong += [f"{one.failed} posts of a burst failed: {one.why}" for one in bursts if one.failed]
    return Outcome(load, cost, bursts, connected, wrong)


Shared = MutableMapping[str, Any]
"""Between the two processes: `stop`, `connected`, and of each system up to where its slowest board was told."""


class Post(NamedTuple):
    """What is sent when, in seconds from the beginning, and by whom."""

    at: float
    key: str
    body: bytes
    rows: int


def posts_of(load: Load, hospitals: dict[str, str], homes: dict[str, str]) -> list[Post]:
    """Everything of the stretch, in order. Bodies are made when they are sent: the time is theirs."""
    seconds, chance = load.minutes * 60, random.Random(1)
    found: list[Post] = []
    for unit, key in hospitals.items():
        every = HOSPITAL_SECONDS / load.times
        begins = chance.uniform(0, every)
        found += [Post(at, key, unit.encode(), 12) for at in times(begins, every, seconds)]
    for number in range(load.systems):
        for unit in homes_of(number):
            every = DAY_SECONDS / load.times
            begins = chance.uniform(0, every)
            found += [
                Post(at, homes[code_of(number)], unit.encode(), 2) for at in times(begins, every, seconds)
            ]
    return sorted(found)


def times(begins: float, every: float, until: float) -> Iterator[float]:
    """From the first, again and again."""
    return itertools.takewhile(lambda at: at < until, itertools.count(begins, every))


def body_of(unit: str, number: int) -> bytes:
    """A hospital's nine judged figures and three others, or a care home's two."""
    at = datetime.now(UTC).isoformat()
    if "-C" in unit:
        values: dict[str, float] = {
            "council.capacity_vacancies": number % 12,
            "council.care_packages_waiting": number % 5,
        }
    else:
        values = dict(zip(METRICS, VALUES[(number // 7) % 4], strict=True))
        values |= {f"ambulance.{name}": 10 + number % 7 for name in OTHERS}
    return orjson.dumps(
        [
            {"organisation": unit, "metric": metric, "value": value, "observed_at": at}
            for metric, value in values.items()
        ]
    )


OTHERS = ("waiting_now", "handovers_since_midnight", "en_route")


async def posted(
    cluster: Cluster, services: list[Running], posts: list[Post], sql: asyncpg.Connection
) -> Cost:
    """All posts at their times, and what it cost."""
    processes = [psutil.Process(service.process.pid) for service in services]
    database = psutil.Process(cluster.pid)
    size: int = await sql.fetchval("SELECT pg_database_size(current_database())")
    began, used, used_by_database = time.monotonic(), cpu_of(processes), cpu_of_tree(database)
    milliseconds: list[float] = []
    failed: list[str] = []
    waiting: asyncio.Queue[Post | None] = asyncio.Queue()
    async with httpx.AsyncClient(timeout=30, limits=httpx.Limits(max_connections=SENDERS)) as client:
        senders = [
            asyncio.create_task(send_from(waiting, client, services, milliseconds, failed))
            for _ in range(SENDERS)
        ]
        for post in posts:
            await asyncio.sleep(max(0.0, began + post.at - time.monotonic()))
            waiting.put_nowait(post)
        for _ in senders:
            waiting.put_nowait(None)
        await asyncio.gather(*senders)
    seconds = time.monotonic() - began
    grown: int = await sql.fetchval("SELECT pg_database_size(current_database())") - size
    ordered = sorted(milliseconds) or [0.0]
    return Cost(
        posts=len(posts),
        rows=sum(post.rows for post in posts),
        service=(cpu_of(processes) - used) / seconds,
        database=(cpu_of_tree(database) - used_by_database) / seconds,
        memory=sum(process.memory_info().rss for process in processes) / 2**20,
        disk_per_day=grown / seconds * DAY_SECONDS / 2**30,
        p50=statistics.median(ordered),
        p99=ordered[int(len(ordered) * 0.99)],
        failed=len(failed),
    )


async def send_from(
    waiting: "asyncio.Queue[Post | None]",
    client: httpx.AsyncClient,
    services: list[Running],
    milliseconds: list[float],
    failed: list[str],
) -> None:
    """One sender; each post goes to the next process."""
    for number in itertools.count():
        post = await waiting.get()
        if post is None:
            return
        asked = time.monotonic()
        url = services[number % len(services)].url
        await sent(client, url, post.key, body_of(post.body.decode(), number), failed)
        milliseconds.append((time.monotonic() - asked) * 1000)


async def sent(client: httpx.AsyncClient, url: str, key: str, body: bytes, failed: list[str]) -> None:
    """One post; what is not taken is noted."""
    headers = {"authorization": f"Bearer {key}", "content-type": "application/json"}
    try:
        answer = await client.post(f"{url}/api/v1/readings", content=body, headers=headers)
        if answer.status_code != httpx.codes.OK:
            failed.append(f"{answer.status_code}: {answer.text[:200]}")
    except httpx.TransportError as error:
        failed.append(repr(error))


async def burst(
    urls: list[str], hospitals: dict[str, str], sql: asyncpg.Connection, shared: "Shared"
) -> Burst:
    """Every hospital posts within one second."""
    failed: list[str] = []
    chance = random.Random(len(hospitals))
    limits = httpx.Limits(max_connections=len(hospitals))

    async def one(client: httpx.AsyncClient, number: int, unit: str, key: str) -> None:
        await asyncio.sleep(chance.random())
        await sent(client, urls[number % len(urls)], key, body_of(unit, number + int(time.time())), failed)

    began = time.monotonic()
    async with httpx.AsyncClient(timeout=BURST_WAIT_SECONDS, limits=limits) as client:
        await asyncio.gather(
            *(one(client, number, unit, key) for number, (unit, key) in enumerate(hospitals.items()))
        )
    answered = time.monotonic() - began
    heads = {row["code"]: row["seq"] for row in await sql.fetch("SELECT code, seq FROM stream")}
    while any(heads.get(code, 0) > seq for code, seq in dict(shared["heads"]).items()):
        assert time.monotonic() - began < BURST_WAIT_SECONDS, "boards were not told in time"
        await asyncio.sleep(0.05)
    return Burst(
        len(hospitals), len(failed), answered, time.monotonic() - began, failed[0] if failed else None
    )


def cpu_of(processes: list[psutil.Process]) -> float:
    """Seconds of processor that they have used."""
    return sum(sum(process.cpu_times()[:2]) for process in processes)


def cpu_of_tree(process: psutil.Process) -> float:
    """Seconds of a process and its children, those that have ended among them."""
    own = process.cpu_times()
    return sum(own[:4]) + sum(sum(child.cpu_times()[:2]) for child in process.children(recursive=True))


def watch_for_ever(urls: list[str], systems: int, boards: int, shared: "Shared") -> None:
    """In a process of its own: so many boards, spread over systems and processes."""
    os.nice(1)
    asyncio.run(watching(urls, systems, boards, shared))


async def watching(urls: list[str], systems: int, boards: int, shared: "Shared") -> None:
    """Connects them all, then notes now and then up to where the slowest board of each system was told."""
    seqs: dict[int, tuple[str, int]] = {}
    async with signed_in(urls[0]) as browser:
        cookie = cookie_of(browser)
        tasks = []
        for number in range(boards):
            url, code = urls[number % len(urls)], code_of(number % systems)
            tasks.append(asyncio.create_task(watch_one(url, cookie, code, number, seqs)))
            if number % 25 == 0:
                await asyncio.sleep(0.05)
        while not shared["stop"]:
            await asyncio.sleep(0.1)
            shared["connected"] = len(seqs)
            slowest: dict[str, int] = {}
            for code, seq in seqs.values():
                slowest[code] = min(seq, slowest.get(code, seq))
            shared["heads"] = slowest
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def watch_one(url: str, cookie: str, code: str, number: int, seqs: dict[int, tuple[str, int]]) -> None:
    """One board, for ever."""
    after = 0
    while True:
        try:
            async with live(url, cookie, stream=code, after=after) as socket:
                after = await listened(socket, code, number, seqs)
        except AWAY:
            await asyncio.sleep(0.5)


async def listened(socket: ClientConnection, code: str, number: int, seqs: dict[int, tuple[str, int]]) -> int:
    """Until the socket ends; up to where it was told."""
    after = 0
    async for text in socket:
        if text[:30].find("frame") >= 0:  # type: ignore[arg-type]
            after = orjson.loads(text)["to"]
            seqs[number] = (code, after)
    return after
