"""Reading the people loop over HTTP: what is open, what was closed lately, one matter whole, a handover on paper."""

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest

from app.access.actions import Role
from tests.onduty import BEDFORD, BEGINS, MKUH, SYSTEM, Room, on_duty
from tests.people import sign_in_as


@pytest.fixture
async def room(database: str) -> AsyncIterator[Room]:
    """MKUH is at OPEL 4, and everybody's phone has rung."""
    async with on_duty(database) as room:
        await room.level(MKUH, 4, BEGINS)
        await room.quiet()
        yield room


async def listed(room: Room, **query: str | int) -> list[str]:
    """The ids that the room lead is shown."""
    answer = await room.get("/matters", room.lead, **query)
    assert answer.status_code == 200, answer.text
    return [matter["id"] for matter in answer.json()["matters"]]


async def test_matters_are_asked_for_by_kind_and_unit_the_newest_first(room: Room) -> None:
    await room.level(BEDFORD, 4, BEGINS)
    alerts = await listed(room, kind="alert")
    assert await listed(room, kind="alert", unit=MKUH) == [
        one for one in alerts if (await room.matter(one))["unit"] == MKUH
    ]
    versions = [(await room.matter(one))["v"] for one in await listed(room)]
    assert versions == sorted(versions, reverse=True)
    assert not any(one.startswith("episode-") for one in await listed(room, closed_days=35))


async def test_what_is_closed_is_shown_for_the_days_asked_for(room: Room) -> None:
    (card, *_) = await room.matters("card")
    await room.done(room.lead, "move_card", matter=card["id"], move="not_applicable", seen=card["v"])
    assert card["id"] not in await listed(room, kind="card")
    assert card["id"] in await listed(room, kind="card", closed_days=1)
    await room.at(BEGINS + timedelta(hours=25))
    assert card["id"] not in await listed(room, kind="card", closed_days=1)
    assert card["id"] in await listed(room, kind="card", closed_days=2)
    assert (await room.matter(card["id"]))["state"] == "not_applicable"


async def test_one_matter_is_shown_with_every_attempt_of_its_pages(room: Room) -> None:
    alert = await room.alert("unit-4")
    answer = await room.get(f"/matters/{alert['id']}", room.lead)
    assert answer.json()["matter"] == alert
    attempts = answer.json()["attempts"]
    assert {attempt["n"] for attempt in attempts} == {page["n"] for page in alert["pages"]}
    assert {attempt["result"] for attempt in attempts} == {"delivered"}


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OPERATOR])
async def test_who_watches_the_room_reads_all_of_it(room: Room, role: Role) -> None:
    headers = (await sign_in_as(room.owner, role)).headers
    answer = await room.service.client.get(f"{SYSTEM}/matters", headers=headers)
    assert {"alert", "card", "shift", "watch"} <= {one["kind"] for one in answer.json()["matters"]}


async def test_who_was_called_reads_the_alert_and_nobody_else_outside_the_room(room: Room) -> None:
    assert [one["rule"]["id"] for one in await room.matters("alert", room.site)] == ["unit-4"]
    assert await room.matters("alert", room.bedford) == []


async def test_a_handover_is_had_on_paper(room: Room) -> None:
    await room.at(BEGINS.replace(hour=19, minute=31))
    (handover,) = await room.matters("handover")
    answer = await room.get(f"/handovers/{handover['id']}/pdf", room.lead)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert f"{handover['id']}.pdf" in answer.headers["content-disposition"]
    alert = await room.alert("unit-4")
    for refused in (
        await room.get(f"/handovers/{alert['id']}/pdf", room.lead),
        await room.get(f"/handovers/{handover['id']}/pdf", room.bedford),
        await room.get("/handovers/handover-999999/pdf", room.lead),
    ):
        assert (refused.status_code, refused.json()["code"]) == (404, "unknown_matter")


@pytest.mark.parametrize(
    "query", ["kind=episode", "kind=x", "closed_days=36", "closed_days=-1", "unit=" + "x" * 41]
)
async def test_what_cannot_be_asked_for_is_refused(room: Room, query: str) -> None:
    cookie = {"cookie": room.lead.browser.headers["cookie"]}
    assert (await room.service.client.get(f"{SYSTEM}/matters?{query}", headers=cookie)).status_code == 422


@pytest.mark.parametrize(
    ("path", "refused"),
    [
        (f"{SYSTEM}/matters/%00", (404, "unknown_matter")),
        (f"{SYSTEM}/matters?unit=%00", (400, "bad_address")),
        (f"{SYSTEM}/handovers/a%00/pdf", (404, "unknown_matter")),
        ("/api/v1/organisations/%00/readings", (404, "unknown_organisation")),
        ("/api/v1/links/%00", (404, "forged_link")),
    ],
)
async def test_a_zero_byte_is_refused_before_it_reaches_the_database(
    room: Room, path: str, refused: tuple[int, str]
) -> None:
    cookie = {"cookie": room.lead.browser.headers["cookie"]}
    answer: httpx.Response = await room.service.client.get(path, headers=cookie)
    assert (answer.status_code, answer.json()["code"]) == refused
