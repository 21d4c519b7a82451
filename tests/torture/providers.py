"""Providers as they should be: each posts now and then, and comes back when it is told to, with what it had."""

import asyncio
import threading
import time
import uuid
from collections import Counter, deque
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx
import orjson

from tests.torture.sending import METRIC, Load, note

SILENT_SECONDS = 1.0
"""Who gets no answer at all comes back after so long, and a little."""


@dataclass
class Seen:
    """What providers saw. `rude`: 429 and 503 without a Retry-After; `waiting`: who has something unanswered now."""

    answers: Counter[str] = field(default_factory=Counter)
    milliseconds: deque[float] = field(default_factory=lambda: deque(maxlen=100_000))
    asked_at: deque[float] = field(default_factory=lambda: deque(maxlen=100_000))
    taken_at: deque[float] = field(default_factory=lambda: deque(maxlen=100_000))
    rude: int = 0
    waiting: int = 0

    def per_second(self, since: float, until: float) -> float:
        """Requests a second in a stretch of the steady clock."""
        return sum(since <= at < until for at in self.asked_at) / max(until - since, 0.001)


async def provide(load: Load, client: httpx.AsyncClient, seen: Seen, every: float) -> None:
    """One provider, until the load stops; what it has begun it finishes."""
    await asyncio.sleep(load.chance.uniform(0, every))
    while not load.stopping:
        facts = (load.reading(),)
        body = orjson.dumps(
            [
                {"organisation": unit, "metric": METRIC, "value": float(value), "observed_at": at.isoformat()}
                for unit, at, value in facts
            ]
        )
        key = str(uuid.UUID(int=load.chance.getrandbits(128)))
        seen.waiting += 1
        answer = await until_taken(load, client, seen, key, body)
        seen.waiting -= 1
        seen.taken_at.append(time.monotonic())
        note(load, key, facts, answer)
        await asyncio.sleep(every)


async def until_taken(
    load: Load, client: httpx.AsyncClient, seen: Seen, key: str, body: bytes
) -> httpx.Response:
    """The same post again when the service says so."""
    headers = {"idempotency-key": key, "content-type": "application/json"}
    while True:
        asked = time.monotonic()
        seen.asked_at.append(asked)
        wait = SILENT_SECONDS
        try:
            answer = await client.post("/api/v1/readings", content=body, headers=headers)
            seen.answers[str(answer.status_code)] += 1
            if answer.status_code not in {429, 500, 502, 503, 504}:
                seen.milliseconds.append((time.monotonic() - asked) * 1000)
                return answer
            if answer.status_code in {429, 503} and "retry-after" not in answer.headers:
                seen.rude += 1
            if answer.status_code == httpx.codes.INTERNAL_SERVER_ERROR:
                load.wrong.append(f"500: {answer.text}")
            wait = float(answer.headers.get("retry-after", SILENT_SECONDS))
        except httpx.TransportError as error:
            seen.answers[type(error).__name__] += 1
        load.sent_again += 1
        await asyncio.sleep(wait + load.chance.random())


@contextmanager
def in_a_thread(work: Coroutine[None, None, None], load: Load) -> Iterator[None]:
    """Senders and boards on a loop of their own, while this thread kills and starts; at the end all are answered."""

    def run() -> None:
        try:
            asyncio.run(work)
        except BaseException as error:  # noqa: BLE001 - handed to the thread that waits
            load.failed = error

    thread = threading.Thread(target=run, name="providers", daemon=True)
    thread.start()
    try:
        yield
    finally:
        load.stopping = True
        thread.join(120)
    assert not thread.is_alive(), "providers are still waiting for an answer"
    if load.failed is not None:
        raise load.failed


def until_true(holds: object, seconds: float, what: str) -> float:
    """Seconds until a question without arguments is answered yes. Raises AssertionError."""
    assert callable(holds)
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < seconds, f"not within {seconds:.0f} s: {what}"
        time.sleep(0.02)
    return time.monotonic() - began
