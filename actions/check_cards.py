"""What a card's types cannot say: who can own it, that its risk is named, that there is a way back. Opens nothing."""

from collections import Counter
from collections.abc import Container, Iterator, Sequence

from actions.card_text import CardText, LibraryText
from actions.policy_text import ZERO
from actions.step_reach import beyond_card
from triggers.yaml_text import Path

Finding = tuple[Path, str]
RISK_FROM = 3
OWNERS = {
    "unit": frozenset({"unit", "place"}),
    "system": frozenset({"system", "place", "holder"}),
    "region": frozenset({"region"}),
}
"""Who does what a card asks: those where it opens."""


def check_library(library: LibraryText, metrics: Container[str]) -> Iterator[Finding]:
    """Path and reason of everything wrong; `metrics`: the ids of the catalogue."""
    ids = Counter(card.card for card in library.cards)
    for i, card in enumerate(library.cards):
        path: Path = ("cards", i)
        if ids[card.card] > 1:
            yield (*path, "card"), f"{card.card} is used twice"
        for below, reason in _check_card(card, metrics):
            yield (*path, *below), reason
    yield from _check_way_back(library.cards)


def _check_card(card: CardText, metrics: Container[str]) -> Iterator[Finding]:
    if card.scope == "unit" and card.pillar is None:
        yield ("scope",), "a unit's card needs the pillar whose units it is for"
    if card.scope == "region" and card.pillar is not None:
        yield ("pillar",), "a region's card opens on the system's own level: it has no pillar"
    if card.within == ZERO:
        yield ("within",), "must be longer than nothing"
    for i, metric in enumerate(card.moves):
        if metric not in metrics:
            yield ("moves", i), f"{metric} is not in the metrics catalogue"
    yield from _check_owner(card)
    yield from _check_risk(card)


def _check_owner(card: CardText) -> Iterator[Finding]:
    if reason := beyond_card(card.owner, card):
        yield ("owner",), reason
    elif card.owner.partition(".")[0] not in OWNERS[card.scope]:
        yield ("owner",), f"{card.owner} cannot own what the {card.scope} does"


def _check_risk(card: CardText) -> Iterator[Finding]:
    """Hazard H13: a divert or card moves risk unseen."""
    if card.risk is None:
        if card.purpose == "act" and card.level >= RISK_FROM:
            yield (
                (),
                f"an OPEL {card.level} action names the `risk` it moves, to whom, and who is told and can object",
            )
        return
    for i, ref in enumerate(card.risk.tell):
        if reason := beyond_card(ref, card):
            yield ("risk", "tell", i), reason


def _check_way_back(cards: Sequence[CardText]) -> Iterator[Finding]:
    """What is switched on at a level has a card that switches it off."""
    seen = {(card.scope, card.pillar, card.level) for card in cards if card.purpose == "stand_down"}
    for i, card in enumerate(cards):
        key = (card.scope, card.pillar, card.level)
        if card.purpose == "act" and key not in seen:
            seen.add(key)
            whose = f"{card.scope} cards{f' of {card.pillar}' if card.pillar else ''}"
            yield (
                ("cards", i, "level"),
                f"the {whose} at OPEL {card.level} need a stand_down card: the way back",
            )
