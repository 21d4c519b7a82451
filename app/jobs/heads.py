"""Where every stream stands, read each second and after every wake-up: what heartbeats may vouch for."""

import math
import time
from datetime import datetime, timedelta
from typing import NamedTuple

import asyncpg

from app.clock import StreamClock, clock_of, real_now
from app.clock_guard import ClockGuard

HEADS = """
SELECT s.code, s.mode, s.seq, s.last_at, s.clock_real, s.clock_service, s.clock_speed,
       (SELECT min(t.due_at) FROM timer t WHERE t.stream = s.code) AS first_due, clock_timestamp() AS db_now
FROM stream s WHERE s.config_sha IS NOT NULL
"""
TRUSTED_SECONDS = 5
"""A head read longer ago than this vouches for nothing."""
OVERDUE_SECONDS = 10
"""A timer overdue by more real seconds than this: the picture may be behind its time."""


class Head(NamedTuple):
    """One stream as last read. `read_at` is on the monotonic clock."""

    stream: str
    mode: str
    seq: int
    last_at: datetime
    clock: StreamClock
    first_due: datetime | None
    read_at: float

    def now(self) -> datetime:
        """The stream's service time now."""
        return max(self.clock.at(real_now()), self.last_at)

    def due(self) -> bool:
        """Whether a timer has run out."""
        return self.first_due is not None and self.first_due <= self.now()

    def doubt(self, published: int | None, owed: int) -> str | None:
        """Why a heartbeat would lie, or None.

        `published`: up to which seq boards here were told; `owed`: up to which they should have been by now.
        """
        if time.monotonic() - self.read_at > TRUSTED_SECONDS:
            return "this server has not reached its database for some seconds"
        if self.first_due is not None:
            overdue = (self.now() - self.first_due) / timedelta(seconds=1)
            if overdue > OVERDUE_SECONDS * max(float(self.clock.pace), 1.0):
                return "figures that have fallen late have not been looked at yet"
        if published is not None and published < owed:
            return "this server is still reading what has happened"
        return None

    def assessed_through(self, now: datetime) -> datetime:
        """Up to when every timer has been looked at; never later than `now`."""
        return now if self.first_due is None else min(now, self.first_due)


class Heads:
    """Lives as long as the process."""

    def __init__(self, pool: asyncpg.Pool, guard: ClockGuard) -> None:
        self.pool = pool
        self.guard = guard
        self.known: dict[str, Head] = {}
        self.read_at = -math.inf

    async def read(self) -> list[Head]:
        """Reads every stream's head in one statement. Raises what the driver raises when it cannot."""
        asked = time.monotonic()
        rows = await self.pool.fetch(HEADS, timeout=TRUSTED_SECONDS)
        heads = [
            Head(
                row["code"],
                row["mode"],
                row["seq"],
                row["last_at"],
                clock_of(
                    row["mode"], row["last_at"], row["clock_real"], row["clock_service"], row["clock_speed"]
                ),
                row["first_due"],
                asked,
            )
            for row in rows
        ]
        if rows:
            self.guard.compare(rows[-1]["db_now"], asked)
        self.read_at = asked
        self.known = {head.stream: head for head in heads}
        return heads

    def silent_for(self) -> float:
        """Seconds since the database last answered."""
        return time.monotonic() - self.read_at
