"""A card as it stood: its state, whose it was, when it was to be late. Pure."""

from collections.abc import Iterable
from datetime import datetime

from actions.matters import Card, Line
from app.board.past.cut import Cut, Fields

TAKEN_UP = frozenset({"resumed", "reopened"})


def card_then(card: Card, cut: Cut) -> tuple[Fields, tuple[str, ...]]:
    """Its state, its owner, and when it was late."""
    late_at = late_at_then(card, cut)
    fields: Fields = {
        "state": cut.said.get("state", card.state),
        "was_state": before_review(cut.by) if cut.said.get("state") == "review" else None,
        "owner": cut.person("owner"),
        "about": cut.said.get("about", card.about),
        "episode": cut.said.get("episode", card.episode),
        "late_at": late_at or card.late_at,
        "overdue": is_overdue(cut.by),
    }
    untold = [] if late_at is not None else ["late_at"]
    if cut.does("again"):
        fields["page"] = None
        untold.append("page")
    if cut.does("handed_on"):
        fields["owner_seat"] = ""
        untold.append("owner_seat")
    return fields, tuple(untold)


def before_review(lines: Iterable[Line]) -> str:
    """Whether somebody had accepted a card before it went to review; who does so meanwhile does not move it."""
    state, reviewed = "open", False
    for line in lines:
        if line.did == "accepted" and not reviewed:
            state = "accepted"
        reviewed = line.did == "to_review" or (reviewed and line.did not in TAKEN_UP)
    return state


def is_overdue(lines: Iterable[Line]) -> bool:
    """Whether its time had passed, since it was last taken up again."""
    late = False
    for line in lines:
        late = line.did == "overdue" or (late and line.did not in TAKEN_UP)
    return late


def late_at_then(card: Card, cut: Cut) -> datetime | None:
    """When it was to be late: as it now is, unless it was taken up again afterwards. It then keeps the time that was
    left when it went to review; one that was late by then says when. None: it cannot be told.
    """
    if not cut.does(*TAKEN_UP):
        return card.late_at
    lines = [*cut.by, *cut.after]
    late_at: datetime | None = card.late_at
    for place in range(len(lines) - 1, len(cut.by) - 1, -1):
        if lines[place].did in TAKEN_UP:
            late_at = left_before(lines[:place], late_at, lines[place].at)
    return late_at


def left_before(lines: list[Line], late_at: datetime | None, again: datetime) -> datetime | None:
    """When it was to be late, before it was taken up `again` to be late at `late_at`."""
    for line in reversed(lines):
        if line.did == "overdue":
            return line.at
        if line.did in TAKEN_UP:
            break
    sent = next((line.at for line in reversed(lines) if line.did == "to_review"), None)
    return None if sent is None or late_at is None else sent + (late_at - again)
