"""Troubles of what the service stands on: the database away, its disk full or slow, the machine's clock set wrong."""

import asyncio
import os
import random
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import asyncpg
import httpx

from app.embedded import Cluster, running
from app.embedded.account import account_for_root
from app.embedded.folder import folder_for
from migrations.run import upgrade
from tests.boards import signed_in
from tests.running import Filled, Running, filled, start, wait_until_ready
from tests.torture.campaign import new_database, proven
from tests.torture.proof import verify_journal
from tests.torture.providers import Seen, in_a_thread, provide, until_true
from tests.torture.sending import Load
from tests.torture.truth import GREY_AFTER, TruthfulBoard

PROVIDERS, EVERY_SECONDS = 40, 1.0
BEFORE_SECONDS = 8.0
BACK_SECONDS = 60.0
FAKETIME = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1")
DISK_MEGABYTES = 400
SLOW = (
    "ALTER SYSTEM SET commit_delay = {delay}; ALTER SYSTEM SET commit_siblings = 0; SELECT pg_reload_conf()"
)
SLOW_MICROSECONDS = 100_000


class Trouble(NamedTuple):
    """One trouble at work: the service, the database, and what providers and a board see meanwhile."""

    cluster: Cluster
    dsn: str
    made: Filled
    service: Running
    load: Load
    seen: Seen
    boards: list[TruthfulBoard]

    def grey_after(self, seconds: float) -> float:
        """Seconds until the board claims nothing any more. Raises AssertionError."""
        (board,) = self.boards
        return until_true(lambda: not board.claims(time.monotonic()), seconds, "the board is grey")

    def live_after(self, seconds: float) -> float:
        """Seconds until it is vouched for."""
        (board,) = self.boards
        return until_true(lambda: board.claims(time.monotonic()), seconds, "the board is live")

    def answered_after(self, seconds: float) -> float:
        """Seconds until something was taken that was asked for from now on."""
        now = time.monotonic()
        return until_true(
            lambda: bool(self.seen.taken_at) and self.seen.taken_at[-1] > now, seconds, "a post is taken"
        )


class Outcome(NamedTuple):
    """What came of a trouble. `faults`: what must not be, in words."""

    trouble: str
    told: list[str]
    faults: list[str]

    def lines(self) -> list[str]:
        """For people."""
        return [*self.told, *(f"NOT AS IT MUST BE: {fault}" for fault in self.faults)]

    def bad(self) -> bool:
        """Whether anything is that must not be."""
        return bool(self.faults)


def troubled(
    folder: Path,
    name: str,
    trouble: Callable[[Trouble], list[str]],
    environment: dict[str, str] | None = None,
) -> Outcome:
    """Providers post and a board watches; then the trouble; then everything acknowledged is looked for."""
    told: list[str] = []
    with running(folder / "cluster", durable=True, fresh=True) as cluster:
        dsn = asyncio.run(new_database(cluster))
        upgrade(dsn)
        made = asyncio.run(filled(dsn))
        service = start(dsn, log=folder / "service.log", environment=environment or {})
        try:
            wait_until_ready(service.url)
            load = Load(datetime.now(UTC) - timedelta(hours=1), random.Random(1))
            seen, boards = Seen(), list[TruthfulBoard]()
            with in_a_thread(everybody(service.url, made, load, seen, boards), load):
                until_true(
                    lambda: bool(boards) and boards[0].claims(time.monotonic()), 30, "the board is live"
                )
                time.sleep(BEFORE_SECONDS)
                told += trouble(Trouble(cluster, dsn, made, service, load, seen, boards))
            verify_journal(dsn)
            found = asyncio.run(proven(dsn, made.stream, load))
        finally:
            service.kill()
    told.append(
        f"{len(load.acknowledged)} posts acknowledged, {len(found.lost)} readings lost, {len(found.doubled)} doubled;"
        f" answers {dict(seen.answers)}"
    )
    faults = [f"{len(found.lost)} lost"] if found.lost else []
    faults += [f"{len(found.doubled)} doubled"] if found.doubled else []
    faults += [f"{seen.rude} refusals without Retry-After"] if seen.rude else []
    return Outcome(name, told, faults + load.wrong[:3])


async def everybody(url: str, made: Filled, load: Load, seen: Seen, boards: list[TruthfulBoard]) -> None:
    """All providers and one board, until the load stops and the board is right."""
    limits = httpx.Limits(max_connections=PROVIDERS)
    headers = {"authorization": f"Bearer {made.key}"}
    async with (
        signed_in(url) as browser,
        httpx.AsyncClient(base_url=url, headers=headers, limits=limits, timeout=15) as sender,
        TruthfulBoard(browser, made.stream) as board,
    ):
        boards.append(board)
        await asyncio.gather(*(provide(load, sender, seen, EVERY_SECONDS) for _ in range(PROVIDERS)))
        await board.until_right(30)


def outage(seconds: float) -> Callable[[Trouble], list[str]]:
    """The database is away for so long; providers come back as they are told."""

    def happens(at: Trouble) -> list[str]:
        ended = time.monotonic()
        before = at.seen.per_second(ended - BEFORE_SECONDS, ended)
        at.cluster.kill()
        grey = at.grey_after(GREY_AFTER + 3)
        time.sleep(max(0.0, seconds - (time.monotonic() - ended)))
        at.cluster.start()
        back = time.monotonic()
        taken = at.answered_after(BACK_SECONDS)
        live = at.live_after(BACK_SECONDS)
        none_waits = until_true(
            lambda: at.seen.waiting <= PROVIDERS // 10, BACK_SECONDS, "what waited is taken"
        )
        time.sleep(5)
        peak = max(at.seen.per_second(back + n, back + n + 1) for n in range(8))
        words = (
            f"database away for {seconds:.0f} s: the board grey after {grey:.1f} s; on its return a post taken after"
            f" {taken:.1f} s, the board live after {live + taken:.1f} s, what waited taken within"
            f" {taken + live + none_waits:.1f} s; at most {peak:.0f} requests a second then, {before:.0f} before"
        )
        return [words]

    return happens


def slow_disk(at: Trouble) -> list[str]:
    """Every flush to disk takes a tenth of a second longer."""
    usual = statistics.median(list(at.seen.milliseconds)[-100:])
    asyncio.run(told_database(at.dsn, SLOW.format(delay=SLOW_MICROSECONDS)))
    time.sleep(2)
    at.seen.milliseconds.clear()
    time.sleep(10)
    slow = sorted(at.seen.milliseconds)
    asyncio.run(told_database(at.dsn, SLOW.format(delay=0)))
    live = at.live_after(5)
    words = (
        f"each flush {SLOW_MICROSECONDS // 1000} ms longer: a post took {statistics.median(slow):.0f} ms in place of"
        f" {usual:.0f}, {len(slow)} in 10 s from {PROVIDERS} providers, {slow[int(len(slow) * 0.99)]:.0f} ms at the"
        f" 99th; the board live (asked after {live:.1f} s)"
    )
    return [words]


async def told_database(dsn: str, statements: str) -> None:
    """As a superuser."""
    sql = await asyncpg.connect(dsn)
    try:
        for statement in statements.split("; "):
            await sql.execute(statement)
    finally:
        await sql.close()


def full_disk(place: Path) -> Callable[[Trouble], list[str]]:
    """The database's disk has no room left for a while."""

    def happens(at: Trouble) -> list[str]:
        before = len(at.load.acknowledged)
        ballast = place / "ballast"
        with ballast.open("wb") as file, suppress(OSError):
            while True:
                file.write(bytes(65536))
                file.flush()
        refused = until_true(lambda: at.seen.answers["503"] > 0, 90, "a post is refused for want of room")
        time.sleep(10)
        during = at.seen.answers["503"]
        ballast.unlink()
        alive = at.cluster.process is not None and at.cluster.process.poll() is None
        if not alive:
            at.cluster.start()
        taken = at.answered_after(BACK_SECONDS)
        words = (
            f"disk full: first refused after {refused:.1f} s, {during} refusals in 10 s, PostgreSQL"
            f" {'went on' if alive else 'ended and was started again'}; with room again a post taken after"
            f" {taken:.1f} s ({before} acknowledged before)"
        )
        return [words]

    return happens


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A file system of its own in memory, where the data of `folder` will lie. Needs root."""
    place = folder_for(folder / "cluster", account_for_root()).path
    size = f"size={DISK_MEGABYTES}m"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False)


def wrong_clock(file: Path) -> Callable[[Trouble], list[str]]:
    """The service's clock is set two hours ahead, right, two hours back, and right again."""

    def happens(at: Trouble) -> list[str]:
        told = []
        for name, step in (("two hours ahead", "+7200"), ("two hours back", "-7200")):
            file.write_text(step)
            refused = at.seen.answers["503"]
            grey = at.grey_after(GREY_AFTER + 3)
            until_true(lambda seen=refused: at.seen.answers["503"] > seen, 10, "posts are refused")
            file.write_text("+0")
            taken = at.answered_after(20)
            live = at.live_after(20)
            told.append(
                f"clock {name}: the board grey after {grey:.1f} s, posts refused; right again: a post taken after"
                f" {taken:.1f} s, the board live after {taken + live:.1f} s"
            )
        newest = asyncio.run(newest_entry(at.dsn))
        assert newest <= datetime.now(UTC) + timedelta(seconds=11), f"a time ahead was written: {newest}"
        return told

    return happens


async def newest_entry(dsn: str) -> datetime:
    """The latest time that was written down."""
    sql = await asyncpg.connect(dsn)
    try:
        found: datetime = await sql.fetchval("SELECT max(recorded_at) FROM journal")
        return found
    finally:
        await sql.close()


def outage_of(folder: Path, *, seconds: float) -> Outcome:
    """The database away."""
    return troubled(folder, "outage", outage(seconds))


def slow_of(folder: Path) -> Outcome:
    """The database's disk slow."""
    return troubled(folder, "slow disk", slow_disk)


def full_of(folder: Path) -> Outcome:
    """The database's disk full."""
    with small_disk(folder) as place:
        return troubled(folder, "full disk", full_disk(place))


def clock_of(folder: Path) -> Outcome:
    """The machine's clock wrong."""
    file = folder / "clock"
    file.write_text("+0")
    environment = {
        "LD_PRELOAD": str(FAKETIME),
        "FAKETIME_TIMESTAMP_FILE": str(file),
        "FAKETIME_NO_CACHE": "1",
        "DONT_FAKE_MONOTONIC": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    return troubled(folder, "clock", wrong_clock(file), environment)


def can_mount() -> bool:
    """Whether a small disk can be made for an account that runs PostgreSQL."""
    return os.geteuid() == 0 and account_for_root() is not None
