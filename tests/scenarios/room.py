"""A staffed day or night: people in seats with phones, beside the feeds and the clock of `night`.

What a test does not expect fails it: any level change, and any text, e-mail or call, that was not named.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import httpx
from pydantic import TypeAdapter

from actions.matters import Alert, AnyMatter, Card, Handover, Watch
from app.access import store
from app.access.actions import Role
from app.access.enrol import Wanted
from app.access.principal import Principal
from app.access.reach import add_person, person_named, set_contacts
from app.access.store import Session
from app.access.tokens import digest, new_token
from app.clock import real_now
from app.db.connection import Connection
from tests.people import Browser
from tests.running import EMAIL
from tests.scenarios.night import LONDON, Night, leaves, wall
from tests.scenarios.phones import Phones
from tests.scenarios.somebody import VOICE_SECRET, Part, Somebody
from tests.serving import JSON, Served, bearing, served

PATIENCE_SECONDS = 30
POLL_SECONDS = 0.002
MATTERS = TypeAdapter(list[AnyMatter])
KINDS = ("alert", "card", "declaration", "handover", "notice", "shift", "watch")
WAITING = "SELECT count(*) FROM delivery WHERE stream = $1 AND done_at IS NULL AND not_before <= $2"

MKUH, TRUST = "RD8-MKH", "RD8"
CAST: Mapping[str, Part] = {
    "room": Part(
        "J Okoro",
        Role.ROOM_LEAD,
        "*",
        ("room_lead@QHG",),
        "+447700900001",
        "01908 000000",
        "room@blmk.invalid",
    ),
    "director": Part(
        "Dilys Marchetti",
        Role.DIRECTOR,
        "*",
        ("director@QHG",),
        "+447700900002",
        email="director@blmk.invalid",
    ),
    "deputy": Part("Ines Whitlock", Role.DIRECTOR, "*", ("deputy@QHG",), "+447700900003"),
    "icb_executive": Part("Tomas Greer", Role.DIRECTOR, "*", ("executive@QHG",), "+447700900004"),
    "mk_lead": Part("Asha Bell", Role.ROOM_LEAD, "*", ("cell_lead@MK",), "+447700900005"),
    "bca_lead": Part("Piers Nolan", Role.ROOM_LEAD, "*", ("cell_lead@BCA",), "+447700900006"),
    "site": Part("Sol Hartigan", Role.PROVIDER, MKUH, (f"site_manager@{MKUH}",), "+447700900007"),
    "executive": Part("Farida Coyle", Role.PROVIDER, MKUH, (f"executive@{TRUST}",), "+447700900008"),
    "manager": Part("Ewan Reyes", Role.PROVIDER, MKUH, (f"on_call@{TRUST}",), "+447700900009"),
    "supplier": Part("Lena Osei", Role.PROVIDER, MKUH, (f"feed_contact@{TRUST}",), "+447700900010"),
    "bedford": Part("Maeve Lund", Role.PROVIDER, "RC9-BED", ("site_manager@RC9-BED",), "+447700900011"),
    "luton": Part("Owen Tash", Role.PROVIDER, "RC9-LDH", ("site_manager@RC9-LDH",), "+447700900012"),
    "region": Part("Regional desk", Role.VIEWER, "*", ("on_call@Y61",), "+447700900013"),
}
HOURS = {
    "room_lead": (8, 20),
    "cell_lead": (8, 20),
    "director": (20, 8),
    "deputy": (20, 8),
}
"""Of seats that are not held round the clock."""


class Room(Night):
    """Lives for one test, inside `staffed`."""

    room: Somebody
    director: Somebody
    deputy: Somebody
    icb_executive: Somebody
    mk_lead: Somebody
    bca_lead: Somebody
    site: Somebody
    executive: Somebody
    manager: Somebody
    supplier: Somebody
    bedford: Somebody
    luton: Somebody
    region: Somebody

    def __init__(self, service: Served, phones: Phones) -> None:
        super().__init__(service.app, service.client, service.place, service.owner)
        self.phones = phones
        self.people: list[Somebody] = []

    # --- time, and what it sends ---

    async def at(self, when: str | datetime) -> None:
        """The clock moves on, and every page that is due by then has gone out."""
        self.now = (
            self.next_wall_time(when) if isinstance(when, str) else when
        )  # a page may come before it returns
        await super().at(self.now)
        await self.settled()

    async def post(self, body: object, headers: Mapping[str, str] | None = None) -> httpx.Response:
        """Figures arrive, and every page that follows from them has gone out."""
        answer = await super().post(body, headers)
        await self.settled()
        return answer

    async def feeds_through(self, when: str, *units: str) -> None:
        """The feeds repeat their last figures each quarter of an hour, at the end too."""
        await self.feeds_until(when, *units)
        for unit in units:
            await self.feed(unit, **self.last_ed[unit])

    async def settled(self) -> None:
        """Waits until no page is due: what a carrier says of one can make another due."""
        services = self.app.state.services
        async with asyncio.timeout(PATIENCE_SECONDS):
            while await self.owner.fetchval(WAITING, self.place.stream, self.now):
                await services.heads.read()
                services.deliverer.wake()
                await asyncio.sleep(POLL_SECONDS)

    def coming(self, when: str) -> datetime:
        """HH:MM on the wall of the room: now, or the next one."""
        return self.now if wall(self.now.isoformat()) == when else self.next_wall_time(when)

    # --- people ---

    async def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """A request with no credential but those given; what follows from it has gone out when it returns."""
        given = {"content": body} if isinstance(body, bytes) else {"json": body} if body is not None else {}
        request = self.client.build_request(method, path, headers={**JSON, **(headers or {})}, **given)
        del request.headers["authorization"]
        answer = await self.client.send(request)
        await self.settled()
        return answer

    async def takes_seat(self, who: Somebody, *seats: str, until: datetime | None = None) -> None:
        """Puts somebody on the rota from now on."""
        ends = until or self.now + timedelta(days=1)
        times = {"starts_at": self.now.isoformat(), "ends_at": ends.isoformat()}
        shifts = [{"seat": seat, "person": who.id, **times} for seat in seats]
        await self.room.deed(do="add_shifts", shifts=shifts)

    # --- what people deal with ---

    async def matters(self, *kinds: str) -> list[AnyMatter]:
        """Those that are open and those closed within a day, as the room lists them, the newest change first."""
        answer = await self.ask(
            "GET",
            f"/api/v1/systems/{self.place.stream}/matters?closed_days=1"
            + "".join(f"&kind={kind}" for kind in kinds or KINDS),
            headers=self.room.browser.headers,
        )
        assert answer.status_code == httpx.codes.OK, answer.text
        return MATTERS.validate_python(answer.json()["matters"])

    async def alerts(self, words: str = "", *, rule: str = "") -> list[Alert]:
        """Alerts about this, oldest first."""
        found = [a for a in await self.matters("alert") if isinstance(a, Alert)]
        wanted = [a for a in found if words in a.about and rule in ("", a.rule.id)]
        return sorted(wanted, key=number)

    async def alert(self, words: str = "", *, rule: str = "") -> Alert:
        """The newest alert about this."""
        return (await self.alerts(words, rule=rule))[-1]

    async def cards(
        self, words: str = "", *, unit: str = "", seat: str = "", level: int | None = None, purpose: str = ""
    ) -> list[Card]:
        """Cards with these words in their title, oldest first."""
        return sorted(
            (
                card
                for card in await self.matters("card")
                if isinstance(card, Card)
                and words in card.title
                and unit in ("", card.unit)
                and seat in ("", card.owner_seat)
                and level in (None, card.level)
                and purpose in ("", card.purpose)
            ),
            key=number,
        )

    async def card(self, words: str, *, unit: str = "") -> Card:
        """The newest card of this title."""
        return (await self.cards(words, unit=unit))[-1]

    async def handover(self) -> Handover:
        """The newest handover."""
        found = [h for h in await self.matters("handover") if isinstance(h, Handover)]
        return max(found, key=number)

    async def watch(self) -> Watch:
        """Who holds the system."""
        (found,) = [w for w in (await self.snapshot())["matters"].values() if w["kind"] == "watch"]
        return Watch.model_validate(found)

    # --- what was expected ---

    def unexpected(self) -> list[str]:
        """Each page that nobody named, and each that was named and has not come."""
        came = [
            f"{r.at.astimezone(LONDON):%a %H:%M} {r.channel} to {self.known(r.to)}: {r.text}"
            for r in self.phones.unexpected
        ]
        missing = [
            f"never came{f' at {w.at.astimezone(LONDON):%H:%M}' if w.at else ''}:"
            f" {w.channel} to {self.known(w.to)}: {w.words}"
            for w in self.phones.wanted
        ]
        return came + missing

    def known(self, address: str) -> str:
        """Whose address it is."""
        names = [f"{p.name} ({p.part.seats[0]})" for p in self.people if address in p.addresses]
        return names[0] if names else address


def number(matter: AnyMatter) -> int:
    """Ids are ordered by time: the seq of the first entry."""
    return int(matter.id.rpartition("-")[2])


def shifts_of(seat: str, person: str, begins: datetime) -> list[dict[str, str]]:
    """Three days of a seat around a moment, in the room's hours."""
    first, until = HOURS.get(seat.partition("@")[0], (0, 0))
    local = begins.astimezone(LONDON).replace(minute=0, second=0, microsecond=0)
    days = [local + timedelta(days=n) for n in range(-1, 3)]
    found = []
    for day in days:
        starts = day.replace(hour=first)
        ends = (starts if until > first else starts + timedelta(days=1)).replace(hour=until)
        if ends > begins:
            times = {"starts_at": starts.isoformat(), "ends_at": ends.isoformat()}
            found.append({"seat": seat, "person": person, **times})
    return found


async def signed_in(connection: Connection, person: str, name: str) -> Browser:
    """A browser of somebody who is known already."""
    now, browser = real_now(), Browser(new_token(), new_token())
    session = Session(
        digest(browser.token), browser.csrf, now + timedelta(hours=1), Principal(person, name, "user", {})
    )
    await store.add_session(connection, session, now)
    return browser


async def enrolled(connection: Connection, part: Part) -> str:
    """Somebody with the ways to reach them; returns their id."""
    ways = {"sms": part.mobile, "voice": part.mobile, "email": part.email, "phone": part.number}
    if part.name == CAST["room"].name:  # has an account already
        person = await person_named(connection, EMAIL)
        await set_contacts(connection, person, ways)
        return person
    held = {channel: address for channel, address in ways.items() if address}
    return await add_person(connection, part.name, Wanted("QHG", (part.unit,), part.role), held, real_now())


@asynccontextmanager
async def staffed(dsn: str, begins: datetime, *, empty: tuple[str, ...] = ()) -> AsyncIterator[Room]:
    """BLMK with everybody of the cast in their seats, from a moment on. `empty`: those who are not on the rota.

    Leaving it fails on any level change and any page not named.
    """
    phones = Phones(lambda: begins)
    async with served(dsn, channels=phones.channels, voice_secret=VOICE_SECRET) as service:
        night = Room(service, phones)
        phones.now = lambda: night.now
        service.client.headers.update(JSON | bearing(service.place.key))
        await night.at(begins)
        shifts: list[dict[str, str]] = []
        for key, part in CAST.items():
            person = await enrolled(service.owner, part)
            one = Somebody(night, part, person, await signed_in(service.owner, person, part.name))
            setattr(night, key, one)
            night.people.append(one)
            if key not in empty:
                shifts += (line for seat in part.seats for line in shifts_of(seat, person, begins))
        await night.room.deed(do="add_shifts", shifts=shifts)
        yield night
        leaves(await night.told(), night.expected)
        wrong = night.unexpected()
        assert not wrong, "\n".join(["pages not named, or named and not sent:", *wrong])
