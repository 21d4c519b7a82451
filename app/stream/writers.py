"""The writers of this process, one for each stream that is written to here."""

from collections.abc import Callable

import asyncpg

from app.clock_guard import ClockGuard
from app.decided import Decision, StreamState
from app.stream.configurations import Configurations
from app.stream.writer import StreamWriter


class Writers:
    """Opens a stream's writer when it is first needed."""

    def __init__(
        self,
        pool: asyncpg.Pool,
        configurations: Configurations,
        committed: Callable[[StreamState, Decision], None],
        guard: ClockGuard,
    ) -> None:
        self.pool = pool
        self.guard = guard
        self.configurations = configurations
        self.committed = committed
        self.open: dict[str, StreamWriter] = {}

    def of(self, stream: str) -> StreamWriter:
        """The writer of a stream; whether there is such a stream shows when it is written to."""
        if stream not in self.open:
            self.open[stream] = StreamWriter(
                stream, self.pool, self.configurations, self.committed, self.guard
            )
        return self.open[stream]

    async def close(self) -> None:
        """Stops them all."""
        for writer in self.open.values():
            await writer.close()
