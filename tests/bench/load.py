"""A plain HTTP/1.1 load over kept connections: cheap enough that the server, not it, is measured."""

import asyncio
import statistics
import time
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlsplit

Body = Callable[[], bytes]


class Target(NamedTuple):
    """Where and as whom to post."""

    url: str
    path: str
    headers: dict[str, str]


class Timed(NamedTuple):
    """Seconds of each request, and requests a second of all clients together."""

    seconds: list[float]
    rate: float

    @property
    def p50(self) -> float:
        """Median seconds of a request."""
        return statistics.median(self.seconds)

    @property
    def p99(self) -> float:
        """The slowest hundredth begins here."""
        return statistics.quantiles(self.seconds, n=100)[98]


async def client(target: Target, body: Body, requests: int, seconds: list[float]) -> None:
    """Posts one after another on one connection. Raises AssertionError for any answer but 200."""
    parts = urlsplit(target.url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    fixed = "".join(f"{name}: {value}\r\n" for name, value in target.headers.items())
    for _ in range(requests):
        content = body()
        head = f"POST {target.path} HTTP/1.1\r\nhost: {parts.netloc}\r\n{fixed}content-length: {len(content)}\r\n\r\n"
        started = time.perf_counter()
        writer.write(head.encode() + content)
        answer = await reader.readuntil(b"\r\n\r\n")
        length = int(answer.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        rest = await reader.readexactly(length)
        seconds.append(time.perf_counter() - started)
        assert answer.startswith(b"HTTP/1.1 200"), (answer, rest)
    writer.close()


async def post(target: Target, body: Body, *, clients: int, requests: int) -> Timed:
    """`requests` in all, shared among the clients."""
    seconds: list[float] = []
    started = time.perf_counter()
    await asyncio.gather(*(client(target, body, requests // clients, seconds) for _ in range(clients)))
    return Timed(seconds, len(seconds) / (time.perf_counter() - started))
