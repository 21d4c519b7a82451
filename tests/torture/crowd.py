"""Boards that come, sleep, go and come back at random while figures move: in the end all show the same picture."""

import asyncio
import random
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import NamedTuple

import orjson
from websockets.asyncio.client import ClientConnection

from app.embedded import running
from migrations.run import upgrade
from tests.boards import AWAY, BoardClient, cookie_of, live, signed_in
from tests.running import filled
from tests.torture.acts import STREAM
from tests.torture.campaign import new_database, wait_for_more
from tests.torture.house import company
from tests.torture.sending import Load, under_load

SLEEPS_ONE_IN = 40
"""Messages after which a board looks away for a while, with its socket open."""
CONNECTED_SECONDS, AWAY_SECONDS, ASLEEP_SECONDS = (0.3, 8.0), (0.0, 3.0), (0.5, 4.0)
SETTLED_SECONDS = 30.0


class Restless(BoardClient):
    """Comes and goes until it is told to stay."""

    chance: random.Random
    staying = False

    async def follow(self) -> None:
        """For ever."""
        url = str(self.client.base_url).rstrip("/")
        while True:
            with suppress(*AWAY):
                async with live(url, cookie_of(self.client), stream=self.stream, after=self.seq) as socket:
                    self.connections += 1
                    await self.listen(socket)
            await asyncio.sleep(0 if self.staying else self.chance.uniform(*AWAY_SECONDS))

    async def listen(self, socket: ClientConnection) -> None:
        """For a while, and not always at once."""
        leaves = time.monotonic() + self.chance.uniform(*CONNECTED_SECONDS)
        while self.staying or time.monotonic() < leaves:
            with suppress(TimeoutError):
                await self.take(orjson.loads(await asyncio.wait_for(socket.recv(), 0.5)))
            if not self.staying and self.chance.randrange(SLEEPS_ONE_IN) == 0:
                await asyncio.sleep(self.chance.uniform(*ASLEEP_SECONDS))


class Outcome(NamedTuple):
    """`wrong`: boards that do not show what a fresh one shows. Seconds until all did."""

    boards: int
    connections: int
    snapshots: int
    events: int
    wrong: int
    settled_after: float
    posts: int

    def lines(self) -> list[str]:
        """For people."""
        came = (
            f"{self.boards} boards came {self.connections} times and took {self.snapshots} snapshots during"
            f" {self.posts} posts; {self.wrong} wrong in the end, all settled after {self.settled_after:.1f} s"
        )
        return [came]

    def bad(self) -> bool:
        """Whether a board was wrong in the end."""
        return self.wrong > 0


def crowd_of(
    folder: Path, *, boards: int = 100, seconds: float = 30, members: int = 2, seed: int = 1
) -> Outcome:
    """So many boards at several processes behind nginx."""
    with running(folder / "cluster", durable=True, fresh=True) as cluster:
        dsn = asyncio.run(new_database(cluster))
        upgrade(dsn)
        made = asyncio.run(filled(dsn))
        with (
            company(dsn, folder, members) as house,
            under_load(house.url, made, clients=2, seed=seed) as load,
        ):
            wait_for_more(load, 5)
            return asyncio.run(gathered(house.url, load, boards, seconds, random.Random(seed)))


async def gathered(url: str, load: Load, number: int, seconds: float, chance: random.Random) -> Outcome:
    """Lets them come and go, then has them stay."""
    began = len(load.acknowledged)
    async with AsyncExitStack() as stack:
        browser = await stack.enter_async_context(signed_in(url))
        boards = []
        for _ in range(number):
            board = Restless(browser, STREAM)
            board.chance = random.Random(chance.random())
            boards.append(await stack.enter_async_context(board))
        await asyncio.sleep(seconds)
        posts = len(load.acknowledged) - began
        for board in boards:
            board.staying = True
        load.stopping = True
        settled = time.monotonic()
        wrong = await settle(boards)
        return Outcome(
            boards=number,
            connections=sum(board.connections for board in boards),
            snapshots=sum(board.snapshots for board in boards),
            events=len({seq for board in boards for seq in board.seen}),
            wrong=wrong,
            settled_after=time.monotonic() - settled,
            posts=posts,
        )


async def settle(boards: Sequence[BoardClient]) -> int:
    """How many do not show in the end what a fresh board shows."""
    found = await asyncio.gather(
        *(board.until_right(SETTLED_SECONDS) for board in boards), return_exceptions=True
    )
    return sum(isinstance(one, AssertionError) for one in found)
