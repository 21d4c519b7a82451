"""Ends alerts and what hangs on them: who is told that it is over, whose cards nobody needs any more. Pure.

Nothing ends silently: whatever is closed here has a line that says why.
"""

from collections.abc import Sequence
from datetime import datetime

from actions.hours import end_of, in_span
from actions.late_groups import group_of, is_late, late_in, told
from actions.ledger import Ledger, page_number
from actions.matters import Alert, Card, Page
from actions.text_fields import Channel


def over(ledger: Ledger, alert: Alert, why: str) -> Alert:
    """It is over. Those who were called are told, by day or if they were called just now."""
    pages = all_clears(ledger, alert) if alert.rule.all_clear else ()
    closed = {"state": "over", "closed_at": ledger.at, "due_at": None, "pages": (*alert.pages, *pages)}
    written = ledger.record(alert.model_copy(update=closed), "over", text=why, pages=pages)
    close_rings(ledger, written, why)
    return written


def why_over(alert: Alert) -> str:
    """In what words it ended; receipts may have come since."""
    return next((line.text for line in reversed(alert.log) if line.did == "over" and line.text), "it is over")


def all_clears(ledger: Ledger, alert: Alert) -> tuple[Page, ...]:
    """One page to each person whom a call may have reached, by a way that wakes nobody."""
    called: dict[str, list[Page]] = {}
    for page in alert.pages:
        if page.about == "call" and page.channel != "human" and page.state not in {"failed", "not_sent"}:
            called.setdefault(page.person.id, []).append(page)
    found: list[Page] = []
    for pages in called.values():
        told = {
            "n": page_number((*alert.pages, *found)),
            "channel": quiet_way(pages),
            "step": -1,
            "about": "all_clear",
            "at": when_told(ledger, pages),
            "state": "waiting",
            "state_at": ledger.at,
            "evidence": None,
        }
        found.append(pages[-1].model_copy(update=told))
    return tuple(found)


def quiet_way(pages: Sequence[Page]) -> Channel:
    """An all-clear wakes nobody: a text where there was one, else an e-mail."""
    return "sms" if any(page.channel in {"sms", "voice"} for page in pages) else "email"


def when_told(ledger: Ledger, pages: Sequence[Page]) -> datetime:
    """All-clears wait for the end of the quiet hours unless the person was called within `all_clear_anyway`."""
    policy, called_at = ledger.house.policy.policy, max(page.at for page in pages)
    if not in_span(ledger, policy.quiet, ledger.at) or ledger.at - called_at <= policy.all_clear_anyway:
        return ledger.at
    return end_of(ledger, policy.quiet, ledger.at)


def recall(ledger: Ledger, alert: Alert, why: str) -> None:
    """It is back before the all-clear went out: nobody is told in the morning what is no longer true."""
    kept = [page for page in alert.pages if page.about != "all_clear" or sent(ledger, page)]
    if len(kept) == len(alert.pages):
        return
    told = {"state": "not_sent", "state_at": ledger.at, "evidence": why}
    pages = tuple(page if page in kept else page.model_copy(update=told) for page in alert.pages)
    ledger.record(alert.model_copy(update={"pages": pages}), "recalled", text=why)


def sent(ledger: Ledger, page: Page) -> bool:
    """Whether a page is on its way, or needs no sending any more."""
    return page.state != "waiting" or page.at <= ledger.at


def close_rings(ledger: Ledger, alert: Alert, why: str) -> None:
    """Nobody needs to ring any more."""
    for card in ledger.open(Card, alert.unit):
        if card.alert == alert.id:
            withdraw_card(ledger, card, why)


def withdraw_card(ledger: Ledger, card: Card, why: str) -> None:
    """Nobody needs to do it any more."""
    gone = {"state": "withdrawn", "closed_at": ledger.at, "due_at": None}
    end_overdue(ledger, card, ledger.record(card.model_copy(update=gone), "withdrawn", text=why))


def end_overdue(ledger: Ledger, before: Card, card: Card) -> None:
    """Nobody is chased about a late card that is closed, handed on or under review now: the others of the group that it
    was in remain.
    """
    group = group_of(before)
    if not is_late(before) or (is_late(card) and group_of(card) == group):
        return
    for alert in ledger.open(Alert, before.unit):
        if alert.subject != group:
            continue
        late = late_in(ledger, before.unit, group)
        if not late:
            over(ledger, alert, f"The card is {card.state.replace('_', ' ')}")
        elif (now := told(ledger, late))["about"] != alert.about:
            ledger.record(alert.model_copy(update=now), "fewer", text=card.title)
