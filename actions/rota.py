"""Putting people into seats: shifts by form or file, ending a shift. Pure.

Two people in one seat at once is refused here in words, and by the database for good.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Literal

from actions.deeds import AddShifts, EndShift, NewShift
from actions.ledger import Ledger
from actions.matters import Person, Shift
from actions.refusal import Refusal

LONGEST = timedelta(days=7)
FARTHEST = timedelta(days=400)
Source = Literal["form", "csv", "take_over"]


def add_shifts(
    ledger: Ledger, deed: AddShifts, by: Person, people: Mapping[str, Person]
) -> list[Shift] | list[Refusal]:
    """All of them, or what is wrong with each that is wrong: a refusal's `matter` is its line. One that has begun
    already begins now: nobody is known to have sat there before.
    """
    lines = [line.model_copy(update={"starts_at": max(line.starts_at, ledger.at)}) for line in deed.shifts]
    wrong = list(faults(ledger, deed.shifts, lines, people))
    return wrong or [add_shift(ledger, new, people[new.person], deed.source, by) for new in lines]


def faults(
    ledger: Ledger, given: Sequence[NewShift], lines: Sequence[NewShift], people: Mapping[str, Person]
) -> Iterator[Refusal]:
    """What is wrong with each line that is wrong, once."""
    held: dict[str, list[Shift]] = {}
    earlier: dict[str, list[NewShift]] = {}
    for shift in ledger.open(Shift):
        held.setdefault(shift.seat, []).append(shift)
    for n, (said, new) in enumerate(zip(given, lines, strict=True), 1):
        before = earlier.setdefault(new.seat, [])
        there = overlapping(held.get(new.seat, ()), new)
        fault = unknown(ledger, new, people) or bad_times(ledger, said) or taken(ledger, new, there, before)
        before.append(new)
        if fault is not None:
            yield Refusal(*fault, f"line {n}")


Fault = tuple[str, str]


def unknown(ledger: Ledger, new: NewShift, people: Mapping[str, Person]) -> Fault | None:
    """A seat or a person that is not there."""
    if new.seat not in ledger.house.seats:
        return "unknown_seat", f"There is no seat {new.seat} in this system."
    if new.person not in people:
        return "unknown_person", f"Nobody here is known as {new.person}."
    return None


def bad_times(ledger: Ledger, new: NewShift) -> Fault | None:
    """Times that make no shift."""
    if new.ends_at <= new.starts_at:
        return "shift_backwards", "The shift ends before it begins."
    if new.ends_at - new.starts_at > LONGEST:
        return "shift_too_long", "One shift lasts seven days at most."
    if new.ends_at <= ledger.at:
        return "shift_past", "The shift is over already."
    if new.starts_at > ledger.at + FARTHEST:
        return "shift_too_far", "A shift lies at most 400 days ahead."
    return None


def taken(ledger: Ledger, new: NewShift, there: Sequence[Shift], earlier: Sequence[NewShift]) -> Fault | None:
    """Somebody who sits there at that time."""
    if there:
        first = min(there, key=lambda shift: shift.starts_at)
        return "seat_taken", f"{first.title} is {first.person.name}'s {span(ledger, first)}."
    if any(overlap(new, other) for other in earlier):
        return "seat_taken", "An earlier line puts somebody there at the same time."
    return None


def overlap(a: NewShift, b: NewShift | Shift) -> bool:
    """Whether two people would sit in one seat at once."""
    return a.seat == b.seat and a.starts_at < b.ends_at and b.starts_at < a.ends_at


def overlapping(shifts: Iterable[Shift], new: NewShift) -> list[Shift]:
    """The shifts that are in the way."""
    return [shift for shift in shifts if overlap(new, shift)]


def span(ledger: Ledger, shift: Shift) -> str:
    """From when until when, in the room's words."""
    begins, ends = ledger.house.local(shift.starts_at), ledger.house.local(shift.ends_at)
    return f"from {begins:%a %d %b %H:%M} to {ends:%a %d %b %H:%M}"


def add_shift(ledger: Ledger, new: NewShift, person: Person, source: Source, by: Person) -> Shift:
    """One line."""
    return ledger.record(
        Shift(
            unit=ledger.house.seats[new.seat].at,
            opened_at=ledger.at,
            due_at=new.ends_at,
            seat=new.seat,
            title=ledger.house.title(new.seat),
            person=person,
            starts_at=new.starts_at,
            ends_at=new.ends_at,
            source=source,
        ),
        "added",
        by=by,
    )


def end_shift(ledger: Ledger, shift: Shift, deed: EndShift, by: Person) -> Shift | Refusal:
    """One that has begun ends now; one to come is taken off."""
    if shift.v != deed.seen or shift.closed_at is not None:
        return Refusal("moved_meanwhile", "This shift has been changed meanwhile.", shift.id)
    ends_at = max(min(shift.ends_at, ledger.at), shift.starts_at)
    ended = {"closed_at": ledger.at, "due_at": None, "ends_at": ends_at}
    did = "taken_off" if shift.starts_at > ledger.at else "ended"
    return ledger.record(shift.model_copy(update=ended), did, by=by)


def shift_over(ledger: Ledger, shift: Shift) -> None:
    """Its time has come."""
    ledger.record(shift.model_copy(update={"closed_at": ledger.at, "due_at": None}), "over")
