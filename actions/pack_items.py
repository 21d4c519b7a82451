"""The lines of a handover pack: what to do, worst units, what is not seen, cards, alerts, declarations, seats. Pure.

Nothing open is left out. Order: story 1, operating context.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from actions.acting import declared, last_calculated, reached
from actions.hours import clock
from actions.house import Standing
from actions.late_groups import LATE, late_in
from actions.ledger import Ledger
from actions.matters import Alert, Card, Declaration, Item, Shift
from actions.seats import gaps

PRESSURE = 2
"""OPEL 1 is business as usual."""
ORDER = ("exhausted", "chasing", "waiting", "held")


def ended_by_accepting(ledger: Ledger, handover: str | None) -> frozenset[str]:
    """The alerts that say a handover is not accepted, the cards to ring about them, the alerts that those are late."""
    alerts = [alert for alert in ledger.open(Alert) if handover is not None]
    own = {alert.id for alert in alerts if alert.subject == handover}
    cards = {card.id for card in ledger.open(Card) if card.alert in own}
    late = {alert.id for alert in alerts if only_of(ledger, alert, cards)}
    return frozenset(own | cards | late)


def only_of(ledger: Ledger, alert: Alert, cards: Collection[str]) -> bool:
    """Whether an alert is about late cards, and about none but these."""
    found = late_in(ledger, alert.unit, alert.subject) if alert.subject.startswith(LATE) else []
    return bool(found) and all(card.id in cards for card in found)


def worst_items(ledger: Ledger, standings: Iterable[Standing]) -> Iterator[Item]:
    """Units and bodies at 2 or above, the worst first, with why and since when."""
    for standing in standings:
        level = reached(ledger, standing.unit)
        if level >= PRESSURE:
            why = f": {', '.join(standing.because)}" if standing.because else ""
            text = f"{standing.name} {level_words(ledger, standing)}{why}"
            key = f"level:{standing.unit}:{level}:{max(standing.ceiling, level)}"
            yield Item(key=key, text=text, unit=standing.unit)


def level_words(ledger: Ledger, standing: Standing) -> str:
    """OPEL 4 since 14:30, could be …, declared … until …."""
    said, parts = declared(ledger, standing.unit), []
    if standing.calculated is None:
        last = last_calculated(ledger, standing.unit)
        parts.append(f"was OPEL {last}, not stated now" if last else "OPEL not calculated")
    else:
        since = f" since {clock(ledger, standing.since)}" if standing.since else ""
        parts.append(f"OPEL {standing.calculated}{since}")
    if standing.ceiling > (standing.calculated or 0) and standing.ceiling > 1:
        parts.append(f"could be {standing.ceiling}")
    if said is not None:
        parts.append(f"declared {said.level} until {clock(ledger, said.until)}")
    return ", ".join(parts)


def unseen_items(ledger: Ledger, standings: Iterable[Standing]) -> Iterator[Item]:
    """What cannot be seen, since when, and what it could be; and which units are judged but have no level to state."""
    for standing in standings:
        known = f"last known {standing.calculated}" if standing.calculated else "no level known"
        for unseen in standing.unseen:
            since = clock(ledger, unseen.since)
            yield Item(
                key=f"unseen:{standing.unit}:{unseen.source}",
                text=f"{standing.name}: {', '.join(unseen.names)} not seen since {since}; "
                f"{known}, could be {standing.ceiling}",
                unit=standing.unit,
            )
        if standing.calculated is None and standing.ceiling >= PRESSURE and not standing.unseen:
            text = f"{standing.name}: not enough figures for a level, could be {standing.ceiling}"
            yield Item(key=f"unseen:{standing.unit}:level", text=text, unit=standing.unit)


def card_items(ledger: Ledger, own: frozenset[str]) -> Iterator[Item]:
    """Every open card: the overdue first, then by when each is due."""
    for card in sorted(ledger.open(Card), key=lambda c: (not c.overdue, c.late_at, c.id)):
        if card.id in own:
            continue
        who = card.owner.name if card.owner else "nobody has it"
        due = f"due {clock(ledger, card.late_at)}" + (", late" if card.overdue else "")
        state = ", under review" if card.state == "review" else ""
        key = f"card:{card.id}:{card.state}:{card.overdue}:{card.owner.id if card.owner else ''}"
        where = ledger.named(card.unit).name if card.unit in ledger.standing else card.unit
        yield Item(key=key, text=f"{card.title} ({where}): {who}, {due}{state}", unit=card.unit, ref=card.id)


def alert_items(ledger: Ledger, own: frozenset[str]) -> Iterator[Item]:
    """Every alert that is not over, the unanswered first."""
    alerts = [alert for alert in ledger.open(Alert) if alert.id not in own]
    for alert in sorted(alerts, key=lambda a: (ORDER.index(a.state) if a.state in ORDER else 9, a.id)):
        key = f"alert:{alert.id}:{alert.state}:{alert.holder.id if alert.holder else ''}"
        text = f"{alert.about}: {alert_words(ledger, alert)}"
        yield Item(key=key, text=text, unit=alert.unit, ref=alert.id)


def alert_words(ledger: Ledger, alert: Alert) -> str:
    """How far it is."""
    promised = alert.commitment
    if alert.state == "held" and alert.holder is not None:
        if promised is not None and promised.commitment and promised.until:
            return f"{alert.holder.name} has it: {promised.commitment} by {clock(ledger, promised.until)}"
        return f"{alert.holder.name} has it"
    said = {"exhausted": "everybody was called, nobody answered", "waiting": "nobody is called yet"}
    return said.get(alert.state, "being called, no answer yet")


def declared_items(ledger: Ledger) -> Iterator[Item]:
    """Declarations in force, by when they end."""
    for said in sorted(ledger.open(Declaration), key=lambda d: (d.until, d.id)):
        waits = ", awaiting agreement" if said.awaiting else ""
        down = f", {said.stepping_down.name} asks to step down" if said.stepping_down else ""
        text = f"{ledger.named(said.unit).name} declared OPEL {said.level} until {clock(ledger, said.until)}"
        by = f" by {said.by.name}, {said.role}{waits}{down}: {said.reason}"
        until = said.until.isoformat()
        key = f"declared:{said.id}:{until}:{said.awaiting}:{said.stepping_down is not None}"
        yield Item(key=key, text=text + by, unit=said.unit, ref=said.id)


def ask_items(ledger: Ledger, until: datetime, own: frozenset[str]) -> Iterator[Item]:
    """What must be done in the coming shift: promises that fall due, declarations that end, what nobody has."""
    for alert in ledger.open(Alert):
        promised = alert.commitment
        if alert.id in own:
            continue
        if alert.state == "held" and promised is not None and promised.until is not None:
            who = f"{promised.by.name}, {alert.where}"
            text = f"Check by {clock(ledger, promised.until)}: {promised.commitment} ({who})"
            key = f"ask:{alert.id}:{promised.at.isoformat()}"
            yield Item(key=key, text=text, unit=alert.unit, ref=alert.id)
        elif alert.state in {"chasing", "exhausted"}:
            text = f"Take or pass on: {alert.about}"
            yield Item(key=f"ask:{alert.id}:open", text=text, unit=alert.unit, ref=alert.id)
    for said in ledger.open(Declaration):
        if said.until <= until:
            where = ledger.named(said.unit).name
            text = f"Review by {clock(ledger, said.until)}: OPEL {said.level} declared at {where}"
            key = f"ask:{said.id}:{said.until.isoformat()}"
            yield Item(key=key, text=text, unit=said.unit, ref=said.id)
    for card in ledger.open(Card):
        if card.owner is None and card.late_at <= until and card.state == "open" and card.id not in own:
            text = f"Find an owner by {clock(ledger, card.late_at)}: {card.title}"
            yield Item(key=f"ask:{card.id}", text=text, unit=card.unit, ref=card.id)


def seat_items(ledger: Ledger, hour: datetime, until: datetime) -> Iterator[Item]:
    """Who sits where in the shift, and where nobody does. What of it has passed stays: time alone changes nothing."""
    house = ledger.house
    places = {seat: n for n, seat in enumerate(house.seats)}
    shifts = [s for s in ledger.of(Shift) if s.starts_at < min(s.ends_at, until) and hour < s.ends_at]
    for shift in sorted(shifts, key=lambda s: (places.get(s.seat, len(places)), s.starts_at)):
        phone = shift.person.phone or "no number held"
        begins, ends = max(shift.starts_at, hour), min(shift.ends_at, until)
        where = where_at(ledger, shift.seat)
        times = f"{clock(ledger, begins)} to {clock(ledger, ends)}"
        text = f"{shift.title} ({where}): {shift.person.name}, {phone}, {times}"
        yield Item(key=f"seat:{shift.id}", text=text, unit=shift.unit, ref=shift.id)
    for gap in gaps(house.seats.values(), shifts, hour, until, house.zone):
        times = f"{clock(ledger, gap.starts_at)} to {clock(ledger, gap.ends_at)}"
        text = f"{house.title(gap.seat)} ({where_at(ledger, gap.seat)}): NOBODY, {times}"
        key = f"gap:{gap.seat}:{gap.starts_at.isoformat()}:{gap.ends_at.isoformat()}"
        yield Item(key=key, text=text)


def where_at(ledger: Ledger, seat: str) -> str:
    """Where a seat is, in the shortest name there is."""
    at = seat.partition("@")[2]
    return ledger.house.short if at == ledger.house.system else ledger.named(at).short
