"""Connections to a carrier: as many as are needed at once, each taken up again."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from integrations.channels.posting import Lines
from tests.channels.http_counterpart import listening


class Counter:
    """From which ports it was called; it answers when it is let."""

    def __init__(self) -> None:
        self.ports: list[int] = []
        self.more = asyncio.Condition()
        self.answers = asyncio.Event()
        self.answers.set()

    async def called(self, times: int) -> None:
        """Returns once it was called so often."""
        async with self.more:
            await self.more.wait_for(lambda: len(self.ports) >= times)

    async def take(self, request: Request) -> Response:
        assert request.client is not None
        async with self.more:
            self.ports.append(request.client.port)
            self.more.notify_all()
        await self.answers.wait()
        return Response("taken")


@pytest.fixture
async def lines() -> AsyncIterator[Lines]:
    opened = Lines(10)
    yield opened
    await opened.close()


async def test_what_is_sent_one_after_another_goes_by_one_connection(lines: Lines) -> None:
    counter = Counter()
    async with listening(Starlette(routes=[Route("/", counter.take, methods=["POST"])])) as url:
        for _ in range(3):
            answer = await lines.post(url, b"{}", {})
            assert isinstance(answer, httpx.Response)
            assert answer.text == "taken"
    assert len(counter.ports) == 3
    assert len(set(counter.ports)) == 1


async def test_nobody_waits_for_the_connection_of_another(lines: Lines) -> None:
    counter = Counter()
    counter.answers.clear()
    async with listening(Starlette(routes=[Route("/", counter.take, methods=["POST"])])) as url:
        sending = [asyncio.create_task(lines.post(url, b"{}", {})) for _ in range(40)]
        async with asyncio.timeout(10):
            await counter.called(len(sending))
        counter.answers.set()
        await asyncio.gather(*sending)
    assert len(set(counter.ports)) == len(sending)
