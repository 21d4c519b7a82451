"""The board as it stood: worked out again, it is the board that people saw."""

from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta
from itertools import groupby, takewhile
from typing import Any

import httpx
import orjson
import pytest

from app.access.actions import Role
from app.clock import wire_time
from app.simulator.day import plan_day
from app.simulator.posts import body_of
from tests.onduty import BEDFORD, BEGINS, MKUH, SYSTEM, Json, Room, on_duty
from tests.people import add_system, sign_in_as
from tests.serving import bearing

QUARTER = timedelta(minutes=15)
TOLD = ("unit", "scope", "assessed", "stated", "floor", "ceiling", "reachable", "score", "available")
SCORES = ("floor_score", "ceiling_score", "bounds_available", "score_kind", "bands", "worst", "parameters")
RULES = ("pack", "pack_version", "pack_sha", "provenance", "reads", "config_sha", "figures")
STATED = ("level", "since", "previous")
BY_MEMORY = ("was", "confirmations", "confirmed_since")
"""Which way a figure was going: told as far as the figures read for it go back."""


@pytest.fixture
async def room(database: str) -> AsyncIterator[Room]:
    async with on_duty(database) as room:
        yield room


async def asked(room: Room, at: datetime | str, headers: Mapping[str, str] | None = None) -> httpx.Response:
    """The board of a moment, as the room lead asks for it unless told otherwise."""
    text = at if isinstance(at, str) else at.isoformat()
    given = headers or {"cookie": room.lead.browser.headers["cookie"]}
    return await room.service.client.get(f"{SYSTEM}/board", params={"at": text}, headers=given)


async def then(room: Room, at: datetime, headers: Mapping[str, str] | None = None) -> Json:
    answer = await asked(room, at, headers)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def lived(room: Room, last: datetime) -> dict[datetime, Json]:
    """The simulated day with what people do on it; the live board of every quarter of an hour."""
    posts = takewhile(lambda post: post.at <= last, plan_day(1, BEGINS))
    boards: dict[datetime, Json] = {}
    moment = BEGINS
    for at, together in groupby(posts, key=lambda post: post.at):
        while moment + QUARTER < at:
            moment += QUARTER
            await acted(room, moment)
            await room.quiet()
            boards[moment] = await room.board(room.lead)
        await room.at(max(at, moment))
        for post in together:
            answer = await room.service.send(orjson.dumps(body_of(post)))
            assert answer.status_code in (200, 422), answer.text  # the simulator's traps are refused
    return boards


async def acted(room: Room, at: datetime) -> None:
    """What people do in a quarter: answer, accept and close, declare and withdraw, take a seat."""
    await room.at(at)
    hour, minute = at.hour, at.minute
    cards = [card for card in await room.matters("card") if card["closed_at"] is None]
    alerts = [alert for alert in await room.matters("alert") if alert["closed_at"] is None]
    ends = (at + timedelta(hours=3)).isoformat()
    if minute == 15:
        for alert in alerts[:2]:
            promise = {"commitment": "ring the site", "until": (at + timedelta(hours=1)).isoformat()}
            await room.deed(room.lead, "answer_alert", matter=alert["id"], said="have", **promise)
    if minute == 30:
        for card in cards[:2]:
            await room.deed(room.lead, "move_card", matter=card["id"], move="accept", seen=card["v"])
    if minute == 45:
        for card in [one for one in cards if one["owner"] is not None][:2]:
            move = "done" if hour % 2 else "note"
            await room.deed(
                room.lead, "move_card", matter=card["id"], move=move, seen=card["v"], text="So it is"
            )
    if minute == 0 and hour in (10, 14, 18):
        await room.deed(
            room.site, "declare", unit=MKUH, level=4 if hour == 14 else 3, reason="No beds", until=ends
        )
    if (hour, minute) == (15, 0):
        (said,) = [one for one in await room.matters("declaration") if one["closed_at"] is None]
        await room.deed(room.lead, "agree_declaration", matter=said["id"], seen=said["v"])
    if (hour, minute) == (16, 0):
        await room.deed(room.director, "take_over", seat="room_lead@QHG")


def picture(state: Json) -> Json:
    """What both must agree on. Nobody is told a level that is not stated, nor since when."""
    keys = [*TOLD, *SCORES, *RULES, *(STATED if state["stated"] else ())]
    held = {m: {k: v for k, v in one.items() if k not in BY_MEMORY} for m, one in state["held"].items()}
    return {key: state.get(key) for key in keys} | {"held": held}


def matter(one: Json, untold: frozenset[str]) -> Json:
    return {key: value for key, value in one.items() if key not in untold | {"due_at"}}


async def test_the_board_of_any_quarter_of_the_simulated_day_is_the_one_that_was_seen(room: Room) -> None:
    boards = await lived(room, BEGINS + timedelta(hours=19))
    assert len(boards) > 70
    for at, live in boards.items():
        past = await then(room, at)
        assert past["head"] >= live["head"], at  # the clock is moved on at the old time
        assert different(past, live) == [], at


def different(past: Json, live: Json) -> list[tuple[str, Any, Any]]:
    """Where the board worked out again is not the one that was seen."""
    untold = past["then"]["untold"]
    pairs = {name: (past[name], live[name]) for name in ("at", "mode", "tree", "metrics", "events")}
    pairs |= {
        f"state {key}": (picture(past["states"][key]), picture(one)) for key, one in live["states"].items()
    }
    pairs["codes"] = sorted(past["states"]), sorted(live["states"])
    pairs["uncertain"] = past["then"]["uncertain"], []
    pairs["ids"] = sorted(past["matters"]), sorted(live["matters"])
    for key in past["matters"].keys() & live["matters"].keys():
        left_out = frozenset(untold.get(key, ()))
        pairs[key] = matter(past["matters"][key], left_out), matter(live["matters"][key], left_out)
    return [(name, *differing(*pair)) for name, pair in pairs.items() if pair[0] != pair[1]]


def differing(a: Any, b: Any) -> tuple[Any, Any]:  # noqa: ANN401 - JSON
    """Of two objects only the fields in which they differ."""
    if not isinstance(a, dict) or not isinstance(b, dict):
        return a, b
    keys = [key for key in {**a, **b} if a.get(key) != b.get(key)]
    return {key: a.get(key) for key in keys}, {key: b.get(key) for key in keys}


async def test_a_moment_between_two_posts_has_what_was_late_by_then(room: Room) -> None:
    await room.level(MKUH, 3, BEGINS)
    await room.at(BEGINS + timedelta(hours=4))
    past = await then(room, BEGINS + timedelta(minutes=90))
    states = {p["metric"]: p["state"] for p in past["states"][MKUH]["parameters"]}
    fresh = await then(room, BEGINS + timedelta(minutes=5))
    assert states["ambulance.mean_handover_minutes"] == "late"
    assert {p["state"] for p in fresh["states"][MKUH]["parameters"]} <= {"fresh", "not_due"}


async def test_what_was_received_later_is_not_in_it(room: Room) -> None:
    await room.level(MKUH, 1, BEGINS)
    later = BEGINS + timedelta(hours=1)
    await room.at(later)
    await room.level(MKUH, 4, BEGINS + timedelta(minutes=30))
    past = await then(room, BEGINS + timedelta(minutes=45))
    now = await then(room, later)
    assert (past["states"][MKUH]["level"], now["states"][MKUH]["level"]) == (1, 4)
    assert [event["unit"] for event in past["events"] if event["kind"] == "level" and event["now"] == 4] == []


async def test_a_declaration_withdrawn_since_stands_in_it(room: Room) -> None:
    await room.level(MKUH, 1, BEGINS)
    ends = (BEGINS + timedelta(hours=3)).isoformat()
    (said,) = [
        one
        for one in await room.done(room.site, "declare", unit=MKUH, level=3, reason="No beds", until=ends)
        if one["kind"] == "declaration"
    ]
    await room.at(BEGINS + timedelta(hours=1))
    await room.done(room.site, "withdraw_declaration", matter=said["id"], seen=said["v"], reason="Beds found")
    past = (await then(room, BEGINS + timedelta(minutes=30)))["matters"][said["id"]]
    before = await then(room, BEGINS - timedelta(seconds=1))
    assert (past["closed_at"], past["ended"], [line["did"] for line in past["log"]]) == (
        None,
        None,
        ["declared"],
    )
    assert said["id"] not in before["matters"]


async def test_who_held_the_system_is_told_by_the_acceptance_before(room: Room) -> None:
    later = BEGINS + timedelta(hours=2)
    await room.at(later)
    await room.done(room.director, "take_over", seat="room_lead@QHG")
    past = (await then(room, BEGINS + timedelta(hours=1)))["matters"]
    (watch,) = [one for one in past.values() if one["kind"] == "watch"]
    sitting = {one["seat"]: one["person"]["name"] for one in past.values() if one["kind"] == "shift"}
    assert (watch["person"]["name"], sitting["room_lead@QHG"]) == ("Rowan Achebe", "Rowan Achebe")


async def test_a_provider_is_told_the_levels_of_the_past_and_nothing_behind_them(room: Room) -> None:
    await room.level(BEDFORD, 4, BEGINS)
    await room.at(BEGINS + timedelta(hours=1))
    past = await then(room, BEGINS + timedelta(minutes=30), bearing(room.service.place.mkuh_key))
    state = past["states"][BEDFORD]
    assert (past["disclosure"], state["level"], state["parameters"], state["held"]) == ("level", 4, [], {})
    assert {one["kind"] for one in past["matters"].values()} <= {"shift", "watch", "declaration"}
    assert {tuple(event["because"]) for event in past["events"] if event["kind"] == "level"} == {()}


async def test_who_has_no_part_in_the_system_is_told_nothing(room: Room) -> None:
    await add_system(room.owner, "QK1")
    stranger = await sign_in_as(room.owner, Role.ROOM_LEAD, stream="QK1")
    answer = await asked(room, BEGINS, stranger.headers)
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2030-01-01T00:00:00Z", "has not come yet. Ask for a moment from "),
        ("2001-01-01T00:00:00Z", "lies before the first entry that is kept. Ask for a moment from "),
        ("2026-01-12T09:00:00", "does not say in which zone it is. Give `at` with its zone"),
        ("half past two", "is no time. Give `at` with its zone"),
    ],
)
async def test_a_moment_that_cannot_be_told_says_what_can_be_asked(room: Room, at: str, said: str) -> None:
    answer = await asked(room, at)
    body = answer.json()
    assert (answer.status_code, body["code"]) == (422, "moment_out_of_reach")
    assert said in body["detail"]


async def test_the_levels_before_a_moment_end_there(room: Room) -> None:
    await room.level(MKUH, 3, BEGINS)
    await room.at(BEGINS + timedelta(hours=30))
    headers = {"cookie": room.lead.browser.headers["cookie"]}
    at = BEGINS + timedelta(hours=2)
    answer = await room.service.client.get(f"{SYSTEM}/levels", params={"at": at.isoformat()}, headers=headers)
    (span,) = answer.json()["units"][MKUH]
    assert (span["from"], span["to"], span["level"]) == (wire_time(BEGINS), wire_time(at), 3)
