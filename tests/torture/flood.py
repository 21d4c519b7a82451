"""Floods: a key posts all it can, connections never end, sockets send garbage. The others must not mind."""

import asyncio
import statistics
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import httpx
import psutil
from websockets.exceptions import ConnectionClosed

from app.access.actions import Role
from app.access.enrol import Wanted, add_key
from app.clock import real_now
from app.db.engine import as_owner
from app.embedded import running
from migrations.run import upgrade
from tests.boards import cookie_of, live, signed_in
from tests.running import Filled, filled, start, wait_until_ready
from tests.torture.campaign import new_database

RATE = 50
"""Posts a second of one key: as served unless set otherwise."""
EVERY_SECONDS = 0.1
SECONDS = 15.0
FLOODERS = 16
SILENT = 300
FRAMES = 1_000_000
FRAMES_A_TURN = 200


class Sent(NamedTuple):
    """What the quiet sender saw. Milliseconds."""

    posts: int
    failed: int
    p50: float
    p99: float


class Flooded(NamedTuple):
    """One flood: what it got, what the others saw of it, what it cost the service (share of one core)."""

    flood: str
    got: str
    others: Sent
    processor: float

    def line(self) -> str:
        """For people."""
        return (
            f"{self.flood}: {self.got}; the others' {self.others.posts} posts p50 {self.others.p50:.0f} ms,"
            f" p99 {self.others.p99:.0f} ms, {self.others.failed} failed;"
            f" the service used {self.processor:.0%} of a core"
        )


class Outcome(NamedTuple):
    """Each flood, the first of them none."""

    floods: list[Flooded]

    def lines(self) -> list[str]:
        """For people."""
        return [one.line() for one in self.floods]

    def bad(self) -> bool:
        """Whether a post of the others failed."""
        return any(one.others.failed for one in self.floods)


class Place(NamedTuple):
    """A service, who floods it and who does not."""

    url: str
    made: Filled
    other: str
    process: psutil.Process


def floods_of(folder: Path, *, seconds: float = SECONDS, frames: int = FRAMES) -> Outcome:
    """Each flood against one process of the service."""
    with running(folder / "cluster", durable=True, fresh=True) as cluster:
        dsn = asyncio.run(new_database(cluster))
        upgrade(dsn)
        made = asyncio.run(filled(dsn))
        other = asyncio.run(another_key(dsn))
        service = start(dsn, log=folder / "service.log", posts_per_second=RATE)
        try:
            wait_until_ready(service.url)
            place = Place(service.url, made, other, psutil.Process(service.process.pid))
            return Outcome(asyncio.run(all_floods(place, seconds, frames)))
        finally:
            service.kill()


async def another_key(dsn: str) -> str:
    """A provider's who floods nobody."""
    async with as_owner(dsn) as owner:
        made = await add_key(owner, "quiet", Wanted("QHG", ("RC9-BED",), Role.PROVIDER), real_now())
        return made.key


async def all_floods(place: Place, seconds: float, frames: int) -> list[Flooded]:
    """One after the other; the first is none. Whoever floods is a process of its own: the quiet sender is not slowed by
    what it shares with it.
    """
    floods: dict[str, Flood] = {
        "no flood": Flood(quiet, (seconds,)),
        f"one key, {FLOODERS} clients": Flood(one_key, (place.url, place.made.key, seconds)),
        f"{SILENT} connections that say nothing, {SILENT} that never end": Flood(
            never_ending, (place.url, seconds)
        ),
        f"{frames:,} garbage frames on live sockets": Flood(garbage, (place.url, frames)),
    }
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return [await beside(place, name, flood, pool) for name, flood in floods.items()]


class Flood(NamedTuple):
    """What is done, in a process of its own."""

    does: Callable[..., Coroutine[None, None, str]]
    given: tuple[object, ...]

    def run(self) -> str:
        """Runs it to its end; what it got, in words."""
        return asyncio.run(self.does(*self.given))


async def beside(place: Place, name: str, flood: Flood, pool: ProcessPoolExecutor) -> Flooded:
    """A flood, with a quiet sender beside it."""
    times: list[float] = []
    failed: list[str] = []
    sender = asyncio.create_task(keep_sending(place, times, failed))
    began, used = time.monotonic(), sum(place.process.cpu_times()[:2])
    got = await asyncio.get_running_loop().run_in_executor(pool, flood.run)
    share = (sum(place.process.cpu_times()[:2]) - used) / (time.monotonic() - began)
    sender.cancel()
    await asyncio.gather(sender, return_exceptions=True)
    ordered = sorted(times)
    p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return Flooded(name, got, Sent(len(times), len(failed), statistics.median(ordered), p99), share)


async def keep_sending(place: Place, times: list[float], failed: list[str]) -> None:
    """A figure now and then, as a provider does; milliseconds each."""
    headers = {"authorization": f"Bearer {place.other}"}
    async with httpx.AsyncClient(base_url=place.url, headers=headers, timeout=30) as client:
        number = 0
        while True:
            number += 1
            asked = time.monotonic()
            try:
                answer = await client.post("/api/v1/readings", json=figure("RC9-BED", number))
                if answer.status_code != httpx.codes.OK:
                    failed.append(answer.text)
            except httpx.TransportError as error:
                failed.append(repr(error))
            times.append((time.monotonic() - asked) * 1000)
            await asyncio.sleep(EVERY_SECONDS)


def figure(unit: str, number: int) -> list[dict[str, object]]:
    """A figure that was never sent before."""
    at = datetime.now(UTC).isoformat()
    return [{"organisation": unit, "metric": "ed.dta", "value": number % 90, "observed_at": at}]


async def quiet(seconds: float) -> str:
    """Nothing."""
    await asyncio.sleep(seconds)
    return "nothing"


async def one_key(url: str, key: str, seconds: float) -> str:
    """Posts as fast as they are answered."""
    counts = {"taken": 0, "429": 0, "other": 0}
    until = time.monotonic() + seconds
    headers = {"authorization": f"Bearer {key}"}

    async def flooder() -> None:
        async with httpx.AsyncClient(base_url=url, headers=headers, timeout=30) as client:
            while time.monotonic() < until:
                status = (await client.post("/api/v1/readings", json=figure("RD8-MKH", 1))).status_code
                counts[{200: "taken", 429: "429"}.get(status, "other")] += 1

    await asyncio.gather(*(flooder() for _ in range(FLOODERS)))
    return ", ".join(f"{count} {what}" for what, count in counts.items())


async def never_ending(url: str, seconds: float) -> str:
    """Connections of two kinds; how many are left in the end is said."""
    host, port = url.removeprefix("http://").split(":")
    lines = []
    for number in range(2 * SILENT):
        reader, writer = await asyncio.open_connection(host, int(port))
        if number % 2:
            writer.write(b"POST /api/v1/readings HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n")
        lines.append((reader, writer))
    until = time.monotonic() + max(seconds, 25.0)
    while time.monotonic() < until:
        for _, writer in lines[1::2]:
            with suppress(ConnectionError, RuntimeError):
                writer.write(b"X-More: and more\r\n")
        await asyncio.sleep(1)
    left = sum(not reader.at_eof() and reader.exception() is None for reader, _ in lines)
    for _, writer in lines:
        writer.close()
    return f"{left} of {len(lines)} left after {max(seconds, 25.0):.0f} s"


async def garbage(url: str, frames: int) -> str:
    """Frames that mean nothing, on socket after socket: each is cut after a thousand."""
    sent = sockets = 0
    async with signed_in(url) as browser:
        while sent < frames:
            sockets += 1
            with suppress(ConnectionClosed, OSError, TimeoutError):
                async with live(url, cookie_of(browser)) as socket:
                    while sent < frames:
                        for _ in range(FRAMES_A_TURN):
                            await socket.send("x")
                        sent += FRAMES_A_TURN
                        await asyncio.sleep(0)
    return f"{sent:,} sent over {sockets} sockets"
