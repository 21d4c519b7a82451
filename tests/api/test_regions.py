"""A region over a system of the same deployment: it follows by cursor, and says what it does not see."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.access.actions import Role
from app.clock import real_now
from app.journal.verify import verify
from app.organisations.apply import apply_system
from app.organisations.reference_systems import reference_text
from tests.people import sign_in_as
from tests.serving import BUSY, Served, served, set_clock

MONDAY = datetime(2026, 1, 12, 8, tzinfo=UTC)


@pytest.fixture
async def service(database: str) -> AsyncIterator[Served]:
    async with served(database) as service:
        text = reference_text("east-of-england") or ""
        await apply_system(service.owner, text, "east", stream=None, mode="simulated", now=real_now())
        yield service


async def report(service: Served, at: datetime, handover: int = 60) -> None:
    """All three sites of BLMK are busy."""
    await set_clock(service, at)
    figures = [
        {"organisation": site, "metric": metric, "value": value, "observed_at": at.isoformat()}
        for site in ("RD8-MKH", "RC9-BED", "RC9-LDH")
        for metric, value in (BUSY | {"ambulance.mean_handover_minutes": handover}).items()
    ]
    answer = await service.send(figures)
    assert answer.json()["refused"] == 0, answer.text


async def followed(service: Served) -> None:
    """The region has taken over what has moved."""
    parents = service.app.state.services.parents
    await asyncio.gather(*parents.bringing.values())
    await parents.follow()
    await asyncio.gather(*parents.bringing.values())


async def board(service: Served) -> dict[str, Any]:
    """The region's board as somebody of the region sees it."""
    viewer = await sign_in_as(service.owner, Role.VIEWER, stream="Y61")
    answer = await service.client.get("/api/v1/systems/Y61/board", headers=viewer.headers)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_a_region_shows_its_system_as_it_stands_and_that_it_sees_no_other(service: Served) -> None:
    await report(service, MONDAY)
    await followed(service)
    shown = await board(service)
    assert (shown["states"]["QHG"]["level"], shown["states"]["QHG-acute"]["level"]) == (4, 4)
    region = shown["states"]["Y61"]
    assert (region["stated"], region["floor"], region["ceiling"], region["worst"]) == (False, 1, 4, "QHG")
    assert {unit["code"] for place in shown["tree"]["places"] for unit in place["units"]} == {
        "QHG",
        "QUE",
        "QM7",
        "QH8",
        "QMM",
        "QJG",
    }
    assert shown["at"].startswith("2026-01-12T08:00:00")


async def test_what_has_not_moved_is_not_taken_over_again(service: Served) -> None:
    await report(service, MONDAY)
    await followed(service)
    before = await service.owner.fetchval("SELECT seq FROM stream WHERE code = 'Y61'")
    await followed(service)
    assert await service.owner.fetchval("SELECT seq FROM stream WHERE code = 'Y61'") == before
    await report(service, MONDAY + timedelta(minutes=15), handover=40)
    await followed(service)
    assert await service.owner.fetchval("SELECT seq FROM stream WHERE code = 'Y61'") > before
    assert (await verify(service.owner, "Y61")).problem is None


async def test_a_parent_that_does_not_keep_up_says_so_and_takes_it_back(service: Served) -> None:
    parents = service.app.state.services.parents
    await parents.close()
    await report(service, MONDAY)
    parents.note([one._replace(moved=True) for one in await parents.read()])
    assert parents.doubt("Y61") is None
    parents.behind = {key: since - 11 for key, since in parents.behind.items()}
    assert "has not seen QHG" in (parents.doubt("Y61") or "")
    await followed(service)
    parents.note(await parents.read())
    assert parents.doubt("Y61") is None


async def test_figures_never_cross_from_a_simulated_system_to_a_live_region(database: str) -> None:
    async with served(database) as service:
        text = reference_text("east-of-england") or ""
        await apply_system(service.owner, text, "east", stream=None, mode="live", now=real_now())
        await report(service, MONDAY)
        assert await service.app.state.services.parents.read() == []
