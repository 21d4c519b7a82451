"""Handing over: both are called until it is accepted, the three lines are read back, nothing open is left out."""

from datetime import timedelta

from actions.deeds import (
    AcceptHandover,
    EndShift,
    PlanHandover,
    SignHandover,
    TakeOver,
    WriteHandover,
)
from actions.matters import Alert, Card, Handover, Person, Shift, Watch
from actions.pack import SECTIONS
from actions.refusal import Refusal
from tests.unit.evenings import accepts, drafted, evening, holding, sits
from tests.unit.rooms import (
    BEDFORD,
    DEPUTY,
    DIRECTOR,
    ICB,
    LEAD,
    MKUH,
    SITE,
    Room,
    codes,
    local,
    person,
)

ADAMS = person("Adams")
HOUR = timedelta(hours=1)


# --- its hour ---


def test_it_is_drafted_half_an_hour_before_and_once() -> None:
    room = evening()
    room.comes(local(12, 19, 29))
    assert room.open(Handover) == []
    handover = drafted(room)
    assert (handover.giver, handover.receiver, handover.hour) == (LEAD, DIRECTOR, local(12, 20))
    assert [part.seat for part in handover.wanted] == ["room_lead@QHG", "cell_lead@MK", "cell_lead@BCA"]
    room.passes(20)
    assert len(room.all(Handover)) == 1


def test_both_hold_the_system_after_the_hour_until_it_is_accepted() -> None:
    room = evening()
    drafted(room)
    assert holding(room) == [LEAD.name]
    room.comes(local(12, 20))
    assert holding(room) == sorted([LEAD.name, DIRECTOR.name])
    room.comes(local(12, 20, 40))
    assert accepts(room) == []
    assert holding(room) == [DIRECTOR.name]


def test_responsibility_moves_when_it_is_accepted_and_not_at_its_hour() -> None:
    room = evening()
    drafted(room)
    room.comes(local(12, 19, 45))
    assert accepts(room) == []
    watch = room.open(Watch)[0]
    assert (watch.person, watch.since, watch.until) == (DIRECTOR, local(12, 19, 45), local(13, 8))
    assert (watch.accepted, watch.then) == (True, "Room lead")
    assert holding(room) == [DIRECTOR.name]
    room.comes(local(12, 20, 30))
    assert not [a for a in room.all(Alert) if a.cause == "handover_unaccepted"]


def test_unaccepted_it_calls_both_then_rings_then_calls_the_deputy_and_the_executive() -> None:
    room = evening()
    for seat, who in (("deputy@QHG", DEPUTY), ("executive@QHG", ICB)):
        sits(room, seat, who, room.at, local(13, 8))
    drafted(room)
    room.told()
    room.comes(local(12, 20))
    alert = room.alert("handover-unaccepted")
    assert alert.about == "Handover of 20:00 not accepted (Director on call: Patel)"
    assert room.called() == {LEAD.name, DIRECTOR.name}
    room.passes(15)
    assert room.called() == {DIRECTOR.name, DEPUTY.name}
    ring = [c for c in room.open(Card) if c.purpose == "ring"]
    assert {(c.title.split(",")[0], c.owner) for c in ring} == {("Ring Patel", LEAD), ("Ring Reid", LEAD)}
    room.passes(15)
    assert ICB.name in room.called(alert)
    assert accepts(room) == []
    assert room.now(alert).state == "over"
    assert [c for c in room.open(Card) if c.purpose == "ring"] == []


def test_one_never_accepted_gives_way_to_the_next_and_nobody_who_holds_is_forgotten() -> None:
    room = evening()
    first = drafted(room)
    room.comes(local(13, 7, 30))
    assert (room.now(first).state, room.now(first).closed_at) == ("superseded", local(13, 7, 30))
    assert {a.state for a in room.all(Alert)} == {"over"}
    assert holding(room) == sorted([LEAD.name, DIRECTOR.name])
    second = room.open(Handover)[0]
    assert (second.giver, second.receiver) == (DIRECTOR, ADAMS)
    room.comes(local(13, 8))
    assert accepts(room, ADAMS) == []
    assert holding(room) == [ADAMS.name]


def test_a_swap_after_the_draft_is_looked_up_at_the_hour() -> None:
    room = evening()
    drafted(room)
    room.does(TakeOver(seat="room_lead@QHG"), ADAMS)
    planned = next(s for s in room.open(Shift) if s.seat == "director@QHG")
    room.does(EndShift(matter=planned.id, seen=planned.v), LEAD)
    sits(room, "director@QHG", ICB, local(12, 20), local(13, 8))
    room.comes(local(12, 20))
    assert (room.open(Handover)[0].giver, room.open(Handover)[0].receiver) == (ADAMS, ICB)
    assert room.called(room.alert("handover-unaccepted")) == {ADAMS.name, ICB.name}
    assert codes(accepts(room, DIRECTOR)) == ["not_receiver"]
    assert codes(accepts(room, ICB)) == ["stale_pack"]
    assert accepts(room, ICB) == []


def test_where_no_rota_is_kept_nothing_is_handed_over() -> None:
    room = Room(local(12, 18), {"executive@QHG": ICB})
    room.passes(24 * 60)
    assert room.all(Handover) == []


def test_on_both_nights_of_the_clocks_the_next_hour_is_the_rooms_own() -> None:
    for month, day in ((3, 28), (10, 24)):
        room = Room(local(day, 18, month=month), {})
        sits(room, "room_lead@QHG", LEAD, room.at, local(day, 20, month=month))
        sits(room, "director@QHG", DIRECTOR, local(day, 20, month=month), local(day + 1, 8, month=month))
        room.comes(local(day, 19, 30, month=month))
        assert accepts(room) == []
        assert room.open(Watch)[0].until == local(day + 1, 8, month=month)
        room.comes(local(day + 1, 7, 30, month=month))
        assert [h.hour for h in room.open(Handover)] == [local(day + 1, 8, month=month)]


# --- reading back ---


def test_all_three_lines_must_be_read_back() -> None:
    room = evening()
    room.stands(MKUH, 3)
    handover = drafted(room)
    keys = [item.key for item in handover.pack.read_back]
    assert len(set(keys)) == 3
    for left_out in range(3):
        read = [key for n, key in enumerate(keys) if n != left_out]
        assert codes(accepts(room, keys=read)) == ["read_back_wanted"]
    assert accepts(room, keys=[*reversed(keys), "more"]) == []
    assert room.now(handover).read_back == tuple(keys)


def test_a_pack_gone_stale_is_refused_with_what_changed_and_made_anew() -> None:
    room = evening()
    handover = drafted(room)
    room.stands(BEDFORD, 2)
    seen = room.now(handover)
    refused = accepts(room)
    assert codes(refused) == ["stale_pack"]
    told = "The position has moved since you read it. New: Bedford Hospital OPEL 2 since 19:30, could be 4; New: "
    assert refused[0].message.startswith(told)
    fresh = room.now(handover)
    assert (fresh.log[-1].did, fresh.pack.seq > seen.pack.seq) == ("refreshed", True)
    assert accepts(room) == []


def test_a_pack_that_was_made_anew_since_it_was_read_is_not_the_one_accepted() -> None:
    room = evening()
    handover = drafted(room)
    deed = AcceptHandover(
        matter=handover.id,
        read_back=tuple(item.key for item in handover.pack.read_back),
        seq=handover.pack.seq,
    )
    room.does(SignHandover(matter=handover.id, seat="room_lead@QHG", seen=handover.v), LEAD)
    assert codes(room.does(deed, DIRECTOR)) == ["stale_pack"]


def test_what_only_says_that_it_is_not_accepted_does_not_make_it_stale() -> None:
    room = evening()
    drafted(room)
    room.comes(local(12, 20, 25))
    assert {a.rule.id for a in room.open(Alert)} >= {"handover-unaccepted", "card-overdue"}
    assert accepts(room) == []


def test_time_alone_does_not_make_a_pack_stale() -> None:
    room = evening()
    sits(room, "deputy@QHG", DEPUTY, local(12, 22), local(13, 3))
    drafted(room)
    room.comes(local(13, 1))
    assert accepts(room) == []


def test_only_who_sits_there_may_accept() -> None:
    room = evening()
    drafted(room)
    refused = accepts(room, SITE)
    assert [(r.code, r.message) for r in refused] == [
        (
            "not_receiver",
            "Director on call is Patel. To accept in their place, take the seat over first.",
        )
    ]
    room.comes(local(12, 20, 5))
    room.does(TakeOver(seat="director@QHG"), SITE)
    assert codes(accepts(room, SITE)) == ["stale_pack"]
    assert accepts(room, SITE) == []
    assert holding(room) == [SITE.name]


# --- words, plans, signatures ---


def test_words_never_change_a_figure() -> None:
    room = evening()
    room.stands(MKUH, 4)
    handover = drafted(room)
    for section in (*SECTIONS, "MK"):
        deed = WriteHandover(matter=handover.id, section=section, text="All calm", seen=handover.v)
        assert room.does(deed, LEAD) == []
    plan = {"matter": handover.id, "condition": "it rises", "by": room.at + HOUR, "who": "I", "seen": 1}
    assert room.does(PlanHandover.model_validate({**plan, "what": "ring"}), LEAD) == []
    assert room.now(handover).pack == handover.pack
    assert [w.section for w in room.now(handover).words] == [*SECTIONS, "MK"]


def test_a_section_written_again_replaces_its_words_and_anothers_only_when_they_were_seen() -> None:
    room = evening()
    handover = drafted(room)

    def writes(text: str, by: Person, seen: int) -> list[Refusal]:
        return room.does(WriteHandover(matter=handover.id, section="asks", text=text, seen=seen), by)

    assert writes("one", LEAD, handover.v) == []
    assert writes("two", LEAD, handover.v) == []
    assert codes(writes("three", ADAMS, handover.v)) == ["moved_meanwhile"]
    assert writes("three", ADAMS, room.now(handover).v) == []
    assert [(w.text, w.by) for w in room.now(handover).words] == [("three", ADAMS)]
    assert writes("", ADAMS, 0) == []
    assert room.now(handover).words == ()


def test_a_plan_is_added_replaced_and_taken_off() -> None:
    room = evening()
    handover = drafted(room)

    def plans(n: int | None, what: str, hours: float = 2, by: Person = LEAD) -> list[str]:
        given = {"condition": "it rises", "who": "deputy", "by": room.at + hours * HOUR}
        deed = {"matter": handover.id, "n": n, "what": what, "seen": 0, **given}
        return codes(room.does(PlanHandover.model_validate(deed), by))

    assert plans(None, "ring the site") == []
    assert plans(None, "open the ward") == []
    assert plans(1, "ring them both") == []
    assert plans(2, "") == []
    assert [(p.n, p.what) for p in room.now(handover).plans] == [(1, "ring them both")]
    assert plans(7, "anything") == ["unknown_plan"]
    assert plans(None, "") == ["plan_without_act"]
    assert plans(1, "later", hours=-1) == ["plan_time"]
    assert plans(1, "mine", by=ADAMS) == ["moved_meanwhile"]


def test_a_signature_is_on_the_pack_of_its_moment() -> None:
    room = evening()
    handover = drafted(room)
    room.stands(BEDFORD, 3)
    deed = SignHandover(matter=handover.id, seat="cell_lead@BCA", seen=handover.v)
    assert room.does(deed, SITE) == []
    now = room.now(handover)
    assert [(s.seat, s.by, s.seq) for s in now.signatures] == [("cell_lead@BCA", SITE, now.pack.seq)]
    assert any(item.unit == BEDFORD for item in now.pack.worst)
    assert codes(room.does(deed, SITE)) == ["moved_meanwhile"]
    wrong = SignHandover(matter=handover.id, seat="executive@RD8", seen=now.v)
    assert codes(room.does(wrong, SITE)) == ["unknown_part"]


def test_one_that_is_closed_can_no_longer_be_changed() -> None:
    room = evening()
    handover = drafted(room)
    accepts(room)
    refused = room.does(WriteHandover(matter=handover.id, section="asks", text="late", seen=0), LEAD)
    assert [(r.code, r.message) for r in refused] == [
        ("closed", "This handover is closed: accepted by Patel.")
    ]
