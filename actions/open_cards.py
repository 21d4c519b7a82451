"""A level that moves opens the right cards, sends the higher ones to review, opens stand-down cards. Pure.

One open copy of a card at one place; nothing opens twice in an episode, and nothing closes silently.
"""

from actions.card_text import CardText
from actions.episodes import Turn
from actions.finish import end_overdue, withdraw_card
from actions.house import CardInForce, Standing
from actions.ledger import Ledger
from actions.matters import Card, Episode, Figure
from actions.whom import seat_keys
from actions.whose_cards import cards_of, due_at_level, runs_elsewhere, wanted_elsewhere, where_done
from actions.work_card import taken_up


def follow_turns(ledger: Ledger, unit: str, turns: list[Turn]) -> None:
    """What each beginning and end of an episode means for cards."""
    for episode, what in turns:
        if what == "ended":
            review_cards(ledger, unit, episode)
            continue
        resume_cards(ledger, unit, episode)
        if what == "began":
            open_cards(ledger, unit, episode)


# --- up ---


def resume_cards(ledger: Ledger, unit: str, episode: Episode) -> None:
    """The level is back: what was under review is as it was, and stand-down cards are withdrawn in so many words."""
    standing, again = ledger.named(unit), f"OPEL {episode.level} again"
    for card in cards_of(ledger, standing, episode.level):
        if card.purpose == "stand_down":
            withdraw_card(ledger, card, again)
        elif card.state == "review":
            owned = {"episode": episode.id, "about": unit}
            ledger.record(taken_up(ledger, card).model_copy(update=owned), "resumed", text=again)


def open_cards(ledger: Ledger, unit: str, episode: Episode) -> None:
    """The cards of this level: at the unit, at the system for its pillar, at the region. One that is open already
    says that another unit has come to it too.
    """
    copies = {(card.card, card.unit): card for card in ledger.open(Card)}
    for found in due_at_level(ledger, unit, episode.level):
        if found.text.purpose == "stand_down":
            continue
        copy = copies.get((found.text.card, where_done(ledger, found.text, unit)))
        if copy is None:
            open_card(ledger, found, unit, episode)
        elif copy.about != unit:
            also = f"{ledger.named(unit).name} has reached OPEL {episode.level} too"
            ledger.record(copy, "also", text=also)


def open_card(ledger: Ledger, found: CardInForce, unit: str, episode: Episode) -> None:
    """One copy. What it is meant to move is kept as it stands."""
    text = found.text
    keys = seat_keys(ledger, text.owner, unit)
    late_at = ledger.at + text.within
    ledger.record(
        Card(
            unit=where_done(ledger, text, unit),
            opened_at=ledger.at,
            due_at=late_at,
            card=text.card,
            version=text.version,
            sha=found.sha,
            provenance=found.provenance,
            title=text.title,
            steps=text.steps,
            scope=text.scope,
            purpose=text.purpose,
            level=text.level,
            about=unit,
            episode=episode.id,
            owner_seat=keys[0] if keys else text.owner,
            late_at=late_at,
            moves=text.moves,
            figures_then=figures_of(ledger.named(unit), text.moves),
            risk=text.risk,
        ),
        "opened",
    )


def figures_of(standing: Standing, metrics: tuple[str, ...]) -> tuple[Figure, ...]:
    """The figures a card is meant to move, as they stand; one never sent is unknown, not zero."""
    return tuple(
        standing.figures.get(m) or Figure(metric=m, value=None, observed_at=None, state="never_known")
        for m in metrics
    )


# --- down ---


def review_cards(ledger: Ledger, unit: str, episode: Episode) -> None:
    """The level has settled lower: its open cards go to review, and stand-down cards open. A card of the system for
    a pillar stays as it is while another unit of the pillar is so high, and its way back is not opened yet.
    """
    standing, told = ledger.named(unit), f"Below OPEL {episode.level} now"
    for card in cards_of(ledger, standing, episode.level):
        if card.purpose == "stand_down" or card.state == "review" or wanted_elsewhere(ledger, card, unit):
            continue
        review = {"state": "review", "was_state": card.state, "due_at": None}
        end_overdue(ledger, card, ledger.record(card.model_copy(update=review), "to_review", text=told))
    copies = {(card.card, card.unit) for card in ledger.open(Card)}
    for found in due_at_level(ledger, unit, episode.level):
        text = found.text
        if text.purpose != "stand_down" or (text.card, where_done(ledger, text, unit)) in copies:
            continue
        if not (opened_before(ledger, text, episode) or runs_elsewhere(ledger, text, unit)):
            open_card(ledger, found, unit, episode)


def opened_before(ledger: Ledger, card: CardText, episode: Episode) -> bool:
    """Whether somebody has closed the card in this episode; one that was withdrawn does not count."""
    there = ledger.about(Card, where_done(ledger, card, episode.unit))
    return any(c.card == card.card and c.episode == episode.id and c.state != "withdrawn" for c in there)
