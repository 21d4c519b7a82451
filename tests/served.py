"""A database with BLMK for a whole module's processes, and posting to them over HTTP."""

import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import httpx

from app.access.actions import Role
from app.access.enrol import Wanted
from app.db.engine import as_owner
from app.embedded import Cluster
from tests.databases import create, execute, in_thread
from tests.running import Filled, add_person, filled

PROVIDER_EMAIL = "site@example.invalid"
MAJORS = "ed.majors_resus_occupancy_pct"
BEGAN = datetime.now(UTC) - timedelta(hours=1)
NUMBERS = itertools.count(1)


@contextmanager
def database_of(cluster: Cluster, template: str, name: str) -> Iterator[Filled]:
    """A database with BLMK, a room lead, and a provider's person at MKUH; dropped at the end."""
    in_thread(execute(cluster.dsn(), create(name, template)))
    try:
        yield in_thread(with_people(cluster.dsn(name)))
    finally:
        in_thread(execute(cluster.dsn(), f"DROP DATABASE {name} WITH (FORCE)"))


async def with_people(dsn: str) -> Filled:
    """BLMK, with one more person who sees levels only."""
    made = await filled(dsn)
    async with as_owner(dsn) as connection:
        wanted = Wanted(made.stream, ("RD8-MKH",), Role.PROVIDER)
        await add_person(connection, PROVIDER_EMAIL, "A Site", wanted)
    return made


def next_reading(
    unit: str = "RD8-MKH", metric: str = MAJORS, value: float | None = None
) -> dict[str, object]:
    """A reading newer than all before it."""
    number = next(NUMBERS)
    at = BEGAN + timedelta(milliseconds=number)
    return {
        "organisation": unit,
        "metric": metric,
        "value": 80 + number % 40 if value is None else value,
        "observed_at": at.isoformat(),
    }


async def post(
    url: str, made: Filled, readings: Sequence[dict[str, object]] = (), key: str | None = None
) -> httpx.Response:
    """Posts readings (one new one if none are given) and insists on an answer without a fault of ours."""
    headers = {"authorization": f"Bearer {made.key}"} | ({} if key is None else {"idempotency-key": key})
    async with httpx.AsyncClient(base_url=url, timeout=30, headers=headers) as client:
        answer = await client.post("/api/v1/readings", json=list(readings) or [next_reading()])
    assert answer.status_code == httpx.codes.OK, answer.text
    return answer


def seq_of(answer: httpx.Response) -> int:
    """The seq that a post's facts were written at."""
    seq: int = answer.json()["seq"]["QHG"]
    return seq
