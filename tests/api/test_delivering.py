"""Pages from the change of a level to a real mail server and a Notify, and what is noted of them."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import NamedTuple

import asyncpg
import pytest

from app.access.actions import Role
from integrations.channels.message import HandedOver
from tests.channels.mail_counterpart import MailCounterpart, mail_listening
from tests.channels.notify_counterpart import (
    API_KEY,
    SMS_TEMPLATE,
    NotifyCounterpart,
    notify_listening,
)
from tests.onduty import BEDFORD, BEGINS, MKUH, Json, Room, app_on, on_duty, somebody, until

SITE, LEAD = "+447700900103", "+447700900101"
SITE_MAIL, LEAD_MAIL = "sol@example.invalid", "rowan@example.invalid"


class Carriers(NamedTuple):
    """Both counterparts, and the settings that lead to them."""

    mail: MailCounterpart
    notify: NotifyCounterpart

    @property
    def settings(self) -> dict[str, object]:
        """As SURGELINE_SMTP_… and SURGELINE_NOTIFY_… give them."""
        return {
            "smtp_host": "127.0.0.1",
            "smtp_port": self.mail.port,
            "smtp_tls": "none",
            "smtp_sender": "Surgeline <surgeline@example.invalid>",
            "notify_api_key": API_KEY,
            "notify_sms_template": SMS_TEMPLATE,
            "notify_url": self.notify.url,
            "public_url": "https://board.example.invalid/",
        }


@pytest.fixture
async def carriers() -> AsyncIterator[Carriers]:
    async with mail_listening() as mail, notify_listening() as notify:
        yield Carriers(mail, notify)


@pytest.fixture
async def room(database: str, carriers: Carriers) -> AsyncIterator[Room]:
    async with on_duty(database, {}, settings=carriers.settings) as room:
        yield room


def page_of(alert: Json, person: str, way: str) -> Json:
    """Somebody's newest page of an alert."""
    found: list[Json] = [p for p in alert["pages"] if (p["person"]["name"], p["channel"]) == (person, way)]
    return found[-1]


async def attempts(room: Room, n: int, matter: str) -> list[asyncpg.Record]:
    """What was tried of a page, oldest first."""
    return await room.owner.fetch(
        "SELECT attempt, result, evidence FROM attempt WHERE matter = $1 AND n = $2 ORDER BY attempt",
        matter,
        n,
    )


async def put_off(room: Room, result: str, count: int) -> None:
    """Returns once so many attempts have come to a result, and are out of hand if they are to be made again."""

    async def tried() -> bool:
        found: int = await room.owner.fetchval(
            "SELECT count(*) FROM attempt a JOIN delivery d USING (stream, matter, n)"
            " WHERE result = $1 AND ($1 <> 'retry' OR d.leased_until IS NULL)",
            result,
        )
        return found >= count

    await until(tried)


async def try_again_now(room: Room) -> None:
    """Time that a page was put off for is over."""
    await room.owner.execute("UPDATE delivery SET next_try_at = now() WHERE done_at IS NULL")


# --- they arrive ---


async def test_a_level_that_rises_to_4_pages_people_by_text_and_e_mail(
    room: Room, carriers: Carriers
) -> None:
    await room.level(MKUH, 4, BEGINS)
    await room.quiet()
    for number, address in ((SITE, SITE_MAIL), (LEAD, LEAD_MAIL)):
        (text,) = carriers.notify.to(number)
        (mail,) = carriers.mail.to(address)
        assert text.startswith("SIMULATED OPEL 4 at M")
        assert "https://board.example.invalid/a/" in text
        assert len(text) <= 160
        assert (
            mail["Subject"].strip()
            == "SIMULATED OPEL 4 at Milton Keynes University Hospital, BLMK since 09:00"
        )
    alert = await room.alert("unit-4")
    site = page_of(alert, "Sol Hartigan", "sms")
    taken = next(sent for sent in carriers.notify.sent if sent.wanted.to == SITE)
    assert (site["state"], site["evidence"]) == ("handed_over", taken.id)
    assert page_of(alert, "Sol Hartigan", "email")["evidence"].startswith("250 2.0.0 queued")
    tried = await room.get(f"/matters/{alert['id']}", room.lead)
    assert Counter(one["result"] for one in tried.json()["attempts"]) == {"handed_over": 4}


async def test_every_page_is_sent_once_however_many_there_are(room: Room, carriers: Carriers) -> None:
    seats = ["site_manager@RD8-MKH", "site_manager@RC9-BED", "director@QHG"]
    for number in range(14):
        await room.done(room.lead, "tell_partners", unit=MKUH, seats=seats, text=f"Note {number}")
    await room.quiet()
    references = Counter(sent.wanted.reference for sent in carriers.notify.sent)
    assert set(references.values()) == {1}
    assert len(references) == 14 * 3
    assert len(carriers.mail.received) == 14 * 2  # one of the three has no address


async def test_a_carrier_that_hangs_holds_up_no_other_page(room: Room, carriers: Carriers) -> None:
    carriers.mail.answers.clear()
    await room.level(MKUH, 4, BEGINS)

    await put_off(room, "handed_over", 2)  # the texts
    await room.level(BEDFORD, 4, BEGINS)

    async def texted() -> bool:
        return any("Bedford" in text for text in carriers.notify.to("+447700900105"))

    await until(texted)
    assert carriers.mail.received == []
    carriers.mail.answers.set()


# --- they do not ---


async def test_a_carrier_in_trouble_is_tried_four_times_and_then_the_chase_goes_on(
    room: Room, carriers: Carriers
) -> None:
    carriers.notify.troubles.extend([500] * 8)  # two texts, each four times
    await room.at(BEGINS.replace(hour=19, minute=31))
    await room.at(BEGINS.replace(hour=20))
    for round_ in (1, 2, 3):
        await put_off(room, "retry", 2 * round_)
        seconds = await room.owner.fetch(
            "SELECT extract(epoch FROM next_try_at - now()) AS s FROM delivery WHERE done_at IS NULL"
        )
        assert all(5 < row["s"] <= 30 for row in seconds)
        assert {p["state"] for p in (await room.alert("handover-unaccepted"))["pages"]} == {"waiting"}
        await try_again_now(room)
    await put_off(room, "failed", 2)
    await room.quiet()
    alert = await room.alert("handover-unaccepted")
    failed = [page for page in alert["pages"] if page["state"] == "failed"]
    assert len(failed) == 2
    assert all(page["evidence"].startswith("given up after 4 attempts: 500") for page in failed)
    results = [row["result"] for row in await attempts(room, failed[0]["n"], alert["id"])]
    assert results == ["retry", "retry", "retry", "failed"]
    assert alert["step"] == 2  # those who are rung, at once
    assert alert["state"] == "chasing"


async def test_an_address_that_does_not_work_is_said_without_the_address(
    room: Room, carriers: Carriers
) -> None:
    carriers.mail.refuses[SITE_MAIL] = f"550 5.1.1 <{SITE_MAIL.upper()}>: no such user {SITE_MAIL}"
    await room.level(MKUH, 4, BEGINS)
    await room.quiet()
    alert = await room.alert("unit-4")
    site = page_of(alert, "Sol Hartigan", "email")
    assert site["state"] == "failed"
    assert site["evidence"] == "550 5.1.1 <the address>: no such user the address"
    for table in ("journal", "journal_detail", "matter", "attempt", "picture"):
        rows = await room.owner.fetch(f"TABLE {table}")
        assert not any(SITE_MAIL in str(dict(row)).lower() for row in rows), table


async def test_who_left_the_seat_meanwhile_is_not_called(room: Room, carriers: Carriers) -> None:
    carriers.notify.troubles.extend([500] * 2)
    await room.level(MKUH, 4, BEGINS)
    await put_off(room, "retry", 2)
    relief = await somebody(room.owner, "Fola Adeyemi", Role.PROVIDER, MKUH, sms="+447700900109")
    await room.done(relief, "take_over", seat="site_manager@RD8-MKH")
    await try_again_now(room)
    await room.quiet()
    told = page_of(await room.alert("unit-4"), "Sol Hartigan", "sms")
    assert (told["state"], told["evidence"]) == (
        "not_sent",
        "Sol Hartigan no longer sits as MKUH site manager",
    )
    assert not any("OPEL 4" in text for text in carriers.notify.to(SITE))
    assert any("OPEL 4" in text for text in carriers.notify.to(LEAD))


async def test_an_alert_that_was_answered_meanwhile_calls_nobody_more(room: Room, carriers: Carriers) -> None:
    carriers.notify.troubles.extend([500] * 2)
    await room.level(MKUH, 4, BEGINS)
    await put_off(room, "retry", 2)
    alert = await room.alert("unit-4")
    await room.done(room.site, "answer_alert", matter=alert["id"], said="have")
    await try_again_now(room)
    await room.quiet()
    told = page_of(await room.alert("unit-4"), "Rowan Achebe", "sms")
    assert (told["state"], told["evidence"]) == ("not_sent", "Sol Hartigan had it before this was sent")
    assert carriers.notify.sent == []


async def test_somebody_without_a_number_is_said_to_have_none(room: Room) -> None:
    await room.owner.execute("DELETE FROM contact WHERE principal = $1 AND channel = 'sms'", room.site.id)
    await room.level(MKUH, 4, BEGINS)
    await room.quiet()
    told = page_of(await room.alert("unit-4"), "Sol Hartigan", "sms")
    assert (told["state"], told["evidence"]) == ("not_sent", "no mobile number is held for Sol Hartigan")


async def test_a_page_that_cannot_be_worded_is_given_up_and_stops_no_other(
    room: Room, carriers: Carriers
) -> None:
    carriers.notify.troubles.extend([500] * 2)
    await room.level(MKUH, 4, BEGINS)
    await put_off(room, "retry", 2)

    async def mailed() -> bool:  # and noted: each note writes the matter anew
        return bool(await room.owner.fetchval("SELECT count(*) = 2 FROM delivery WHERE done_at IS NOT NULL"))

    await until(mailed)
    await room.owner.execute("UPDATE matter SET body = '{\"pages\": []}' WHERE kind = 'alert'")
    for tries in (4, 6):
        await try_again_now(room)
        await put_off(room, "retry", tries)
    await try_again_now(room)
    await put_off(room, "failed", 2)
    await room.quiet()
    told = page_of(await room.alert("unit-4"), "Sol Hartigan", "sms")
    assert told["evidence"] == "given up after 4 attempts: fault of ours: ValidationError"


async def test_a_live_system_without_carriers_says_that_nobody_was_reached(database: str) -> None:
    async with on_duty(database, {}, mode="live") as room:
        ends = (await room.owner.fetchval("SELECT now()")) + timedelta(hours=1)
        await room.done(room.site, "declare", unit=MKUH, level=4, reason="No beds", until=ends.isoformat())
        await room.quiet()
        alert = next(
            one
            for one in (await room.board(room.lead))["matters"].values()
            if one["kind"] == "alert" and one["rule"]["id"] == "declared-4"
        )
    pages = [page for page in alert["pages"] if page["channel"] != "human"]
    assert pages
    assert {page["state"] for page in pages} == {"not_sent"}
    why = {page["evidence"] for page in pages}
    assert why >= {"no carrier is set up here for sms", "no carrier is set up here for voice"}


# --- several processes, and ones that end ---


async def test_two_processes_send_each_page_once(database: str, carriers: Carriers) -> None:
    async with (
        on_duty(database, {}, settings=carriers.settings) as room,
        app_on(room.service.place, None, carriers.settings) as other,
    ):
        for number in range(6):
            service = (room.service, other)[number % 2]
            body = {"do": "tell_partners", "unit": MKUH, "seats": ["site_manager@RD8-MKH", "director@QHG"]}
            answer = await service.send(
                body | {"text": f"Note {number}"}, room.lead.browser.headers, "/api/v1/systems/QHG/deeds"
            )
            assert answer.status_code == 200
        await room.level(MKUH, 4, BEGINS)
        await room.quiet()
    references = Counter(sent.wanted.reference for sent in carriers.notify.sent)
    assert set(references.values()) == {1}
    assert len(references) == 6 * 2 + 2
    letters = Counter(letter.mail["Message-ID"] for letter in carriers.mail.received)
    assert set(letters.values()) == {1}
    assert len(letters) == 6 * 2 + 2


async def test_a_process_that_ended_with_a_page_in_hand_leaves_it_to_another(
    database: str, carriers: Carriers
) -> None:
    carriers.mail.answers.clear()
    async with on_duty(database, {}, settings=carriers.settings) as room:
        place = room.service.place
        await room.level(MKUH, 4, BEGINS)
        await put_off(room, "handed_over", 2)  # the texts
    carriers.mail.answers.set()
    async with app_on(place, None, carriers.settings) as other:
        left = "SELECT count(*) FROM delivery WHERE done_at IS NULL AND leased_until > now()"
        assert await other.owner.fetchval(left) == 2
        after = room._replace(service=other)
        await after.done(room.lead, "tell_partners", unit=MKUH, seats=["director@QHG"], text="A note")

        async def noted() -> bool:
            return bool(carriers.mail.to("dilys@example.invalid"))

        await until(noted)
        assert carriers.mail.to(SITE_MAIL) == []  # another process may still have it in hand
        await other.owner.execute("UPDATE delivery SET leased_until = now() WHERE done_at IS NULL")
        await after.quiet()
        assert len(carriers.mail.to(SITE_MAIL)) == 1
        assert page_of(await after.alert("unit-4"), "Sol Hartigan", "email")["state"] == "handed_over"


async def test_a_page_that_was_sent_and_not_told_is_told_and_not_sent_again(
    room: Room, carriers: Carriers
) -> None:
    carriers.notify.troubles.extend([500] * 2)
    await room.level(MKUH, 4, BEGINS)
    await put_off(room, "retry", 2)
    await room.owner.execute(  # as a process leaves it that dies before it has told the stream
        "INSERT INTO attempt (stream, matter, n, attempt, started_at, result, evidence)"
        " SELECT stream, matter, n, 2, now(), 'handed_over', 'taken as 4711' FROM delivery WHERE done_at IS NULL"
    )
    await try_again_now(room)
    await room.quiet()
    told = page_of(await room.alert("unit-4"), "Sol Hartigan", "sms")
    assert (told["state"], told["evidence"]) == ("handed_over", "taken as 4711")
    assert carriers.notify.sent == []
    log = [line["did"] for line in (await room.alert("unit-4"))["log"]]
    assert log.count("handed_over") == 4


async def test_a_page_is_decided_noted_and_journalled_together(room: Room) -> None:
    await room.level(MKUH, 4, BEGINS)
    await room.quiet()
    entries = [e for e in await room.journalled() if e["kind"] == "alert"]
    called = next(e for e in entries if '"did":"paged"' in e["body"].replace(" ", ""))
    pages = await room.owner.fetchval("SELECT count(*) FROM delivery WHERE matter LIKE 'alert-%'")
    assert called["body"].count('"channel"') == pages == 4
    assert (await room.owner.fetchval("SELECT count(*) FROM delivery WHERE state <> 'handed_over'")) == 0


async def test_the_same_carrier_word_is_noted_once(database: str) -> None:
    async with on_duty(database) as room:
        room.phones.ways["sms"].answers = {SITE: HandedOver("one id")}
        await room.level(MKUH, 4, BEGINS)
        await room.quiet()
        alert = await room.alert("unit-4")
        before = await room.seq()
        await room.owner.execute("UPDATE delivery SET done_at = NULL, leased_until = NULL")
        await room.quiet()
        assert await room.seq() == before
        assert (await room.alert("unit-4"))["v"] == alert["v"]
