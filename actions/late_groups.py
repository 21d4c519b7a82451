"""Which late cards belong together: those of one owner at one place. Pure; chases nobody."""

from actions.ledger import Ledger
from actions.matters import CLOSED_CARD, Card

NAMED = 3
LATE = "late:"


def group_of(card: Card) -> str:
    """What late cards have in common: where they are to be done, and whose they are."""
    return f"{LATE}{card.unit}:{card.owner.id if card.owner is not None else card.owner_seat}"


def is_late(card: Card) -> bool:
    """Whether somebody is to be chased about it."""
    return card.overdue and card.state not in {"review", *CLOSED_CARD}


def late_in(ledger: Ledger, unit: str, group: str) -> list[Card]:
    """The late cards of a group at its place, the oldest first."""
    found = [card for card in ledger.open(Card, unit) if is_late(card) and group_of(card) == group]
    return sorted(found, key=lambda card: (card.late_at, card.id))


def told(ledger: Ledger, late: list[Card]) -> dict[str, object]:
    """How many are late where, and the first of them by name."""
    first = late[0]
    where = ledger.named(first.unit).short
    owner = first.owner.name if first.owner is not None else "nobody has it"
    about = f"Overdue: {first.title}" if len(late) == 1 else f"{len(late)} cards overdue at {where}"
    names = tuple(card.title for card in late[:NAMED]) if len(late) > 1 else ()
    return {"about": about, "brief": about, "because": (owner, *names)}
