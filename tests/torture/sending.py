"""Clients that post uniquely valued readings and send each again until it is answered."""

import asyncio
import itertools
import random
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import httpx
import orjson

from tests.boards import BoardClient, signed_in
from tests.running import Filled

METRIC = "ed.majors_resus_occupancy_pct"
UNITS = ("RD8-MKH", "RC9-BED", "RC9-LDH")
MOST_READINGS = 3
AGAIN_SECONDS = 0.02
TAKEN = {"accepted", "superseded", "queried"}

Fact = tuple[str, datetime, Decimal]
"""Unit, observed_at, value: no two readings of a campaign share one."""


@dataclass
class Load:
    """What was sent and what became of it; written by the senders' thread only."""

    began: datetime
    chance: random.Random
    acknowledged: dict[str, tuple[Fact, ...]] = field(default_factory=dict)
    seqs: list[int] = field(default_factory=list)
    sent_again: int = 0
    wrong: list[str] = field(default_factory=list)
    stopping: bool = False
    failed: BaseException | None = None
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def reading(self) -> Fact:
        """The next reading: values jump about so that levels move, and are late for one another."""
        number = next(self.numbers)
        value = Decimal(self.chance.choice([60, 90, 110, 130])) + Decimal(number).scaleb(-6)
        observed_at = self.began + timedelta(milliseconds=number - self.chance.choice([0, 0, 0, 500]))
        return self.chance.choice(UNITS), observed_at, value


async def keep_posting(load: Load, client: httpx.AsyncClient) -> None:
    """One sender, until the load stops; what it has begun it finishes."""
    while not load.stopping:
        facts = tuple(load.reading() for _ in range(load.chance.randint(1, MOST_READINGS)))
        body = orjson.dumps(
            [
                {"organisation": unit, "metric": METRIC, "value": float(value), "observed_at": at.isoformat()}
                for unit, at, value in facts
            ]
        )
        key = str(uuid.UUID(int=load.chance.getrandbits(128)))
        answer = await until_answered(load, client, key, body)
        note(load, key, facts, answer)


async def until_answered(load: Load, client: httpx.AsyncClient, key: str, body: bytes) -> httpx.Response:
    """The same post again and again, as an integration engine would: 5xx and silence are no answer."""
    headers = {"idempotency-key": key, "content-type": "application/json"}
    while True:
        try:
            answer = await client.post("/api/v1/readings", content=body, headers=headers)
            if answer.status_code == httpx.codes.INTERNAL_SERVER_ERROR:
                load.wrong.append(f"500: {answer.text}")
            if answer.status_code < httpx.codes.INTERNAL_SERVER_ERROR:
                return answer
        except httpx.TransportError:
            pass
        load.sent_again += 1
        await asyncio.sleep(AGAIN_SECONDS)


def note(load: Load, key: str, facts: tuple[Fact, ...], answer: httpx.Response) -> None:
    """What the answer says; a duplicate would mean that a first try was forgotten."""
    said = answer.json()
    if answer.status_code != httpx.codes.OK or {v["verdict"] for v in said["verdicts"]} - TAKEN:
        load.wrong.append(f"{answer.status_code}: {answer.text}")
        return
    load.acknowledged[key] = facts
    load.seqs += said["seq"].values()


async def post_and_watch(load: Load, url: str, made: Filled, clients: int) -> BoardClient:
    """All senders and one board; ends when the load stops and the board is right. Returns the board."""
    limits = httpx.Limits(max_connections=clients)
    headers = {"authorization": f"Bearer {made.key}"}
    async with (
        signed_in(url) as browser,
        httpx.AsyncClient(base_url=url, headers=headers, limits=limits, timeout=10) as sender,
        BoardClient(browser, made.stream) as board,
    ):
        await asyncio.gather(*(keep_posting(load, sender) for _ in range(clients)))
        await board.until_right()
        return board


@contextmanager
def under_load(url: str, made: Filled, *, clients: int, seed: int) -> Iterator[Load]:
    """Senders in a thread of their own while the block kills; at its end all are answered."""
    load = Load(datetime.now(UTC) - timedelta(hours=1), random.Random(seed))

    def run() -> None:
        try:
            asyncio.run(post_and_watch(load, url, made, clients))
        except BaseException as error:  # noqa: BLE001 - handed to the thread that waits
            load.failed = error

    thread = threading.Thread(target=run, name="senders", daemon=True)
    thread.start()
    try:
        yield load
    finally:
        load.stopping = True
        thread.join(60)
    assert not thread.is_alive(), "senders are still waiting for an answer"
    if load.failed is not None:
        raise load.failed
