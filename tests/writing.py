"""Writers on a real database without a web server: what a process of the service holds of its streams."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import NamedTuple

import asyncpg

from app.clock import real_now
from app.clock_guard import ClockGuard
from app.db.engine import close_database, open_database
from app.decided import Decision, StreamState
from app.ingest.submission import Item, PostReadings, Repeatable
from app.jobs.upkeep import make_months
from app.organisations.apply import Mode
from app.stream.configurations import Configurations
from app.stream.writer import StreamWriter
from app.stream.writers import Writers
from tests.running import Filled, filled
from triggers.values import Measure, Reading

MAJORS = "ed.majors_resus_occupancy_pct"
MKUH, BEDFORD = "RD8-MKH", "RC9-BED"


class System(NamedTuple):
    """A database with BLMK. `by` may write every unit, `by_mkuh` one only; both are ids of principals."""

    made: Filled
    by: str
    by_mkuh: str
    now: datetime


async def prepared(dsn: str, mode: Mode = "live") -> System:
    """BLMK with its keys and the partitions of this time."""
    made = await filled(dsn, mode=mode)
    connection = await asyncpg.connect(dsn)
    try:
        ids = {
            row["name"]: row["id"]
            for row in await connection.fetch("SELECT id, name FROM principal WHERE id LIKE 'key:%'")
        }
    finally:
        await connection.close()
    now = real_now().replace(microsecond=0)
    async with asyncpg.create_pool(dsn, min_size=1, max_size=1) as pool:
        await make_months(pool, now)
    return System(made, ids["every unit"], ids["MKUH"], now)


@asynccontextmanager
async def process(
    dsn: str,
    told: list[Decision] | None = None,
    configurations: Configurations | None = None,
    guard: ClockGuard | None = None,
) -> AsyncIterator[StreamWriter]:
    """The writer of QHG in a process of its own, as far as the database can tell."""
    database = await open_database(dsn, writers=3)

    def committed(_before: StreamState, decision: Decision) -> None:
        if told is not None:
            told.append(decision)

    writers = Writers(database.writer, configurations or Configurations(), committed, guard or ClockGuard())
    try:
        yield writers.of("QHG")
    finally:
        await writers.close()
        await close_database(database)


def reading(
    unit: str, value: str | None, at: datetime, *, metric: str = MAJORS, source: str = "feed"
) -> Reading:
    """One figure; `value` None is unknown."""
    return Reading(unit, metric, None if value is None else Measure(Decimal(value)), at, source)


def posting(by: str, *readings: Reading, key: str | None = None, body: bytes = b"") -> PostReadings:
    """A submission, with an Idempotency-Key if wanted."""
    items = tuple(Item(index, one) for index, one in enumerate(readings))
    repeatable = None if key is None else Repeatable(key, sha256(body).digest())
    return PostReadings(by, items, (), repeatable)


def minutes(number: float) -> timedelta:
    """For sums of moments."""
    return timedelta(minutes=number)


JANUARY = datetime(2026, 1, 12, 6, 0, tzinfo=UTC)
