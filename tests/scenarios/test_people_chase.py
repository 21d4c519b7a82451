"""How people are chased: phones that are off, empty seats, links, a handover that nobody accepts, words by night."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from actions.matters import Declaration
from tests.scenarios.night import ED, figures, wall
from tests.scenarios.rising import VALUES, moves, works
from tests.scenarios.room import MKUH, Room, staffed

AFTERNOON = datetime(2026, 1, 12, 14, tzinfo=UTC)
EVENING = datetime(2026, 1, 18, 21, tzinfo=UTC)
SITE = "Milton Keynes University Hospital"
AT_FOUR = f"OPEL 4 at {SITE}"
HANDOVER = "Handover of 20:00 not accepted"


@pytest.fixture
async def night(database: str) -> AsyncIterator[Room]:
    """Sunday 21:00: the director holds the system, MKUH is at 2, what its cards ask has been done."""
    async with staffed(database, EVENING) as night:
        await moves(night, None, 2)
        yield night


@pytest.fixture
async def day(database: str) -> AsyncIterator[Room]:
    """Monday 14:00: the room lead holds the system, MKUH is at 3."""
    async with staffed(database, AFTERNOON) as day:
        await moves(day, None, 3)
        yield day


async def four_by_night(night: Room) -> None:
    """22:00 the director and the site are told; 22:15 a second reading: director and executive are rung, the trust's
    manager is told; the director rings the executive by hand as well, who is engaged.
    """
    night.director.expects_page(AT_FOUR, "sms", "email", at="22:00")
    night.site.expects_page(AT_FOUR, at="22:00")
    night.manager.expects_page(AT_FOUR, at="22:15")
    await night.feeds_until("22:00", MKUH)
    await moves(night, 2, 4)
    for one in (night.director, night.executive):
        one.expects_page(AT_FOUR, "voice", "sms", at="22:15")
    await night.feeds_until("22:16", MKUH)
    await night.director.moves(await night.card("Ring Farida Coyle"), "cannot", text="engaged")


async def four_by_day(day: Room) -> None:
    """14:30 the board's holder and the site are told; 14:45 the executive is to be rung."""
    day.room.expects_page(AT_FOUR, "sms", "email", at="14:30")
    day.site.expects_page(AT_FOUR, at="14:30")
    await day.feeds_until("14:30", MKUH)
    await moves(day, 3, 4)
    await day.feeds_until("14:46", MKUH)


# --- H3: nobody is waited for who cannot be reached ---


async def test_h3_when_the_executive_s_phone_is_off_and_nobody_reaches_them_the_next_step_is_taken_at_once(
    day: Room,
) -> None:
    day.phones.off.add(day.executive.part.mobile)
    await four_by_day(day)
    (ring,) = await day.cards("Ring Farida Coyle")
    day.icb_executive.expects_page(AT_FOUR, "voice", "sms", at="14:46")
    await day.room.moves(ring, "cannot", text="straight to voicemail, twice")
    await day.icb_executive.answers("have", commitment="on my way in", until="16:00")
    alert = await day.alert(rule="unit-4")
    assert [line.did for line in alert.log].count("hurried") == 1
    assert alert.holder is not None
    assert alert.holder.name == "Tomas Greer"


async def test_h3_a_step_whose_every_page_failed_does_not_wait(night: Room) -> None:
    night.phones.off.add(night.deputy.part.mobile)
    await four_by_night(night)
    night.icb_executive.expects_page(AT_FOUR, "voice", "sms", at="22:25")
    await night.at("22:25")
    await night.icb_executive.answers("have", commitment="ring round the trusts", until="23:30")
    failed = [
        page.state for page in (await night.alert(rule="unit-4")).pages if page.person.id == night.deputy.id
    ]
    assert failed == ["failed", "failed"]


async def test_h3_an_answer_on_the_word_of_who_rang_ends_the_chase(day: Room) -> None:
    day.phones.off.add(day.executive.part.mobile)
    await four_by_day(day)
    await day.room.moves(await day.card("Ring Farida Coyle"), "done", text="she has it, from home")
    alert = await day.alert(rule="unit-4")
    assert (alert.state, alert.holder and alert.holder.name) == ("held", "Farida Coyle")


async def test_h3_an_empty_seat_is_skipped_at_once_and_shown(database: str) -> None:
    async with staffed(database, EVENING, empty=("deputy",)) as night:
        await moves(night, None, 2)
        await four_by_night(night)
        night.icb_executive.expects_page(AT_FOUR, "voice", "sms", at="22:25")
        await night.at("22:25")
        await night.icb_executive.answers("have", commitment="ring round the trusts", until="23:30")
        skipped = [line.text for line in (await night.alert(rule="unit-4")).log if line.did == "skipped"]
        rota = await night.ask("GET", "/api/v1/systems/QHG/rota?days=1", headers=night.room.browser.headers)
        gaps = [gap["seat"] for gap in rota.json()["gaps"]]
    assert skipped == ["step 4: nobody sits as system.deputy"]
    assert "deputy@QHG" in gaps


async def test_h3_passing_on_takes_the_next_step_now(night: Room) -> None:
    await four_by_night(night)
    night.deputy.expects_page(AT_FOUR, "voice", "sms", at="22:16")
    await night.director.passes_on()
    await night.deputy.answers("have", commitment="ring the site", until="23:00")
    assert (await night.alert(rule="unit-4")).state == "held"


async def test_h3_the_same_person_is_not_to_be_rung_by_hand_on_two_cards(day: Room) -> None:
    """Nobody answers and nobody rings: when the steps begin again the card that is open is for the newer call."""
    day.phones.borne = ("OPEL 4 at ", "Overdue: Ring Farida Coyle")
    await four_by_day(day)
    await day.feeds_through("15:15", MKUH)
    (ring,) = await day.cards("Ring Farida Coyle")
    alert = await day.alert(rule="unit-4")
    by_hand = [
        page.n for page in alert.pages if page.channel == "human" and page.person.id == day.executive.id
    ]
    assert len(by_hand) > 1
    assert (ring.page, ring.closed_at) == (by_hand[-1], None)


async def test_h3_one_whom_all_were_called_about_in_vain_says_so(night: Room) -> None:
    for one in (night.site, night.supplier):
        one.expects_page(f"Cannot see {SITE}", at="21:45")
        one.expects_page(f"Cannot see {SITE}", at="22:15")
    for when in ("21:45", "22:15", "22:45"):
        await night.at(when)
    alert = await night.alert(rule="feed-silent")
    assert (alert.state, alert.log[-1].text) == ("exhausted", "everybody was called and nobody answered")
    shown = (await night.snapshot())["matters"][alert.id]
    assert (shown["state"], shown["closed_at"]) == ("exhausted", None)


async def test_whom_to_ring_is_said_to_everybody_but_themselves(night: Room) -> None:
    for one in (night.site, night.supplier):
        one.expects_page(f"Cannot see {SITE}", at="21:45")
    await night.at("21:45")
    ring = f"Ring Sol Hartigan {night.site.part.mobile}"
    told = [ring in one.newest().message.body for one in (night.site, night.supplier)]
    assert told == [False, True]


# --- H7: an answer is not a deed ---


async def test_h7_an_answer_without_a_commitment_holds_for_half_an_hour(night: Room) -> None:
    await four_by_night(night)
    await night.director.presses_key("1")
    await night.feeds_until("22:45", MKUH)
    for one in (night.executive, night.director):
        one.expects_page(AT_FOUR, "voice", "sms")
    await night.feeds_until("22:47", MKUH)
    lapsed = [(wall(line.at.isoformat()), line.text) for line in (await night.alert(rule="unit-4")).log]
    assert ("22:46", "Dilys Marchetti had it, and nothing has moved") in lapsed


# --- links ---


async def test_a_forged_link_opens_nothing_and_answers_nothing(night: Room) -> None:
    await four_by_night(night)
    rung = night.director.newest("sms")
    alert = (await night.director.opens(rung))["matter"]["id"]
    forged = rung.token[:-1] + ("A" if rung.token[-1] != "A" else "B")
    deed = {"do": "answer_alert", "matter": alert, "said": "have"}
    opened = await night.ask("GET", f"/api/v1/links/{forged}")
    pressed = await night.ask("POST", f"/api/v1/links/{forged}", deed)
    other = await night.director.presses(night.manager.newest(), **deed)
    assert (opened.status_code, pressed.status_code, other.status_code) == (404, 404, 404)
    assert (await night.alert(rule="unit-4")).holder is None


async def test_opening_a_link_is_no_answer(night: Room) -> None:
    await four_by_night(night)
    await night.director.opens()
    assert (await night.alert(rule="unit-4")).replies == ()


# --- H5: who sits there now is called ---


async def test_h5_who_has_taken_the_seat_over_is_called_in_it(night: Room) -> None:
    for one in (night.deputy, night.director):
        one.expects_page("Ines Whitlock has taken over as Director on call")
    night.director.expects_page("Ines Whitlock has taken over as Director on call", "email")
    await night.deputy.deed(do="take_over", seat="director@QHG")
    for one in (night.deputy, night.site):
        one.expects_page(AT_FOUR, at="22:00")
    await night.feeds_until("22:00", MKUH)
    await moves(night, 2, 4)
    await night.deputy.answers("have", commitment="ring the site", until="22:30")
    watch = await night.watch()
    assert watch.person is not None
    assert (watch.person.name, watch.seat) == ("Ines Whitlock", "director@QHG")


# --- H8: up is never delayed ---


async def test_h8_a_declared_four_rings_at_once_by_night_and_waits_for_no_second_signature(
    night: Room,
) -> None:
    """Declared at 22:20, agreed at 22:31, over at 05:00, of which who declared it and who holds the system are told
    half an hour before: the all-clear waits for seven. That the figures say 2 meanwhile is for the morning.
    """
    declared = f"OPEL 4 declared at {SITE}"
    await night.feeds_until("22:20", MKUH)
    for one in (night.director, night.executive):
        one.expects_page(declared, "voice", "sms", at="22:20")
    (said, *_) = await night.site.deed(
        do="declare",
        unit=MKUH,
        level=4,
        reason="Oxygen fault; ED closed to ambulances",
        until="05:00",
    )
    await works(night)
    assert isinstance(said, Declaration)
    assert said.awaiting

    await night.director.presses_key("1")
    await night.director.answers("have", commitment="divert agreed with Luton", until="05:30")
    await night.feed(MKUH, majors=0, treatment=0)  # nobody is let in: that is no calm
    assert (await night.board(MKUH)).level == 2
    await night.feed(MKUH, **{name: value for name, value in figures(VALUES[2]).items() if name in ED})
    await night.at("22:31")
    await night.executive.deed(do="agree_declaration", matter=said.id, seen=said.v)
    night.site.expects_page(f"{declared} ends at 05:00", "sms", at="04:30")
    night.director.expects_page(f"{declared} ends at 05:00", "sms", "email", at="04:30")
    await night.feeds_until("04:30", MKUH)
    await night.feeds_until("05:01", MKUH)
    assert {a.state for a in await night.alerts(declared)} == {"over"}

    for one in (night.director, night.executive):
        one.expects_page(f"All clear: {declared}", at="07:00")
    await works(night)
    await night.feeds_until("07:00", MKUH)


# --- H4: who is told what, and how often ---


async def three_by_night(night: Room) -> None:
    """22:00 MKUH comes to 3; on the second reading its manager on call is told, and nobody else."""
    night.manager.expects_page(f"OPEL 3 at {SITE}", at="22:15")
    await night.feeds_until("22:00", MKUH)
    await moves(night, 2, 3)
    await night.feeds_through("22:15", MKUH)


async def calms(night: Room, when: str, settled: str) -> None:
    """Calmer figures from `when` on; half an hour later the level has come down."""
    await night.feeds_until(when, MKUH)
    for code in (MKUH, "MK"):
        night.expects_level(code, 3, 2)
    await night.feed_all(MKUH, VALUES[2])
    await night.feeds_until(settled, MKUH)
    await works(night)


async def test_h4_an_all_clear_comes_at_once_to_who_was_called_within_two_hours(night: Room) -> None:
    await three_by_night(night)
    night.manager.expects_page(f"All clear: OPEL 3 at {SITE}", at="23:30")
    await calms(night, "23:00", "23:30")


async def test_h4_an_all_clear_waits_for_seven_after_that(night: Room) -> None:
    await three_by_night(night)
    await calms(night, "01:00", "01:30")
    night.manager.expects_page(f"All clear: OPEL 3 at {SITE}", at="07:00")
    await night.feeds_until("07:00", MKUH)


async def test_h4_an_all_clear_that_is_not_true_any_more_is_not_sent_in_the_morning(night: Room) -> None:
    await three_by_night(night)
    await calms(night, "01:00", "01:30")
    night.manager.expects_page(f"OPEL 3 at {SITE}", at="04:15")
    await night.feeds_until("04:00", MKUH)
    await moves(night, 2, 3)
    await night.feeds_until("07:15", MKUH)


async def test_h4_who_was_called_about_it_is_not_called_about_the_same_again_within_the_hour(
    night: Room,
) -> None:
    await four_by_night(night)
    await night.site.deed(do="declare", unit=MKUH, level=4, reason="Critical incident", until="06:00")
    await works(night)
    declared = await night.alert("OPEL 4 declared")
    assert [line.text for line in declared.log if line.did == "not_again"] == [
        "Dilys Marchetti, Farida Coyle: called about this already"
    ]
    await night.director.answers(
        "have", night.director.newest("sms"), commitment="ring the site", until="07:00"
    )


async def test_h4_what_is_worse_is_told_within_the_hour(database: str) -> None:
    async with staffed(database, EVENING, empty=("manager",)) as night:
        await moves(night, None, 2)
        await night.takes_seat(night.executive, "on_call@RD8")
        night.executive.expects_page(f"OPEL 3 at {SITE}", at="22:15")
        await night.feeds_until("22:00", MKUH)
        await moves(night, 2, 3)
        night.director.expects_page(AT_FOUR, "sms", "email", at="22:30")
        night.site.expects_page(AT_FOUR, at="22:30")
        await night.feeds_until("22:30", MKUH)
        await moves(night, 3, 4)
        for one in (night.director, night.executive):
            one.expects_page(AT_FOUR, "voice", "sms", at="22:45")
        await night.feeds_through("22:45", MKUH)
        await night.executive.answers("have", commitment="full capacity protocol", until="23:30")


async def test_h4_a_second_reading_that_does_not_bear_it_out_rings_nobody(night: Room) -> None:
    """22:00 one reading leaps; 22:14 the next does not; 22:44 the level has come down."""
    night.director.expects_page(AT_FOUR, "email", at="22:00")
    for one in (night.director, night.site):
        one.expects_page(AT_FOUR, at="22:00")
        one.expects_page(f"All clear: {AT_FOUR}", at="22:44")
    await night.feeds_until("22:00", MKUH)
    await moves(night, 2, 4)
    for code in (MKUH, "MK"):
        night.expects_level(code, 4, 2)
    for when in ("22:14", "22:29", "22:44"):
        await night.at(when)
        await night.feed_all(MKUH, VALUES[2])
    await works(night)
