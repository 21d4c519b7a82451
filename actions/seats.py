"""Who sits where: who holds a seat at a moment, who holds the system, where nobody sits. Pure."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from actions.hours import moment_of
from actions.ledger import Ledger
from actions.matters import Handover, Person, Shift, Watch
from actions.seat_text import SeatText

EARLY = timedelta(minutes=30)
"""A handover is drafted so long before its hour, and can be accepted from then."""


class Seated(NamedTuple):
    """Somebody in a seat."""

    seat: str
    title: str
    person: Person


class Gap(NamedTuple):
    """A stretch in which a seat that must be filled is empty."""

    seat: str
    starts_at: datetime
    ends_at: datetime


def shift_at(shifts: Iterable[Shift], seat: str, moment: datetime) -> Shift | None:
    """The shift of a seat at a moment: [starts_at, ends_at)."""
    return next(
        (s for s in shifts if s.seat == seat and s.closed_at is None and s.starts_at <= moment < s.ends_at),
        None,
    )


def shifts_of(ledger: Ledger, seat: str) -> Iterator[Shift]:
    """Those of the seats where this one is: a rota of weeks is long."""
    return ledger.open(Shift, seat.rpartition("@")[2])


def seated(ledger: Ledger, seat: str) -> list[Seated]:
    """Who holds the seat now: nobody, or one."""
    shift = shift_at(shifts_of(ledger, seat), seat, ledger.at)
    return [] if shift is None else [Seated(seat, shift.title, shift.person)]


def watch_of(ledger: Ledger) -> Watch | None:
    """The record of who holds the system."""
    return next(ledger.open(Watch), None)


def overdue_handover(ledger: Ledger) -> Handover | None:
    """A handover whose hour has come and which nobody has accepted."""
    return next((h for h in ledger.open(Handover) if h.state == "drafting" and h.hour <= ledger.at), None)


def holders(ledger: Ledger) -> list[Seated]:
    """Who holds the system: whoever accepted it. Beside them whoever sits in a holding seat by the rota, while a
    handover stands unaccepted after its hour, when its holder's own shift is over, or without a record at all.
    """
    watch, handover = watch_of(ledger), overdue_handover(ledger)
    found: list[Seated] = []
    if watch is not None and watch.person is not None and watch.seat is not None:
        found.append(in_person(ledger, "holder", Seated(watch.seat, watch.title or watch.seat, watch.person)))
    late = handover is not None or (
        watch is not None and watch.until is not None and watch.until <= ledger.at
    )
    if late or not any(on_duty(ledger, one) for one in found):
        taking = [handover.to_seat] if handover is not None else []
        holding = [seat.key for seat in ledger.house.seats.values() if seat.holds]
        found += [one for seat in dict.fromkeys([*taking, *holding]) for one in seated(ledger, seat)]
    return once(found)


def on_duty(ledger: Ledger, one: Seated) -> bool:
    """Whether somebody sits there by the rota, or is about to: a handover may be accepted a little early."""
    return any(
        s.seat == one.seat
        and s.person.id == one.person.id
        and s.starts_at <= ledger.at + EARLY
        and ledger.at < s.ends_at
        for s in shifts_of(ledger, one.seat)
    )


def in_person(ledger: Ledger, ref: str, one: Seated) -> Seated:
    """Somebody who is meant by name, though another sits in their seat now: they are called as what they are."""
    relieved = any(other.person.id != one.person.id for other in seated(ledger, one.seat))
    return one._replace(seat=ref) if relieved else one


def once(found: Iterable[Seated]) -> list[Seated]:
    """Each person once, in the seat named first."""
    people: dict[str, Seated] = {}
    for one in found:
        people.setdefault(one.person.id, one)
    return list(people.values())


# --- gaps ---


def gaps(
    seats: Iterable[SeatText], shifts: Iterable[Shift], start: datetime, until: datetime, zone: ZoneInfo
) -> list[Gap]:
    """Where a seat that must be filled is empty in [start, until), in the order of time. A shift that is over covers
    what it covered: one that was ended early says so by its end.
    """
    held: dict[str, list[Shift]] = {}
    for shift in shifts:
        held.setdefault(shift.seat, []).append(shift)
    found = [
        gap
        for seat in seats
        if seat.must
        for wanted in hours_wanted(seat, start, until, zone)
        for gap in uncovered(seat.key, wanted, held.get(seat.key, ()))
    ]
    return sorted(found, key=lambda gap: (gap.starts_at, gap.seat))


def hours_wanted(
    seat: SeatText, start: datetime, until: datetime, zone: ZoneInfo
) -> Iterator[tuple[datetime, datetime]]:
    """The stretches in which the seat must be filled, cut to [start, until)."""
    if seat.hours is None:
        yield start, until
        return
    day = start.astimezone(zone).date() - timedelta(days=1)
    while (begins := moment_of(day, seat.hours.from_, zone)) < until:
        over_midnight = seat.hours.until <= seat.hours.from_
        ends = moment_of(day + timedelta(days=1) if over_midnight else day, seat.hours.until, zone)
        if ends > start:
            yield max(begins, start), min(ends, until)
        day += timedelta(days=1)


def uncovered(seat: str, wanted: tuple[datetime, datetime], shifts: Iterable[Shift]) -> Iterator[Gap]:
    """What of a stretch no shift covers."""
    at, until = wanted
    for shift in sorted(shifts, key=lambda s: s.starts_at):
        if shift.ends_at <= at or shift.starts_at >= until:
            continue
        if shift.starts_at > at:
            yield Gap(seat, at, shift.starts_at)
        at = max(at, shift.ends_at)
    if at < until:
        yield Gap(seat, at, until)
