"""Ringing by hand, and that who sits where is looked up when they are called."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from actions.deeds import Declare, EndShift, TakeOver
from actions.late_groups import group_of
from actions.matters import Alert, Card, Person, Shift
from tests.unit.rooms import (
    BEDFORD,
    DEPUTY,
    DIRECTOR,
    ICB,
    LEAD,
    MKUH,
    MORNING,
    NIGHT,
    NIGHT_ROTA,
    ROTA,
    SITE,
    SYSTEM,
    TRUST,
    Room,
)

HOUR = timedelta(hours=1)


def rung_at_four(at: datetime = MORNING, rota: Mapping[str, Person] = ROTA) -> tuple[Room, Alert]:
    """MKUH at 4, borne out by a second reading: the director and the trust's executive are being called."""
    room = Room(at, rota)
    room.stands(MKUH, 4)
    room.passes(5)
    room.reads(MKUH, 4)
    room.told()
    return room, room.alert("unit-4")


# --- ringing by hand ---


def test_a_human_step_is_a_card_and_its_result_is_an_answer() -> None:
    room, alert = rung_at_four()
    ring = next(c for c in room.open(Card) if c.purpose == "ring")
    assert (ring.title, ring.owner_seat) == (
        "Ring Grant, MKUH executive on call: 01908 000000",
        "room_lead@QHG",
    )
    room.moves(ring, "done", LEAD, "comes in")
    now = room.now(alert)
    assert (now.state, now.holder, now.pages[ring.page - 1].evidence) == (  # type: ignore[operator]  # a ring card has one
        "held",
        TRUST,
        "rung by Okoro: comes in",
    )


def test_at_night_whoever_holds_the_system_rings_and_nobody_rings_themselves() -> None:
    room = Room(NIGHT, NIGHT_ROTA)
    room.stands(MKUH, 4)
    room.passes(20)
    ring = next(c for c in room.open(Card) if c.purpose == "ring")
    assert ring.owner_seat == "director@QHG"
    alone = Room(NIGHT, {"director@QHG": DIRECTOR, "executive@RD8": DIRECTOR})
    alone.stands(MKUH, 4)
    alone.passes(20)
    assert not any(c.purpose == "ring" for c in alone.open(Card))


def test_an_answer_ends_the_ringing_and_what_was_late_of_it() -> None:
    room, alert = rung_at_four()
    room.passes(6)
    ring = next(c for c in room.open(Card) if c.purpose == "ring")
    late = next(a for a in room.open(Alert) if a.subject == group_of(ring))
    room.answers(alert, TRUST)
    assert (room.now(ring).state, room.now(late).state) == ("withdrawn", "over")


def test_the_same_person_is_rung_by_one_card_in_every_round() -> None:
    room, alert = rung_at_four()
    room.passes(60)
    rings = [c for c in room.all(Card) if c.purpose == "ring" and c.alert == alert.id]
    assert len(rings) == 1
    assert [line.did for line in rings[0].log].count("again") == room.now(alert).round


def test_a_human_step_with_nobody_to_ring_is_skipped_at_once() -> None:
    room = Room(MORNING, {"executive@RD8": TRUST, "deputy@QHG": DEPUTY})
    room.does(Declare(unit=MKUH, level=4, reason="fire", until=room.at + HOUR), SITE)
    assert room.called() == {TRUST.name}
    room.passes(5)
    assert room.called() == {DEPUTY.name}


# --- who sits where is looked up when they are called ---


def test_whoever_has_taken_the_seat_meanwhile_is_called() -> None:
    room = Room()
    room.stands(MKUH, 4)
    room.does(TakeOver(seat="director@QHG"), ICB)
    room.told()
    room.reads(MKUH, 4)
    room.passes(20)
    assert room.called() == {ICB.name, TRUST.name}


def test_a_seat_that_empties_is_skipped() -> None:
    room = Room()
    room.stands(MKUH, 4)
    shift = next(s for s in room.open(Shift) if s.seat == "director@QHG")
    room.does(EndShift(matter=shift.id, seen=shift.v), LEAD)
    room.told()
    room.passes(20)
    assert room.called() == {TRUST.name}


def test_one_owner_is_not_called_about_each_late_card() -> None:
    room = Room()
    room.stands(SYSTEM, 3)
    room.told()
    room.passes(125)
    late = [c for c in room.open(Card) if c.overdue and c.unit == SYSTEM]
    calling = [a for a in room.all(Alert) if a.cause == "card_overdue" and a.unit == SYSTEM and a.pages]
    told = [p for a in calling for p in a.pages if p.person.id == LEAD.id and p.channel == "sms"]
    assert len(late) > 4
    assert len(calling) == 1
    assert calling[0].about == f"{len(late)} cards overdue at BLMK"
    assert len(told) <= 2  # once in an hour


def test_the_holder_is_called_about_a_late_card_only_where_it_presses() -> None:
    for level, called in ((2, set()), (3, {LEAD.name})):
        room = Room()
        room.stands(BEDFORD, level)
        room.told()
        room.passes(130)
        late = {
            p.person.name
            for a in room.all(Alert)
            for p in a.pages
            if a.unit == BEDFORD and a.cause == "card_overdue"
        }
        assert late == called
