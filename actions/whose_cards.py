"""Which cards a level concerns: at its unit, at the system for its pillar, at the region. Pure; opens nothing."""

from collections.abc import Iterator

from actions.card_text import CardText
from actions.house import CardInForce, Standing
from actions.ledger import Ledger
from actions.matters import Card, Episode


def due_at_level(ledger: Ledger, unit: str, level: int) -> Iterator[CardInForce]:
    """The library's cards of a level that this unit's level concerns."""
    standing = ledger.named(unit)
    for found in ledger.house.cards.values():
        if found.text.level == level and concerns(found.text, standing):
            yield found


def concerns(card: CardText, standing: Standing) -> bool:
    """Whether the level of this unit or body opens the card."""
    match card.scope:
        case "unit":
            return standing.scope == "unit" and card.pillar == standing.pillar
        case "system":
            own = card.pillar is None and standing.scope == "system"
            return own or (standing.scope == "unit" and card.pillar == standing.pillar is not None)
        case "region":
            return standing.scope == "system"


def where_done(ledger: Ledger, card: CardText, unit: str) -> str:
    """At which unit or body the card is to be done."""
    match card.scope:
        case "unit":
            return unit
        case "system":
            return ledger.house.system
        case "region":
            return ledger.house.region or ledger.house.system


def cards_of(ledger: Ledger, standing: Standing, level: int) -> Iterator[Card]:
    """The open cards of a level that this unit's or body's level concerns, whichever unit opened them."""
    for card in ledger.open(Card):
        if card.level == level and card.purpose != "ring" and belongs(ledger, card, standing):
            yield card


def belongs(ledger: Ledger, card: Card, standing: Standing) -> bool:
    """Whether an open card is one that the level of this unit or body would open."""
    if card.scope == "unit":
        return card.unit == standing.unit
    about = ledger.named(card.about)
    if card.scope == "region" or about.scope != "unit":
        return standing.scope == about.scope == "system"
    return standing.scope == "unit" and standing.pillar == about.pillar is not None


def wanted_elsewhere(ledger: Ledger, card: Card, unit: str) -> bool:
    """Whether another unit that runs at this level wants an open card too."""
    return any(
        e.level == card.level and e.unit != unit and belongs(ledger, card, ledger.named(e.unit))
        for e in ledger.open(Episode)
        if card.scope != "unit"
    )


def runs_elsewhere(ledger: Ledger, card: CardText, unit: str) -> bool:
    """Whether another unit that runs at this level would be told by this card to stand down."""
    return card.scope != "unit" and any(
        e.level == card.level and e.unit != unit and concerns(card, ledger.named(e.unit))
        for e in ledger.open(Episode)
    )
