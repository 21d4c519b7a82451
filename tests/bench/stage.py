"""A real service with the crowd's system and an ordinary one beside it, and posts to the crowd. Looks at nothing."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import asyncpg
import httpx

from app.access.actions import Role
from app.access.enrol import Wanted, add_key
from app.clock import real_now
from app.db.connection import Connection
from app.db.engine import as_owner
from app.db.upgrade import upgrade
from app.embedded import running
from app.organisations.apply import apply_system
from app.organisations.reference_systems import reference_text
from app.organisations.store import PackText, keep_packs
from tests.bench import crowd
from tests.people import sign_in_as
from tests.running import serving
from triggers.catalogue import load_catalogue
from triggers.loading import read_pack

ORDINARY = "QHG"
ORDINARY_SITES = ("RD8-MKH", "RC9-BED", "RC9-LDH")


class Stage(NamedTuple):
    """Where the service is, the key that writes to it, a viewer's session of each system; `sent` counts changes."""

    url: str
    key: str
    sessions: dict[str, str]
    sent: list[int]


@asynccontextmanager
async def staged() -> AsyncIterator[Stage]:
    """Every site of both systems has its figures."""
    with TemporaryDirectory() as folder, running(Path(folder) / "pg") as cluster:
        connection = await asyncpg.connect(cluster.dsn())
        await connection.execute("CREATE DATABASE screen")
        await connection.close()
        dsn = cluster.dsn("screen")
        await asyncio.to_thread(upgrade, dsn)  # Alembic runs a loop of its own
        async with as_owner(dsn) as owner:
            keys, sessions = await _fill(owner)
        with serving(dsn) as service:
            stage = Stage(service.url, keys[crowd.SYSTEM], sessions, [0])
            await post_all(service.url, keys[crowd.SYSTEM], crowd.opening())
            ordinary = (crowd.nine(code, n + 1) for n, code in enumerate(ORDINARY_SITES))
            await post_all(service.url, keys[ORDINARY], ordinary)
            yield stage


async def _fill(owner: Connection) -> tuple[dict[str, str], dict[str, str]]:
    now = real_now()
    for text in crowd.pack_texts():
        pack = read_pack(text, "crowd.yaml", load_catalogue())
        await keep_packs(owner, [PackText(pack.pack.pack, 1, pack.sha, pack.text)], now)
    reference = reference_text("blmk")
    assert reference is not None
    systems = {
        crowd.SYSTEM: (crowd.system_text(), tuple(crowd.sites())),
        ORDINARY: (reference, ORDINARY_SITES),
    }
    keys, sessions = {}, {}
    for stream, (text, units) in systems.items():
        await apply_system(owner, text, f"{stream}.yaml", stream=stream, mode="live", now=now)
        keys[stream] = (await add_key(owner, "its sites", Wanted(stream, units, Role.PROVIDER), now)).key
        sessions[stream] = (await sign_in_as(owner, Role.ROOM_LEAD, stream=stream)).token
    return keys, sessions


async def post_all(url: str, key: str, posts: Iterable[list[crowd.Reading]]) -> None:
    """Each once. A service that has just begun with so many sites may ask to be tried again."""
    async with httpx.AsyncClient(base_url=url, timeout=60, headers=bearing(key)) as client:
        for readings in posts:
            answer = await client.post("/api/v1/readings", json=readings)
            deadline = time.monotonic() + 60
            while answer.status_code == httpx.codes.SERVICE_UNAVAILABLE and time.monotonic() < deadline:
                await asyncio.sleep(0.5)
                answer = await client.post("/api/v1/readings", json=readings)
            answer.raise_for_status()


@asynccontextmanager
async def posting(stage: Stage, rate: float) -> AsyncIterator[None]:
    """While inside, so many changes a second."""
    task = asyncio.create_task(keep_posting(stage, rate))
    try:
        yield
        if task.done():
            task.result()
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def keep_posting(stage: Stage, rate: float) -> None:
    """For ever, evenly; what the service is too slow for by more than a second is left out."""
    due = time.monotonic()
    async with httpx.AsyncClient(base_url=stage.url, timeout=60, headers=bearing(stage.key)) as client:
        for readings in crowd.changes():
            answer = await client.post("/api/v1/readings", json=readings)
            answer.raise_for_status()
            stage.sent[0] += crowd.EACH
            due = max(due + crowd.EACH / rate, time.monotonic() - 1)
            await asyncio.sleep(max(0.0, due - time.monotonic()))


def bearing(key: str) -> dict[str, str]:
    """As a header."""
    return {"authorization": f"Bearer {key}"}
