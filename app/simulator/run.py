"""Lives a simulated day against a running service, by that service's own clock. Sees only its API."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

import httpx
import structlog

from app.simulator.client import ClockReading, Refused, read_clock, send, set_clock
from app.simulator.day import plan_days
from app.simulator.posts import ZONE, Post

LONGEST_SLEEP = 1.0
REQUEST_SECONDS = 30.0
log = structlog.get_logger()


class Simulation(NamedTuple):
    """What to live: from when, how fast, which of the possible days, and until when (None: without end)."""

    system: str
    speed: Decimal
    begin: datetime
    seed: int
    until: datetime | None = None


def open_client(base_url: str, key: str) -> httpx.AsyncClient:
    """A client that acts with an API key."""
    headers = {"Authorization": f"Bearer {key}"}
    return httpx.AsyncClient(base_url=base_url, headers=headers, timeout=REQUEST_SECONDS)


async def run(client: httpx.AsyncClient, simulation: Simulation) -> int:
    """Sets the clock and sends each post when its time has come; gives the number of posts sent.

    A stream that has already lived past `begin` goes on from where it is. Behind time, posts follow
    one another in order and none is dropped. Raises Refused where the service will not have it.
    """
    now = await _start_clock(client, simulation)
    sent = 0
    async for post in _when_due(client, simulation.system, _posts(simulation, now)):
        await _send_and_tell(client, simulation, post)
        sent += 1
    return sent


async def _start_clock(client: httpx.AsyncClient, simulation: Simulation) -> datetime:
    """Service time at the start."""
    try:
        await set_clock(client, simulation.system, simulation.begin, simulation.speed)
    except Refused as refused:
        if refused.status != httpx.codes.CONFLICT:
            raise
        log.info("stream_has_lived_further", system=simulation.system, reason=refused.detail)
        await set_clock(client, simulation.system, None, simulation.speed)
        return (await read_clock(client, simulation.system)).now
    return simulation.begin


def _posts(simulation: Simulation, now: datetime) -> Iterable[Post]:
    """The posts still to be sent, in order."""
    for post in plan_days(simulation.seed, simulation.begin):
        if simulation.until is not None and post.at >= simulation.until:
            return
        if post.at >= now:
            yield post


async def _when_due(client: httpx.AsyncClient, system: str, posts: Iterable[Post]) -> AsyncIterator[Post]:
    """Each post once service time has reached it. The clock is read again after every wait."""
    now = datetime.min.replace(tzinfo=UTC)
    for post in posts:
        while now < post.at:
            clock = await read_clock(client, system)
            now = clock.now
            await asyncio.sleep(_seconds_until(post.at, clock))
        yield post


def _seconds_until(at: datetime, clock: ClockReading) -> float:
    """Real seconds to wait before looking at the clock again; it may be set or paused meanwhile."""
    if clock.speed <= 0:
        return LONGEST_SLEEP
    ahead = max(at - clock.now, timedelta(0)).total_seconds()
    return min(ahead / float(clock.speed), LONGEST_SLEEP)


async def _send_and_tell(client: httpx.AsyncClient, simulation: Simulation, post: Post) -> None:
    at = post.at.astimezone(ZONE).strftime("%a %H:%M:%S")
    verdicts = await send(client, post, run=f"{simulation.system} {simulation.seed}")
    note = {"note": post.note} if post.note else {}
    log.info("posted", at=at, unit=post.unit, **verdicts, **note)
