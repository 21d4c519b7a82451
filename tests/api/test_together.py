"""Every system of somebody's, side by side: as its own board shows it, and no system of anybody else's."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.access.actions import Role
from app.clock import real_now
from app.organisations.apply import apply_system
from app.organisations.reference_systems import reference_text
from tests.people import sign_in_as
from tests.serving import BUSY, Served, served, set_clock

MONDAY = datetime(2026, 1, 12, 8, tzinfo=UTC)


@pytest.fixture
async def service(database: str) -> AsyncIterator[Served]:
    async with served(database) as service:
        text = reference_text("llr") or ""
        await apply_system(service.owner, text, "llr", stream=None, mode="simulated", now=real_now())
        await set_clock(service, MONDAY)
        await service.app.state.services.heads.read()
        yield service


async def seen_by(service: Served, headers: dict[str, str]) -> dict[str, dict[str, Any]]:
    answer = await service.client.get("/api/v1/together", headers=headers)
    assert answer.status_code == 200, answer.text
    return {system["stream"]: system for system in answer.json()["systems"]}


async def test_a_system_is_shown_as_its_own_board_shows_it(service: Served) -> None:
    figures = [
        {"organisation": "RD8-MKH", "metric": metric, "value": value, "observed_at": MONDAY.isoformat()}
        for metric, value in BUSY.items()
    ]
    assert (await service.send(figures)).json()["refused"] == 0
    headers = (await sign_in_as(service.owner, Role.VIEWER)).headers
    board = (await service.client.get("/api/v1/systems/QHG/board", headers=headers)).json()
    shown = (await seen_by(service, headers))["QHG"]
    for level in (shown["overall"], *shown["pillars"]):
        own = board["states"][level["code"]]
        for key in ("level", "stated", "floor", "ceiling", "since"):
            assert level[key] == own[key]
    assert (shown["at_4"], shown["at_3"], shown["not_seen"], shown["overall"]["worst"]) == (1, 0, 2, "MKUH")
    assert [level["name"] for level in shown["pillars"]] == ["Acute", "Community", "Mental health", "NHS 111"]
    assert [level["on_trial"] for level in shown["pillars"]] == [False, True, True, True]


async def test_nobody_sees_a_system_in_which_they_have_no_part(service: Served) -> None:
    blmk = (await sign_in_as(service.owner, Role.DIRECTOR)).headers
    llr = (await sign_in_as(service.owner, Role.PROVIDER, stream="QK1", unit="RWE-LRI")).headers
    assert [list(await seen_by(service, headers)) for headers in (blmk, llr)] == [["QHG"], ["QK1"]]


async def test_what_cannot_be_vouched_for_says_why(service: Served) -> None:
    headers = (await sign_in_as(service.owner, Role.VIEWER)).headers
    service.app.state.services.heads.known.clear()
    assert "has not looked" in (await seen_by(service, headers))["QHG"]["doubt"]


async def test_a_provider_hears_of_no_local_trigger_since_it_says_figures(service: Served) -> None:
    for minutes in (0, 15, 30):
        at = MONDAY + timedelta(minutes=minutes)
        await set_clock(service, at)
        figures = {"ed.ambulance_queue": 7, "ed.longest_ambulance_wait_minutes": 80}
        sent = [
            {"organisation": "RD8-MKH", "metric": metric, "value": value, "observed_at": at.isoformat()}
            for metric, value in figures.items()
        ]
        assert (await service.send(sent)).json()["refused"] == 0
    room = (await sign_in_as(service.owner, Role.ROOM_LEAD)).headers
    elsewhere = (await sign_in_as(service.owner, Role.PROVIDER, unit="RC9-BED")).headers
    for query in ("", "?at=2026-01-12T08:25:00Z"):
        path = f"/api/v1/systems/QHG/board{query}"
        seen = (await service.client.get(path, headers=room)).json()
        hidden = (await service.client.get(path, headers=elsewhere)).json()
        assert "trigger" in {event["kind"] for event in seen["events"]}
        assert "trigger" not in {event["kind"] for event in hidden["events"]}
        assert hidden["states"]["RD8-MKH"]["triggers"] == []
