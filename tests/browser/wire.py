"""The wire between a browser and the service, which can go silent as a network does: nothing says so."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

CHUNK = 65_536


class Wire:
    """A loopback port that leads to another. `cut`: what is sent arrives nowhere, and no connection ends.

    After `mend`, what was connected before or during the silence stays lost: the worst that a network does.
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.silent = False
        self.connections: set[Connection] = set()
        self.swallowed = 0
        self.tried = asyncio.Condition()
        self.server: asyncio.Server | None = None

    @property
    def url(self) -> str:
        """Where the browser goes."""
        assert self.server is not None
        return f"http://127.0.0.1:{self.server.sockets[0].getsockname()[1]}"

    def cut(self) -> None:
        """From now on nothing passes."""
        self.silent = True
        for connection in self.connections:
            connection.lost = True

    def mend(self) -> None:
        """New connections pass."""
        self.silent = False

    async def swallows(self, attempts: int) -> None:
        """Waits until so many new connections were lost in the silence."""
        async with self.tried:
            await self.tried.wait_for(lambda: self.swallowed >= attempts)

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection from the browser."""
        connection = Connection(lost=self.silent)
        self.connections.add(connection)
        async with self.tried:
            self.swallowed += connection.lost
            self.tried.notify_all()
        with suppress(OSError):
            onward, back = await asyncio.open_connection("127.0.0.1", self.port)
            connection.ends = [writer, back]
            await asyncio.gather(
                connection.carry(reader, back), connection.carry(onward, writer), return_exceptions=True
            )

    async def end(self) -> None:
        """Ends everything, lost or not."""
        if self.server is not None:
            self.server.close()
        ends = [end for connection in self.connections for end in connection.ends]
        for end in ends:
            end.close()
        await asyncio.gather(*(end.wait_closed() for end in ends), return_exceptions=True)


class Connection:
    """Both directions of one connection."""

    def __init__(self, *, lost: bool) -> None:
        self.lost = lost
        self.ends: list[asyncio.StreamWriter] = []

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Bytes one way until the end; a lost connection swallows them, and its end too."""
        try:
            while data := await reader.read(CHUNK):
                if not self.lost:
                    writer.write(data)
                    await writer.drain()
        finally:
            if not self.lost:
                writer.close()


@asynccontextmanager
async def wire_to(port: int) -> AsyncIterator[Wire]:
    """A wire that ends with the test."""
    wire = Wire(port)
    wire.server = await asyncio.start_server(wire.take, "127.0.0.1", 0)
    try:
        yield wire
    finally:
        await wire.end()
