"""Declarations over HTTP: agreed to by two people, extended by one, told of before they lapse."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import orjson
import pytest

from tests.onduty import BEGINS, MKUH, Room, on_duty


@pytest.fixture
async def room(database: str) -> AsyncIterator[Room]:
    async with on_duty(database) as room:
        yield room


async def test_two_people_agree_to_a_4_and_to_stepping_down(room: Room) -> None:
    until = (BEGINS + timedelta(hours=3)).isoformat()
    await room.done(room.site, "declare", unit=MKUH, level=4, reason="Power failure", until=until)
    (said,) = await room.matters("declaration")
    name = {"matter": said["id"]}
    alone = await room.deed(room.site, "agree_declaration", seen=said["v"], **name)
    assert (alone.status_code, alone.json()["code"]) == (422, "second_person")
    await room.done(room.lead, "agree_declaration", seen=said["v"], **name)
    late = await room.deed(room.lead, "withdraw_declaration", seen=said["v"], reason="Over", **name)
    assert (late.status_code, late.json()["code"]) == (409, "moved_meanwhile")
    assert "Rowan Achebe" in late.json()["detail"]
    now = await room.matter(said["id"])
    await room.done(room.site, "withdraw_declaration", seen=now["v"], reason="Power is back", **name)
    now = await room.matter(said["id"])
    again = await room.deed(room.lead, "withdraw_declaration", seen=now["v"], reason="Over", **name)
    assert (again.status_code, again.json()["code"]) == (409, "asked_already")
    await room.done(room.lead, "agree_declaration", seen=now["v"], **name)
    assert (await room.matter(said["id"]))["ended"] == "withdrawn"


async def test_a_declared_4_is_extended_by_one_person_and_goes_on(room: Room) -> None:
    until = (BEGINS + timedelta(hours=3)).isoformat()
    await room.done(room.site, "declare", unit=MKUH, level=4, reason="Power failure", until=until)
    (said,) = await room.matters("declaration")
    name, later = {"matter": said["id"]}, BEGINS + timedelta(hours=9)
    before = await room.seq()
    longer = {"until": later.isoformat(), "reason": "Parts come at noon"}
    await room.done(room.lead, "extend_declaration", seen=said["v"], **longer, **name)
    now = await room.matter(said["id"])
    assert (now["closed_at"], now["by"]["name"], now["extended_by"]["name"]) == (
        None,
        "Sol Hartigan",
        "Rowan Achebe",
    )
    assert now["log"][-1]["did"] == "extended"
    (entry,) = [one for one in await room.journalled(before) if one["kind"] == "declaration"]
    assert "noon" not in entry["body"]
    assert (
        datetime.fromisoformat(orjson.loads(entry["body"])["until"])
        == datetime.fromisoformat(now["until"])
        == later
    )
    for wrong, code in ((longer["until"], "declaration_not_later"), (until, "declaration_not_later")):
        again = await room.deed(room.site, "extend_declaration", seen=now["v"], until=wrong, **name)
        assert (again.status_code, again.json()["code"]) == (422, code)
    stale = await room.deed(room.site, "extend_declaration", seen=said["v"], **longer, **name)
    assert (stale.status_code, stale.json()["code"]) == (409, "moved_meanwhile")
    assert "Rowan Achebe" in stale.json()["detail"]


async def test_who_declared_it_is_told_before_it_lapses(room: Room) -> None:
    until = BEGINS + timedelta(hours=3)
    await room.done(room.site, "declare", unit=MKUH, level=3, reason="No beds", until=until.isoformat())
    await room.at(until - timedelta(minutes=30))
    told = await room.alert("declaration-lapsing")
    assert {page["person"]["name"] for page in told["pages"]} >= {"Sol Hartigan", "Rowan Achebe"}
    (said,) = await room.matters("declaration")
    assert told["subject"] == said["id"]
