"""The whole service in this process, on a database with BLMK in it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from functools import cache
from typing import NamedTuple

import asyncpg
import httpx
import orjson
from fastapi import FastAPI
from pydantic import SecretStr

from app.configuration import Rules
from app.db.engine import as_owner
from app.ingest.submission import Tick
from app.main import create_app
from app.organisations.apply import Mode
from app.settings import Settings
from app.wiring import load_rules
from integrations.channels.message import Channel
from tests.running import Filled, filled

JSON = {"content-type": "application/json"}
READINGS = "/api/v1/readings"
BUSY = {
    "ambulance.mean_handover_minutes": 60,
    "ed.four_hour_performance_pct": 50,
    "ed.majors_resus_occupancy_pct": 130,
    "ed.median_time_to_treatment_minutes": 210,
    "ed.over_12h_from_arrival_pct": 16,
    "ed.referred_to_service_pct": 75,
}
"""Figures of a feed at which a site is at OPEL 4."""


class Served(NamedTuple):
    """A service that listens, an operator's connection to its database, and a client without a credential."""

    app: FastAPI
    place: Filled
    owner: asyncpg.Connection
    client: httpx.AsyncClient

    async def send(
        self, body: object, headers: Mapping[str, str] | None = None, path: str = READINGS
    ) -> httpx.Response:
        """Posts a body, bytes as they are; as a feed that may write every unit unless told otherwise."""
        content = body if isinstance(body, bytes) else orjson.dumps(body)
        credential = {"authorization": f"Bearer {self.place.key}"} if headers is None else headers
        return await self.client.post(path, content=content, headers={**JSON, **credential})


@cache
def rules() -> Rules:
    """Compiled once for all tests."""
    return load_rules()


def bearing(key: str) -> dict[str, str]:
    """The headers of a key."""
    return {"authorization": f"Bearer {key}"}


@asynccontextmanager
async def served(
    dsn: str,
    mode: Mode = "simulated",
    channels: Mapping[str, Channel] | None = None,
    voice_secret: str | None = None,
    posts_per_second: int = 0,
) -> AsyncIterator[Served]:
    """Started, and stopped at the end. `channels`: carriers of the test's own; `voice_secret`: what a supplier of
    calls signs what it calls back with; `posts_per_second` 0: no limit.
    """
    place = await filled(dsn, mode=mode)
    secret = None if voice_secret is None else SecretStr(voice_secret)
    app = create_app(
        Settings(dsn=dsn, voice_webhook_secret=secret, posts_per_second=posts_per_second), rules(), channels
    )
    transport = httpx.ASGITransport(app)
    client = httpx.AsyncClient(transport=transport, base_url="http://board.local")
    async with as_owner(dsn) as owner, app.router.lifespan_context(app), client:
        yield Served(app, place, owner, client)


async def set_clock(service: Served, at: datetime) -> None:
    """The system's clock stands there, and what fell due until then has been looked at."""
    clock = {"at": at.isoformat(), "speed": 0}
    answer = await service.client.put(
        "/api/v1/systems/QHG/clock", json=clock, headers=bearing(service.place.key)
    )
    assert answer.status_code == 200, answer.text
    await service.app.state.services.writers.of("QHG").submit(Tick())
