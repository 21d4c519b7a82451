"""A thousand boards as cheap as they can be: bare sockets of one process that note when which frame came."""

import asyncio
import re
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from os import urandom
from typing import NamedTuple
from urllib.parse import urlsplit

TO = re.compile(rb'"to":(\d+)')
HEAD_BYTES = 120
"""Where a frame says up to where it tells."""
LONG, LONGEST = 126, 127
OPCODE, PING = 0x0F, 0x9
PATIENCE_SECONDS = 60

Arrivals = list[list[tuple[float, int]]]
"""Of each board: when a frame came (steady clock), and up to which seq it tells."""


class Wanted(NamedTuple):
    """Which boards connect where. `deaf`: as many more that never read."""

    url: str
    path: str
    headers: dict[str, str]
    number: int
    deaf: int = 0


class Socket(asyncio.Protocol):
    """One board."""

    def __init__(self, wanted: Wanted, *, deaf: bool) -> None:
        self.wanted, self.deaf = wanted, deaf
        self.buffer = bytearray()
        self.open: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.arrivals: list[tuple[float, int]] = []
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Asks for the socket."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        host = urlsplit(self.wanted.url).netloc
        headers = "".join(f"{name}: {value}\r\n" for name, value in self.wanted.headers.items())
        key = b64encode(urandom(16)).decode()
        transport.write(
            f"GET {self.wanted.path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n{headers}\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        """The handshake's answer, then frames."""
        now = time.monotonic()
        self.buffer += data
        if not self.open.done():
            end = self.buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            assert b" 101 " in self.buffer[:20], bytes(self.buffer[:200])
            del self.buffer[: end + 4]
            self.open.set_result(None)
            if self.deaf and self.transport is not None:
                self.transport.pause_reading()
                return
        self.read_frames(now)

    def read_frames(self, now: float) -> None:
        """Takes whole frames off the buffer; a server's are not masked."""
        while len(self.buffer) > 1:
            length, begins = self.buffer[1] & LONGEST, 2
            if length >= LONG:
                begins = 4 if length == LONG else 10
                length = int.from_bytes(self.buffer[2:begins])
            if len(self.buffer) < begins + length:
                return
            if self.buffer[0] & OPCODE == PING:
                self.answer(bytes(self.buffer[begins : begins + length]))
            found = TO.search(self.buffer, begins, begins + min(length, HEAD_BYTES))
            if found is not None:
                self.arrivals.append((now, int(found[1])))
            del self.buffer[: begins + length]

    def answer(self, payload: bytes) -> None:
        """A pong, masked with nothing as a client's must be masked: who answers no ping is cut."""
        if self.transport is not None:
            self.transport.write(bytes((0x8A, 0x80 | len(payload), 0, 0, 0, 0)) + payload)


def run_boards(wanted: Wanted, line: Connection) -> None:
    """The process of the boards."""
    asyncio.run(serve_boards(wanted, line))


async def serve_boards(wanted: Wanted, line: Connection) -> None:
    """Connects them all, then answers "take" with what has come since, and "end"."""
    loop = asyncio.get_running_loop()
    parts = urlsplit(wanted.url)
    sockets: list[Socket] = []
    for number in range(wanted.number + wanted.deaf):
        socket = Socket(wanted, deaf=number >= wanted.number)
        await loop.create_connection(partial(same, socket), parts.hostname or "", parts.port or 80)
        sockets.append(socket)
        await asyncio.wait_for(socket.open, PATIENCE_SECONDS)
    line.send("ready")
    while True:
        if await loop.run_in_executor(None, line.recv) == "end":
            return
        line.send([socket.arrivals for socket in sockets[: wanted.number]])
        for socket in sockets:
            socket.arrivals = []


def same(socket: Socket) -> Socket:
    """A connection's protocol, made before."""
    return socket


class Boards(NamedTuple):
    """The boards' process, seen from outside."""

    line: Connection

    def take(self) -> Arrivals:
        """What each has got since it was last asked."""
        self.line.send("take")
        found: Arrivals = self.line.recv()
        return found


@contextmanager
def boards(wanted: Wanted) -> Iterator[Boards]:
    """So many boards, connected."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=run_boards, args=(wanted, theirs), daemon=True)
    process.start()
    try:
        assert ours.poll(PATIENCE_SECONDS), "the boards did not connect in time"
        assert ours.recv() == "ready"
        yield Boards(ours)
    finally:
        if process.is_alive():
            ours.send("end")
            process.join(5)
        process.kill()


class NotTold(Exception):
    """A board was not told of it yet."""


def on_last(arrivals: Arrivals, seq: int) -> float:
    """When the last board was told of a seq. Raises NotTold."""
    return max(on_each(arrivals, seq))


def on_each(arrivals: Arrivals, seq: int) -> list[float]:
    """When each board was. Raises NotTold."""
    return [told_at(one, seq) for one in arrivals]


def told_at(one: list[tuple[float, int]], seq: int) -> float:
    """When one board was. Raises NotTold."""
    for at, to in one:
        if to >= seq:
            return at
    raise NotTold
