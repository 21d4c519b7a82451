"""Working a card: accept, note, done, cannot, hand on. Each is a new line. Pure."""

from datetime import datetime, timedelta

from actions.answer import rung
from actions.deeds import MoveCard
from actions.finish import end_overdue
from actions.hours import clock
from actions.ledger import Ledger
from actions.matters import Card, Person
from actions.refusal import Refusal
from actions.seats import seated

CLOSING = {"done": "done", "not_applicable": "not_applicable", "cannot": "cannot"}
DID = {"accept": "accepted", "note": "noted", "hand_on": "handed_on", "reopen": "reopened", **CLOSING}
NO_TIME = timedelta(0)


def move_card(ledger: Ledger, card: Card, deed: MoveCard, by: Person) -> Card | Refusal:
    """One move by one person."""
    if card.v != deed.seen:
        return Refusal("moved_meanwhile", f"This card has moved: {last_words(ledger, card)}.", card.id)
    if card.closed_at is not None:
        return Refusal("closed", f"This card is closed: {last_words(ledger, card)}.", card.id)
    if deed.move in {"cannot", "note"} and deed.text is None:
        wanted = "Say why, in a few words." if deed.move == "cannot" else "Write the note."
        return Refusal("reason_wanted", wanted, card.id)
    if deed.move == "reopen" and card.state != "review":
        return Refusal("not_in_review", "Only a card under review can be opened again.", card.id)
    moved = after(ledger, card, deed, by)
    if isinstance(moved, Refusal):
        return moved
    written = ledger.record(moved, DID[deed.move], by=by, text=deed.text)
    if deed.move in {*CLOSING, "accept", "hand_on"}:
        end_overdue(ledger, card, written)
    if deed.move in CLOSING and written.purpose == "ring":
        rung(ledger, written, by, reached=deed.move == "done", words=deed.text)
    return written


def after(ledger: Ledger, card: Card, deed: MoveCard, by: Person) -> Card | Refusal:
    """The card after the move."""
    match deed.move:
        case "accept":
            state = "accepted" if card.state == "open" else card.state
            return card.model_copy(update={"owner": by, "state": state, "due_at": asked_again(ledger, card)})
        case "note":
            return card
        case "reopen":
            return taken_up(ledger, card)
        case "hand_on":
            return handed_on(ledger, card, deed.seat)
        case _:
            closed = {"state": CLOSING[deed.move], "closed_at": ledger.at, "due_at": None}
            return card.model_copy(update={**closed, "owner": card.owner or by})


def handed_on(ledger: Ledger, card: Card, seat: str | None) -> Card | Refusal:
    """The card with another seat, and whoever sits there now."""
    if seat is None or seat not in ledger.house.seats:
        return Refusal("unknown_seat", "Say which seat takes it.", card.id)
    if ledger.house.seats[seat].at not in has_part(ledger, card):
        told = f"{ledger.house.title(seat)} has no part in this card: tell them, and keep it or close it."
        return Refusal("no_part", told, card.id)
    people = seated(ledger, seat)
    given = {"owner_seat": seat, "owner": people[0].person if people else None}
    return card.model_copy(update={**given, "due_at": asked_again(ledger, card)})


def has_part(ledger: Ledger, card: Card) -> set[str | None]:
    """Where the seats are that may work the card: at its unit, its provider and place, the system, the region."""
    standing = ledger.named(card.unit)
    bodies = {one.unit for one in ledger.standing.values() if one.scope != "unit"}
    own = {card.unit, standing.provider, standing.place} if standing.scope == "unit" else bodies
    return {*own, card.unit, ledger.house.system, ledger.house.region}


def asked_again(ledger: Ledger, card: Card) -> datetime | None:
    """When a late card that somebody takes is asked about again: it is still late, and has its whole time anew."""
    if card.overdue and card.state != "review":
        return ledger.at + whole_time(ledger, card)
    return card.due_at


def taken_up(ledger: Ledger, card: Card) -> Card:
    """A card under review as it was before, with the time that was left then; one that was late has all of it."""
    left = time_left(card) or whole_time(ledger, card)
    late_at = ledger.at + left
    back = {"state": card.was_state or "open", "was_state": None, "overdue": False}
    return card.model_copy(update={**back, "late_at": late_at, "due_at": late_at})


def time_left(card: Card) -> timedelta:
    """How much time was left to finish it when it was sent to review."""
    sent = next((line.at for line in reversed(card.log) if line.did == "to_review"), card.opened_at)
    return max(card.late_at - sent, NO_TIME)


def whole_time(ledger: Ledger, card: Card) -> timedelta:
    """The time that a new copy has to be finished in."""
    found = ledger.house.cards.get(card.card)
    return found.text.within if found is not None else card.late_at - card.opened_at


def last_words(ledger: Ledger, card: Card) -> str:
    """What was done to it last, by whom, when."""
    line = card.log[-1]
    who = line.name or "the service"
    said = f" ({line.text})" if line.text else ""
    return f"{who} {line.did.replace('_', ' ')} it at {clock(ledger, line.at)}{said}"
