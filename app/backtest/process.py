"""Back-tests ordered by the service: each in a process of its own, one at a time, ended when nobody takes its lines.

Reads no history itself: what that takes (polars, gigabytes, minutes) stays out of the service.
"""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress

import structlog
from pydantic import BaseModel

from app.backtest.order import Limits, Order
from app.messages.packs import BackTestFailed, BackTestProgress

log = structlog.get_logger()

BEAT_SECONDS = 2.0
"""A line at least so often: a caller that has gone is noticed by it, and what stands between does not hang up."""
MOST_LINE = 64 * 1024 * 1024
PROGRESS = b'{"kind":"progress"'
WAITING = BackTestProgress(stage="waiting")


class TooManyBackTests(Exception):
    """One runs here, and as many as may wait are waiting."""


class BackTests:
    """Lives as long as the process."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.turn = asyncio.Lock()
        self.here = 0

    def admit(self) -> None:
        """A place for one more, to be left. Raises TooManyBackTests."""
        if self.here > self.limits.waiting:
            raise TooManyBackTests(self.limits.waiting)
        self.here += 1

    def leave(self) -> None:
        """Gives a place back."""
        self.here -= 1

    async def lines(self, order: Order) -> AsyncGenerator[bytes, None]:
        """The answer, line by line; the last is a result or a failure. Who ends early ends the process."""
        taken = self.turn.locked()
        turn = asyncio.ensure_future(self.turn.acquire())
        try:
            if taken:
                yield told(WAITING)
            while not (await asyncio.wait({turn}, timeout=BEAT_SECONDS))[0]:
                yield told(WAITING)
            async with aclosing(self.run(order)) as lines:
                async for line in lines:
                    yield line
        finally:
            if turn.done() and not turn.cancelled():
                self.turn.release()
            else:
                turn.cancel()

    async def run(self, order: Order) -> AsyncGenerator[bytes, None]:
        """One process from its start to its end."""
        loop = asyncio.get_running_loop()
        until = loop.time() + self.limits.seconds
        process, output = await started(order)
        outcome, last = "left", told(BackTestProgress(stage="reading"))
        try:
            while outcome == "left":
                line = await next_line(output)
                if line == b"":
                    outcome = "ended_early"
                elif loop.time() > until:
                    outcome = "too_long"
                else:
                    last = line or last
                    if not last.startswith(PROGRESS):
                        outcome = "answered"
                    yield last
            if outcome != "answered":
                yield told(self.failure(outcome))
        finally:
            with suppress(ProcessLookupError):
                process.kill()
            log.info("back_test", stream=order.stream, packs=order.packs, outcome=outcome)
            await process.wait()

    def failure(self, outcome: str) -> BackTestFailed:
        """What a person is told."""
        seconds, megabytes, _ = self.limits
        if outcome == "too_long":
            minutes = f"{seconds // 60} minutes" if seconds >= 120 else f"{seconds} seconds"  # noqa: PLR2004
            detail = f"It took longer than {minutes} and was stopped. Ask for fewer organisations."
            return BackTestFailed(code="too_long", detail=detail)
        detail = f"It ended early, perhaps for want of memory: it may take {megabytes} MB. Ask for fewer organisations."
        return BackTestFailed(code="ended_early", detail=detail)


async def started(order: Order) -> tuple[Process, asyncio.StreamReader]:
    """The process, with its order, and what it says. Its input stays open: it ends itself when that closes."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "app.backtest", stdin=PIPE, stdout=PIPE, limit=MOST_LINE
    )
    if process.stdin is None or process.stdout is None:
        raise BrokenPipeError
    process.stdin.write(order.model_dump_json().encode() + b"\n")
    return process, process.stdout


async def next_line(output: asyncio.StreamReader) -> bytes | None:
    """The next line; empty at the end; None if none comes for a while."""
    try:
        async with asyncio.timeout(BEAT_SECONDS):
            return await output.readline()
    except TimeoutError:
        return None


def told(line: BaseModel) -> bytes:
    """A line of our own."""
    return line.model_dump_json(by_alias=True).encode() + b"\n"
