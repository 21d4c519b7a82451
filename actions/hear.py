"""What a carrier said of a page, noted on the alert or notice that it is of. Pure."""

from collections.abc import Sequence

from actions.deeds import Receipt
from actions.ledger import Ledger
from actions.matters import Alert, Handover, Notice, Page

RANK = {"waiting": 0, "handed_over": 1, "failed": 2, "not_sent": 2, "delivered": 3}
LOST = frozenset({"failed", "not_sent"})


def hear(ledger: Ledger, receipt: Receipt) -> None:
    """Once, however often it is said; of a matter that is long over it is not noted."""
    matter = ledger.matters.get(receipt.matter)
    if not isinstance(matter, Alert | Notice | Handover):
        return
    page = next((p for p in matter.pages if p.n == receipt.n), None)
    if page is None or not news(page, receipt):
        return
    told = {"state": receipt.state, "state_at": ledger.at, "evidence": receipt.evidence}
    pages = replaced(matter.pages, page.model_copy(update=told))
    words = f"{page.person.name} by {page.channel}: {receipt.evidence}"
    said: dict[str, object] = {"pages": pages}
    match matter:
        case Notice():
            ledger.record(matter.model_copy(update=said), receipt.state, text=words)
        case Handover():
            ledger.record(matter.model_copy(update=said), receipt.state, text=words)
        case Alert():
            written = ledger.record(matter.model_copy(update=said), receipt.state, text=words)
            if receipt.state in LOST:
                hurry(ledger, written)


def news(page: Page, receipt: Receipt) -> bool:
    """Whether a receipt says more than what is known of the page: it never goes back from delivered."""
    return RANK[receipt.state] > RANK[page.state]


def replaced(pages: Sequence[Page], page: Page) -> tuple[Page, ...]:
    """The pages with this one as it now is."""
    return tuple(page if one.n == page.n else one for one in pages)


def hurry(ledger: Ledger, alert: Alert) -> None:
    """When every page of the step under way has failed, the next step does not wait. A new round does: a carrier that
    is down is not asked again and again at one moment until nobody is left to call.
    """
    latest = [p for p in alert.pages if p.step == alert.step - 1 and p.about == "call"]
    under_way = [p for p in latest if p.at == latest[-1].at]
    lost = under_way and all(p.state in LOST for p in under_way)
    last_of_round = alert.step >= len(alert.rule.steps) and alert.round < alert.rule.repeat
    if alert.state != "chasing" or not lost or last_of_round:
        return
    if alert.due_at is not None and alert.due_at > ledger.at:
        hurried = alert.model_copy(update={"due_at": ledger.at})
        ledger.record(hurried, "hurried", text="no page of this step went out")
