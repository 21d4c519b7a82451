"""A room changes the text its system runs by: checked, told in words, under the person's own rights, never the past."""

from collections.abc import AsyncIterator
from datetime import timedelta

import asyncpg
import httpx
import pytest

from app.db.names import PIPELINE
from app.journal.verify import verify
from tests.onduty import BEGINS, MKUH, SYSTEM, Json, Room, Somebody, on_duty, until
from tests.serving import bearing

GAP: Json = {
    "unit": MKUH,
    "metrics": ["discharge.*"],
    "reason": "The record moved; no feed yet",
    "owner": "J Okoro",
    "from": "2026-01-12",
    "review": "2026-03-01",
}
NEXT: Json = {"pillar": "acute", "pack": "opel-acute-2023-24", "version": 1, "from": "2026-02-01"}


@pytest.fixture
async def room(database: str) -> AsyncIterator[Room]:
    async with on_duty(database) as room:
        yield room


async def configuration(room: Room, by: Somebody | None = None) -> Json:
    answer = await room.get("/configuration", by or room.lead)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def asks(room: Room, by: Somebody | None = None, **change: object) -> httpx.Response:
    """Somebody changes the text in force, for a reason."""
    seen = await room.owner.fetchval("SELECT config_sha FROM stream WHERE code = 'QHG'")
    body = {"seen": seen, "reason": "Agreed with the trust", **change}
    return await room.service.send(body, (by or room.lead).browser.headers, f"{SYSTEM}/configuration")


async def changes(room: Room, **change: object) -> Json:
    answer = await asks(room, None, **change)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def test_a_known_gap_is_added_with_who_and_why_and_is_in_force_on_the_board(room: Room) -> None:
    made = await changes(room, part="known_gaps", entry=GAP)
    assert made["changes"] == [f"known gap discharge.* at {MKUH} from 2026-01-12 added"]
    now = await configuration(room)
    assert now["parts"]["known_gaps"] == [GAP]
    newest = now["history"][0]
    assert (newest["by"], newest["reason"]) == (room.lead.name, "Agreed with the trust")
    assert newest["seq"] == made["seq"]

    async def stands() -> bool:
        body: str = await room.owner.fetchval("SELECT body FROM picture WHERE unit = $1", MKUH)
        return now["sha"] in body

    await until(stands)
    assert (await verify(room.owner, "QHG")).problem is None


async def test_names_and_reasons_stay_out_of_the_journal(room: Room) -> None:
    await changes(room, part="known_gaps", entry=GAP)
    (entry,) = [e for e in await room.journalled(1) if e["kind"] == "configured"]
    assert "Okoro" not in entry["body"]
    assert "Agreed" not in entry["body"]
    assert entry["text"] == "Agreed with the trust"
    assert entry["submitted_by"] == room.lead.id


async def test_trying_a_change_says_what_it_comes_to_and_makes_nothing(room: Room) -> None:
    before = await configuration(room)
    tried = await changes(room, part="known_gaps", entry=GAP, try_only=True)
    assert (len(tried["changes"]), tried["seq"]) == (1, None)
    assert await configuration(room) == before


async def test_an_entry_is_changed_and_taken_away_again(room: Room) -> None:
    await changes(room, part="known_gaps", entry=GAP)
    changed = await changes(room, part="known_gaps", number=0, entry={**GAP, "review": "2026-02-01"})
    assert changed["changes"] == [
        f"known gap discharge.* at {MKUH} from 2026-01-12: review 2026-03-01 → 2026-02-01"
    ]
    removed = await changes(room, part="known_gaps", number=0)
    assert removed["changes"] == [f"known gap discharge.* at {MKUH} from 2026-01-12 removed"]
    assert (await configuration(room))["parts"]["known_gaps"] == []


async def test_a_pack_is_approved_from_a_day_ahead_by_whoever_says_so(room: Room) -> None:
    await room.at(BEGINS)
    await room.level(MKUH, 3, BEGINS)
    await changes(room, part="assignments", entry=NEXT)
    approved = (await configuration(room))["parts"]["assignments"][-1]
    assert approved == {**NEXT, "approver": room.lead.name, "reason": "Agreed with the trust"}


async def test_a_pack_approved_is_what_judges_from_its_moment_on_and_what_was_before_stays(
    room: Room,
) -> None:
    await room.at(BEGINS)
    await room.level(MKUH, 3, BEGINS)
    await changes(room, part="assignments", entry={**NEXT, "from": "2026-01-12T10:00"})
    switch = BEGINS + timedelta(hours=1)
    await room.at(switch - timedelta(minutes=1))
    assert await packs_told(room) == {"opel-acute-2024-26"}
    await room.at(switch)
    await room.level(MKUH, 3, switch)
    assert await packs_told(room) == {"opel-acute-2024-26", "opel-acute-2023-24"}


async def packs_told(room: Room) -> set[str]:
    """The packs that the journalled levels of the site rest on."""
    rows = await room.owner.fetch(
        "SELECT DISTINCT body::jsonb ->> 'pack' AS pack FROM journal WHERE kind = 'level' AND unit = $1",
        MKUH,
    )
    return {row["pack"] for row in rows}


async def test_a_pack_cannot_be_given_a_past(room: Room) -> None:
    await room.at(BEGINS)
    await room.level(MKUH, 3, BEGINS)
    answer = await asks(room, part="assignments", entry={**NEXT, "from": "2026-01-10"})
    assert (answer.status_code, answer.json()["code"]) == (422, "would_change_history")
    assert "has begun" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"part": "known_gaps", "entry": {**GAP, "review": "2026-09-01"}}, "known_gaps[0].review"),
        ({"part": "known_gaps", "entry": {**GAP, "unit": "NOWHERE"}}, "known_gaps[0].unit"),
        ({"part": "known_gaps", "entry": {**GAP, "colour": "red"}}, "known_gaps[0].colour"),
        ({"part": "known_gaps", "number": 7, "entry": GAP}, "known_gaps"),
        ({"part": "assignments", "entry": {**NEXT, "version": 9}}, "assignments"),
        ({"part": "plans", "text": "- {unit: RD8-MKH}\nunits: []"}, "plans"),
        ({"part": "plans", "text": "unit: RD8-MKH"}, "plans"),
        ({"part": "expectations", "entry": {"metrics": ["ed.*"], "expect": None}}, "expectations"),
    ],
)
async def test_what_does_not_check_is_refused_with_its_place_and_changes_nothing(
    room: Room, change: Json, where: str
) -> None:
    before = await configuration(room)
    answer = await asks(room, None, **change)
    assert (answer.status_code, answer.json()["code"]) == (422, "configuration_refused")
    assert answer.json()["errors"][0]["field"].startswith(where)
    assert await configuration(room) == before


async def test_of_two_who_change_at_once_the_second_is_told_what_the_first_did(room: Room) -> None:
    seen = (await configuration(room))["sha"]
    await changes(room, part="known_gaps", entry=GAP)
    answer = await asks(room, room.director, part="known_gaps", entry={**GAP, "unit": "RC9-BED"}, seen=seen)
    assert (answer.status_code, answer.json()["code"]) == (409, "configuration_moved")
    assert f"known gap discharge.* at {MKUH} from 2026-01-12 added" in answer.json()["detail"]


async def test_words_with_an_nhs_number_are_refused_and_kept_nowhere(room: Room) -> None:
    answer = await asks(room, part="known_gaps", entry={**GAP, "reason": "for 943 476 5919"})
    assert (answer.status_code, answer.json()["code"]) == (422, "patient_data")


async def test_a_provider_neither_sees_nor_changes_it(room: Room) -> None:
    assert (await room.get("/configuration", room.site)).status_code == 403
    assert (await asks(room, room.site, part="known_gaps", entry=GAP)).status_code == 403


async def test_a_key_changes_nothing(room: Room) -> None:
    body = {"seen": "x", "reason": "Agreed", "part": "known_gaps", "entry": GAP}
    answer = await room.service.send(body, bearing(room.service.place.key), f"{SYSTEM}/configuration")
    assert answer.status_code == 403


async def test_the_database_itself_refuses_who_may_not(room: Room) -> None:
    writer = await asyncpg.connect(room.service.app.state.settings.dsn, server_settings={"role": PIPELINE})
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await writer.execute("SELECT configure($1, 'QHG', 'system: X', now())", room.site.id)
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await writer.execute(
                "INSERT INTO journal (stream, seq, kind, recorded_at, body, hash, submitted_by)"
                " VALUES ('QHG', 99999, 'configured', now(), '{}', '', $1)",
                room.site.id,
            )
    finally:
        await writer.close()


async def test_what_is_judged_by_no_rules_any_more_has_no_level_from_then_on(room: Room) -> None:
    await room.at(BEGINS)
    await room.level(MKUH, 3, BEGINS)
    entry = {"unit": MKUH, "pack": None, "from": "2026-01-12T10:00"}
    await changes(room, part="assignments", entry=entry)
    await room.at(BEGINS + timedelta(hours=2))
    newest = (await room.board(room.lead))["events"]
    told = next(event for event in newest if event["kind"] == "level" and event["unit"] == MKUH)
    assert (told["was"], told["now"], told["because"]) == (3, None, ["No longer assessed"])
    found = await room.get("/hours", room.lead, **{"from": "2026-01-12", "to": "2026-01-12"})
    (row,) = [row for row in found.json()["rows"] if row["code"] == MKUH]
    assert row["hours"][0]["three"] == 3600
    why = await room.service.client.get(
        f"/api/v1/organisations/{MKUH}/changes/{told['seq']}",
        headers={"cookie": room.lead.browser.headers["cookie"]},
    )
    assert why.status_code == 200, why.text
    assert "No longer assessed" in why.json()["sentence"]


async def test_a_service_is_closed_to_ambulances_for_a_while_and_its_board_says_so(room: Room) -> None:
    await room.at(BEGINS)
    await room.level(MKUH, 4, BEGINS)
    entry = {
        "unit": MKUH,
        "status": "closed_to_ambulances",
        "reason": "Flood in majors",
        "from": "2026-01-12T09:30",
        "until": "2026-01-12T11:00",
    }
    made = await changes(room, part="service_status", entry=entry)
    assert "Flood" not in "".join(made["changes"])
    await room.at(BEGINS + timedelta(hours=1))
    told = (await room.board(room.lead))["states"][MKUH]
    assert (told["service"]["status"], told["level"]) == ("closed_to_ambulances", 4)
    await room.at(BEGINS + timedelta(hours=2, minutes=1))
    assert (await room.board(room.lead))["states"][MKUH]["service"] is None
