"""Links from pages: one person, one matter, no sign-in. Opening does nothing; pressing does."""

import base64
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from app.access.actions import Role
from app.delivery.links import token_of as signed
from integrations.channels.message import Message
from tests.onduty import (
    BEGINS,
    MKUH,
    PLACES,
    Json,
    Room,
    on_duty,
    post_level,
    shift,
    somebody,
    token_of,
    until,
)
from tests.serving import JSON, bearing

SITE, LEAD, DIRECTOR = ("+447700900103", "+447700900101", "+447700900102")
EVENING = BEGINS.replace(hour=19, minute=31)


@pytest.fixture
async def room(database: str) -> AsyncIterator[Room]:
    """MKUH has gone to OPEL 4, and its site manager and the room lead have been paged."""
    async with on_duty(database) as room:
        await room.level(MKUH, 4, BEGINS)
        await room.quiet()
        yield room


async def paged(room: Room, address: str, words: str = "OPEL 4 at") -> Message:
    """The newest text of these words at a number, once it is there."""

    async def there() -> list[Message]:
        return [message for message in room.phones.to(address) if words in message.text]

    return (await until(there))[-1]


async def token_at(room: Room, address: str) -> str:
    """Of the link in the page that somebody has."""
    return token_of(await paged(room, address))


async def opened(room: Room, token: str) -> httpx.Response:
    """As a telephone opens it: without a cookie."""
    return await room.service.client.get(f"/api/v1/links/{token}")


async def pressed(room: Room, token: str, **deed: object) -> httpx.Response:
    """As the page behind it does."""
    return await room.service.client.post(f"/api/v1/links/{token}", json=deed)


async def have(room: Room, token: str, matter: str | None = None) -> httpx.Response:
    """[I have it]."""
    matter = matter or (await opened(room, token)).json()["matter"]["id"]
    return await pressed(room, token, do="answer_alert", matter=matter, said="have")


# --- what they do ---


async def test_opening_a_link_shows_its_person_and_does_nothing(room: Room) -> None:
    token = await token_at(room, SITE)
    before = await room.seq()
    await opened(room, token)
    answer = await opened(room, token)
    assert answer.status_code == 200
    found = answer.json()
    assert (found["person"]["name"], found["mode"], found["answered"]) == ("Sol Hartigan", "simulated", False)
    assert found["matter"]["rule"]["id"] == "unit-4"
    assert await room.seq() == before
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] in {"no-referrer", "same-origin"}


async def test_pressing_answers_as_that_person(room: Room) -> None:
    token = await token_at(room, SITE)
    alert = (await opened(room, token)).json()["matter"]["id"]
    ends = (BEGINS + timedelta(minutes=45)).isoformat()
    words = {"commitment": "full capacity protocol", "until": ends}
    answer = await pressed(room, token, do="answer_alert", matter=alert, said="have", **words)
    assert (answer.status_code, answer.json()["answered"]) == (200, True)
    held = await room.matter(alert)
    assert (held["state"], held["holder"]["name"]) == ("held", "Sol Hartigan")
    assert held["commitment"]["commitment"] == "full capacity protocol"
    entry = (await room.journalled())[-1]
    assert (entry["kind"], entry["submitted_by"]) == ("alert", room.site.id)


async def test_a_link_is_pressed_again_by_the_same_person_and_overtaken_by_another(room: Room) -> None:
    mine, theirs = await token_at(room, SITE), await token_at(room, LEAD)
    assert (await have(room, mine)).status_code == 200
    assert (await have(room, mine)).status_code == 200
    late = await have(room, theirs)
    assert (late.status_code, late.json()["code"]) == (409, "answered")
    assert "Sol Hartigan has it since 09:00" in late.json()["detail"]
    shown = (await opened(room, theirs)).json()
    assert (shown["answered"], shown["matter"]["holder"]["name"]) == (False, "Sol Hartigan")


async def test_a_link_whose_alert_is_over_still_opens_and_says_so(room: Room) -> None:
    token = await token_at(room, SITE)
    for minutes in (15, 30, 45, 60):
        await room.at(BEGINS + timedelta(minutes=minutes))
        await room.level(MKUH, 1, BEGINS + timedelta(minutes=minutes))
    assert (await opened(room, token)).json()["matter"]["state"] == "over"
    late = await have(room, token)
    assert (late.status_code, late.json()["code"]) == (409, "over")


async def test_a_notice_is_seen_by_link(room: Room) -> None:
    (told,) = await room.done(room.lead, "tell_partners", unit=MKUH, seats=["site_manager@RC9-BED"])
    token = token_of(await paged(room, "+447700900105", "is at OPEL 4"))
    assert (await opened(room, token)).json()["matter"]["to"][0]["seen_at"] is None
    answer = await pressed(room, token, do="see_notice", matter=told["id"])
    assert (answer.status_code, answer.json()["answered"]) == (200, True)
    assert (await room.matter(told["id"]))["to"][0]["seen_by"]["name"] == "Bea Dunmore"


async def test_a_handover_is_accepted_by_the_link_that_says_it_is_not(room: Room) -> None:
    await room.at(EVENING)
    await room.at(EVENING.replace(hour=20, minute=0))
    token = token_of(await paged(room, DIRECTOR, "not accepted"))
    shown = (await opened(room, token)).json()["matter"]
    assert (shown["kind"], shown["state"]) == ("handover", "drafting")
    deed = {"do": "accept_handover", "matter": shown["id"]}
    keys = [item["key"] for item in shown["pack"]["read_back"]]
    answer = await pressed(room, token, **deed, read_back=keys[:2], seq=shown["pack"]["seq"])
    if answer.json().get("code") == "stale_pack":  # what has fallen due since it was drafted
        shown = (await opened(room, token)).json()["matter"]
        keys = [item["key"] for item in shown["pack"]["read_back"]]
        answer = await pressed(room, token, **deed, read_back=keys[:2], seq=shown["pack"]["seq"])
    assert (answer.status_code, answer.json()["code"]) == (422, "read_back_wanted")
    answer = await pressed(room, token, **deed, read_back=keys, seq=shown["pack"]["seq"])
    assert (answer.status_code, answer.json()["answered"]) == (200, True)
    (watch,) = await room.matters("watch")
    assert (watch["person"]["name"], watch["accepted"]) == ("Dilys Marchetti", True)


async def test_somebody_who_only_watches_and_was_called_can_answer(room: Room) -> None:
    watcher = await somebody(room.owner, "Vi Ewer", Role.VIEWER, sms="+447700900110")
    await room.done(room.lead, "add_shifts", shifts=[shift("site_manager@RC9-LDH", watcher)])
    await room.level("RC9-LDH", 4, BEGINS)
    token = token_of(await paged(room, "+447700900110"))
    answer = await have(room, token)
    assert answer.status_code == 200, answer.text
    assert answer.json()["matter"]["holder"]["name"] == "Vi Ewer"


# --- what they refuse ---


async def test_a_link_that_was_cut_forged_or_spelled_otherwise_is_not_one(room: Room) -> None:
    token = await token_at(room, SITE)
    number, mark = token[:-16], token[-16:]
    changed = mark[:-1] + ("A" if mark[-1] != "A" else "B")
    wrong = [
        token[:-1],
        token[1:],
        number + changed,
        "0" + token,
        f"{number}0{mark}",
        token + token,
        token.swapcase(),
        number + mark.replace("_", "/").replace("-", "+") if set("_-") & set(mark) else number + mark[::-1],
        number + "é" * 16,
        "é" * 20,
        "0" * 200,
        "%00",
        signed(1, b"another secret"),
        base64.urlsafe_b64encode(b"a guess of ours").decode(),
    ]
    for forged in wrong:
        answer = await opened(room, forged)
        assert answer.status_code in {400, 404}, (forged, answer.text)
        assert (await have(room, forged, "alert-1")).status_code == answer.status_code
    assert (await opened(room, token)).status_code == 200


async def test_every_page_has_a_link_of_its_own_and_numbers_alone_open_nothing(room: Room) -> None:
    secret = bytes(await room.owner.fetchval("SELECT secret FROM service_secret WHERE name = 'links'"))
    links = [row["link"] for row in await room.owner.fetch("SELECT link FROM delivery ORDER BY link")]
    assert len(secret) == 32
    tokens = {signed(link, secret) for link in links}
    assert len({token[-16:] for token in tokens}) == len(links) > 1
    assert await token_at(room, SITE) in tokens
    marks = [signed(link, secret)[-16:] for link in links]
    swapped = signed(links[0], secret)[:-16] + marks[1]
    assert (await opened(room, swapped)).status_code == 404


async def test_a_link_holds_twelve_hours_of_real_time(room: Room) -> None:
    token = await token_at(room, SITE)
    expires = datetime.fromisoformat((await opened(room, token)).json()["expires_at"])
    assert abs(expires - datetime.now(UTC) - timedelta(hours=12)) < timedelta(minutes=1)
    alert = (await opened(room, token)).json()["matter"]["id"]
    await room.owner.execute("UPDATE delivery SET created_at = created_at - interval '11 hours 59 minutes'")
    assert (await opened(room, token)).status_code == 200
    await room.owner.execute("UPDATE delivery SET created_at = created_at - interval '1 minute'")
    before = await room.seq()
    for answer in (await opened(room, token), await have(room, token, alert)):
        assert (answer.status_code, answer.json()["code"]) == (410, "expired_link")
        assert "held for 12 hours" in answer.json()["detail"]
    assert await room.seq() == before


async def test_a_link_reaches_no_other_matter(room: Room) -> None:
    token = await token_at(room, SITE)
    (told,) = await room.done(room.lead, "tell_partners", unit=MKUH, seats=["site_manager@RD8-MKH"])
    await room.level("RC9-BED", 4, BEGINS)
    other = next(a for a in await room.matters("alert") if a["unit"] == "RC9-BED")
    await room.quiet()
    before = await room.seq()
    for deed in (
        {"do": "answer_alert", "matter": other["id"], "said": "have"},
        {"do": "see_notice", "matter": told["id"]},
        {"do": "answer_alert", "matter": "alert-999999", "said": "have"},
    ):
        answer = await pressed(room, token, **deed)
        assert (answer.status_code, answer.json()["code"]) == (404, "unknown_matter")
    assert await room.seq() == before


@pytest.mark.parametrize(
    "deed",
    [
        {"do": "declare", "unit": MKUH, "level": 1, "reason": "x", "until": "2026-01-12T10:00:00Z"},
        {"do": "take_over", "seat": "director@QHG"},
        {"do": "move_card", "matter": "card-1", "move": "done", "seen": 1},
        {"do": "answer_alert", "matter": "alert-1", "said": "have", "by": "user:another"},
        {"do": "answer_alert", "matter": "alert-1", "said": "no"},
        {},
    ],
)
async def test_a_link_does_three_things_and_no_other(room: Room, deed: Json) -> None:
    answer = await pressed(room, await token_at(room, SITE), **deed)
    assert answer.status_code == 422


async def test_a_link_s_person_is_whom_it_was_sent_to_whatever_cookie_comes_with_it(room: Room) -> None:
    token = await token_at(room, SITE)
    alert = (await opened(room, token)).json()["matter"]["id"]
    cookie = {"cookie": room.lead.browser.headers["cookie"]}
    answer = await room.service.client.post(
        f"/api/v1/links/{token}",
        json={"do": "answer_alert", "matter": alert, "said": "have"},
        headers=cookie | {"origin": "https://mail.example"},
    )
    assert answer.status_code == 200
    assert (await room.matter(alert))["holder"]["name"] == "Sol Hartigan"
    assert "set-cookie" not in answer.headers


async def test_the_link_of_somebody_who_has_left_opens_nothing(room: Room) -> None:
    token = await token_at(room, SITE)
    alert = (await opened(room, token)).json()["matter"]["id"]
    await room.owner.execute("UPDATE principal SET closed_at = now() WHERE id = $1", room.site.id)
    for answer in (await opened(room, token), await have(room, token, alert)):
        assert (answer.status_code, answer.json()["code"]) == (404, "forged_link")
    await room.owner.execute("UPDATE principal SET closed_at = NULL WHERE id = $1", room.site.id)
    await room.owner.execute("DELETE FROM permission WHERE principal = $1", room.site.id)
    assert (await opened(room, token)).status_code == 404


async def test_a_link_is_worth_nothing_in_a_system_it_was_not_sent_by(room: Room) -> None:
    """A page's row moved to another system by hand would still be looked up by its own stream's people."""
    token = await token_at(room, SITE)
    await room.owner.execute(
        "INSERT INTO stream (code, name, mode, seq, head_hash, last_at, created_at)"
        " VALUES ('QK1', 'Another', 'simulated', 0, '', now(), now())"
    )
    await room.owner.execute("UPDATE delivery SET stream = 'QK1' WHERE matter LIKE 'notice-%'")
    found = (await opened(room, token)).json()
    assert found["system"] == "QHG"
    assert await room.owner.fetchval("SELECT count(*) FROM delivery WHERE stream = 'QK1'") == 0


async def test_what_a_link_shows_has_nobody_s_address_but_numbers_to_ring(room: Room) -> None:
    token = await token_at(room, SITE)
    text = (await opened(room, token)).text
    addresses = {address for _, _, _, ways in PLACES.values() for address in ways.values()}
    shown = {"01908 000101", "+447700900102", "+447700900104"}  # the numbers that people are shown
    assert {address for address in addresses if address in text} <= shown


async def test_figures_come_by_no_link(room: Room) -> None:
    token = await token_at(room, SITE)
    await post_level(room.service.client, bearing(room.service.place.key), MKUH, 4, BEGINS)
    answer = await room.service.client.post("/api/v1/readings", content="[]", headers=JSON | bearing(token))
    assert answer.status_code == 401
