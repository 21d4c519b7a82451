"""A system whose seats are filled by people who act over HTTP: what tests of the people loop begin with."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, TypeVar

import asyncpg
import httpx
import orjson

from app.access import store
from app.access.actions import Role
from app.access.enrol import Wanted
from app.access.principal import Principal
from app.access.reach import add_person
from app.access.store import Session
from app.access.tokens import digest, new_token
from app.clock import real_now
from app.db.engine import as_owner
from app.main import create_app
from app.organisations.apply import Mode
from app.settings import Settings
from integrations.channels.message import Channel, Delivered, Message, Result
from tests.people import Browser
from tests.running import Filled, filled
from tests.scenarios.night import NAMES, figures
from tests.serving import JSON, READINGS, Served, bearing, rules, set_clock

Json = dict[str, Any]
T = TypeVar("T")
STREAM, MKUH, BEDFORD, LUTON = "QHG", "RD8-MKH", "RC9-BED", "RC9-LDH"
SYSTEM = f"/api/v1/systems/{STREAM}"
DEEDS = f"{SYSTEM}/deeds"
BEGINS = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
"""A Monday morning in winter: UTC is the room's time."""
LEVELS = {
    1: "12/79/70/60/0.5/20/88/0/8",
    3: "41/61/104/140/9.2/48/97.2/4.8/13.9",
    4: "52/57/126/171/9.8/63/98.6/4.8/15.6",
}
"""Nine figures that come to a level at an acute site."""


LINK = re.compile(r"https?://\S+/a/(\S+)")
PATIENCE_SECONDS = 20.0
NONE_SET: Mapping[str, object] = {}


class Phone:
    """A carrier that delivers at once; `sent` is all it took. `answers`: what it says to an address instead."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.sent: list[Message] = []
        self.answers: dict[str, Result] = {}

    async def send(self, message: Message) -> Result:
        """Delivered, unless it was told to say something else."""
        if message.to in self.answers:
            return self.answers[message.to]
        self.sent.append(message)
        return Delivered(f"{self.name} shown")

    async def close(self) -> None:
        """Nothing to close."""


class Phones:
    """One carrier for each way."""

    def __init__(self) -> None:
        self.ways = {way: Phone(way) for way in ("sms", "email", "voice")}

    def to(self, address: str, way: str = "sms") -> list[Message]:
        """What arrived there, oldest first."""
        return [message for message in self.ways[way].sent if message.to == address]


def token_of(message: Message) -> str:
    """The last part of the link that a message carries."""
    found = LINK.search(message.body)
    assert found is not None, message.body
    return found.group(1)


class Somebody(NamedTuple):
    """A person with a browser of theirs."""

    id: str
    name: str
    browser: Browser


PLACES: dict[str, tuple[str, Role, str, dict[str, str]]] = {
    "room_lead@QHG": (
        "Rowan Achebe",
        Role.ROOM_LEAD,
        "*",
        {"sms": "+447700900101", "email": "rowan@example.invalid", "phone": "01908 000101"},
    ),
    "director@QHG": (
        "Dilys Marchetti",
        Role.DIRECTOR,
        "*",
        {"sms": "+447700900102", "voice": "+447700900102", "email": "dilys@example.invalid"},
    ),
    "site_manager@RD8-MKH": (
        "Sol Hartigan",
        Role.PROVIDER,
        MKUH,
        {"sms": "+447700900103", "email": "sol@example.invalid"},
    ),
    "executive@RD8": ("Esi Utley", Role.PROVIDER, MKUH, {"sms": "+447700900104", "voice": "+447700900104"}),
    "site_manager@RC9-BED": ("Bea Dunmore", Role.PROVIDER, BEDFORD, {"sms": "+447700900105"}),
}
"""Each seat with who sits there: name, role, unit, and how they are reached."""


class Room(NamedTuple):
    """A running service, everybody by their seat, and their phones."""

    service: Served
    people: Mapping[str, Somebody]
    phones: Phones

    @property
    def owner(self) -> asyncpg.Connection:
        """An operator's connection."""
        return self.service.owner

    @property
    def lead(self) -> Somebody:
        """Who holds the system by day."""
        return self.people["room_lead@QHG"]

    @property
    def director(self) -> Somebody:
        """Who holds it at night."""
        return self.people["director@QHG"]

    @property
    def site(self) -> Somebody:
        """Who runs MKUH."""
        return self.people["site_manager@RD8-MKH"]

    @property
    def bedford(self) -> Somebody:
        """Who runs another provider's hospital."""
        return self.people["site_manager@RC9-BED"]

    async def deed(self, by: Somebody | Mapping[str, str], /, do: str, **body: object) -> httpx.Response:
        """Tries it, by browser or with a key's headers."""
        headers = by.browser.headers if isinstance(by, Somebody) else by
        return await self.service.send({"do": do, **body}, headers, DEEDS)

    async def done(self, by: Somebody, /, do: str, **body: object) -> list[Json]:
        """Does it; the matters it came to."""
        answer = await self.deed(by, do=do, **body)
        assert answer.status_code == 200, answer.text
        found: list[Json] = answer.json()["matters"]
        return found

    async def get(self, path: str, by: Somebody, **query: str | int) -> httpx.Response:
        """Reads, by browser."""
        headers = {"cookie": by.browser.headers["cookie"]}
        return await self.service.client.get(f"{SYSTEM}{path}", headers=headers, params=query)

    async def matters(self, kind: str, by: Somebody | None = None) -> list[Json]:
        """What somebody sees of a kind (the room lead, unless said otherwise), the newest first."""
        answer = await self.get("/matters", by or self.lead, kind=kind, closed_days=1)
        assert answer.status_code == 200, answer.text
        found: list[Json] = answer.json()["matters"]
        return found

    async def matter(self, matter: str, by: Somebody | None = None) -> Json:
        """One of them as it now is."""
        answer = await self.get(f"/matters/{matter}", by or self.lead)
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()["matter"]
        return found

    async def alert(self, rule: str) -> Json:
        """The newest alert of a rule."""
        return next(alert for alert in await self.matters("alert") if alert["rule"]["id"] == rule)

    async def board(self, by: Somebody) -> Json:
        """The snapshot as somebody gets it."""
        found: Json = (await self.get("/board", by)).json()
        return found

    async def at(self, moment: datetime) -> None:
        """The clock stands there, and what fell due is done."""
        await set_clock(self.service, moment)

    async def level(self, unit: str, level: int, at: datetime) -> None:
        """Figures of a unit that come to a level, observed then."""
        await post_level(self.service.client, bearing(self.service.place.key), unit, level, at)

    async def seq(self) -> int:
        """The newest journal entry."""
        found: int = await self.owner.fetchval("SELECT seq FROM stream WHERE code = $1", STREAM)
        return found

    async def quiet(self) -> None:
        """Returns when every page that was due has gone, and what came of it is noted."""

        async def nothing_due() -> bool:
            waiting: int = await self.owner.fetchval(
                "SELECT count(*) FROM delivery d JOIN stream s ON s.code = d.stream WHERE d.done_at IS NULL"
                " AND d.not_before <= coalesce(s.clock_service, now())"
            )
            return waiting == 0

        await until(nothing_due)

    async def journalled(self, after: int = 0) -> list[asyncpg.Record]:
        """The journal's entries after a seq; `text` beside those with words."""
        return await self.owner.fetch(
            "SELECT j.seq, j.kind, j.unit, j.body, j.submitted_by, d.text FROM journal j"
            " LEFT JOIN journal_detail d USING (stream, seq) WHERE stream = $1 AND seq > $2 ORDER BY seq",
            STREAM,
            after,
        )


async def post_level(
    client: httpx.AsyncClient, headers: Mapping[str, str], unit: str, level: int, at: datetime
) -> None:
    """As a feed does."""
    readings = [
        {"organisation": unit, "metric": NAMES[name], "value": float(value), "observed_at": at.isoformat()}
        for name, value in figures(LEVELS[level]).items()
    ]
    answer = await client.post(READINGS, content=orjson.dumps(readings), headers={**JSON, **headers})
    assert answer.status_code == 200, answer.text


async def until(holds: Callable[[], Awaitable[T]], seconds: float = PATIENCE_SECONDS) -> T:
    """What it gives, as soon as that is true. Fails if it has not come true in time."""
    deadline = time.monotonic() + seconds
    while not (found := await holds()):
        assert time.monotonic() < deadline, f"not within {seconds} s"
        await asyncio.sleep(0.02)
    return found


async def signed_in(owner: asyncpg.Connection, person: str, name: str) -> Browser:
    """A session of somebody, without a password: the hash would only take time."""
    browser, now = Browser(new_token(), new_token()), datetime.now(UTC)
    principal = Principal(person, name, "user", {})
    session = Session(digest(browser.token), browser.csrf, now + timedelta(hours=1), principal)
    await store.add_session(owner, session, now)
    return browser


async def somebody(
    owner: asyncpg.Connection, name: str, role: Role, unit: str = "*", **contacts: str
) -> Somebody:
    """A person of the system who can be put on its rota, with a browser."""
    person = await add_person(owner, name, Wanted(STREAM, (unit,), role), contacts, real_now())
    return Somebody(person, name, await signed_in(owner, person, name))


async def everybody(owner: asyncpg.Connection) -> dict[str, Somebody]:
    """All of `PLACES`, by their seats; nobody sits there yet."""
    return {
        seat: await somebody(owner, name, role, unit, **contacts)
        for seat, (name, role, unit, contacts) in PLACES.items()
    }


def shift(
    seat: str, person: Somebody, starts: datetime = BEGINS, ends: datetime = BEGINS + timedelta(hours=24)
) -> Json:
    """One line of a rota."""
    times = {"starts_at": starts.isoformat(), "ends_at": ends.isoformat()}
    return {"seat": seat, "person": person.id, **times}


@asynccontextmanager
async def app_on(
    place: Filled, channels: Mapping[str, Channel] | None, settings: Mapping[str, object] = NONE_SET
) -> AsyncIterator[Served]:
    """One process of the service, as far as the database can tell, with settings as SURGELINE_ has them."""
    app = create_app(Settings.model_validate({"dsn": place.dsn, **settings}), rules(), channels)
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://board.local")
    async with as_owner(place.dsn) as owner, app.router.lifespan_context(app), client:
        yield Served(app, place, owner, client)


@asynccontextmanager
async def on_duty(
    dsn: str,
    channels: Mapping[str, Channel] | None = None,
    mode: Mode = "simulated",
    settings: Mapping[str, object] = NONE_SET,
) -> AsyncIterator[Room]:
    """BLMK with everybody in their seats for a day, its carriers the `phones` unless others are given.

    A simulated system's clock stands at `BEGINS`; a live one's shifts began an hour ago. `channels` {}: those of
    the settings.
    """
    phones = Phones()
    carrying = phones.ways if channels is None else channels or None
    async with app_on(await filled(dsn, mode=mode), carrying, settings) as service:
        room = Room(service, await everybody(service.owner), phones)
        begins = BEGINS if mode == "simulated" else real_now() - timedelta(hours=1)
        if mode == "simulated":
            await room.at(BEGINS)
        ends = begins + timedelta(hours=24)
        shifts = [shift(seat, person, begins, ends) for seat, person in room.people.items()]
        await room.done(room.lead, "add_shifts", shifts=shifts)
        yield room
