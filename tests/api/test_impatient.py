"""Who is slow on purpose is cut; who is slow by nature, or stays for the next request, is not."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from app.cli.impatient import LONGEST_HEAD, Impatient

Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Hasty(Impatient):
    """As served, but a test does not wait so long."""

    patience = 0.3


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with the length of the body."""
    body = await Request(scope, receive).body()
    await PlainTextResponse(f"{len(body)} bytes")(scope, receive, send)


@asynccontextmanager
async def listening() -> AsyncIterator[int]:
    config = uvicorn.Config(echo, port=0, http=Hasty, lifespan="off", log_level="critical", ws="none")
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        await task


async def ends(line: Line) -> bytes:
    """All that is said until the connection is cut."""
    reader, writer = line
    try:
        return await asyncio.wait_for(reader.read(), 5)
    except ConnectionResetError:
        return b""
    finally:
        writer.close()


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nand then nothing",
    ],
    ids=["says nothing", "half a head", "half a body"],
)
async def test_a_request_that_never_becomes_whole_is_cut(begun: bytes) -> None:
    async with listening() as port:
        line = await asyncio.open_connection("127.0.0.1", port)
        line[1].write(begun)
        assert b"200 OK" not in await ends(line)


async def test_a_byte_now_and_then_does_not_prolong_it() -> None:
    async with listening() as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET / HTTP/1.1\r\n")
        dripping = asyncio.create_task(drip(writer))
        assert b"200 OK" not in await ends((reader, writer))
        dripping.cancel()
        await asyncio.gather(dripping, return_exceptions=True)


async def drip(writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(b"X: 1\r\n")
        await asyncio.sleep(0.02)


async def test_a_head_without_an_end_is_cut_before_it_fills_the_memory() -> None:
    async with listening() as port:
        line = await asyncio.open_connection("127.0.0.1", port)
        line[1].write(b"GET / HTTP/1.1\r\nX-Long: " + b"x" * (LONGEST_HEAD + 1))
        assert b"200 OK" not in await ends(line)


async def test_one_connection_takes_request_after_request() -> None:
    async with listening() as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for size in (5, 0, 70_000):
            writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % size + b"x" * size)
            answer = await reader.readuntil(b" bytes")
            assert answer.endswith(f"\r\n\r\n{size} bytes".encode())
            await asyncio.sleep(0.4)
        writer.close()
