"""Whom a rule or card can mean at all, given what it is about. Knows no system, no rota."""

from typing import assert_never

from actions.card_text import CardText
from actions.policy_text import (
    Cause,
    OnCalculated,
    OnCardOverdue,
    OnDeclarationDiffers,
    OnDeclarationLapsing,
    OnDeclared,
    OnHandoverUnaccepted,
    OnSightLost,
)

SEEN_FROM = {
    "unit": frozenset({"unit", "place", "system", "region", "holder"}),
    "place": frozenset({"place", "system", "region", "holder"}),
    "system": frozenset({"system", "region", "holder"}),
}
"""The first part of a reference → from what it means somebody."""


def beyond_reach(ref: str, cause: Cause) -> str | None:
    """Why the reference can mean nobody on this cause; None where it can."""
    found, about = _reach_of(cause)
    return None if ref.partition(".")[0] in found else f"{ref} means nobody here: this is about {about}"


def beyond_card(ref: str, card: CardText) -> str | None:
    """Why the reference can mean nobody on this card; None where it can."""
    from_a_unit = card.scope == "unit" or (card.scope == "system" and card.pillar is not None)
    if ref.partition(".")[0] in SEEN_FROM["unit" if from_a_unit else "system"]:
        return None
    return f"{ref} means nobody here: this is about {'a unit' if from_a_unit else 'the system'}"


def _reach_of(cause: Cause) -> tuple[frozenset[str], str]:
    match cause:
        case OnCalculated():
            return SEEN_FROM[cause.at], "the system" if cause.at == "system" else f"a {cause.at}"
        case OnDeclared() | OnSightLost():
            return SEEN_FROM["unit"], "a unit"
        case OnDeclarationLapsing() | OnDeclarationDiffers():
            return SEEN_FROM["unit"] | {"declarer"}, "a declaration"
        case OnCardOverdue():
            return SEEN_FROM["unit"] | {"owner"}, "a card"
        case OnHandoverUnaccepted():
            return SEEN_FROM["system"] | {"giver", "receiver"}, "a handover"
    assert_never(cause)
