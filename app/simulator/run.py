"""Lives a simulated day against a running service, by that service's own clock. Sees only its API."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import takewhile
from typing import NamedTuple

import httpx
import structlog

from app.simulator.client import ClockReading, Refused, read_clock, send, set_clock
from app.simulator.day import DAY, plan_days
from app.simulator.posts import ZONE, Post

LONGEST_SLEEP = 1.0
REQUEST_SECONDS = 30.0
STILL = Decimal(0)
MORNING = 6
Tell = Callable[[datetime], None]
Meanwhile = Callable[[datetime], Awaitable[None]]
log = structlog.get_logger()


class Simulation(NamedTuple):
    """What to live: from when, how fast, which of the possible days, and until when (None: without end).

    `yesterday`: live the 24 hours before `begin` first, and what is missing back to a 06:00, as fast as the
    service takes them. What is held at a moment is then the same wherever between two of them one begins.
    """

    system: str
    speed: Decimal
    begin: datetime
    seed: int
    until: datetime | None = None
    yesterday: bool = False

    @property
    def first(self) -> datetime:
        """Where the first day begins."""
        if not self.yesterday:
            return self.begin
        day_before = (self.begin - DAY).astimezone(ZONE)
        morning = day_before.replace(hour=MORNING, minute=0, second=0, microsecond=0)
        return morning if morning <= day_before else morning - DAY


def open_client(base_url: str, key: str) -> httpx.AsyncClient:
    """A client that acts with an API key."""
    headers = {"Authorization": f"Bearer {key}"}
    return httpx.AsyncClient(base_url=base_url, headers=headers, timeout=REQUEST_SECONDS)


def tell_nobody(_moment: datetime) -> None:
    """For whoever does not watch."""


async def nobody_acts(_moment: datetime) -> None:
    """For a system without people of its own."""


async def run(
    client: httpx.AsyncClient,
    simulation: Simulation,
    tell: Tell = tell_nobody,
    meanwhile: Meanwhile = nobody_acts,
) -> int:
    """Sets the clock and sends each post when its time has come; gives the number of posts sent.

    A stream that has already lived past its start goes on from where it is. Behind time, posts follow
    one another in order and none is dropped. `tell` hears how far yesterday has come, and at last where
    the clock begins to run. `meanwhile` is told the time whenever it has moved, before the next post: what people do.
    Raises Refused where the service will not have it.
    """
    sent = 0
    if simulation.yesterday:
        now, sent = await _live_yesterday(client, simulation, tell, meanwhile)
    else:
        now = await _start_clock(client, simulation, simulation.speed)
        await meanwhile(now)
    tell(now)
    async for post in _when_due(client, simulation.system, _posts(simulation, now), meanwhile):
        await _send_and_tell(client, simulation, post)
        sent += 1
    return sent


async def _live_yesterday(
    client: httpx.AsyncClient, simulation: Simulation, tell: Tell, meanwhile: Meanwhile
) -> tuple[datetime, int]:
    """Moves the standing clock from post to post, so that nothing is looked at late; then lets it run.

    What falls due in between the service looks at, each at its own moment, before it takes the post.
    """
    now = await _start_clock(client, simulation, STILL)
    await meanwhile(now)
    sent = 0
    for post in takewhile(lambda post: post.at < simulation.begin, _posts(simulation, now)):
        if post.at > now:
            now = post.at
            tell(now)
            await set_clock(client, simulation.system, now, STILL)
            await meanwhile(now)
        await send(client, post, run=_name(simulation))
        sent += 1
    now = max(now, simulation.begin)
    await set_clock(client, simulation.system, now, simulation.speed)
    return now, sent


async def _start_clock(client: httpx.AsyncClient, simulation: Simulation, speed: Decimal) -> datetime:
    """Service time at the start."""
    try:
        await set_clock(client, simulation.system, simulation.first, speed)
    except Refused as refused:
        if refused.status != httpx.codes.CONFLICT:
            raise
        log.info("stream_has_lived_further", system=simulation.system, reason=refused.detail)
        await set_clock(client, simulation.system, None, speed)
        return (await read_clock(client, simulation.system)).now
    return simulation.first


def _posts(simulation: Simulation, now: datetime) -> Iterable[Post]:
    """The posts still to be sent, in order."""
    for post in plan_days(simulation.seed, simulation.first):
        if simulation.until is not None and post.at >= simulation.until:
            return
        if post.at >= now:
            yield post


async def _when_due(
    client: httpx.AsyncClient, system: str, posts: Iterable[Post], meanwhile: Meanwhile
) -> AsyncIterator[Post]:
    """Each post once service time has reached it. The clock is read again after every wait."""
    now = datetime.min.replace(tzinfo=UTC)
    for post in posts:
        while now < post.at:
            clock = await read_clock(client, system)
            now = clock.now
            await meanwhile(now)
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
    verdicts = await send(client, post, run=_name(simulation))
    if post.note:
        log.info("posted", at=at, unit=post.unit, **verdicts, note=post.note)
    else:
        log.debug("posted", at=at, unit=post.unit, **verdicts)


def _name(simulation: Simulation) -> str:
    """Tells this simulation's posts from another's."""
    return f"{simulation.system} {simulation.seed}"
