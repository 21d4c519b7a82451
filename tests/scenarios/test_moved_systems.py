"""The midnight on which BLMK's organisations went over to NHS Central East: what they lived stays where it happened."""

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime

import pytest

from app.access.actions import Role
from app.access.enrol import Wanted, grant_key
from app.clock import real_now
from app.journal.verify import verify
from app.organisations.apply import apply_system
from app.organisations.reference_systems import reference_text
from tests.onduty import Json
from tests.people import Browser, sign_in_as
from tests.serving import BUSY, Served, served

MKUH = "RD8-MKH"
BEFORE = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)  # 23:30 in summer time
AFTER = datetime(2026, 3, 31, 23, 15, tzinfo=UTC)  # 00:15 on 1 April
CALM = BUSY | {"ed.majors_resus_occupancy_pct": 60, "ambulance.mean_handover_minutes": 10}


def ending(text: str) -> str:
    """BLMK's own text, which ends on 1 April 2026."""
    return text.replace("from: 2022-07-01\nprovenance", "from: 2022-07-01\nuntil: 2026-04-01\nprovenance", 1)


def prepared(text: str) -> str:
    """Central East's, made ready a month before its first day."""
    return text.replace("from: 2026-04-01\nprovenance", "from: 2026-03-01\nprovenance", 1)


@pytest.fixture
async def service(database: str) -> AsyncIterator[Served]:
    """The day before: both systems are here, one feed may write for both."""
    async with served(database) as service:
        now = real_now()
        blmk = ending(reference_text("blmk") or "")
        central = prepared(reference_text("nhs-central-east") or "")
        await apply_system(service.owner, blmk, "blmk", stream=None, mode=None, now=now)
        await apply_system(service.owner, central, "central", stream=None, mode="simulated", now=now)
        await grant_key(service.owner, "every unit", Wanted("NCE", ("*",), Role.SIMULATOR))
        yield service


async def feeds(service: Served, at: datetime, figures: Mapping[str, float]) -> Json:
    """MKUH's figures at a moment, sent once; both systems' clocks stand there."""
    for stream in ("QHG", "NCE"):
        clock = {"at": at.isoformat(), "speed": 0}
        await service.client.put(
            f"/api/v1/systems/{stream}/clock",
            json=clock,
            headers={"authorization": f"Bearer {service.place.key}"},
        )
    sent = [
        {"organisation": MKUH, "metric": metric, "value": value, "observed_at": at.isoformat()}
        for metric, value in figures.items()
    ]
    answer = await service.send(sent)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def moved(service: Served) -> None:
    """At 4 before midnight, calmer after it."""
    assert (await feeds(service, BEFORE, BUSY))["counts"]["accepted"] == len(BUSY)
    assert (await feeds(service, AFTER, CALM))["counts"]["accepted"] == len(CALM)


async def board(service: Served, stream: str, viewer: Browser, at: datetime | None = None) -> Json:
    query = {} if at is None else {"at": at.isoformat()}
    answer = await service.client.get(f"/api/v1/systems/{stream}/board", headers=viewer.headers, params=query)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def units_on(board: Json) -> set[str]:
    return {unit["code"] for place in board["tree"]["places"] for unit in place["units"]}


async def test_each_figure_is_kept_by_the_system_that_the_organisation_was_in(service: Served) -> None:
    await moved(service)
    rows = await service.owner.fetch(
        "SELECT stream, count(*) AS n, min(observed_at) AS at FROM reading WHERE unit = $1 GROUP BY stream",
        MKUH,
    )
    assert {row["stream"]: (row["n"], row["at"]) for row in rows} == {
        "QHG": (len(BUSY), BEFORE),
        "NCE": (len(CALM), AFTER),
    }
    for stream in ("QHG", "NCE"):
        assert (await verify(service.owner, stream)).problem is None


async def test_the_new_system_begins_with_what_it_is_told_and_not_with_what_was_before(
    service: Served,
) -> None:
    await moved(service)
    viewer = await sign_in_as(service.owner, Role.VIEWER, stream="NCE")
    now = await board(service, "NCE", viewer)
    held = now["states"][MKUH]["held"]["ed.majors_resus_occupancy_pct"]
    assert held["scores"]["value"] == "60"
    levels = await service.owner.fetch(
        "SELECT stream, body::jsonb ->> 'now' AS now FROM journal WHERE kind = 'level' AND unit = $1 ORDER BY seq",
        MKUH,
    )
    assert {row["now"] for row in levels if row["stream"] == "QHG"} == {"4"}
    assert {row["now"] for row in levels if row["stream"] == "NCE"}.isdisjoint({"4"})


async def test_the_old_system_still_shows_its_last_night_and_no_organisation_since(service: Served) -> None:
    await moved(service)
    viewer = await sign_in_as(service.owner, Role.VIEWER)
    then = await board(service, "QHG", viewer, BEFORE)
    now = await board(service, "QHG", viewer)
    assert (then["states"][MKUH]["level"], MKUH in units_on(then)) == (4, True)
    assert (units_on(now), now["tree"]["ended"]) == (set(), "2026-04-01")
