"""Goals 1 and 2: a durable POST of 12 readings with rules, level, journal and picture, against its peers.

Turns are interleaved: each round measures every peer once. Medians of the rounds are compared.
"""

import asyncio
import itertools
import json
import statistics
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import asyncpg

from app.db.upgrade import upgrade
from app.embedded import running
from tests.bench.load import Target, post
from tests.bench.peers import BARE, ORM, floor, peer
from tests.running import Filled, filled, serving
from triggers.catalogue import load_catalogue

METRICS = (
    "ambulance.mean_handover_minutes",
    "ed.four_hour_performance_pct",
    "ed.majors_resus_occupancy_pct",
    "ed.median_time_to_treatment_minutes",
    "ed.over_12h_from_arrival_pct",
    "ed.referred_to_service_pct",
    "beds.ga_occupancy_pct",
    "beds.escalation_open_pct",
    "beds.nctr_pct",
)
OTHERS = 3
VALUES = ((21, 72, 94, 88, 4.1, 38, 95.6, 3.1, 14.2), (52, 57, 126, 171, 9.8, 63, 98.6, 4.8, 15.6))
CLIENTS = 16


class Sizes(NamedTuple):
    """Requests of one turn alone, requests of one turn by 16 clients, rounds."""

    alone: int
    together: int
    rounds: int


QUICK, FULL = Sizes(300, 800, 3), Sizes(1000, 4000, 7)


class Bodies:
    """A new submission each time: 12 readings of one acute site, the level going up and down between 2 and 4."""

    def __init__(self, counts: tuple[str, ...]) -> None:
        self.counts = counts
        self.number = itertools.count()
        self.start = datetime.now(UTC) - timedelta(days=20)

    def __call__(self) -> bytes:
        n = next(self.number)
        observed = (self.start + timedelta(milliseconds=100 * n)).isoformat()
        unit = ("RD8-MKH", "RC9-BED", "RC9-LDH")[n % 3]
        values = dict(zip(METRICS, VALUES[(n // 30) % 2], strict=True)) | dict.fromkeys(
            self.counts, 10 + n % 7
        )
        return json.dumps(
            [
                {"organisation": unit, "metric": metric, "value": value, "observed_at": observed}
                for metric, value in values.items()
            ]
        ).encode()


def other_metrics() -> tuple[str, ...]:
    """Three metrics that no pack looks at."""
    counts = [
        m.id for m in load_catalogue().metrics.values() if m.unit == "count" and m.id.startswith("ambulance.")
    ]
    return tuple(counts[:OTHERS])


@asynccontextmanager
async def fresh(cluster_dsn: str, name: str) -> AsyncIterator[str]:
    """A new empty database."""
    connection = await asyncpg.connect(cluster_dsn)
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()
    yield cluster_dsn.rpartition("/")[0] + f"/{name}"


async def rounds(ours: Filled, url: str, sizes: Sizes, peers_dsn: str) -> dict[str, list[float]]:
    """Every figure of every round."""
    found: dict[str, list[float]] = {}

    def note(name: str, value: float) -> None:
        found.setdefault(name, []).append(value)

    bodies = Bodies(other_metrics())
    plain = {"content-type": "application/json"}
    target = Target(url, "/api/v1/readings", {**plain, "authorization": f"Bearer {ours.key}"})
    async with peer(BARE, peers_dsn) as bare_url, peer(ORM, peers_dsn) as orm_url:
        bare, orm = (Target(u, "/api/v1/readings", plain) for u in (bare_url, orm_url))
        for each in (target, bare, orm):
            await post(each, bodies, clients=4, requests=100)
        for _ in range(sizes.rounds):
            note("floor_p50", statistics.median(await floor(peers_dsn, sizes.alone)))
            alone = await post(target, bodies, clients=1, requests=sizes.alone)
            note("ours_p50", alone.p50)
            together = await post(target, bodies, clients=CLIENTS, requests=sizes.together)
            note("ours_rate", together.rate)
            note("ours_p99_of_16", together.p99)
            note("bare_rate", (await post(bare, bodies, clients=CLIENTS, requests=sizes.together)).rate)
            note("orm_rate", (await post(orm, bodies, clients=CLIENTS, requests=sizes.together)).rate)
    return found


async def measure(sizes: Sizes) -> dict[str, float]:
    """Medians, and the ratios of goals 1 and 2."""
    with TemporaryDirectory() as folder, running(Path(folder) / "pg") as cluster:
        async with fresh(cluster.dsn(), "ours") as dsn, fresh(cluster.dsn(), "peers") as peers_dsn:
            await asyncio.to_thread(upgrade, dsn)  # Alembic runs a loop of its own
            ours = await filled(dsn)
            with serving(dsn) as service:
                found = await rounds(ours, service.url, sizes, peers_dsn)
    medians = {name: statistics.median(values) for name, values in found.items()}
    return {
        **medians,
        "goal_1": medians["ours_p50"] / medians["floor_p50"],
        "goal_2a": medians["ours_rate"] / medians["bare_rate"],
        "goal_2b": medians["ours_rate"] / medians["orm_rate"],
    }
