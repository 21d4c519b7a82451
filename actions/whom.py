"""Whom a rule or a card means at this moment, seen from what it is about. Pure; an empty seat means nobody."""

from actions.ledger import Ledger
from actions.matters import Card, Declaration, Handover
from actions.seats import Seated, holders, in_person, seated, watch_of


def seat_keys(ledger: Ledger, ref: str, unit: str) -> list[str]:
    """The seats that a reference of the form `unit.site_manager` means, seen from a unit; the nearest one."""
    where, _, seat = ref.partition(".")
    standing, house = ledger.named(unit), ledger.house
    places: list[str | None] = []
    match where:
        case "unit":
            places = [unit, standing.provider]
        case "place":
            places = [standing.place if standing.scope == "unit" else unit]
        case "system":
            places = [house.system]
        case "region":
            places = [house.region]
        case _:  # a person's part, not a place's: no seat
            places = []
    return [f"{seat}@{at}" for at in places if at is not None and f"{seat}@{at}" in house.seats][:1]


def meant(
    ledger: Ledger, ref: str, unit: str, about: Card | Handover | Declaration | None = None
) -> list[Seated]:
    """The people that a reference means now."""
    match ref, about:
        case "holder", _:
            return holders(ledger)
        case "owner", Card():
            return owners(ledger, about)
        case "declarer", Declaration():
            return [Seated("declarer", "declarer", about.extended_by or about.by)]
        case "giver", Handover():
            return givers(ledger, about)
        case "receiver", Handover():
            return seated(ledger, about.to_seat)
        case _:
            return [one for key in seat_keys(ledger, ref, unit) for one in seated(ledger, key)]


def owners(ledger: Ledger, card: Card) -> list[Seated]:
    """Who has the card; while nobody has taken it, whoever sits where it belongs."""
    if card.owner is not None:
        title = ledger.house.title(card.owner_seat)
        return [in_person(ledger, "owner", Seated(card.owner_seat, title, card.owner))]
    return holders(ledger) if card.owner_seat == "holder" else seated(ledger, card.owner_seat)


def givers(ledger: Ledger, handover: Handover) -> list[Seated]:
    """Who gives: whoever holds the system from the giving seat, else who gave when it was drafted."""
    watch = watch_of(ledger)
    holds = watch.person if watch is not None and watch.seat == handover.from_seat else None
    person = holds or handover.giver
    if person is None:
        return []
    return [in_person(ledger, "giver", Seated(handover.from_seat, handover.from_title, person))]
