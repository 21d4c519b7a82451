"""Goals 3 to 7: how soon a thousand boards are told, what each costs, and whom a bad one delays."""

import asyncio
import statistics
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import httpx
import orjson
import psutil

from app.clock import real_now
from app.db.engine import as_owner
from app.db.upgrade import upgrade
from app.embedded import running
from app.live.hub import CONFLATE_SECONDS
from app.organisations.apply import apply_system
from app.organisations.reference_systems import reference_text
from app.organisations.store import PackText, keep_packs
from tests.bench import crowd
from tests.bench.broadcast import NCHAN, memory_of, nchan, our_hub
from tests.bench.ingest import Bodies, other_metrics
from tests.bench.sockets import Arrivals, Boards, NotTold, Wanted, boards, on_each, on_last
from tests.boards import cookie_of, signed_in
from tests.running import Filled, Running, filled, start, wait_until_ready
from tests.torture.campaign import new_database
from triggers.catalogue import load_catalogue
from triggers.loading import read_pack

ABSENT = "peer absent"
GAP_SECONDS = 0.25
"""Between two events: each is told before the next."""
RATE, RATE_SECONDS = 200, 8.0
FRAME_BYTES = 9_000
"""What a level change at one site comes to on the wire: its own picture, its place's, its pillars', the system's."""


class Sizes(NamedTuple):
    """Boards, events of one turn, turns."""

    boards: int
    events: int
    turns: int


QUICK, FULL = Sizes(1_000, 10, 2), Sizes(1_000, 20, 5)


class Place(NamedTuple):
    """A service with somebody who may watch and a key that may post. `bodies` makes posts in which a level moves."""

    service: Running
    made: Filled
    cookie: str
    bodies: Bodies

    def wanted(self, count: int, deaf: int = 0) -> Wanted:
        """Boards of this service."""
        headers = {"Cookie": self.cookie, "Origin": self.service.url}
        board = httpx.get(f"{self.service.url}/api/v1/systems/QHG/board", headers=headers, timeout=30).json()
        return Wanted(
            self.service.url, f"/api/v1/systems/QHG/live?after={board['head']}", headers, count, deaf
        )


def measure(sizes: Sizes) -> dict[str, float | str]:
    """Every figure, and the ratios of the goals."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        alone = broadcasts(folder, sizes)
        with running(folder / "pg") as cluster:
            dsn = asyncio.run(new_database(cluster))
            upgrade(dsn)
            made = asyncio.run(filled(dsn))
            asyncio.run(without_holds(dsn))
            service = start(dsn, log=folder / "service.log")
            try:
                wait_until_ready(service.url)
                cookie = asyncio.run(cookie_here(service.url))
                place = Place(service, made, cookie, Bodies(other_metrics()))
                served = through_the_service(place, sizes)
            finally:
                service.kill()
    return {**alone, **served, **goals_of(alone, served)}


async def without_holds(dsn: str) -> None:
    """The system's acute packs let a level fall at once: with their half an hour only one post would move one."""
    text = reference_text("blmk") or ""
    for pack, own in crowd.PACKS.items():
        text = text.replace(f"pack: {pack},", f"pack: {own},")
    async with as_owner(dsn) as owner:
        for words in crowd.pack_texts():
            read = read_pack(words, "crowd.yaml", load_catalogue())
            await keep_packs(owner, [PackText(read.pack.pack, 1, read.sha, read.text)], real_now())
        await apply_system(owner, text, "blmk.yaml", stream=None, mode=None, now=real_now())


def flipped(number: int) -> bytes:
    """A post in which MKUH goes from 1 to 4, or back: an event, which no board waits for."""
    return orjson.dumps(crowd.nine("RD8-MKH", 3 if number % 2 else 0))


async def cookie_here(url: str) -> str:
    """Somebody's who may watch."""
    async with signed_in(url) as browser:
        return cookie_of(browser)


def goals_of(alone: dict[str, float], served: dict[str, float]) -> dict[str, float | str]:
    """The ratios."""
    conflated = CONFLATE_SECONDS + alone["broadcast_p99"]
    peer = "nchan_p50" in alone
    return {
        "goal_3": alone["broadcast_p50"] / alone["nchan_p50"] if peer else ABSENT,
        "goal_4": served["board_kb"] / alone["nchan_kb"] if peer else ABSENT,
        "goal_5": served["post_last_p50"] / (served["post_one_p50"] + alone["broadcast_p50"]),
        "goal_6_boards": served["deaf_boards_p99"] / served["boards_p99"],
        "goal_6_posts": served["deaf_post_p99"] / served["post_p99"],
        "goal_7": served["busy_p99"] / conflated,
    }


# --- broadcast alone ---


def broadcasts(folder: Path, sizes: Sizes) -> dict[str, float]:
    """Our hub and the peer in turns, the same message to as many boards."""
    ours: list[float] = []
    peers: list[float] = []
    found: dict[str, float] = {}
    with ExitStack() as stack:
        hub_url, _ = stack.enter_context(our_hub())
        told = stack.enter_context(boards(Wanted(hub_url, "/sub", {}, sizes.boards)))
        if NCHAN is None:
            ours += asyncio.run(published(hub_url, told, sizes.events * sizes.turns, wrapped=False))
        else:
            url, process = stack.enter_context(nchan(folder))
            before = memory_of(process)
            peers_told = stack.enter_context(boards(Wanted(url, "/sub", {}, sizes.boards)))
            found["nchan_kb"] = (memory_of(process) - before) * 1024 / sizes.boards
            for _ in range(sizes.turns):
                ours += asyncio.run(published(hub_url, told, sizes.events, wrapped=False))
                peers += asyncio.run(published(url, peers_told, sizes.events, wrapped=True))
    found |= {"broadcast_p50": statistics.median(ours), "broadcast_p99": hundredth(ours)}
    return found | ({"nchan_p50": statistics.median(peers)} if peers else {})


async def published(url: str, told: Boards, events: int, *, wrapped: bool) -> list[float]:
    """Seconds from asking to the last board, of each event. `wrapped`: the peer gets the frame as our hub makes it."""
    seconds = []
    async with httpx.AsyncClient(base_url=url, timeout=30) as client:
        for number in range(1, events + 1):
            told.take()
            seq = time.monotonic_ns() if wrapped else 0
            filling = "x" * FRAME_BYTES
            state = f'{{"v":{number},"filling":"{filling}"}}'
            body = FRAME.format(seq=seq, state=state) if wrapped else state
            began = time.monotonic()
            answer = await client.post("/pub", content=body)
            seq = seq or int(answer.text)
            seconds.append(await told_all(told, lambda got, seq=seq: on_last(got, seq)) - began)  # type: ignore[misc]
            await asyncio.sleep(GAP_SECONDS)
    return seconds


FRAME = (
    '{{"kind":"frame","from":0,"to":{seq},"at":"2026-01-12T12:00:00.000000Z","mode":"live","events":[{{"kind":"level"}}],'
    '"states":{{"U":{state}}},"matters":{{}}}}'
)


async def told_all(told: Boards, when: Callable[[Arrivals], float]) -> float:
    """The moment, once every board has got it. Raises AssertionError."""
    got: Arrivals = []
    for _ in range(100):
        await asyncio.sleep(0.2)
        more = told.take()
        got = [old + new for old, new in zip(got, more, strict=True)] if got else more
        try:
            return when(got)
        except NotTold:
            continue
    raise AssertionError("a board was not told within 20 s")


# --- through the service ---


def through_the_service(place: Place, sizes: Sizes) -> dict[str, float]:
    """POST to one board and to all, memory, with a board that never reads, and busy."""
    process = psutil.Process(place.service.process.pid)
    with boards(place.wanted(1)) as one:
        ones = asyncio.run(posted(place, one, sizes.events * sizes.turns))
    before = memory_of(process)
    with boards(place.wanted(sizes.boards)) as many:
        kilobytes = (memory_of(process) - before) * 1024 / sizes.boards
        alls = asyncio.run(posted(place, many, sizes.events * sizes.turns))
        busy = asyncio.run(hurried(place, many))
    with boards(place.wanted(sizes.boards, deaf=1)) as beside:
        deafs = asyncio.run(posted(place, beside, min(sizes.events, 20)))
    return {
        "post_one_p50": statistics.median(one.last for one in ones),
        "post_last_p50": statistics.median(one.last for one in alls),
        "post_p99": hundredth([one.answered for one in alls]),
        "boards_p99": hundredth([at for one in alls for at in one.each]),
        "deaf_post_p99": hundredth([one.answered for one in deafs]),
        "deaf_boards_p99": hundredth([at for one in deafs for at in one.each]),
        "board_kb": kilobytes,
        "busy_p99": hundredth(busy),
    }


class Posted(NamedTuple):
    """Seconds from the first byte of a post to its answer, to the last board, and to each."""

    answered: float
    last: float
    each: list[float]


async def posted(place: Place, told: Boards, events: int) -> list[Posted]:
    """Posts in which a level moves, one after another."""
    found = []
    async with client_of(place) as client:
        for number in range(events):
            told.take()
            body = flipped(number)
            began = time.monotonic()
            answer = await client.post("/api/v1/readings", content=body)
            answered = time.monotonic() - began
            seq = answer.json()["seq"]["QHG"]
            got: list[float] = []

            def when(arrivals: Arrivals, seq: int = seq, got: list[float] = got) -> float:
                got[:] = on_each(arrivals, seq)
                return max(got)

            last = await told_all(told, when)
            found.append(Posted(answered, last - began, [at - began for at in got]))
            await asyncio.sleep(GAP_SECONDS)
    return found


async def hurried(place: Place, told: Boards) -> list[float]:
    """RATE posts a second; seconds from each post's first byte until a board shows it, of every twentieth board."""
    sent: list[tuple[float, int]] = []
    told.take()
    async with client_of(place) as client:
        began = time.monotonic()
        tasks = []
        for number in range(int(RATE * RATE_SECONDS)):
            await asyncio.sleep(max(0.0, began + number / RATE - time.monotonic()))
            tasks.append(asyncio.create_task(one_of_many(client, place.bodies(), sent)))
        await asyncio.gather(*tasks)
    seconds: list[float] = []

    def when(arrivals: Arrivals) -> float:
        some = arrivals[::20]
        seconds[:] = [at - asked for asked, seq in sent for at in on_each(some, seq)]
        return 0.0

    await told_all(told, when)
    return seconds


async def one_of_many(client: httpx.AsyncClient, body: bytes, sent: list[tuple[float, int]]) -> None:
    """One post."""
    asked = time.monotonic()
    answer = await client.post("/api/v1/readings", content=body)
    sent.append((asked, answer.json()["seq"]["QHG"]))


def client_of(place: Place) -> httpx.AsyncClient:
    """A provider's."""
    headers = {"authorization": f"Bearer {place.made.key}", "content-type": "application/json"}
    return httpx.AsyncClient(base_url=place.service.url, headers=headers, timeout=30)


def hundredth(seconds: list[float]) -> float:
    """Where the slowest hundredth begins."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
