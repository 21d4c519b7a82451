"""The system is handed over at its hours: drafted before, called about while nobody accepts, superseded. Pure.

Responsibility moves at the moment of acceptance, and not before: until then both are called.
"""

from datetime import datetime, timedelta

from actions.call import drafted, rules_for, start
from actions.finish import over
from actions.hours import clock, moment_of
from actions.ledger import Ledger
from actions.matters import Alert, Handover, Shift, WantedSignature
from actions.pack import build_pack
from actions.seat_text import HandoverText
from actions.seats import EARLY as DRAFTED_BEFORE
from actions.seats import seated, shift_at, watch_of
from actions.whom import givers


def next_hour(ledger: Ledger, text: HandoverText, after: datetime) -> datetime:
    """The next hour of a daily handover that is later than a moment."""
    day = ledger.house.local(after).date() - timedelta(days=1)
    while (hour := moment_of(day, text.at, ledger.house.zone)) <= after:
        day += timedelta(days=1)
    return hour


def hour_after(ledger: Ledger, hour: datetime) -> tuple[datetime, str | None]:
    """When the shift that begins at `hour` is handed on, and the title of the seat that takes over then."""
    following = [(next_hour(ledger, text, hour), text.to) for text in ledger.house.handovers]
    if not following:
        return hour + timedelta(hours=12), None
    when, seat = min(following)
    return when, ledger.house.title(f"{seat}@{ledger.house.system}")


def next_draft(ledger: Ledger, after: datetime) -> datetime | None:
    """When the next handover is to be drafted: later than `after`."""
    lead = DRAFTED_BEFORE
    moments = [next_hour(ledger, text, after + lead) - lead for text in ledger.house.handovers]
    return min(moments, default=None)


def draft_due(ledger: Ledger) -> None:
    """Drafts each handover whose half hour has begun and that is not there yet; it takes the place of an older one."""
    for text in ledger.house.handovers:
        hour = next_hour(ledger, text, ledger.at)
        if hour - DRAFTED_BEFORE <= ledger.at and not drafted_before(ledger, text, hour) and kept(ledger):
            for older in ledger.open(Handover):
                supersede(ledger, older)
            draft(ledger, text, hour)


def kept(ledger: Ledger) -> bool:
    """Whether a rota is kept here: without one its gaps are shown, and there is nobody to hand over."""
    seats = ledger.house.seats
    return any(seats[shift.seat].holds for shift in ledger.open(Shift) if shift.seat in seats)


def drafted_before(ledger: Ledger, text: HandoverText, hour: datetime) -> bool:
    """Whether this handover is there, open or closed."""
    to_seat = f"{text.to}@{ledger.house.system}"
    return any(h.hour == hour and h.to_seat == to_seat for h in ledger.about(Handover, ledger.house.system))


def draft(ledger: Ledger, text: HandoverText, hour: datetime) -> Handover:
    """The pack as it stands half an hour before."""
    house = ledger.house
    from_seat, to_seat = f"{text.from_}@{house.system}", f"{text.to}@{house.system}"
    watch, shifts = watch_of(ledger), list(ledger.open(Shift))
    giving = shift_at(shifts, from_seat, ledger.at)
    receiving = shift_at(shifts, to_seat, hour)
    until, _ = hour_after(ledger, hour)
    signing = dict.fromkeys([from_seat, *text.signed_by])
    holder = watch.person if watch is not None and watch.seat == from_seat else None
    return ledger.record(
        Handover(
            unit=house.system,
            opened_at=ledger.at,
            due_at=hour,
            from_seat=from_seat,
            from_title=house.title(from_seat),
            to_seat=to_seat,
            to_title=house.title(to_seat),
            giver=holder or (giving.person if giving else None),
            receiver=receiving.person if receiving else None,
            hour=hour,
            pack=build_pack(ledger, hour, until),
            wanted=tuple(WantedSignature(seat=seat, title=seat_title(ledger, seat)) for seat in signing),
        ),
        "drafted",
    )


def seat_title(ledger: Ledger, seat: str) -> str:
    """A seat's title with its place, where it is not the system's own."""
    title, at = ledger.house.title(seat), seat.partition("@")[2]
    return title if at == ledger.house.system else f"{title}, {ledger.named(at).short}"


def supersede(ledger: Ledger, older: Handover) -> None:
    """The next hour has come and nobody accepted: the older one is kept, and says so."""
    gone = {"state": "superseded", "closed_at": ledger.at, "due_at": None}
    ledger.record(older.model_copy(update=gone), "superseded", text="never accepted")
    end_alerts(ledger, older, "The next handover has been drafted")


def hour_has_come(ledger: Ledger, handover: Handover) -> None:
    """Its hour has come and nobody has accepted: those whom the policy names are called. Who gives and who receives
    is whoever does so now: seats may have been swapped since it was drafted.
    """
    giving = [one.person for one in givers(ledger, handover)]
    receiving = [one.person for one in seated(ledger, handover.to_seat)]
    people = {"giver": next(iter(giving), None), "receiver": next(iter(receiving), None)}
    waiting = ledger.record(handover.model_copy(update={**people, "due_at": None}), "unaccepted")
    who = receiving[0].name if receiving else "nobody on the rota"
    for rule in rules_for(ledger, "handover_unaccepted"):
        about = f"Handover of {clock(ledger, handover.hour)} not accepted ({handover.to_title}: {who})"
        draft_alert = drafted(ledger, rule, "handover_unaccepted", handover.unit, about)
        told = {"subject": waiting.id, "level": None, "because": (), "sure": "", "since": handover.hour}
        start(ledger, rule, draft_alert.model_copy(update=told))


def end_alerts(ledger: Ledger, handover: Handover, why: str) -> None:
    """Nobody is called about it any more."""
    for alert in ledger.open(Alert):
        if alert.subject == handover.id:
            over(ledger, alert, why)
