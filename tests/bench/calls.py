"""From a level that rises to 4 to the first page that a carrier has taken: how long, over real HTTP and SMTP.

Each rise is at another site: nobody is called twice about the same within an hour.
"""

import asyncio
import os
import statistics
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from unittest.mock import patch

import asyncpg
import httpx

from app.access.actions import Role
from app.access.enrol import Wanted, add_key
from app.access.reach import add_person
from app.clock import real_now
from app.db.connection import Connection
from app.db.engine import as_owner
from app.db.upgrade import upgrade
from app.embedded import running
from app.organisations.apply import apply_system
from app.organisations.store import PackText, keep_packs
from tests.bench import crowd
from tests.bench.stage import bearing, post_all
from tests.channels.mail_counterpart import MailCounterpart, mail_listening
from tests.people import sign_in_as
from tests.running import serving
from triggers.catalogue import load_catalogue
from triggers.loading import read_pack

RISES, WARM = 50, 5
CALM, WORST = 0, 3
SEAT = f"room_lead@{crowd.SYSTEM}"
SEATS = f"seats:\n  - {{seat: room_lead, at: {crowd.SYSTEM}, title: Room lead, holds: true}}\n"
ADDRESS = "lead@example.invalid"
PATIENCE_SECONDS = 60


class House(NamedTuple):
    """Where the service is, the key that writes to it, and the mail server that it pages by."""

    url: str
    key: str
    mail: MailCounterpart


async def measure() -> dict[str, float]:
    """Seconds: the middle one, and where the slowest hundredth begins."""
    async with opened() as house:
        sites = crowd.sites()[: RISES + WARM]
        await post_all(house.url, house.key, (crowd.nine(code, CALM) for code in sites))
        seconds = [await called(house, code) for code in sites][WARM:]
    return {"calls_p50": statistics.median(seconds), "calls_p99": statistics.quantiles(seconds, n=100)[98]}


async def called(house: House, code: str) -> float:
    """Seconds from the first byte of the post to the mail server's word that it has the page."""
    before = len(house.mail.received)
    async with httpx.AsyncClient(base_url=house.url, timeout=60, headers=bearing(house.key)) as client:
        started = time.perf_counter()
        posting = asyncio.create_task(client.post("/api/v1/readings", json=crowd.nine(code, WORST)))
        while not any(code in letter.mail["Subject"] for letter in house.mail.received[before:]):
            assert time.perf_counter() - started < PATIENCE_SECONDS, f"nobody was called about {code}"
            await asyncio.sleep(0.001)
        spent = time.perf_counter() - started
        (await posting).raise_for_status()
    return spent


@asynccontextmanager
async def opened() -> AsyncIterator[House]:
    """A durable PostgreSQL, a mail server and a live service, with somebody in the seat."""
    with TemporaryDirectory() as folder, running(Path(folder) / "pg") as cluster:
        connection = await asyncpg.connect(cluster.dsn())
        await connection.execute("CREATE DATABASE calls")
        await connection.close()
        dsn = cluster.dsn("calls")
        await asyncio.to_thread(upgrade, dsn)  # Alembic runs a loop of its own
        async with mail_listening() as mail, as_owner(dsn) as owner:
            key = await fill(owner)
            smtp = {"HOST": "127.0.0.1", "PORT": str(mail.port), "TLS": "none"}
            settings = {f"SURGELINE_SMTP_{name}": value for name, value in smtp.items()}
            with patch.dict(os.environ, settings), serving(dsn) as service:
                await seat(service.url, owner)
                yield House(service.url, key, mail)


async def fill(owner: Connection) -> str:
    """The crowd's system with one seat; the key that writes it."""
    now = real_now()
    for text in crowd.pack_texts():
        pack = read_pack(text, "crowd.yaml", load_catalogue())
        await keep_packs(owner, [PackText(pack.pack.pack, 1, pack.sha, pack.text)], now)
    text = crowd.system_text() + SEATS
    await apply_system(owner, text, "crowd.yaml", stream=crowd.SYSTEM, mode="live", now=now)
    wanted = Wanted(crowd.SYSTEM, tuple(crowd.sites()), Role.PROVIDER)
    return (await add_key(owner, "its sites", wanted, now)).key


async def seat(url: str, owner: Connection) -> None:
    """Somebody sits there from an hour ago."""
    now, wanted = real_now(), Wanted(crowd.SYSTEM, ("*",), Role.ROOM_LEAD)
    person = await add_person(owner, "Rowan Achebe", wanted, {"email": ADDRESS}, now)
    times = {"starts_at": now - timedelta(hours=1), "ends_at": now + timedelta(hours=8)}
    shift = {"seat": SEAT, "person": person, **{name: at.isoformat() for name, at in times.items()}}
    browser = await sign_in_as(owner, Role.ROOM_LEAD, stream=crowd.SYSTEM)
    async with httpx.AsyncClient(base_url=url, timeout=60, headers=browser.headers) as client:
        deed = {"do": "add_shifts", "shifts": [shift]}
        (await client.post(f"/api/v1/systems/{crowd.SYSTEM}/deeds", json=deed)).raise_for_status()


if __name__ == "__main__":
    print(asyncio.run(measure()))
