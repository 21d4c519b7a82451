"""A real process of the service whose seats are filled by people with browsers and phones, for tests of the screen."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import NamedTuple, cast

import asyncpg
import httpx
from fastapi import FastAPI
from playwright.async_api import BrowserContext

from app.db.engine import as_owner
from app.delivery.links import token_of
from app.embedded import Cluster
from tests.databases import create, execute
from tests.onduty import BEGINS, Phones, Room, Somebody, everybody, shift, until
from tests.running import filled, serving
from tests.serving import Served, bearing

NOT_HERE = cast("FastAPI", None)
"""The service is a process of its own: nothing looks inside it."""


class Duty(NamedTuple):
    """What is done over HTTP is the room's; `url` is where browsers go."""

    url: str
    room: Room

    @property
    def board(self) -> str:
        """The board's address."""
        return f"{self.url}/systems/QHG"

    async def at(self, moment: datetime) -> None:
        """The simulated clock stands there, and what fell due until then has been looked at."""
        place = self.room.service.place
        clock = {"at": moment.isoformat(), "speed": 0}
        answer = await self.room.service.client.put(
            "/api/v1/systems/QHG/clock", json=clock, headers=bearing(place.key)
        )
        assert answer.status_code == httpx.codes.OK, answer.text

        async def looked_at() -> bool:
            due = await self.room.owner.fetchval("SELECT min(due_at) FROM timer WHERE stream = 'QHG'")
            return bool(due > moment)

        await until(looked_at)

    async def enter(self, context: BrowserContext, who: Somebody) -> None:
        """The browser is that person's."""
        await context.add_cookies(
            [{"name": "surgeline_session", "value": who.browser.token, "url": self.url}]
        )

    async def link_to(self, who: Somebody, matter: str) -> str:
        """The link that the newest page of a matter to somebody carries."""

        async def sent() -> asyncpg.Record | None:
            return await self.room.owner.fetchrow(
                "SELECT link FROM delivery WHERE person = $1 AND matter = $2 AND done_at IS NOT NULL"
                " ORDER BY n DESC LIMIT 1",
                who.id,
                matter,
            )

        row = await until(sent)
        assert row is not None
        secret = await self.room.owner.fetchval("SELECT secret FROM service_secret WHERE name = 'links'")
        return f"{self.url}/a/{token_of(row['link'], bytes(secret))}"


@asynccontextmanager
async def duty_on(cluster: Cluster, template: str, name: str) -> AsyncIterator[Duty]:
    """BLMK simulated on a database of its own, its clock at `BEGINS`, everybody in their seats for a day."""
    await execute(cluster.dsn(), create(name, template))
    place = await filled(cluster.dsn(name), mode="simulated")
    with serving(place.dsn) as running:
        client = httpx.AsyncClient(base_url=running.url, timeout=30)
        async with as_owner(place.dsn) as owner, client:
            room = Room(Served(NOT_HERE, place, owner, client), await everybody(owner), Phones())
            duty = Duty(running.url, room)
            await duty.at(BEGINS)
            await room.done(
                room.lead, "add_shifts", shifts=[shift(seat, who) for seat, who in room.people.items()]
            )
            yield duty
