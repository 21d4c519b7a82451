"""Which late cards belong together: those of one owner at one place. Pure; chases nobody."""

from actions.ledger import Ledger
from actions.matters import CLOSED_CARD, Card

NAMED = 3
LATE = "late:"


def group_of(card: Card) -> str:
    """What late cards have in common: where they are to be done, and whose they are."""
    return f"{LATE}{card.unit}:{card.owner.id if card.owner is not None else card.owner_seat}"


def late_in(ledger: Ledger, group: str) -> list[Card]:
    """The late cards of a group, the oldest first."""
    found = [c for c in ledger.open(Card) if c.overdue and c.state not in {"review", *CLOSED_CARD}]
    return sorted((c for c in found if group_of(c) == group), key=lambda c: (c.late_at, c.id))


def told(ledger: Ledger, late: list[Card]) -> dict[str, object]:
    """How many are late where, and the first of them by name."""
    first = late[0]
    where = ledger.named(first.unit).short
    owner = first.owner.name if first.owner is not None else "nobody has it"
    about = f"Overdue: {first.title}" if len(late) == 1 else f"{len(late)} cards overdue at {where}"
    names = tuple(card.title for card in late[:NAMED]) if len(late) > 1 else ()
    return {"about": about, "because": (owner, *names)}
