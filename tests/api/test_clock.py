"""The service clock of a system over HTTP: read by those who see the board, set where it is simulated."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.serving import Served, bearing, served

CLOCK = "/api/v1/systems/QHG/clock"


@pytest.fixture
async def service(database: str) -> AsyncIterator[Served]:
    async with served(database) as service:
        yield service


async def put(service: Served, **body: object) -> httpx.Response:
    return await service.client.put(CLOCK, json=body, headers=bearing(service.place.key))


async def read(service: Served) -> dict[str, Any]:
    found: dict[str, Any] = (await service.client.get(CLOCK, headers=bearing(service.place.key))).json()
    return found


async def test_a_clock_stands_where_it_was_put(service: Served) -> None:
    answer = await put(service, at="2026-01-12T06:00:00Z", speed=0)
    assert answer.json() == {"mode": "simulated", "now": "2026-01-12T06:00:00.000000Z", "speed": "0"}
    assert await read(service) == answer.json()


async def test_a_clock_runs_at_its_speed(service: Served) -> None:
    before = datetime.fromisoformat((await put(service, at="2026-01-12T06:00:00Z", speed=3600)).json()["now"])
    while datetime.fromisoformat((await read(service))["now"]) - before < timedelta(minutes=5):  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    assert (await read(service))["speed"] == "3600"


async def test_a_clock_never_runs_back(service: Served) -> None:
    await put(service, at="2026-01-12T08:00:00Z", speed=0)
    sent = {"organisation": "RD8-MKH", "metric": "beds.ga_occupancy_pct", "value": 95}
    await service.send(sent | {"observed_at": "2026-01-12T08:00:00Z"})
    answer = await put(service, at="2026-01-12T07:59:00Z", speed=1)
    assert (answer.status_code, answer.json()["code"]) == (409, "clock_behind")
    assert (await read(service))["now"] == "2026-01-12T08:00:00.000000Z"


@pytest.mark.parametrize(
    "body",
    [
        {"speed": -1},
        {"speed": "fast"},
        {"speed": 1e9},
        {"speed": "NaN"},
        {"at": "2026-01-12T08:00:00", "speed": 1},
        {"at": "0001-01-01T00:00:00Z", "speed": 1},
        {"at": "9999-12-31T23:59:59Z", "speed": 1},
        {"speed": 1, "by": "me"},
        {},
    ],
)
async def test_a_clock_that_cannot_be_is_refused(service: Served, body: dict[str, Any]) -> None:
    answer = await put(service, **body)
    assert 400 <= answer.status_code < 500
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_live_system_s_clock_is_real_time(database: str) -> None:
    async with served(database, "live") as service:
        headers = bearing(service.place.key)
        refused = await service.client.put(CLOCK, json={"speed": 2}, headers=headers)
    assert refused.status_code in {403, 409}
