"""Tells the other processes that a stream has moved, and hears it from them. A wake-up is only a hint."""

import asyncio
from collections.abc import Callable

import asyncpg
import structlog

from app.db.engine import CONNECT_SECONDS
from app.db.names import APP

CHANNEL = "surgeline_moved"
RETRY_SECONDS = 1.0

log = structlog.get_logger()


class Waking:
    """One connection that listens and notifies; lives as long as the process."""

    def __init__(self, dsn: str) -> None:
        self.dsn = dsn
        self.heard: Callable[[str], None] = lambda _stream: None  # "" means: look at every stream
        self.moved: set[str] = set()
        self.wake = asyncio.Event()
        self.task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begins to listen; keeps trying for ever."""
        self.task = asyncio.create_task(self.run(), name="waking")

    def tell(self, stream: str) -> None:
        """A stream has moved. Many moves before the next round trip become one notification."""
        self.moved.add(stream)
        self.wake.set()

    async def close(self) -> None:
        """Stops listening."""
        if self.task is not None:
            self.task.cancel()
            await asyncio.gather(self.task, return_exceptions=True)

    async def run(self) -> None:
        """Connects, listens, notifies; after a loss connects again and has every stream looked at."""
        down = False
        while True:
            try:
                connection = await asyncpg.connect(
                    self.dsn,
                    timeout=CONNECT_SECONDS,
                    server_settings={"role": APP, "application_name": "surgeline waking"},
                )
                try:
                    await self.serve(connection, down=down)
                finally:
                    await connection.close(timeout=1)
            except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                if not down:
                    log.warning("waking_lost", reason=repr(error))
                down = True
            await asyncio.sleep(RETRY_SECONDS)

    async def serve(self, connection: asyncpg.Connection, *, down: bool) -> None:
        """Until the connection is lost."""
        lost = asyncio.Event()

        def end(_connection: object) -> None:
            lost.set()
            self.wake.set()

        connection.add_termination_listener(end)
        ours = connection.get_server_pid()

        def hear(_connection: object, sender: int, _channel: str, stream: object) -> None:
            if sender != ours:
                self.heard(str(stream))

        await connection.add_listener(CHANNEL, hear)
        if down:
            log.info("waking_restored")
        self.heard("")
        while not lost.is_set():
            await self.wake.wait()
            self.wake.clear()
            for stream in tuple(self.moved):
                self.moved.discard(stream)
                await connection.execute("SELECT pg_notify($1, $2)", CHANNEL, stream)
        raise ConnectionResetError("the listening connection was lost")
