"""Two processes of the service on one database: one stream, one order, and neither needs the other."""

import asyncio
import itertools
import os
import signal
import time
from collections.abc import Iterator
from typing import NamedTuple

import asyncpg
import httpx
import pytest

from app.embedded import Cluster
from app.journal.verify import verify
from tests.boards import BoardClient, closing, cookie_of, live, signed_in
from tests.databases import execute
from tests.running import Filled, Running, serving, start, wait_until_ready
from tests.served import database_of, next_reading, post, seq_of

FROZEN_SECONDS = 1.5
PATIENCE_SECONDS = 15
"""What is never shown is never shown; the rest is for a busy machine."""
UNITS = itertools.cycle(("RD8-MKH", "RC9-BED", "RC9-LDH"))


class Two(NamedTuple):
    """The processes and what they share."""

    made: Filled
    a: Running
    b: Running


@pytest.fixture(scope="module")
def two(cluster: Cluster, template: str) -> Iterator[Two]:
    with (
        database_of(cluster, template, "two_processes") as made,
        serving(made.dsn) as a,
        serving(made.dsn) as b,
    ):
        yield Two(made, a, b)


async def whole(made: Filled) -> None:
    """The chain is whole, and gapless to its head."""
    connection = await asyncpg.connect(made.dsn)
    found = await verify(connection, made.stream)
    await connection.close()
    assert found.problem is None
    assert found.entries == found.head.seq


async def shown(board: BoardClient, seq: int) -> float:
    """Seconds until the board has reached a seq; fails where it does not."""
    began = time.monotonic()
    async with asyncio.timeout(PATIENCE_SECONDS):
        while board.seq < seq:
            board.moved.clear()
            await board.moved.wait()
    return time.monotonic() - began


async def test_posts_through_both_at_once_are_all_taken_and_the_journal_is_whole(two: Two) -> None:
    answers = await asyncio.gather(
        *(
            post(url, two.made, [next_reading(next(UNITS))])
            for _ in range(20)
            for url in (two.a.url, two.b.url)
        )
    )
    assert {v["verdict"] for answer in answers for v in answer.json()["verdicts"]} <= {
        "accepted",
        "superseded",
        "queried",
    }
    (row,) = await execute(two.made.dsn, "SELECT count(*) AS n FROM reading")
    assert row["n"] == 40
    await whole(two.made)


async def test_an_idempotency_key_holds_in_every_process(two: Two) -> None:
    one, other = [next_reading()], [next_reading()]
    first = await post(two.a.url, two.made, one, key="before")
    again = await post(two.b.url, two.made, one, key="before")
    assert "idempotent-replayed" not in first.headers
    assert again.headers["idempotent-replayed"] == "true"
    assert again.json() == first.json()
    at_once = await asyncio.gather(
        *(post(url, two.made, other, key="at once") for url in (two.a.url, two.b.url) * 4)
    )
    assert sum("idempotent-replayed" not in answer.headers for answer in at_once) == 1
    assert len({answer.text for answer in at_once}) == 1


async def test_a_key_used_in_one_process_is_refused_with_another_body_in_the_other(two: Two) -> None:
    await post(two.a.url, two.made, [next_reading()], key="mine")
    headers = {"authorization": f"Bearer {two.made.key}", "idempotency-key": "mine"}
    async with httpx.AsyncClient(base_url=two.b.url, headers=headers) as client:
        answer = await client.post("/api/v1/readings", json=[next_reading()])
    assert (answer.status_code, answer.json()["code"]) == (422, "key_reused")


async def test_a_board_on_one_process_sees_a_post_through_the_other_within_a_second(two: Two) -> None:
    async with signed_in(two.a.url) as lead, BoardClient(lead) as board:
        took = [await shown(board, seq_of(await post(two.b.url, two.made))) for _ in range(6)]
        assert min(took) < 1  # the least: others may use the machine meanwhile
        await board.until_right()


async def test_a_lost_listener_costs_a_board_two_seconds_at_most(two: Two) -> None:
    async with signed_in(two.a.url) as lead, BoardClient(lead) as board:
        took = []
        for _ in range(3):
            await execute(
                two.made.dsn,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name = 'surgeline waking' AND datname = current_database()",
            )
            took.append(await shown(board, seq_of(await post(two.b.url, two.made))))
        assert min(took) < 3
        await board.until_right()


async def test_a_board_is_never_unsure_while_the_other_process_is_busy(two: Two) -> None:
    async with signed_in(two.a.url) as lead, BoardClient(lead) as board:
        while board.notes.count("heartbeat") < 4:
            await asyncio.gather(*(post(two.b.url, two.made, [next_reading(next(UNITS))]) for _ in range(4)))
        assert "unsure" not in board.notes
        await board.until_right()


async def test_a_frozen_process_does_not_stop_the_other(two: Two) -> None:
    stop = asyncio.Event()
    busy = asyncio.gather(*(keep_posting(two, stop) for _ in range(4)))
    slowest = 0.0
    try:
        for _ in range(3):
            two.a.process.send_signal(signal.SIGSTOP)
            until = time.monotonic() + FROZEN_SECONDS
            while time.monotonic() < until:
                began = time.monotonic()
                await post(two.b.url, two.made, [next_reading(next(UNITS))])
                slowest = max(slowest, time.monotonic() - began)
            two.a.process.send_signal(signal.SIGCONT)
            await post(two.b.url, two.made)
    finally:
        two.a.process.send_signal(signal.SIGCONT)
        stop.set()
    taken, put_off = zip(*await busy, strict=True)
    assert sum(taken) > sum(put_off)
    assert slowest < PATIENCE_SECONDS
    await post(two.a.url, two.made)
    await whole(two.made)


async def keep_posting(two: Two, stop: asyncio.Event) -> tuple[int, int]:
    """Through the process that is frozen now and then: posts taken, and posts it asks to send again."""
    taken = put_off = 0
    headers = {"authorization": f"Bearer {two.made.key}"}
    async with httpx.AsyncClient(base_url=two.a.url, headers=headers, timeout=30) as client:
        while not stop.is_set():
            answer = await client.post("/api/v1/readings", json=[next_reading(next(UNITS))])
            taken += answer.status_code == 200
            put_off += answer.status_code == 503
    return taken, put_off


async def test_when_one_process_is_killed_its_boards_and_senders_carry_on_with_the_other(two: Two) -> None:
    third = start(two.made.dsn)
    try:
        wait_until_ready(third.url)
        async with signed_in(two.b.url) as lead, BoardClient(lead) as board:
            sending = [asyncio.ensure_future(quietly(third, two.made)) for _ in range(4)]
            await shown(board, seq_of(await post(two.b.url, two.made)))
            os.kill(third.process.pid, signal.SIGKILL)
            await asyncio.gather(*sending)
            for _ in range(5):
                await shown(board, seq_of(await post(two.b.url, two.made)))
            await board.until_right()
    finally:
        third.kill()
    await whole(two.made)


async def quietly(running: Running, made: Filled) -> None:
    """Posts until the process is gone."""
    headers = {"authorization": f"Bearer {made.key}"}
    async with httpx.AsyncClient(base_url=running.url, headers=headers, timeout=10) as client:
        try:
            while True:
                await client.post("/api/v1/readings", json=[next_reading(next(UNITS))])
        except httpx.TransportError:
            return


async def test_a_process_that_stops_tells_its_boards_so(two: Two) -> None:
    with serving(two.made.dsn) as stopping:
        async with signed_in(stopping.url) as lead, live(stopping.url, cookie_of(lead)) as socket:
            stopping.process.send_signal(signal.SIGTERM)
            assert (await closing(socket))[0] == 1012


async def test_signing_out_at_one_process_closes_the_sockets_at_the_other(two: Two) -> None:
    async with (
        signed_in(two.a.url) as lead,
        live(two.b.url, cookie_of(lead)) as socket,
    ):
        assert (await lead.delete("/api/v1/session")).status_code == httpx.codes.NO_CONTENT
        assert await closing(socket) == (4401, "session ended")
