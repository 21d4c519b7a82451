"""The people of the simulated system, as far as they act by themselves: they keep the rota, and hand over at eight.

Clients of the API like any browser. They answer no alert: that is for whoever watches.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime, time, timedelta
from typing import Any, NamedTuple

import httpx
import structlog

from app.simulator.posts import ZONE

DAYS = 21
LOOKS_EVERY = timedelta(minutes=15)
ACCEPTED_AFTER, DONE_AFTER = timedelta(minutes=10), timedelta(minutes=25)
REQUEST_SECONDS = 30.0
KEPT = httpx.Limits(keepalive_expiry=2.0)
"""The service ends a connection that nobody used for five seconds: a deed must not meet it ending."""
log = structlog.get_logger()

Json = dict[str, Any]  # inside this file only: what the API gives


class Duty(NamedTuple):
    """Who sits in a seat: by day from `begins` until `ends`, or round the clock (both None). Local time."""

    seat: str
    person: str
    begins: time | None = None
    ends: time | None = None


class Acting(NamedTuple):
    """Somebody who signs in and acts."""

    email: str
    seat: str


class Handing(NamedTuple):
    """A handover as it is done every day: `giver` signs and `receiver` reads back, at a local time."""

    at: time
    giver: Acting
    receiver: Acting


class Routine(NamedTuple):
    """What they do by themselves. `workers`: whose browser works the cards of a unit ("*": all others), until then."""

    handings: tuple[Handing, ...]
    workers: Mapping[str, str]
    works_until: datetime


class Office:
    """The browsers of those who act, each signed in once."""

    def __init__(self, url: str, system: str, password: str) -> None:
        self.url, self.system, self.password = url, system, password
        self.stack = AsyncExitStack()
        self.browsers: dict[str, httpx.AsyncClient] = {}

    async def browser(self, email: str) -> httpx.AsyncClient:
        """Somebody's browser."""
        if email not in self.browsers:
            client = await self.stack.enter_async_context(
                httpx.AsyncClient(base_url=self.url, timeout=REQUEST_SECONDS, limits=KEPT)
            )
            answer = await client.post("/api/v1/session", json={"email": email, "password": self.password})
            client.headers["X-CSRF-Token"] = answer.raise_for_status().json()["csrf"]
            self.browsers[email] = client
        return self.browsers[email]

    async def does(self, email: str, **deed: object) -> httpx.Response:
        """One deed of somebody's."""
        return await (await self.browser(email)).post(f"/api/v1/systems/{self.system}/deeds", json=deed)

    async def open_ones(self, email: str, kind: str) -> list[Json]:
        """The open matters of a kind that somebody sees."""
        browser = await self.browser(email)
        answer = await browser.get(f"/api/v1/systems/{self.system}/matters", params={"kind": kind})
        found: list[Json] = answer.raise_for_status().json()["matters"]
        return found


class Staff:
    """Lives for one simulation. `meanwhile` is told what time it is, and does what is to be done by then."""

    def __init__(self, office: Office, duties: Sequence[Duty], routine: Routine) -> None:
        self.office, self.duties, self.routine = office, duties, routine
        self.done_until: datetime | None = None
        self.looked_at: datetime | None = None

    async def meanwhile(self, now: datetime) -> None:
        """What falls between the last call and this one."""
        if self.done_until is None:
            await self.keep_rota(now)
            self.done_until = now
        for at, handing in sorted(handings_between(self.routine.handings, self.done_until, now)):
            log.info("handing_over", at=f"{at.astimezone(ZONE):%a %H:%M}", receiver=handing.receiver.seat)
            await self.hand_over(handing)
        self.done_until = now
        if now < self.routine.works_until and (self.looked_at is None or now - self.looked_at >= LOOKS_EVERY):
            self.looked_at = now
            await self.work_cards(now)

    async def keep_rota(self, now: datetime) -> None:
        """Three weeks of shifts, as the room lead would load them."""
        shifts = [shift for duty in self.duties for shift in shifts_of(duty, now)]
        lead = self.routine.workers["*"]
        answer = await self.office.does(lead, do="add_shifts", shifts=shifts, source="csv")
        answer.raise_for_status()

    async def work_cards(self, now: datetime) -> None:
        """Cards are accepted some minutes after they have opened, and done some minutes later."""
        for card in await self.office.open_ones(self.routine.workers["*"], "card"):
            age = now - datetime.fromisoformat(card["opened_at"])
            move = "done" if age >= DONE_AFTER else "accept" if age >= ACCEPTED_AFTER else None
            if move is None or (move == "accept" and card["owner"]):
                continue
            worker = self.routine.workers.get(card["unit"], self.routine.workers["*"])
            await self.office.does(worker, do="move_card", matter=card["id"], move=move, seen=card["v"])

    async def hand_over(self, handing: Handing) -> None:
        """Signed by the giver, accepted by the receiver; one that is not there or closed is left alone."""
        giver, receiver = handing.giver.email, handing.receiver.email
        for seen in await self.office.open_ones(giver, "handover"):
            part = {"matter": seen["id"], "seat": handing.giver.seat, "seen": seen["v"]}
            await self.office.does(giver, do="sign_handover", **part)
        for held in await self.office.open_ones(receiver, "handover"):
            keys = [item["key"] for item in held["pack"]["read_back"]]
            read = {"matter": held["id"], "read_back": keys, "seq": held["pack"]["seq"]}
            answer = await self.office.does(receiver, do="accept_handover", **read)
            if answer.is_error:
                log.info("handover_refused", reason=answer.text[:200])

    async def aclose(self) -> None:
        """Everybody goes home."""
        await self.office.stack.aclose()


def handings_between(
    handings: Sequence[Handing], after: datetime, until: datetime
) -> Iterator[tuple[datetime, Handing]]:
    """The handovers whose time lies in (after, until]."""
    day = after.astimezone(ZONE).date()
    while datetime.combine(day, time.min, ZONE) <= until:
        for handing in handings:
            at = datetime.combine(day, handing.at, ZONE).astimezone(UTC)
            if after < at <= until:
                yield at, handing
        day += timedelta(days=1)


def shifts_of(duty: Duty, now: datetime) -> Iterator[Mapping[str, str]]:
    """A fortnight of a duty from the day of `now`: daily where it has hours, else a week at a time."""
    first = now.astimezone(ZONE).date()
    days = range(DAYS) if duty.begins is not None else range(0, DAYS, 7)
    for n in days:
        day = first + timedelta(days=n)
        begins = duty.begins or time.min
        over_midnight = duty.ends is not None and duty.ends <= begins
        last = day + (timedelta(days=int(over_midnight)) if duty.ends is not None else timedelta(days=7))
        yield {
            "seat": duty.seat,
            "person": duty.person,
            "starts_at": datetime.combine(day, begins, ZONE).isoformat(),
            "ends_at": datetime.combine(last, duty.ends or time.min, ZONE).isoformat(),
        }
