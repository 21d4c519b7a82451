"""The rota over HTTP: who sits where, where nobody does, and shifts from a file: all of its lines or none."""

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest

from app.access.actions import Role
from tests.onduty import BEGINS, MKUH, Json, Room, Somebody, on_duty, shift, somebody
from tests.people import bearer, sign_in_as

CSV = "/api/v1/systems/QHG/rota/csv"
HEADING = "seat,person,starts_at,ends_at"
TOMORROW = BEGINS + timedelta(days=1)
CONTENT = {"content-type": "text/csv"}


@pytest.fixture
async def room(database: str) -> AsyncIterator[Room]:
    async with on_duty(database) as room:
        yield room


async def rota(room: Room, by: Somebody | None = None, **query: int) -> Json:
    """As somebody sees it."""
    answer = await room.get("/rota", by or room.lead, **query)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def load(room: Room, body: bytes | str, by: Somebody | None = None) -> httpx.Response:
    """A file, as a browser sends it."""
    headers = {**(by or room.lead).browser.headers, **CONTENT}
    return await room.service.client.post(CSV, content=body, headers=headers)


def lines(*rows: str) -> str:
    """A file with the heading."""
    return "\r\n".join([HEADING, *rows]) + "\r\n"


def faults(answer: httpx.Response) -> dict[str, str]:
    """What is wrong with which line."""
    return {error["field"]: error["reason"] for error in answer.json()["errors"]}


async def count(room: Room) -> int:
    """Shifts that are held."""
    found: int = await room.owner.fetchval("SELECT count(*) FROM shift")
    return found


# --- reading ---


async def test_the_rota_shows_who_sits_where_and_for_how_long_nobody_does(room: Room) -> None:
    found = await rota(room, days=2)
    assert found["starts_at"] == "2026-01-12T09:00:00.000000Z"
    sits = {held["seat"]: held["person"]["name"] for held in found["shifts"]}
    assert sits["site_manager@RD8-MKH"] == "Sol Hartigan"
    gaps = [(gap["starts_at"], gap["ends_at"]) for gap in found["gaps"] if gap["seat"] == "room_lead@QHG"]
    assert gaps == [
        ("2026-01-13T09:00:00.000000Z", "2026-01-13T20:00:00.000000Z"),
        ("2026-01-14T08:00:00.000000Z", "2026-01-14T09:00:00.000000Z"),
    ]
    deputy = next(gap for gap in found["gaps"] if gap["seat"] == "deputy@QHG")
    assert (deputy["title"], deputy["starts_at"]) == (
        "Deputy director on call",
        "2026-01-12T20:00:00.000000Z",
    )
    assert "on_call@RV3" not in {gap["seat"] for gap in found["gaps"]}  # missed by nobody


async def test_a_shift_that_was_ended_is_a_gap_from_then(room: Room) -> None:
    held = next(one for one in (await rota(room))["shifts"] if one["seat"] == "site_manager@RD8-MKH")
    await room.done(room.site, "end_shift", matter=held["id"], seen=held["v"])
    gap = next(gap for gap in (await rota(room))["gaps"] if gap["seat"] == "site_manager@RD8-MKH")
    assert gap["starts_at"] == "2026-01-12T09:00:00.000000Z"


async def test_the_rota_tells_how_people_are_reached_and_not_where(room: Room) -> None:
    await room.owner.execute("UPDATE contact SET verified_at = now() WHERE principal = $1", room.site.id)
    for by in (room.lead, room.bedford):
        answer = await room.get("/rota", by)
        assert "example.invalid" not in answer.text
        assert "+447700900101" not in answer.text  # the lead's mobile: another number is shown
        people = {one["name"]: one for one in answer.json()["people"]}
        assert people["Rowan Achebe"]["phone"] == "01908 000101"
        assert {way["channel"]: way["verified_at"] for way in people["Rowan Achebe"]["reach"]} == {
            "email": None,
            "sms": None,
        }
        assert all(way["verified_at"] for way in people["Sol Hartigan"]["reach"])


async def test_people_of_other_systems_keys_and_closed_accounts_are_not_offered(room: Room) -> None:
    await room.owner.execute(
        "INSERT INTO stream (code, name, mode, seq, head_hash, last_at, created_at)"
        " VALUES ('QK1', 'Another', 'live', 0, '', now(), now())"
    )
    await sign_in_as(room.owner, Role.DIRECTOR, stream="QK1")
    gone = await somebody(room.owner, "Gone Before", Role.DIRECTOR)
    await room.owner.execute("UPDATE principal SET closed_at = now() WHERE id = $1", gone.id)
    names = {one["name"] for one in (await rota(room))["people"]}
    assert names == {person.name for person in room.people.values()} | {"J Okoro"}


@pytest.mark.parametrize("days", ["0", "61", "many"])
async def test_a_rota_is_asked_for_sixty_days_at_most(room: Room, days: str) -> None:
    assert (await room.get("/rota", room.lead, days=days)).status_code == 422


# --- files ---


async def test_a_file_of_shifts_is_taken_with_names_ids_and_local_times(room: Room) -> None:
    ours = f"director@QHG,{room.director.id},2026-01-14T20:00:00Z,2026-01-15T08:00:00Z"
    answer = await load(
        room, lines("site_manager@RD8-MKH,sol hartigan,2026-07-01 08:00,2026-07-01 20:00", ours)
    )
    assert answer.status_code == 200, answer.text
    held = {one["seat"]: one for one in answer.json()["matters"] if one["kind"] == "shift"}
    assert held["site_manager@RD8-MKH"]["starts_at"] == "2026-07-01T07:00:00Z"
    assert held["site_manager@RD8-MKH"]["person"]["id"] == room.site.id
    assert {one["source"] for one in held.values()} == {"csv"}


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""])
async def test_a_file_as_a_spreadsheet_saves_it_is_taken(room: Room, mark: bytes) -> None:
    body = (
        b'seat,person,starts_at,ends_at,note\r\n"executive@QHG","Dilys Marchetti",2026-01-13 08:00,2026-01-14 08:00,'
        b'"by, phone"\r\n\r\n'
    )
    assert (await load(room, mark + body)).status_code == 200


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "must name the columns seat, person, starts_at, ends_at"),
        (b"seat,person,starts_at\r\nx,y,z\r\n", "must name the columns"),
        (b"seat;person;starts_at;ends_at\r\n", "must name the columns"),
        (b"\xff\xfes\x00e\x00a\x00t\x00", "not text in UTF-8"),
        (lines().encode(), "has no shifts"),
        (b'seat,person,starts_at,ends_at\r\n"' + b"x" * 200_000, "cannot be read as CSV"),
    ],
)
async def test_a_file_that_is_none_says_so(room: Room, body: bytes, reason: str) -> None:
    answer = await load(room, body)
    assert (answer.status_code, answer.json()["code"]) == (422, "rota_file")
    assert reason in faults(answer)["file"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("director@QHG,Nobody Known,2026-02-01 20:00,2026-02-02 08:00", "Nobody Known is nobody known here"),
        ("director@QHG,,2026-02-01 20:00,2026-02-02 08:00", "The person is nobody known here"),
        (
            "director@QHG,Dilys Marchetti,2026-03-29 01:30,2026-03-29 08:00",
            "does not exist: the clocks go forward",
        ),
        ("director@QHG,Dilys Marchetti,tomorrow,2026-03-29 08:00", "tomorrow is not a time"),
        ("director@QHG,Dilys Marchetti,,2026-03-29 08:00", "The time is not a time"),
        ("director@QHG,Dilys Marchetti,0001-01-01T00:00+14:00,2026-03-29 08:00", "is not a time that"),
        ("director@QHG,Dilys Marchetti", "The time is not a time"),
        ("the director,Dilys Marchetti,2026-02-01 20:00,2026-02-02 08:00", "seat is not well formed"),
    ],
)
async def test_a_line_that_cannot_be_read_is_named_and_nothing_is_stored(
    room: Room, line: str, reason: str
) -> None:
    before = await count(room)
    good = "director@QHG,Dilys Marchetti,2026-02-03 20:00,2026-02-04 08:00"
    answer = await load(room, lines(good, line, good.replace("-02-", "-04-")))
    assert answer.status_code == 422
    (field,) = faults(answer)
    assert field == "line 2"
    assert reason in faults(answer)[field]
    assert await count(room) == before


async def test_two_of_one_name_are_told_apart_by_id(room: Room) -> None:
    other = await somebody(room.owner, "Dilys Marchetti", Role.DIRECTOR)
    times = "2026-02-01 20:00,2026-02-02 08:00"
    answer = await load(room, lines(f"director@QHG,Dilys Marchetti,{times}"))
    assert "several people: give the id" in faults(answer)["line 1"]
    assert (await load(room, lines(f"director@QHG,{other.id},{times}"))).status_code == 200


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (
            "director@QHG,Rowan Achebe,2026-01-12 20:00,2026-01-13 08:00",
            "Director on call is Dilys Marchetti's from Mon 12 Jan 09:00",
        ),
        ("director@QHG,Rowan Achebe,2026-02-02 07:00,2026-02-02 09:00", "An earlier line puts somebody"),
        ("pilot@QHG,Rowan Achebe,2026-02-02 07:00,2026-02-02 09:00", "There is no seat pilot@QHG"),
        ("deputy@QHG,Rowan Achebe,2026-02-02 09:00,2026-02-02 07:00", "ends before it begins"),
        ("deputy@QHG,Rowan Achebe,2026-01-01 09:00,2026-01-02 07:00", "over already"),
    ],
)
async def test_a_line_that_cannot_be_is_named_and_no_line_is_stored(
    room: Room, line: str, reason: str
) -> None:
    before, seq = await count(room), await room.seq()
    good = "director@QHG,Dilys Marchetti,2026-02-01 20:00,2026-02-02 08:00"
    answer = await load(room, lines(good, line))
    assert answer.status_code in {409, 422}
    assert list(faults(answer)) == ["line 2"]
    assert reason in faults(answer)["line 2"]
    assert (await count(room), await room.seq()) == (before, seq)


async def test_an_hour_that_comes_twice_is_its_first(room: Room) -> None:
    line = "executive@QHG,Dilys Marchetti,2026-10-25 01:30,2026-10-25 08:00"
    answer = await load(room, lines(line))
    (held,) = answer.json()["matters"]
    assert (held["starts_at"], held["ends_at"]) == ("2026-10-25T00:30:00Z", "2026-10-25T08:00:00Z")


async def test_a_file_has_four_hundred_lines_at_most(room: Room) -> None:
    days = (BEGINS + timedelta(days=n, hours=12) for n in range(1, 402))
    rows = [f"executive@QHG,{room.director.id},{day:%Y-%m-%dT%H:%M}Z,{day:%Y-%m-%dT23:00}Z" for day in days]
    assert "400 are taken at a time" in faults(await load(room, lines(*rows)))["file"]
    assert (await load(room, lines(*rows[:398]))).status_code == 200


async def test_a_provider_loads_its_own_seats_and_no_other_s(room: Room) -> None:
    times = "2026-02-01 20:00,2026-02-02 08:00"
    own = f"site_manager@RD8-MKH,Sol Hartigan,{times}"
    assert (await load(room, lines(own, f"director@QHG,Sol Hartigan,{times}"), room.site)).status_code == 403
    assert (await load(room, lines(own), room.site)).status_code == 200


async def test_a_file_is_not_taken_of_a_key_nor_from_another_page(room: Room) -> None:
    body = lines("site_manager@RD8-MKH,Sol Hartigan,2026-02-01 20:00,2026-02-02 08:00")
    key = await bearer(room.owner, Role.PROVIDER, unit=MKUH)
    answer = await room.service.client.post(CSV, content=body, headers={**CONTENT, **key})
    assert answer.status_code == 403
    cookie = {"cookie": room.lead.browser.headers["cookie"]}
    answer = await room.service.client.post(CSV, content=body, headers={**CONTENT, **cookie})
    assert (answer.status_code, answer.json()["code"]) == (403, "foreign_page")


async def test_nothing_but_a_rota_file_is_taken_as_csv(room: Room) -> None:
    headers = {**room.lead.browser.headers, **CONTENT}
    answer = await room.service.client.post("/api/v1/systems/QHG/deeds", content="{}", headers=headers)
    assert answer.status_code == 415


async def test_taking_a_seat_over_tells_both_and_ends_the_shift_before(room: Room) -> None:
    deputy = await somebody(room.owner, "Fola Adeyemi", Role.PROVIDER, MKUH, sms="+447700900109")
    matters = await room.done(deputy, "take_over", seat="site_manager@RD8-MKH")
    (held,) = [one for one in matters if one["kind"] == "shift" and one["source"] == "take_over"]
    assert (held["person"]["name"], held["ends_at"]) == ("Fola Adeyemi", "2026-01-13T09:00:00Z")
    (notice,) = await room.matters("notice", room.site)
    assert "Fola Adeyemi has taken over as MKUH site manager" in notice["text"]
    sits = [one["person"]["name"] for one in (await rota(room))["shifts"] if one["seat"] == held["seat"]]
    assert sits == ["Fola Adeyemi"]


async def test_a_line_by_form_lies_within_four_hundred_days(room: Room) -> None:
    far = BEGINS + timedelta(days=401)
    line = shift("executive@QHG", room.director, far, far + timedelta(hours=8))
    answer = await room.deed(room.lead, "add_shifts", shifts=[line])
    assert (answer.status_code, answer.json()["code"]) == (422, "shift_too_far")
