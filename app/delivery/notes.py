"""Attempts on their way into the record: what gathers while one statement runs goes with the next. Decides nothing."""

import asyncio
from collections.abc import Iterable, Sequence

import asyncpg
from sqlalchemy.exc import SQLAlchemyError

from app.delivery.store import Noted, note_attempts

UNREACHABLE = (OSError, TimeoutError, SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError)
"""What is said of the database, not of the page."""
REFUSALS = (asyncpg.IntegrityConstraintViolationError, asyncpg.DataError)
"""What the database says of one attempt."""

Waiting = tuple[Noted, asyncio.Future[None]]


class Notes:
    """Lives as long as the process."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool
        self.waiting: list[Waiting] = []
        self.writing: asyncio.Task[None] | None = None

    async def note(self, noted: Noted) -> None:
        """Returns once it is durable. Raises what the database says of it, or of itself."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.waiting.append((noted, future))
        if self.writing is None or self.writing.done():
            self.writing = asyncio.create_task(self.write(), name="note attempts")
        await future

    async def write(self) -> None:
        """All that wait, and those who come meanwhile."""
        while self.waiting:
            batch, self.waiting = self.waiting, []
            try:
                await self.store(batch)
            finally:
                for _, future in batch:
                    future.cancel()  # nothing to those who have been told

    async def store(self, batch: Sequence[Waiting]) -> None:
        """Those who wait are told. What the database refuses is tried again one by one, so that it fails alone."""
        try:
            async with self.pool.acquire() as connection:
                await note_attempts(connection, [noted for noted, _ in batch])
        except REFUSALS as error:
            if len(batch) == 1:
                tell(batch, error)
                return
            for one in batch:
                await self.store([one])
        except UNREACHABLE as error:
            tell(batch, error)
        else:
            tell(batch, None)


def tell(batch: Iterable[Waiting], error: Exception | None) -> None:
    """Each who still waits."""
    for _, future in batch:
        if future.done():
            continue
        if error is None:
            future.set_result(None)
        else:
            future.set_exception(error)
