"""A human step: somebody is to ring somebody, and says how it went. A card of its own, chased like any other. Pure."""

from datetime import timedelta

from actions.ledger import Ledger
from actions.matters import Alert, Card, Declaration, Handover, Page, Person
from actions.policy_text import Step
from actions.seats import Seated, holders, on_duty
from actions.whom import meant

RING_WITHIN = timedelta(minutes=5)


def ringer(
    ledger: Ledger, step: Step, unit: str, about: Card | Handover | Declaration | None, target: Person
) -> Seated | None:
    """Who rings: whom the step names, else whoever holds the system. Nobody is asked to ring themselves."""
    named = meant(ledger, step.via, unit, about) if step.via is not None else []
    return next((one for one in [*named, *holders(ledger)] if one.person.id != target.id), None)


def open_ring_card(ledger: Ledger, alert: Alert, page: Page, rings: Seated) -> Card:
    """The card of who rings. One that is open for the same person of the same alert is for the newer page from now."""
    for card in ledger.open(Card):
        before = next((p for p in alert.pages if p.n == card.page), None) if card.alert == alert.id else None
        if before is not None and before.person.id == page.person.id:
            return ledger.record(card.model_copy(update={"page": page.n}), "again")
    late_at = ledger.at + RING_WITHIN
    number = page.person.phone or "no number held: switchboard"
    card = Card(
        unit=alert.unit,
        opened_at=ledger.at,
        due_at=late_at,
        card="ring",
        version=1,
        sha="",
        provenance="policy",
        title=f"Ring {page.person.name}, {page.seat_title}: {number}",
        steps=(
            alert.about,
            "Say who you are, what is wanted, and until when.",
            "Record whether they have it.",
        ),
        scope="system",
        purpose="ring",
        level=alert.level or 3,
        about=alert.unit,
        episode=alert.id,
        owner_seat=rings.seat,
        owner=None if on_duty(ledger, rings) else rings.person,
        late_at=late_at,
        alert=alert.id,
        page=page.n,
    )
    return ledger.record(card, "opened")
