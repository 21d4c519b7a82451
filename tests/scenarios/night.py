"""A day or night told in one script: the whole service in this process, a real database, a movable clock.

What a test does not expect fails it: each level change that people are told of must have been named.
"""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import asyncpg
import httpx
import orjson
from fastapi import FastAPI

from app.access.actions import Role
from app.ingest.submission import Tick
from app.messages.picture import ParameterOut, PictureOut
from tests.people import sign_in_as
from tests.running import Filled
from tests.serving import JSON, bearing, served

LONDON = ZoneInfo("Europe/London")
QUARTER = timedelta(minutes=15)
NAMES = {
    "handover": "ambulance.mean_handover_minutes",
    "four_hour": "ed.four_hour_performance_pct",
    "majors": "ed.majors_resus_occupancy_pct",
    "treatment": "ed.median_time_to_treatment_minutes",
    "over_12h": "ed.over_12h_from_arrival_pct",
    "referred": "ed.referred_to_service_pct",
    "ga": "beds.ga_occupancy_pct",
    "escalation": "beds.escalation_open_pct",
    "nctr": "beds.nctr_pct",
    "attendances": "ed.attendances_since_midnight",
}
TUPLE = tuple(NAMES)[:9]
ED = TUPLE[:6]
Given = float | str | Decimal


class LevelTold(NamedTuple):
    """A level change as a board shows it. None: not enough figures."""

    unit: str
    was: int | None
    now: int | None


def figures(values: str) -> dict[str, Decimal]:
    """The nine of the stories, in their order, between slashes."""
    return dict(zip(TUPLE, map(Decimal, values.split("/")), strict=True))


class Night:
    """Lives for one test, inside `lived`."""

    def __init__(
        self, app: FastAPI, client: httpx.AsyncClient, place: Filled, owner: asyncpg.Connection
    ) -> None:
        self.app, self.client, self.place, self.owner = app, client, place, owner
        self.now = datetime.min.replace(tzinfo=UTC)
        self.expected: list[LevelTold] = []
        self.last_ed: dict[str, dict[str, Given]] = {}

    # --- time ---

    async def at(self, when: str | datetime) -> None:
        """The clock moves on to a moment, or to the next HH:MM on the wall of the room, and stands there."""
        moment = self.next_wall_time(when) if isinstance(when, str) else when
        answer = await self.client.put(
            f"/api/v1/systems/{self.place.stream}/clock", json={"at": moment.isoformat(), "speed": 0}
        )
        assert answer.status_code == httpx.codes.OK, answer.text
        self.now = moment
        await self.app.state.services.writers.of(self.place.stream).submit(Tick())

    def next_wall_time(self, when: str) -> datetime:
        """The next moment at which a clock on the wall shows it."""
        today = self.now.astimezone(LONDON).date()
        wanted = time.fromisoformat(when)
        moments = (datetime.combine(today + timedelta(days=n), wanted, LONDON) for n in (0, 1))
        return next(m.astimezone(UTC) for m in moments if m.astimezone(UTC) > self.now)

    async def passes(self, minutes: float) -> None:
        """Time goes by and nothing arrives."""
        await self.at(self.now + timedelta(minutes=minutes))

    async def feeds_until(self, when: str, *units: str) -> None:
        """The feeds of these units repeat their last emergency department figures each quarter of an hour."""
        end = self.next_wall_time(when)
        while self.now + QUARTER < end:
            await self.at(self.now + QUARTER)
            for unit in units:
                await self.feed(unit, **self.last_ed[unit])
        await self.at(end)

    # --- what arrives ---

    async def feed(
        self, unit: str, observed_at: str | datetime | None = None, /, **values: Given
    ) -> list[dict[str, Any]]:
        """Posts figures by their short names, observed now unless said otherwise; gives the verdicts."""
        answer = await self.post(self.readings(unit, observed_at, values))
        assert answer.status_code == httpx.codes.OK, answer.text
        self.last_ed.setdefault(unit, {}).update({name: v for name, v in values.items() if name in ED})
        verdicts: list[dict[str, Any]] = answer.json()["verdicts"]
        return verdicts

    async def feed_all(self, unit: str, values: str) -> list[dict[str, Any]]:
        """The nine figures of the stories at once."""
        return await self.feed(unit, **figures(values))

    async def send(self, unit: str, metric: str, value: Given) -> None:
        """One figure of any metric, now."""
        reading = {
            "organisation": unit,
            "metric": metric,
            "value": value,
            "observed_at": self.now.isoformat(),
        }
        answer = await self.post([reading])
        assert answer.status_code == httpx.codes.OK, answer.text

    async def tell_by_phone(self, unit: str, /, **values: Given) -> list[dict[str, Any]]:
        """A room lead writes down what somebody said on the telephone."""
        browser = await sign_in_as(self.owner, Role.ROOM_LEAD, stream=self.place.stream)
        answer = await self.post(self.readings(unit, None, values), {"authorization": "", **browser.headers})
        assert answer.status_code == httpx.codes.OK, answer.text
        verdicts: list[dict[str, Any]] = answer.json()["verdicts"]
        return verdicts

    def readings(
        self, unit: str, observed_at: str | datetime | None, values: Mapping[str, Given]
    ) -> list[dict[str, object]]:
        """Readings as they are posted."""
        at = self.now if observed_at is None else self.wall_time(observed_at)
        return [
            {"organisation": unit, "metric": NAMES[name], "value": value, "observed_at": at.isoformat()}
            for name, value in values.items()
        ]

    def wall_time(self, when: str | datetime) -> datetime:
        """A moment, or HH:MM of the room's present day."""
        if isinstance(when, datetime):
            return when
        return datetime.combine(self.now.astimezone(LONDON).date(), time.fromisoformat(when), LONDON)

    async def post(self, body: object, headers: Mapping[str, str] | None = None) -> httpx.Response:
        """Any body, to be judged."""
        wanted = {name: value for name, value in {**self.client.headers, **(headers or {})}.items() if value}
        request = self.client.build_request(
            "POST", "/api/v1/readings", content=orjson.dumps(body, default=plainly), headers=wanted
        )
        if "authorization" not in wanted:
            del request.headers["authorization"]
        return await self.client.send(request)

    # --- what is seen ---

    async def board(self, unit: str) -> PictureOut:
        """The picture of a unit, place or the system, as the board would show it now."""
        return (await self.boards())[unit]

    async def boards(self) -> dict[str, PictureOut]:
        """Every picture."""
        return {
            code: PictureOut.model_validate(body) for code, body in (await self.snapshot())["states"].items()
        }

    async def snapshot(self) -> dict[str, Any]:
        """The board as a room lead's browser gets it."""
        browser = await sign_in_as(self.owner, Role.ROOM_LEAD, stream=self.place.stream)
        request = self.client.build_request(
            "GET", f"/api/v1/systems/{self.place.stream}/board", headers={"cookie": browser.headers["cookie"]}
        )
        del request.headers["authorization"]
        answer = await self.client.send(request)
        assert answer.status_code == httpx.codes.OK, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def held(self, unit: str) -> dict[str, dict[str, Any]]:
        """What is read back of a unit, by metric."""
        answer = await self.client.get(f"/api/v1/organisations/{unit}/readings")
        assert answer.status_code == httpx.codes.OK, answer.text
        return {figure["metric"]: figure for figure in answer.json()["held"]}

    async def journalled(self, kind: str) -> list[dict[str, Any]]:
        """The bodies of the journal's entries of a kind, oldest first."""
        rows = await self.owner.fetch(
            "SELECT body FROM journal WHERE stream = $1 AND kind = $2 ORDER BY seq", self.place.stream, kind
        )
        return [json.loads(row["body"]) for row in rows]

    # --- what is expected ---

    def expects_level(self, unit: str, was: int | None, now: int | None) -> None:
        """Names a change, after those of the unit already named."""
        self.expected.append(LevelTold(unit, was, now))

    async def told(self) -> list[LevelTold]:
        """Every level change so far that counts: neither on trial nor as somebody declares."""
        return [
            LevelTold(body["unit"], body["was"], body["now"])
            for body in await self.journalled("level")
            if body["provenance"] != "unverified" and body["pack"] not in SCALES
        ]


SCALES = {"gpas-scale", "declared-level", "reap-scale"}


def plainly(value: object) -> object:
    """A decimal in JSON as it is written."""
    if isinstance(value, Decimal):
        return orjson.Fragment(str(value))
    raise TypeError


def parameter(picture: PictureOut, name: str) -> ParameterOut:
    """One parameter of a picture by its short name."""
    return next(p for p in picture.parameters if p.metric == NAMES[name])


def wall(moment: str | None) -> str:
    """HH:MM in the room."""
    assert moment is not None
    return f"{datetime.fromisoformat(moment).astimezone(LONDON):%H:%M}"


def by_unit(told: list[LevelTold]) -> dict[str, list[LevelTold]]:
    """The changes of each unit, in order: units move side by side."""
    found: dict[str, list[LevelTold]] = {}
    for change in told:
        found.setdefault(change.unit, []).append(change)
    return found


def different(told: dict[str, list[LevelTold]], expected: dict[str, list[LevelTold]]) -> list[str]:
    """What a failing test has to say, unit by unit."""
    return [
        f"{unit}: {[c[1:] for c in told.get(unit, [])]}, not {[c[1:] for c in expected.get(unit, [])]}"
        for unit in sorted({*told, *expected})
        if told.get(unit) != expected.get(unit)
    ]


def leaves(told: list[LevelTold], expected: list[LevelTold]) -> None:
    """Fails on any level change that was not named, or did not come. The acute pillar ends where that ends of
    which it is all that counts.
    """
    came, named = by_unit(told), by_unit(expected)
    for pillar in [unit for unit in came if unit.endswith("-acute")]:
        assert came.pop(pillar)[-1].now == came[pillar.removesuffix("-acute")][-1].now
    assert came == named, f"told, and not expected so: {different(came, named)}"


@asynccontextmanager
async def lived(dsn: str, begins: datetime) -> AsyncIterator[Night]:
    """BLMK as a simulated system that begins at a moment. Leaving it fails on any level change not named."""
    async with served(dsn) as service:
        night = Night(service.app, service.client, service.place, service.owner)
        service.client.headers.update(JSON | bearing(service.place.key))
        await night.at(begins)
        yield night
        leaves(await night.told(), night.expected)
