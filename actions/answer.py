"""Answers to an alert, by button, by key or by word of who rang. The first answer is never overwritten. Pure."""

from datetime import timedelta

from actions.deeds import AnswerAlert
from actions.finish import close_rings, why_over
from actions.hear import hurry, replaced
from actions.hours import clock
from actions.ledger import Ledger
from actions.matters import Alert, Card, Person, Reply
from actions.refusal import Refusal

LONGEST_COMMITMENT = timedelta(hours=12)


def answer(ledger: Ledger, alert: Alert, deed: AnswerAlert, by: Person) -> Alert | Refusal:
    """Somebody presses [I have it], [Pass on] or [Done]."""
    if (wrong := wrong_answer(ledger, alert, deed)) is not None:
        return wrong
    reply = Reply(by=by, at=ledger.at, said=deed.said, commitment=deed.commitment, until=deed.until)
    match deed.said:
        case "have":
            return have(ledger, alert, reply)
        case "pass_on":
            return pass_on(ledger, alert, reply)
        case "met":
            return met(ledger, alert, reply)


def wrong_answer(ledger: Ledger, alert: Alert, deed: AnswerAlert) -> Refusal | None:
    """Why it is no answer: a commitment is what is done, and by when."""
    if alert.closed_at is not None:
        return Refusal("over", f"This is over: {why_over(alert)}.", alert.id)
    if deed.commitment is not None and deed.until is None:
        return Refusal("commitment_without_time", "Say by when.", alert.id)
    if deed.until is not None and deed.commitment is None:
        return Refusal("time_without_commitment", "Say what you will do by then.", alert.id)
    if deed.until is not None and not ledger.at < deed.until <= ledger.at + LONGEST_COMMITMENT:
        return Refusal("commitment_time", "The time must lie ahead, within 12 hours.", alert.id)
    return None


def have(ledger: Ledger, alert: Alert, reply: Reply) -> Alert | Refusal:
    """The first who says so has it; the same person may say more, another one is told who has it."""
    if alert.holder is not None and alert.holder.id != reply.by.id:
        return Refusal("answered", f"{alert.holder.name} has it since {when(ledger, alert)}.", alert.id)
    promised = reply if reply.commitment else alert.commitment
    until = promised.until if promised is not None else None
    held = {
        "state": "held",
        "holder": reply.by,
        "replies": (*alert.replies, reply),
        "commitment": promised,
        "due_at": until or ledger.at + ledger.house.policy.policy.lapse_after,
    }
    written = ledger.record(alert.model_copy(update=held), "answered", by=reply.by, text=reply.commitment)
    close_rings(ledger, written, f"{reply.by.name} has it")
    return written


def when(ledger: Ledger, alert: Alert) -> str:
    """When its holder took it, in the room: since it last lapsed or was passed on."""
    taken = None
    for line in reversed(alert.log):
        if line.did == "lapsed":
            break
        if line.did == "answered" and alert.holder is not None and line.by == alert.holder.id:
            taken = line.at
    return clock(ledger, taken) if taken is not None else "just now"


def pass_on(ledger: Ledger, alert: Alert, reply: Reply) -> Alert | Refusal:
    """Not this person: the next step is taken now. It is only a note where another has it, where nobody is being
    called, and the second time: one who presses twice does not speak for those who were called meanwhile.
    """
    passed: dict[str, object] = {"replies": (*alert.replies, reply)}
    gives_up = alert.holder is not None and alert.holder.id == reply.by.id
    if gives_up or (alert.state == "chasing" and not passed_on_before(alert, reply.by)):
        passed |= {"state": "chasing", "holder": None, "commitment": None, "due_at": ledger.at}
    return ledger.record(alert.model_copy(update=passed), "passed_on", by=reply.by, text=reply.commitment)


def passed_on_before(alert: Alert, by: Person) -> bool:
    """Whether this person has passed it on since somebody was called last."""
    called = max((page.at for page in alert.pages if page.about == "call"), default=alert.opened_at)
    return any(r.by.id == by.id and r.said == "pass_on" and r.at >= called for r in alert.replies)


def met(ledger: Ledger, alert: Alert, reply: Reply) -> Alert | Refusal:
    """What was promised is done: the holder keeps it, and nobody is chased unless it gets worse."""
    if alert.holder is None:
        return Refusal("nobody_has_it", "Nobody has taken this yet: press I have it first.", alert.id)
    done = {"replies": (*alert.replies, reply), "commitment": None, "due_at": None}
    return ledger.record(alert.model_copy(update=done), "met", by=reply.by, text=reply.commitment)


def rung(ledger: Ledger, card: Card, by: Person, *, reached: bool, words: str | None) -> None:
    """What a ring card's result means for its alert: reached is an answer, on the word of who rang."""
    alert = ledger.matters.get(card.alert or "")
    if not isinstance(alert, Alert) or alert.closed_at is not None:
        return
    page = next((p for p in alert.pages if p.n == card.page), None)
    if page is None:
        return
    told = f"rung by {by.name}" + (f": {words}" if words else "")
    state = "delivered" if reached else "failed"
    rang = page.model_copy(update={"state": state, "state_at": ledger.at, "evidence": told})
    pages = replaced(alert.pages, rang)
    text = f"{page.person.name}, {told}"
    written = ledger.record(alert.model_copy(update={"pages": pages}), "rung", by=by, text=text)
    if reached and written.holder is None:
        have(ledger, written, Reply(by=page.person, at=ledger.at, said="have"))
    elif not reached:
        hurry(ledger, written)
