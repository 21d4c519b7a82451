"""Boards that remember when they were last vouched for, and a watch that finds those that claim what is not so."""

import asyncio
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import asyncpg

from tests.boards import BoardClient, Json

GREY_AFTER = 8.5
"""Seconds of silence after which a board greys: as in the board itself."""
HONEST_WITHIN = 10.0
"""Seconds within which a board shows what was committed, or says that it does not."""
LOOK_SECONDS = 0.2


class TruthfulBoard(BoardClient):
    """Knows whether it would look live."""

    vouched_at: float | None = None

    async def take(self, message: Json) -> None:
        """As any board; a heartbeat vouches for what is shown, `unsure` takes it back."""
        await super().take(message)
        if message["kind"] == "heartbeat":
            self.vouched_at = time.monotonic()
        elif message["kind"] == "unsure":
            self.vouched_at = None

    def claims(self, now: float) -> bool:
        """Whether a person would take what it shows for the present."""
        return self.vouched_at is not None and now - self.vouched_at < GREY_AFTER


@dataclass
class Watch:
    """What was seen of boards beside the truth. `lies`: (board, entries behind) while it claimed to be live."""

    boards: Sequence[TruthfulBoard]
    dsn: str
    stream: str
    heads: deque[tuple[float, int]] = field(default_factory=deque)
    lies: list[tuple[int, int]] = field(default_factory=list)
    grey: list[float] = field(default_factory=list)
    looked: int = 0
    task: asyncio.Task[None] | None = None

    def __post_init__(self) -> None:
        """Nobody has been grey yet."""
        self.grey = [0.0 for _ in self.boards]

    def start(self) -> None:
        """Looks until it is stopped."""
        self.task = asyncio.create_task(self.run(), name="watch")

    async def stop(self) -> None:
        """Looks no more."""
        assert self.task is not None
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)

    async def run(self) -> None:
        """For ever; a database that is away has no head to be behind of."""
        while True:
            with suppress(OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
                connection = await asyncpg.connect(self.dsn, timeout=2)
                try:
                    while True:
                        asked = time.monotonic()
                        head = await connection.fetchval(
                            "SELECT seq FROM stream WHERE code = $1", self.stream, timeout=2
                        )
                        self.look(asked, head)
                        await asyncio.sleep(LOOK_SECONDS)
                finally:
                    await connection.close(timeout=1)
            await asyncio.sleep(LOOK_SECONDS)

    def look(self, now: float, head: int) -> None:
        """At every board once."""
        self.looked += 1
        self.heads.append((now, head))
        while self.heads and self.heads[0][0] < now - 2 * HONEST_WITHIN:
            self.heads.popleft()
        owed = max((seq for at, seq in self.heads if at <= now - HONEST_WITHIN), default=0)
        for number, board in enumerate(self.boards):
            if not board.claims(now):
                self.grey[number] += LOOK_SECONDS
            elif board.seq < owed:
                self.lies.append((number, owed - board.seq))


async def all_live(boards: Sequence[TruthfulBoard], seconds: float) -> float:
    """Seconds until every board is vouched for. Raises TimeoutError."""
    began = time.monotonic()
    async with asyncio.timeout(seconds):
        while not all(board.claims(time.monotonic()) for board in boards):  # noqa: ASYNC110 - many boards, one glance
            await asyncio.sleep(0.05)
    return time.monotonic() - began
