"""A service that is limited, closed or shut for the night, on a running system: it appears and ends by itself."""

import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from app.clock import real_now
from app.organisations.apply import apply_system
from app.organisations.reference_systems import reference_text
from tests.onduty import BEDFORD, BEGINS, MKUH, Json, Room, Somebody, on_duty

LUTON_UTC = "UTC@LUT"
STATUSES = """
service_status:
  - {unit: RC9-BED, status: closed, reason: No power, from: "2026-01-12T10:00", until: "2026-01-12T14:00"}
  - {unit: RD8-MKH, status: closed_to_ambulances, reason: Flood in majors, from: "2026-01-12T10:30",
     until: "2026-01-12T11:00"}
"""


@pytest.fixture
async def room(database: str) -> AsyncIterator[Room]:
    """BLMK, to which two statuses are added while it runs."""
    async with on_duty(database) as room:
        await room.level(BEDFORD, 4, BEGINS)
        await room.level(MKUH, 1, BEGINS)
        text = (reference_text("blmk") or "") + STATUSES
        await apply_system(room.owner, text, "blmk", stream=None, mode=None, now=real_now())
        yield room


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-01-12T{text}:00+00:00")


async def picture(room: Room, unit: str, when: str, by: Somebody | None = None) -> Json:
    await room.at(at(when))
    found: Json = (await room.board(by or room.lead))["states"][unit]
    return found


async def told(room: Room, unit: str, when: str) -> str | None:
    """What is said of the service, on the board of a moment."""
    service: Json | None = (await picture(room, unit, when))["service"]
    return None if service is None else service["status"]


async def feeds_until_it_shuts(room: Room) -> None:
    """Bedford's last figures come twenty minutes before."""
    await room.at(at("09:40"))
    await room.level(BEDFORD, 4, at("09:40"))


async def is_missed(room: Room) -> bool:
    """Whether anybody was called because nothing is seen of Bedford."""
    await room.quiet()
    alerts = await room.matters("alert")
    return any(alert["cause"] == "sight_lost" and alert["unit"] == BEDFORD for alert in alerts)


async def test_a_status_appears_and_ends_by_itself_on_the_minute(room: Room) -> None:
    seen = [await told(room, MKUH, when) for when in ("10:29", "10:30", "10:59", "11:00")]
    assert seen == [None, "closed_to_ambulances", "closed_to_ambulances", None]


async def test_each_end_of_a_status_is_passed_at_its_own_moment_however_far_the_clock_moves(
    room: Room,
) -> None:
    await room.at(at("15:00"))
    passed = [json.loads(entry["body"]) for entry in await room.journalled() if entry["kind"] == "passed"]
    moments = {body["effective_at"][11:16] for body in passed if BEDFORD in body["units"]}
    assert {"10:00", "14:00"} <= moments


async def test_a_hospital_that_is_closed_stays_at_4_and_nobody_is_called_for_what_does_not_come(
    room: Room,
) -> None:
    await feeds_until_it_shuts(room)
    closed = await picture(room, BEDFORD, "13:59")
    assert (closed["level"], closed["stated"], closed["ceiling"], closed["service"]["shut"]) == (
        4,
        True,
        4,
        True,
    )
    assert {one["state"] for one in closed["parameters"]} == {"closed"}
    assert not await is_missed(room)


async def test_once_it_opens_its_figures_are_awaited_as_on_any_day(room: Room) -> None:
    await feeds_until_it_shuts(room)
    opened = await picture(room, BEDFORD, "14:00")
    assert (opened["service"], {one["state"] for one in opened["parameters"]} & {"closed", "late"}) == (
        None,
        set(),
    )
    await room.at(at("14:24"))
    assert not await is_missed(room)
    await room.at(at("15:00"))
    assert await is_missed(room)


async def test_the_board_of_an_earlier_minute_says_what_was_said_then(room: Room) -> None:
    await room.at(at("15:00"))
    boards = [
        await room.get("/board", room.lead, at=at(when).isoformat()) for when in ("09:59", "13:00", "14:30")
    ]
    services = [board.json()["states"][BEDFORD]["service"] for board in boards]
    assert [service and (service["status"], service["reason"]) for service in services] == [
        None,
        ("closed", "No power"),
        None,
    ]


async def test_why_is_told_to_the_room_and_to_its_own_people_and_to_no_other_provider(room: Room) -> None:
    here = await picture(room, BEDFORD, "10:15")
    elsewhere = await picture(room, BEDFORD, "10:15", room.site)
    past = (await room.get("/board", room.site, at=at("10:10").isoformat())).json()["states"][BEDFORD]
    headers = {"cookie": room.bedford.browser.headers["cookie"]}
    own = (await room.service.client.get(f"/api/v1/organisations/{BEDFORD}", headers=headers)).json()
    said = [one["service"] for one in (here, own["picture"], elsewhere, past)]
    assert [service["status"] for service in said] == ["closed"] * 4
    assert [service["reason"] for service in said] == ["No power", "No power", None, None]


async def test_why_is_nowhere_in_the_journal(room: Room) -> None:
    await room.at(at("15:00"))
    bodies = [entry["body"] for entry in await room.journalled()]
    assert any("service status RC9-BED from 2026-01-12 10:00 added" in body for body in bodies)
    assert not any("power" in body for body in bodies)


async def test_a_centre_shuts_and_opens_by_its_hours(room: Room) -> None:
    services = [(await picture(room, LUTON_UTC, when))["service"] for when in ("19:59", "20:00")]
    await room.at(at("20:00") + timedelta(hours=12))
    services.append((await room.board(room.lead))["states"][LUTON_UTC]["service"])
    assert [(service["shut"], service["changes_at"][8:16]) for service in services] == [
        (False, "12T20:00"),
        (True, "13T08:00"),
        (False, "13T20:00"),
    ]


async def test_its_hours_in_a_week_travel_with_the_tree(room: Room) -> None:
    places = (await room.board(room.lead))["tree"]["places"]
    hours = {unit["code"]: unit["hours"] for place in places for unit in place["units"]}
    assert hours["UTC@PUTNOE"] == [
        {"days": [0, 1, 2, 3, 4], "opens": "08:00", "closes": "14:00"},
        {"days": [5, 6], "opens": "08:00", "closes": "17:00"},
    ]
    assert hours[MKUH] == []
