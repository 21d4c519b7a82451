"""One step taken: whom it pages by what, who is not called again about the same, who rings by hand. Pure."""

from collections.abc import Sequence
from datetime import datetime

from actions.call import level_alert
from actions.hear import LOST
from actions.late_groups import LATE, late_in
from actions.ledger import Ledger, page_number
from actions.matters import Alert, Card, Declaration, Handover, Page
from actions.policy_text import Step
from actions.ring import open_ring_card, ringer
from actions.seats import Seated, once
from actions.whom import meant


def page_people(ledger: Ledger, alert: Alert, step: Step) -> Alert:
    """Pages everybody the step means, by every channel it names; a human step opens a card for who rings. Where
    there is nobody to page, and where nobody can ring, the next step is looked at now.
    """
    about, number = subject_of(ledger, alert), alert.step + 1
    people = once(one for ref in step.to for one in meant(ledger, ref, alert.unit, about))
    others = same_alerts(ledger, alert)
    fresh = [one for one in people if not told_once(alert, one) and not knows(ledger, others, one)]
    if not people:
        return skipped(ledger, alert, f"step {number}: nobody sits as {', '.join(step.to)}")
    if not fresh:
        names = ", ".join(one.person.name for one in people)
        moved = {"step": number, "due_at": ledger.at + step.wait}
        told = f"{names}: called about this already"
        return ledger.record(alert.model_copy(update=moved), "not_again", text=told)
    pages, rings = pages_of(ledger, alert, step, fresh)
    if not pages:
        return skipped(ledger, alert, f"step {number}: nobody is there to ring {fresh[0].person.name}")
    moved = {"step": number, "due_at": ledger.at + step.wait, "pages": (*alert.pages, *pages)}
    sent = tuple(page for page in pages if page.channel != "human")
    written = ledger.record(alert.model_copy(update=moved), "paged", text=whom(pages), pages=sent)
    for page, by in rings:
        open_ring_card(ledger, written, page, by)
    return written


def skipped(ledger: Ledger, alert: Alert, why: str) -> Alert:
    """A step that reaches nobody: the next one is looked at now."""
    moved = {"step": alert.step + 1, "due_at": ledger.at}
    return ledger.record(alert.model_copy(update=moved), "skipped", text=why)


def pages_of(
    ledger: Ledger, alert: Alert, step: Step, people: Sequence[Seated]
) -> tuple[list[Page], list[tuple[Page, Seated]]]:
    """The pages of a step, and who rings for each that a person makes."""
    pages: list[Page] = []
    rings: list[tuple[Page, Seated]] = []
    about = subject_of(ledger, alert)
    for one in people:
        by = ringer(ledger, step, alert.unit, about, one.person) if "human" in step.by else None
        for channel in step.by:
            if channel == "human" and by is None:
                continue
            page = Page(
                n=page_number((*alert.pages, *pages)),
                person=one.person,
                seat=one.seat,
                seat_title=one.title,
                channel=channel,
                step=alert.step,
                at=ledger.at,
                state_at=ledger.at,
            )
            pages.append(page)
            if channel == "human" and by is not None:
                rings.append((page, by))
    return pages, rings


def whom(pages: Sequence[Page]) -> str:
    """Who is called by what, in words."""
    by: dict[str, list[str]] = {}
    for page in pages:
        by.setdefault(f"{page.person.name} ({page.seat_title})", []).append(page.channel)
    return "; ".join(f"{name} by {', '.join(channels)}" for name, channels in by.items())


def subject_of(ledger: Ledger, alert: Alert) -> Card | Handover | Declaration | None:
    """The handover or declaration that an alert is about, or the first of the late cards."""
    if alert.subject.startswith(LATE):
        return next(iter(late_in(ledger, alert.unit, alert.subject)), None)
    found = ledger.matters.get(alert.subject)
    return found if isinstance(found, Handover | Declaration) else None


def was_called(alert: Alert) -> bool:
    """Whether anybody was called who can be."""
    return any(page.about == "call" and page.state != "not_sent" for page in alert.pages)


# --- the same, said by another alert ---


def same_alerts(ledger: Ledger, alert: Alert) -> list[Alert]:
    """The other alerts of the last day that say as much or more: of a level of this unit, of the same sight lost; of
    late cards anywhere, this one among them: nobody is told of those twice in an hour. Another handover is another, and
    so is another end of a declaration.
    """
    if alert.cause in {"handover_unaccepted", "declaration_lapsing"}:
        return []
    if alert.cause == "card_overdue":
        return [other for other in ledger.of(Alert) if other.cause == "card_overdue" and other.pages]
    there = [other for other in ledger.about(Alert, alert.unit) if other.id != alert.id]
    if alert.cause == "declaration_differs":
        return [other for other in there if other.cause == alert.cause]
    if alert.cause == "sight_lost":
        return [other for other in there if other.subject == alert.subject and other.cause == alert.cause]
    return [other for other in there if level_alert(other) and (other.level or 0) >= (alert.level or 0)]


def knows(ledger: Ledger, others: Sequence[Alert], one: Seated) -> bool:
    """Whether an alert that says the same has called this person within `again_after`; or is about a level, and has
    called them and is answered, or is theirs.
    """
    for other in others:
        heard = [page.at for page in heard_by(other) if page.person.id == one.person.id]
        holder = other.holder if other.closed_at is None and level_alert(other) else None
        if any(at > just_now(ledger) for at in heard) or (holder and (heard or holder.id == one.person.id)):
            return True
    return False


def told_once(alert: Alert, one: Seated) -> bool:
    """Whether the person has been told of this lapse: of one nobody is told twice, whatever was promised meanwhile."""
    return alert.cause == "declaration_lapsing" and any(p.person.id == one.person.id for p in heard_by(alert))


def just_now(ledger: Ledger) -> datetime:
    """Who was called after this is not called again about the same."""
    return ledger.at - ledger.house.policy.policy.again_after


def heard_by(alert: Alert) -> list[Page]:
    """Its calls that may have reached somebody."""
    return [page for page in alert.pages if page.about == "call" and page.state not in LOST]


def heard_until(ledger: Ledger, alert: Alert) -> datetime:
    """When the first of those who were called about the same can be called again."""
    since = just_now(ledger)
    at = [page.at for other in same_alerts(ledger, alert) for page in heard_by(other) if page.at > since]
    return min(at, default=since) + ledger.house.policy.policy.again_after


def same_in_hand(ledger: Ledger, alert: Alert) -> Alert | None:
    """Another open alert about a level of the unit, as bad or worse, that has called somebody or is answered."""
    return next(
        (
            other
            for other in same_alerts(ledger, alert)
            if other.closed_at is None
            and level_alert(other)
            and (other.holder is not None or was_called(other))
        ),
        None,
    )
