"""When the database is away, or frozen, no board is left to believe its picture."""

import asyncio
import signal
from collections.abc import Iterator

import httpx
import psutil
import pytest

from app.embedded import Cluster
from tests.boards import BoardClient, cookie_of, live, message, signed_in
from tests.running import Filled, serving, wait_until_ready
from tests.served import database_of, post, seq_of


@pytest.fixture(scope="module")
def made(cluster: Cluster, template: str) -> Iterator[Filled]:
    with database_of(cluster, template, "database_away") as made:
        yield made


@pytest.fixture(scope="module")
def url(made: Filled) -> Iterator[str]:
    with serving(made.dsn) as service:
        yield service.url


async def test_boards_hear_unsure_while_the_database_is_stopped_and_come_right_after(
    url: str, made: Filled, cluster: Cluster
) -> None:
    async with signed_in(url) as lead, BoardClient(lead) as board, live(url, cookie_of(lead)) as socket:
        await message(socket, "heartbeat")
        try:
            cluster.stop()
            unsure = await message(socket, "unsure", 10)
            ready = await lead.get("/health/ready")
            refused = await lead.get("/api/v1/systems/QHG/board")
        finally:
            cluster.start()
        assert unsure["reason"]
        assert ready.status_code == httpx.codes.SERVICE_UNAVAILABLE
        assert refused.status_code == httpx.codes.SERVICE_UNAVAILABLE
        await message(socket, "heartbeat", 10)
        wait_until_ready(url)
        seq = seq_of(await post(url, made))
        async with asyncio.timeout(15):
            while board.seq < seq:
                board.moved.clear()
                await board.moved.wait()
        await board.until_right()
        assert "unsure" in board.notes


async def test_boards_hear_unsure_while_the_database_is_frozen(
    url: str, made: Filled, cluster: Cluster
) -> None:
    postmaster = psutil.Process(cluster.pid)
    async with signed_in(url) as lead, live(url, cookie_of(lead)) as socket:
        await message(socket, "heartbeat")
        frozen = [postmaster, *postmaster.children()]
        try:
            for one in frozen:
                one.send_signal(signal.SIGSTOP)
            unsure = await message(socket, "unsure", 10)
            again = await message(socket, "unsure", 10)
        finally:
            for one in frozen:
                one.send_signal(signal.SIGCONT)
        assert unsure["reason"]
        assert again["reason"]
        await message(socket, "heartbeat", 15)
    wait_until_ready(url)
    await post(url, made)
