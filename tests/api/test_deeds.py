"""Deeds over HTTP: who may do which, what they come to, and what stands in the way."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from typing import NamedTuple

import orjson
import pytest

from app.access.actions import Role
from tests.onduty import BEGINS, MKUH, Json, Room, Somebody, on_duty, shift, somebody
from tests.people import bearer, sign_in_as

EVENING = BEGINS.replace(hour=19, minute=20)
HANDOVER = EVENING.replace(minute=31)
TOMORROW = BEGINS + timedelta(days=1)


@pytest.fixture
async def room(database: str) -> AsyncIterator[Room]:
    async with on_duty(database) as room:
        yield room


class Busy(NamedTuple):
    """One open matter of each kind, all about MKUH but the handover."""

    declaration: Json
    alert: Json
    card: Json
    notice: Json
    shift: Json
    handover: Json


@pytest.fixture
async def busy(room: Room) -> Busy:
    """An evening at OPEL 4, a quarter of an hour before the room is handed over to the director."""
    await room.at(EVENING)
    await room.level(MKUH, 4, EVENING)
    until = (EVENING + timedelta(hours=2)).isoformat()
    await room.done(room.site, "declare", unit=MKUH, level=3, reason="No beds", until=until)
    await room.done(room.lead, "tell_partners", unit=MKUH, seats=["site_manager@RC9-BED", "director@QHG"])
    await room.at(HANDOVER)
    await room.quiet()
    shifts = await room.matters("shift")
    cards = await room.matters("card")
    return Busy(
        declaration=(await room.matters("declaration"))[0],
        alert=await room.alert("unit-4"),
        card=next(card for card in cards if card["unit"] == MKUH and card["purpose"] == "act"),
        notice=(await room.matters("notice"))[0],
        shift=next(one for one in shifts if one["seat"] == "executive@RD8"),
        handover=(await room.matters("handover"))[0],
    )


def deeds(busy: Busy, person: str) -> list[Json]:
    """One of each deed, all about MKUH where it is about a unit."""
    seen = {"matter": busy.declaration["id"], "seen": busy.declaration["v"]}
    held = {"matter": busy.handover["id"], "seen": busy.handover["v"]}
    by = (HANDOVER + timedelta(hours=1)).isoformat()
    times = {"starts_at": TOMORROW.isoformat(), "ends_at": (TOMORROW + timedelta(hours=8)).isoformat()}
    return [
        {"do": "declare", "unit": MKUH, "level": 4, "reason": "Corridor full", "until": by},
        {"do": "agree_declaration", **seen},
        {"do": "withdraw_declaration", "reason": "Beds found", **seen},
        {"do": "extend_declaration", "until": (HANDOVER + timedelta(hours=3)).isoformat(), **seen},
        {"do": "add_shifts", "shifts": [{"seat": "site_manager@RD8-MKH", "person": person, **times}]},
        {"do": "end_shift", "matter": busy.shift["id"], "seen": busy.shift["v"]},
        {"do": "take_over", "seat": "site_manager@RD8-MKH", "until": by},
        {"do": "answer_alert", "matter": busy.alert["id"], "said": "have"},
        {"do": "move_card", "matter": busy.card["id"], "move": "accept", "seen": busy.card["v"]},
        {"do": "write_handover", "section": "asks", "text": "Ring Bedford", **held},
        {
            "do": "plan_handover",
            "condition": "No beds",
            "by": by,
            "who": "Dilys",
            "what": "rings RD8",
            **held,
        },
        {"do": "sign_handover", "seat": "room_lead@QHG", **held},
        {"do": "accept_handover", "matter": busy.handover["id"], "read_back": [], "seq": 1},
        {"do": "tell_partners", "unit": MKUH, "seats": ["director@QHG"]},
        {"do": "see_notice", "matter": busy.notice["id"]},
    ]


async def statuses(room: Room, by: Mapping[str, str] | Somebody, wanted: list[Json]) -> dict[str, int]:
    """Each deed tried once, in order; what it was answered with."""
    return {body["do"]: (await room.deed(by, **body)).status_code for body in wanted}


# --- who may ---


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OPERATOR, Role.SIMULATOR])
async def test_who_only_watches_does_nothing(room: Room, busy: Busy, role: Role) -> None:
    before = await room.seq()
    by = (
        await bearer(room.owner, role)
        if role is Role.SIMULATOR
        else (await sign_in_as(room.owner, role)).headers
    )
    assert set((await statuses(room, by, deeds(busy, room.site.id))).values()) == {403}
    assert await room.seq() == before


async def test_nobody_of_another_system_is_told_that_there_is_one(room: Room, busy: Busy) -> None:
    await room.owner.execute(
        "INSERT INTO stream (code, name, mode, seq, head_hash, last_at, created_at)"
        " VALUES ('QK1', 'Another', 'simulated', 0, '', now(), now())"
    )
    by = (await sign_in_as(room.owner, Role.DIRECTOR, stream="QK1")).headers
    assert set((await statuses(room, by, deeds(busy, room.site.id))).values()) == {404}


async def test_another_provider_is_refused_what_it_sees_and_told_of_nothing_else(
    room: Room, busy: Busy
) -> None:
    before = await room.seq()
    other = await somebody(room.owner, "Lu Tonne", Role.PROVIDER, "RC9-LDH")
    found = await statuses(room, other, deeds(busy, room.site.id))
    seen = {
        "agree_declaration",
        "withdraw_declaration",
        "extend_declaration",
        "end_shift",
    }  # declarations and seats are everybody's
    own = {"declare", "add_shifts", "take_over", "tell_partners"}
    assert {do for do, status in found.items() if status == 403} == seen | own
    assert {do for do, status in found.items() if status == 404} == found.keys() - seen - own
    assert await room.seq() == before


async def test_an_unknown_matter_is_answered_as_another_s_is(room: Room, busy: Busy) -> None:
    hidden = busy.card["id"]
    told = {
        name: await room.deed(room.bedford, "move_card", matter=name, move="accept", seen=1)
        for name in (hidden, "card-999999")
    }
    assert [answer.status_code for answer in told.values()] == [404, 404]
    first, second = (answer.json() for answer in told.values())
    assert {**first, "detail": first["detail"].replace(hidden, "card-999999")} == second


async def test_a_provider_acts_at_its_own_unit_and_its_provider_s_seats(room: Room, busy: Busy) -> None:
    found = await statuses(room, room.site, deeds(busy, room.site.id))
    hidden = {"write_handover", "plan_handover", "sign_handover", "accept_handover", "see_notice"}
    replaced = {"agree_declaration", "withdraw_declaration", "extend_declaration"}  # by the first deed
    sits_there = {"take_over"}
    assert {do for do, status in found.items() if status == 404} == hidden
    assert {do for do, status in found.items() if status == 409} == replaced | sits_there
    assert {
        do for do, status in found.items() if status == 200
    } == found.keys() - hidden - replaced - sits_there


@pytest.mark.parametrize("seat", ["room_lead@QHG", "director@QHG"])
async def test_a_room_lead_and_a_director_act_anywhere(room: Room, busy: Busy, seat: str) -> None:
    found = await statuses(room, room.people[seat], deeds(busy, room.site.id))
    replaced = {"agree_declaration", "withdraw_declaration", "extend_declaration"}  # by the first deed
    read_no_pack = {"accept_handover"}
    signed_after = {"sign_handover"}  # the first words moved it
    not_told = {"see_notice"} if seat == "room_lead@QHG" else set()
    refused = replaced | read_no_pack | signed_after | not_told
    assert {do for do, status in found.items() if status in {409, 422}} == refused
    assert {do for do, status in found.items() if status == 200} == found.keys() - refused


async def test_a_key_that_sends_figures_declares_nothing(room: Room, busy: Busy) -> None:
    before = await room.seq()
    by = await bearer(room.owner, Role.PROVIDER, unit=MKUH)
    assert set((await statuses(room, by, deeds(busy, room.site.id))).values()) == {403}
    assert await room.seq() == before


async def test_an_alert_is_not_answered_by_a_provider_who_was_not_called(room: Room, busy: Busy) -> None:
    answer = await room.deed(room.bedford, "answer_alert", matter=busy.alert["id"], said="have")
    assert answer.status_code == 404
    assert (await room.matter(busy.alert["id"]))["state"] == "chasing"


# --- what they come to ---


async def test_a_declared_4_acts_at_once_opens_cards_and_calls(room: Room) -> None:
    until = (BEGINS + timedelta(hours=3)).isoformat()
    matters = await room.done(room.site, "declare", unit=MKUH, level=4, reason="Power failure", until=until)
    kinds = {matter["kind"] for matter in matters}
    assert {"declaration", "card", "alert"} <= kinds
    assert "episode" not in kinds
    (said,) = [matter for matter in matters if matter["kind"] == "declaration"]
    assert (said["level"], said["awaiting"], said["by"]["name"]) == (4, True, "Sol Hartigan")
    called = await room.alert("declared-4")
    assert {page["person"]["name"] for page in called["pages"]} >= {"Rowan Achebe", "Esi Utley"}


async def test_words_are_kept_beside_the_journal_and_never_in_it(room: Room) -> None:
    before = await room.seq()
    until = (BEGINS + timedelta(hours=3)).isoformat()
    await room.done(room.site, "declare", unit=MKUH, level=4, reason="Power failure in theatres", until=until)
    entries = await room.journalled(before)
    bodies = "".join(entry["body"] for entry in entries)
    assert "theatres" not in bodies
    assert not any(person.name in bodies for person in room.people.values())
    assert "Power failure in theatres" in {entry["text"] for entry in entries}
    (said,) = [orjson.loads(entry["body"]) for entry in entries if entry["kind"] == "declaration"]
    assert (said["did"], said["level"], said["by"]) == ("declared", 4, room.site.id)
    assert {entry["submitted_by"] for entry in entries} == {room.site.id, "service"}


async def test_a_provider_s_board_shows_seats_and_declarations_and_its_own_cards_are_asked_for(
    room: Room, busy: Busy
) -> None:
    whole, part = await room.board(room.lead), await room.board(room.bedford)
    assert {matter["kind"] for matter in whole["matters"].values()} >= {"alert", "card", "handover", "notice"}
    assert {matter["kind"] for matter in part["matters"].values()} == {"shift", "watch", "declaration"}
    assert busy.card["id"] in {card["id"] for card in await room.matters("card", room.site)}
    assert await room.matters("card", room.bedford) == []
    assert [one["id"] for one in await room.matters("notice", room.bedford)] == [busy.notice["id"]]
    assert await room.matters("handover", room.bedford) == []
    for hidden in (busy.alert, busy.card, busy.handover):
        answer = await room.get(f"/matters/{hidden['id']}", room.bedford)
        assert answer.status_code == 404


# --- what stands in the way ---


async def test_a_seat_that_is_taken_says_by_whom(room: Room) -> None:
    before = await room.seq()
    answer = await room.deed(
        room.lead,
        "add_shifts",
        shifts=[
            shift("executive@QHG", room.director),
            shift("director@QHG", room.lead, TOMORROW - timedelta(hours=1), TOMORROW + timedelta(hours=1)),
        ],
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "seat_taken")
    assert "Dilys Marchetti" in answer.json()["detail"]
    assert [error["field"] for error in answer.json()["errors"]] == ["line 2"]
    assert await room.seq() == before


async def test_nobody_unknown_closed_or_of_another_system_is_put_on_the_rota(room: Room) -> None:
    gone = await somebody(room.owner, "Gone Before", Role.DIRECTOR)
    await room.owner.execute("UPDATE principal SET closed_at = now() WHERE id = $1", gone.id)
    key = await room.owner.fetchval("SELECT id FROM principal WHERE id LIKE 'key:%' LIMIT 1")
    for person in ("user:nobody", gone.id, key, ""):
        line = {**shift("executive@QHG", room.lead), "person": person}
        answer = await room.deed(room.lead, "add_shifts", shifts=[line])
        assert (answer.status_code, answer.json()["code"]) == (422, "unknown_person"), person


async def test_a_card_that_somebody_moved_meanwhile_is_left_and_says_who(room: Room, busy: Busy) -> None:
    card = {"matter": busy.card["id"], "seen": busy.card["v"]}
    await room.done(room.site, "move_card", move="accept", **card)
    before = await room.seq()
    answer = await room.deed(room.lead, "move_card", move="done", **card)
    assert (answer.status_code, answer.json()["code"]) == (409, "moved_meanwhile")
    assert "Sol Hartigan" in answer.json()["detail"]
    assert "accepted" in answer.json()["detail"]
    assert await room.seq() == before


async def test_a_handover_whose_position_moved_is_read_again_before_it_is_accepted(
    room: Room, busy: Busy
) -> None:
    pack = busy.handover["pack"]
    keys = [item["key"] for item in pack["read_back"]]
    accept = {"do": "accept_handover", "matter": busy.handover["id"], "read_back": keys}
    await room.done(room.site, "move_card", matter=busy.card["id"], move="accept", seen=busy.card["v"])
    stale = await room.deed(room.director, **accept, seq=pack["seq"])
    assert (stale.status_code, stale.json()["code"]) == (409, "stale_pack")
    assert busy.card["title"] in stale.json()["detail"]
    anew = await room.matter(busy.handover["id"])
    assert anew["pack"]["seq"] > pack["seq"]
    assert anew["pack"]["head"] == await head_at(room, anew["pack"]["seq"])
    assert anew["state"] == "drafting"
    keys = [item["key"] for item in anew["pack"]["read_back"]]
    await room.done(room.director, **{**accept, "read_back": keys}, seq=anew["pack"]["seq"])
    (watch,) = await room.matters("watch")
    assert (watch["person"]["name"], watch["accepted"]) == ("Dilys Marchetti", True)


async def head_at(room: Room, seq: int) -> str:
    """The journal's hash at an entry."""
    found: bytes = await room.owner.fetchval(
        "SELECT hash FROM journal WHERE stream = 'QHG' AND seq = $1", seq
    )
    return found.hex()


async def test_only_who_sits_there_accepts(room: Room, busy: Busy) -> None:
    keys = [item["key"] for item in busy.handover["pack"]["read_back"]]
    answer = await room.deed(
        room.lead,
        "accept_handover",
        matter=busy.handover["id"],
        read_back=keys,
        seq=busy.handover["pack"]["seq"],
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "not_receiver")
    assert "Dilys Marchetti" in answer.json()["detail"]


async def test_an_alert_that_is_answered_says_who_has_it(room: Room, busy: Busy) -> None:
    alert = {"matter": busy.alert["id"], "said": "have"}
    until = (HANDOVER + timedelta(minutes=45)).isoformat()
    await room.done(room.site, "answer_alert", commitment="full capacity protocol", until=until, **alert)
    before = await room.seq()
    answer = await room.deed(room.lead, "answer_alert", **alert)
    assert (answer.status_code, answer.json()["code"]) == (409, "answered")
    assert "Sol Hartigan" in answer.json()["detail"]
    assert await room.seq() == before


BAD: list[Json] = [
    {},
    {"do": "dance"},
    {"do": "declare", "unit": MKUH, "level": 5, "reason": "x", "until": "2026-01-12T10:00:00Z"},
    {"do": "declare", "unit": MKUH, "level": 3, "reason": " ", "until": "2026-01-12T10:00:00Z"},
    {"do": "declare", "unit": MKUH, "level": 3, "reason": "x", "until": "2026-01-12T10:00:00"},
    {"do": "declare", "unit": MKUH, "level": 3, "reason": "x", "until": "2026-01-12T08:00:00Z"},
    {"do": "declare", "unit": MKUH, "level": 3, "reason": "x", "until": "9999-12-31T23:59:59-12:00"},
    {"do": "declare", "unit": MKUH, "level": 3, "reason": "x", "until": "0001-01-01T00:00:00+14:00"},
    {"do": "declare", "unit": "XX", "level": 3, "reason": "x", "until": "2026-01-12T10:00:00Z"},
    {"do": "declare", "unit": MKUH, "level": 3, "reason": "x\u0000y", "until": "2026-01-12T10:00:00Z"},
    {"do": "declare", "unit": MKUH, "level": 3, "reason": "x", "until": "2026-01-12T10:00:00Z", "by": "me"},
    {"do": "add_shifts", "shifts": []},
    {"do": "add_shifts", "shifts": [{"seat": "pilot@QHG", "person": "user:x"}]},
    {"do": "take_over", "seat": "pilot@QHG"},
    {"do": "take_over", "seat": "deputy@QHG"},
    {"do": "take_over", "seat": "deputy@QHG", "until": "9999-12-31T23:59:59-12:00"},
    {"do": "tell_partners", "unit": MKUH, "seats": ["pilot@QHG"]},
    {"do": "tell_partners", "unit": MKUH, "seats": []},
]


@pytest.mark.parametrize("body", BAD, ids=str)
async def test_what_cannot_be_is_refused_with_a_reason_and_changes_nothing(room: Room, body: Json) -> None:
    before = await room.seq()
    answer = await room.service.send(body, room.lead.browser.headers, "/api/v1/systems/QHG/deeds")
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]
    assert await room.seq() == before


async def test_of_two_who_answer_at_once_one_has_it(room: Room, busy: Busy) -> None:
    answers = await asyncio.gather(
        *(
            room.deed(by, "answer_alert", matter=busy.alert["id"], said="have")
            for by in (room.site, room.lead)
        )
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    held = await room.matter(busy.alert["id"])
    assert len(held["replies"]) == 1


async def test_an_id_of_ours_is_no_patient_s_number_and_words_may_hold_none(room: Room) -> None:
    """An id is random: now and then ten digits of it check."""
    await room.owner.execute(
        "INSERT INTO principal (id, name, created_at) VALUES ('user:a9434765919b', 'Nina Tally', now())"
    )
    await room.owner.execute(
        "INSERT INTO permission (principal, stream, unit, role) VALUES ('user:a9434765919b', 'QHG', '*', 'director')"
    )
    nina = Somebody("user:a9434765919b", "Nina Tally", room.lead.browser)
    await room.done(room.lead, "add_shifts", shifts=[shift("executive@QHG", nina)])
    before = await room.seq()
    until = (BEGINS + timedelta(hours=1)).isoformat()
    said = {"unit": MKUH, "level": 3, "until": until, "reason": "943 476 5919 waits in bay 2"}
    answer = await room.deed(room.lead, "declare", **said)
    assert (answer.status_code, answer.json()["code"]) == (422, "patient_data")
    assert "943" not in answer.text
    assert await room.seq() == before
