"""Who holds the system, as a record: first by the rota, then by acceptance, moved by taking a seat over. Pure."""

from actions.handover import hour_after
from actions.ledger import Ledger
from actions.matters import Handover, Person, Shift, Watch
from actions.seats import shift_at, shifts_of, watch_of


def first_watch(ledger: Ledger) -> Watch | None:
    """Nobody has handed over yet: whoever sits in a holding seat by the rota holds it, and it says so."""
    if watch_of(ledger) is not None:
        return None
    for seat in ledger.house.seats.values():
        shift = shift_at(shifts_of(ledger, seat.key), seat.key, ledger.at) if seat.holds else None
        if shift is not None:
            return ledger.record(
                Watch(
                    unit=ledger.house.system,
                    opened_at=ledger.at,
                    seat=seat.key,
                    title=seat.title,
                    person=shift.person,
                    since=ledger.at,
                    until=shift.ends_at,
                ),
                "by_rota",
            )
    return None


def move_watch(ledger: Ledger, shift: Shift) -> None:
    """Who takes over the seat that holds the system holds the system."""
    watch = watch_of(ledger)
    if watch is not None and watch.seat == shift.seat:
        taken = {"person": shift.person, "since": ledger.at}
        ledger.record(watch.model_copy(update=taken), "taken_over", by=shift.person)


def take_watch(ledger: Ledger, handover: Handover, by: Person) -> None:
    """Who accepted holds the system."""
    until, then = hour_after(ledger, max(handover.hour, ledger.at))
    held = {
        "seat": handover.to_seat,
        "title": handover.to_title,
        "person": by,
        "since": ledger.at,
        "until": until,
        "then": then,
        "accepted": True,
    }
    watch = watch_of(ledger) or Watch(unit=ledger.house.system, opened_at=ledger.at)
    ledger.record(watch.model_copy(update=held), "accepted", by=by)
