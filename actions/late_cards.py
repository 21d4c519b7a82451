"""Cards whose time has passed: one alert for all that are late with one owner at one place, not one for each. Pure.

Whoever has ten late cards is called once about ten, and again when the hour is over.
"""

from actions.call import drafted, open_alert, rules_for, start
from actions.late_groups import group_of, late_in, told
from actions.ledger import Ledger
from actions.matters import Card
from actions.policy_text import OnCardOverdue


def mark_overdue(ledger: Ledger, card: Card) -> None:
    """Its time has passed: it says so, and is chased with the others of its owner."""
    written = ledger.record(card.model_copy(update={"overdue": True, "due_at": None}), "overdue")
    for rule in rules_for(ledger, "card_overdue"):
        if not isinstance(rule.on, OnCardOverdue) or rule.on.level > card.level:
            continue
        running = open_alert(ledger, rule.id, card.unit, group_of(written))
        late = late_in(ledger, card.unit, group_of(written))
        if running is not None:
            ledger.record(running.model_copy(update=told(ledger, late)), "also", text=written.title)
            continue
        draft = drafted(ledger, rule, "card_overdue", card.unit, "")
        known = {"subject": group_of(written), "level": None, "sure": "", "since": written.late_at}
        start(ledger, rule, draft.model_copy(update={**known, **told(ledger, late)}))
