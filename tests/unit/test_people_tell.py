"""Telling partners: who was told by what, who has seen it, and that it is put away."""

from datetime import timedelta

from actions.deeds import SeeNotice, TellPartners
from actions.matters import Notice
from tests.unit.rooms import LEAD, MKUH, REGION, SITE, SYSTEM, TRUST, Room, codes

SEATS = ("executive@RD8", f"site_manager@{MKUH}", "on_call@Y61", "on_call@RYE")


def told(room: Room, text: str = "") -> Notice:
    room.told()
    assert room.does(TellPartners(unit=MKUH, seats=SEATS, text=text), LEAD) == []
    return room.open(Notice)[0]


def test_partners_are_told_what_stands_there_by_ways_that_do_not_wake() -> None:
    room = Room()
    room.stands(MKUH, 3, because=("Majors 126 %", "Handover 52 min"))
    notice = told(room)
    assert notice.text == (
        "Milton Keynes University Hospital is at OPEL 3 since 09:00 (Majors 126 %, Handover 52 min)."
    )
    assert {(name, way) for name, way, about in room.told() if about == "news"} == {
        (who.name, way) for who in (TRUST, SITE, REGION) for way in ("sms", "email")
    }


def test_a_seat_that_nobody_holds_is_shown_as_not_reached() -> None:
    notice = told(Room(), "Beds are short.")
    assert [(one.seat, one.person) for one in notice.to][-1] == ("on_call@RYE", None)
    assert notice.text == "Beds are short."


def test_a_button_pressed_twice_tells_nobody_twice_and_hours_later_it_is_news() -> None:
    room = Room()
    first = told(room, "Beds are short.")
    assert told(room, "Beds are short.") == first
    assert room.told() == set()
    room.passes(10)
    assert len({told(room, "Beds are short.").id, *(n.id for n in room.open(Notice))}) == 2


def test_one_person_in_two_seats_is_told_once() -> None:
    room = Room(rota={"executive@RD8": TRUST, f"site_manager@{MKUH}": TRUST})
    told(room)
    assert [name for name, _, _ in room.told()] == [TRUST.name, TRUST.name]


def test_who_was_told_has_seen_it_once_and_nobody_else_can_say_so() -> None:
    room = Room()
    notice = told(room)
    assert codes(room.does(SeeNotice(matter=notice.id), LEAD)) == ["not_told"]
    room.passes(2)
    assert room.does(SeeNotice(matter=notice.id), SITE) == []
    seq = room.seq
    assert room.does(SeeNotice(matter=notice.id), SITE) == []
    seen = [(one.seen_by, one.seen_at) for one in room.now(notice).to if one.seen_by is not None]
    assert (seen, room.seq) == ([(SITE, room.at)], seq)


def test_a_receipt_of_a_notice_is_noted_once_and_goes_back_from_nothing() -> None:
    room = Room()
    notice = told(room)
    for state in ("handed_over", "delivered", "delivered", "failed"):
        room.receipt(notice.id, 1, state)
    now = room.now(notice)
    assert (now.pages[0].state, [line.did for line in now.log]) == (
        "delivered",
        ["told", "handed_over", "delivered"],
    )


def test_a_notice_is_put_away_after_a_day() -> None:
    room = Room()
    notice = told(room)
    room.passes(24 * 60)
    now = room.now(notice)
    assert (now.closed_at, now.log[-1].did) == (notice.opened_at + timedelta(days=1), "put_away")


def test_a_seat_or_a_unit_that_is_not_there_is_refused() -> None:
    room = Room()
    assert codes(room.does(TellPartners(unit=SYSTEM, seats=("x@QHG",)), LEAD)) == ["unknown_seat"]
    assert codes(room.does(TellPartners(unit="RX9", seats=SEATS), LEAD)) == ["unknown_unit"]
