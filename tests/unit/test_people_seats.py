"""Seats: one person in each, gaps exactly where no shift is, taken over at a moment, and told."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.deeds import AddShifts, EndShift, NewShift, TakeOver
from actions.matters import Notice, Person, Shift, Watch
from actions.refusal import Refusal
from actions.seat_text import SeatText
from actions.seats import gaps, holders
from tests.unit.rooms import (
    DEPUTY,
    DIRECTOR,
    ICB,
    LEAD,
    LONDON,
    MORNING,
    PEOPLE,
    Room,
    codes,
    local,
    person,
)
from tests.unit.walks import Step, walked, walks

HOUR = timedelta(hours=1)
NIGHTS_OF_THE_CLOCKS = (datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 10, 24, 12, tzinfo=UTC))


def adds(room: Room, *lines: tuple[str, Person, float, float]) -> list[Refusal]:
    """Shifts of seats, from and until so many hours from now."""
    new = [
        NewShift(seat=seat, person=who.id, starts_at=room.at + a * HOUR, ends_at=room.at + b * HOUR)
        for seat, who, a, b in lines
    ]
    return room.does(AddShifts(shifts=tuple(new)), LEAD)


def shift(n: int, starts_at: datetime, ends_at: datetime) -> Shift:
    return Shift(
        id=f"shift-{n}",
        unit="QHG",
        opened_at=MORNING,
        seat="deputy@QHG",
        title="Deputy",
        person=DEPUTY,
        starts_at=starts_at,
        ends_at=ends_at,
    )


SEAT = {"seat": "deputy", "at": "QHG", "title": "Deputy"}
QUARTERS = st.lists(st.tuples(st.integers(0, 190), st.integers(1, 60)), max_size=8)


@settings(max_examples=120, deadline=None)
@given(
    QUARTERS,
    st.sampled_from(NIGHTS_OF_THE_CLOCKS),
    st.one_of(st.none(), st.tuples(st.integers(2, 23), st.integers(2, 23)).filter(lambda h: h[0] != h[1])),
)
def test_gaps_are_exactly_the_wanted_moments_that_no_shift_covers(
    held: list[tuple[int, int]], begins: datetime, hours: tuple[int, int] | None
) -> None:
    quarter = timedelta(minutes=15)
    shifts = [shift(n, begins + a * quarter, begins + (a + b) * quarter) for n, (a, b) in enumerate(held)]
    span = {"hours": {"from": f"{hours[0]:02}:00", "until": f"{hours[1]:02}:00"}} if hours else {}
    seat = SeatText.model_validate({**SEAT, **span})
    until = begins + 192 * quarter
    found = gaps([seat], shifts, begins, until, LONDON)
    for n in range(192):
        moment = begins + n * quarter
        wanted = seat.hours is None or within(moment.astimezone(LONDON).hour, hours or (0, 0))
        covered = any(s.starts_at <= moment < s.ends_at for s in shifts)
        assert any(g.starts_at <= moment < g.ends_at for g in found) == (wanted and not covered)
    assert all(g.starts_at < g.ends_at for g in found)


def within(hour: int, hours: tuple[int, int]) -> bool:
    first, last = hours
    return first <= hour < last if first < last else hour >= first or hour < last


def test_a_seat_that_need_not_be_filled_has_no_gap() -> None:
    seat = SeatText.model_validate({**SEAT, "must": False})
    assert gaps([seat], [], MORNING, MORNING + HOUR, LONDON) == []


def test_a_shift_that_is_over_covers_what_it_covered() -> None:
    ended = shift(1, MORNING, MORNING + HOUR).model_copy(update={"closed_at": MORNING + HOUR})
    found = gaps([SeatText.model_validate(SEAT)], [ended], MORNING, MORNING + 2 * HOUR, LONDON)
    assert [(g.starts_at, g.ends_at) for g in found] == [(MORNING + HOUR, MORNING + 2 * HOUR)]


# --- the rota ---


LINES = st.lists(
    st.tuples(st.sampled_from(["deputy@QHG", "director@QHG"]), st.integers(-5, 30), st.integers(1, 20)),
    max_size=12,
)


@settings(max_examples=80, deadline=None)
@given(st.lists(LINES, max_size=4))
def test_over_any_rotas_no_two_people_sit_in_one_seat_at_once(
    rotas: list[list[tuple[str, int, int]]],
) -> None:
    room = Room(rota={})
    for n, lines in enumerate(rotas):
        if lines:
            adds(room, *[(seat, DEPUTY if n % 2 else ICB, a, a + b) for seat, a, b in lines])
        room.passes(200)
        alone(room.all(Shift))


@settings(max_examples=40, deadline=None)
@given(walks(("take", "take", "leave", "time"), 24))
def test_over_any_walk_of_taking_over_and_leaving_each_seat_has_one_person(walk: list[Step]) -> None:
    alone(walked(Room(), walk).all(Shift))


def alone(shifts: Sequence[Shift]) -> None:
    """No moment has two: closed shifts count for as long as they lasted, as the database counts them."""
    for i, one in enumerate(shifts):
        for other in shifts[:i]:
            apart = one.ends_at <= other.starts_at or other.ends_at <= one.starts_at
            assert (
                one.seat != other.seat
                or apart
                or one.starts_at == one.ends_at
                or other.starts_at == other.ends_at
            )


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (("director@X99", DIRECTOR, 0, 1), "unknown_seat"),
        (("deputy@QHG", person("Nobody"), 0, 1), "unknown_person"),
        (("deputy@QHG", DEPUTY, 2, 1), "shift_backwards"),
        (("deputy@QHG", DEPUTY, 0, 24 * 7.1), "shift_too_long"),
        (("deputy@QHG", DEPUTY, -3, -1), "shift_past"),
        (("deputy@QHG", DEPUTY, 24 * 401, 24 * 402), "shift_too_far"),
        (("director@QHG", DEPUTY, 5, 6), "seat_taken"),
    ],
)
def test_each_line_that_is_wrong_says_what_and_nothing_is_added(
    line: tuple[str, Person, float, float], code: str
) -> None:
    room = Room(rota={"director@QHG": DIRECTOR})
    refused = adds(room, ("executive@QHG", ICB, 0, 5), line)
    assert [(r.code, r.matter) for r in refused] == [(code, "line 2")]
    assert len(room.all(Shift)) == 1


def test_a_shift_that_has_begun_begins_when_it_is_put_on_the_rota() -> None:
    room = Room(rota={})
    adds(room, ("deputy@QHG", DEPUTY, -1, 5))
    first = room.open(Shift)[0]
    assert first.starts_at == room.at
    room.passes(60)
    room.does(EndShift(matter=first.id, seen=first.v), LEAD)
    assert adds(room, ("deputy@QHG", ICB, -2, 5)) == []
    alone(room.all(Shift))


def test_a_whole_quarter_of_rota_is_added_at_once() -> None:
    room = Room(rota={})
    seats = list(room.house.seats)[:20]
    lines = [(seat, DEPUTY, 24 * day, 24 * day + 24) for seat in seats for day in range(20)]
    assert adds(room, *lines) == []
    assert [r.matter for r in adds(room, *lines[:2])] == ["line 1", "line 2"]


# --- taking over ---


def test_taking_over_ends_the_former_shift_at_that_moment_and_tells_both() -> None:
    room = Room(rota={"director@QHG": DIRECTOR})
    before = room.open(Shift)[0]
    room.passes(30)
    room.told()
    assert room.does(TakeOver(seat="director@QHG"), ICB) == []
    now, taken = room.now(before), room.open(Shift)[0]
    assert (now.ends_at, now.closed_at, now.log[-1].did) == (room.at, room.at, "relieved")
    assert (taken.person, taken.starts_at, taken.ends_at) == (ICB, room.at, before.ends_at)
    assert room.told() == {(who.name, way, "news") for who in (DIRECTOR, ICB) for way in ("sms", "email")}
    text = "Shah has taken over as Director on call, Bedfordshire, Luton and Milton Keynes, at 09:30."
    assert room.open(Notice)[0].text == text
    room.passes(24 * 60)
    assert room.open(Notice) == []


def test_who_takes_the_holding_seat_over_holds_the_system() -> None:
    room = Room(rota={"director@QHG": DIRECTOR})
    room.does(TakeOver(seat="director@QHG"), ICB)
    watch = room.open(Watch)[0]
    assert (watch.person, watch.since) == (ICB, room.at)
    assert [one.person for one in holders(room.ledger())] == [ICB]


def test_taking_over_gives_way_to_the_next_shift_on_the_rota() -> None:
    room = Room(rota={})
    adds(room, ("deputy@QHG", DEPUTY, 9, 12), ("deputy@QHG", DIRECTOR, 6, 8))
    room.does(TakeOver(seat="deputy@QHG", until=room.at + 20 * HOUR), ICB)
    taken = next(s for s in room.open(Shift) if s.person == ICB)
    assert taken.ends_at == room.at + 6 * HOUR


def test_what_cannot_be_taken_over_says_why() -> None:
    room = Room(rota={"director@QHG": DIRECTOR})
    later = room.at + HOUR
    assert codes(room.does(TakeOver(seat="director@X99"), ICB)) == ["unknown_seat"]
    assert codes(room.does(TakeOver(seat="director@QHG"), DIRECTOR)) == ["yours_already"]
    assert codes(room.does(TakeOver(seat="deputy@QHG"), ICB)) == ["until_wanted"]
    assert codes(room.does(TakeOver(seat="deputy@QHG", until=room.at), ICB)) == ["shift_backwards"]
    assert room.does(TakeOver(seat="deputy@QHG", until=later), ICB) == []


def test_a_shift_to_come_is_taken_off_and_one_that_has_changed_is_not() -> None:
    room = Room(rota={})
    adds(room, ("deputy@QHG", DEPUTY, 5, 6))
    planned = room.open(Shift)[0]
    assert codes(room.does(EndShift(matter=planned.id, seen=planned.v - 1), LEAD)) == ["moved_meanwhile"]
    assert room.does(EndShift(matter=planned.id, seen=planned.v), LEAD) == []
    assert room.now(planned).log[-1].did == "taken_off"
    assert adds(room, ("deputy@QHG", ICB, 5, 6)) == []


# --- who holds the system ---


def test_the_next_of_the_same_seat_is_called_too_when_its_holders_shift_is_over() -> None:
    room = Room(local(12, 8), {})
    adds(room, ("room_lead@QHG", LEAD, 0, 6), ("room_lead@QHG", PEOPLE["p-adams"], 6, 12))
    assert [one.person for one in holders(room.ledger())] == [LEAD]
    room.passes(6 * 60)
    assert {one.person.name for one in holders(room.ledger())} == {LEAD.name, "Adams"}


def test_nobody_holds_the_system_where_no_holding_seat_was_ever_filled() -> None:
    assert holders(Room(rota={"deputy@QHG": DEPUTY}).ledger()) == []
