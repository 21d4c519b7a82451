"""Keeps ready what writing needs, and forgets what was kept for a time only."""

from datetime import UTC, date, datetime, timedelta

import asyncpg

from app.clock import real_now
from app.jobs.heads import Heads

MONTHS_AHEAD = 3
DAYS_BACK = 35
EXPIRED = (
    "DELETE FROM idempotency WHERE created_at < clock_timestamp() - interval '7 days'",
    "DELETE FROM quarantine WHERE received_at < clock_timestamp() - interval '30 days'",
    """
    DELETE FROM quarantine WHERE id IN (
        SELECT id FROM (
            SELECT id, row_number() OVER (PARTITION BY submitted_by ORDER BY id DESC) AS n FROM quarantine
        ) AS numbered WHERE n > 10000)
    """,
)


def months_around(moment: datetime) -> list[date]:
    """The first days of the months from the oldest a reading may reach back to, to three months ahead."""
    first = (moment - timedelta(days=DAYS_BACK)).astimezone(UTC).date().replace(day=1)
    last = moment.astimezone(UTC).date()
    months = [first]
    while months[-1] <= last or len(months) < MONTHS_AHEAD:
        months.append(following(months[-1]))
    for _ in range(MONTHS_AHEAD - 1):
        months.append(following(months[-1]))
    return months


def following(month: date) -> date:
    """The first day of the next month."""
    return (month + timedelta(days=32)).replace(day=1)


async def make_months(pool: asyncpg.Pool, moment: datetime) -> date:
    """Makes the partitions around a moment that are not there; the month reached is part of readiness."""
    months = months_around(moment)
    async with pool.acquire() as connection:
        for month in months:
            await connection.fetchval("SELECT make_reading_month($1)", month)
    return months[-1]


class Upkeep:
    """Lives as long as the process. `months_until`: partitions reach to the end of this month in real time."""

    def __init__(self, pool: asyncpg.Pool, heads: Heads) -> None:
        self.pool = pool
        self.heads = heads
        self.months_until = date.min

    async def keep_ready(self) -> None:
        """Partitions for real time and for every stream's own time."""
        self.months_until = await make_months(self.pool, real_now())
        for head in tuple(self.heads.known.values()):
            await make_months(self.pool, head.now())

    async def forget_expired(self) -> None:
        """Idempotency answers after 7 days, quarantine after 30 days or 10,000 a sender."""
        async with self.pool.acquire() as connection:
            for statement in EXPIRED:
                await connection.execute(statement, timeout=60)
