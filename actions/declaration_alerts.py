"""Alerts about a declaration: that it is about to lapse, that it and the calculation are far apart. Pure.

Neither says that anything is worse, and each is over by itself when what it says is no longer so. Source: OPEL,
"Declared and calculated".
"""

from collections.abc import Iterator
from datetime import datetime

from actions.acting import declared, said_so
from actions.call import drafted, rules_for, start
from actions.finish import over
from actions.hours import clock
from actions.house import Standing
from actions.ledger import Ledger
from actions.matters import Alert, Declaration
from actions.policy_text import OnDeclarationDiffers, OnDeclarationLapsing

ENDED = {
    "expired": "It has ended at its time",
    "withdrawn": "It is withdrawn",
    "replaced": "Another level has been declared",
    "lapsed": "The calculated level has risen, and it has lapsed",
}


def follow_declaration(ledger: Ledger, unit: str) -> None:
    """Alerts about a declaration that is over are over; one that is far from the calculation has its alert."""
    said = declared(ledger, unit)
    for alert in about_declarations(ledger, unit):
        before = ledger.matters.get(alert.subject)
        if isinstance(before, Declaration) and before.closed_at is not None:
            over(ledger, alert, ENDED[before.ended or "expired"])
    if said is not None:
        follow_difference(ledger, said)


def about_declarations(ledger: Ledger, unit: str) -> Iterator[Alert]:
    """The alerts of these two kinds at a unit that are not over."""
    return (
        alert
        for alert in ledger.open(Alert, unit)
        if isinstance(alert.rule.on, OnDeclarationLapsing | OnDeclarationDiffers)
    )


# --- about to lapse ---


def next_look(ledger: Ledger, since: datetime, until: datetime) -> datetime:
    """When a declaration that was declared or last extended at `since` is looked at next: when somebody is to be told
    that it is about to lapse, else at its end.
    """
    moments = (
        warned_at(rule.on, since, until)
        for rule in rules_for(ledger, "declaration_lapsing")
        if isinstance(rule.on, OnDeclarationLapsing)
    )
    return min((moment for moment in moments if moment > ledger.at), default=until)


def warned_at(on: OnDeclarationLapsing, since: datetime, until: datetime) -> datetime:
    """So long before its end; of a short one when half its life is over: who has just declared knows until when."""
    return until - min(on.before, (until - since) / 2)


def last_said(said: Declaration) -> datetime:
    """When it was declared, or last extended."""
    spoken = (line.at for line in reversed(said.log) if line.did in {"declared", "extended"})
    return next(spoken, said.opened_at)


def warn(ledger: Ledger, said: Declaration) -> None:
    """It is about to lapse: it says so, and so do the rules whose time that is. Once for each end it is given."""
    since = last_said(said)
    ahead = next_look(ledger, since, said.until)
    written = ledger.record(said.model_copy(update={"due_at": ahead}), "lapsing")
    for rule in rules_for(ledger, "declaration_lapsing"):
        if isinstance(rule.on, OnDeclarationLapsing) and warned_at(rule.on, since, said.until) <= ledger.at:
            where, ends = ledger.named(said.unit).name, clock(ledger, said.until)
            about = f"OPEL {said.level} declared at {where} ends at {ends}"
            draft = drafted(ledger, rule, "declaration_lapsing", said.unit, about)
            told = {"subject": written.id, "level": None, "because": (said_so(said),), "sure": ""}
            start(ledger, rule, draft.model_copy(update=told))


def end_lapsing(ledger: Ledger, said: Declaration) -> None:
    """It does not lapse now."""
    for alert in about_declarations(ledger, said.unit):
        if isinstance(alert.rule.on, OnDeclarationLapsing) and alert.subject == said.id:
            over(ledger, alert, f"Extended until {clock(ledger, said.until)}")


# --- far apart ---


def follow_difference(ledger: Ledger, said: Declaration) -> None:
    """One alert for each rule while the two are so far apart. While no level is calculated they are neither apart nor
    not: who was called is told nothing else, and nobody new is called.
    """
    standing = ledger.named(said.unit)
    for alert in about_declarations(ledger, said.unit):
        if isinstance(alert.rule.on, OnDeclarationDiffers):
            compare(ledger, alert, said, standing)
    for rule in rules_for(ledger, "declaration_differs"):
        on = rule.on
        if isinstance(on, OnDeclarationDiffers) and differs(on, said, standing.calculated):
            draft = drafted(ledger, rule, "declaration_differs", said.unit, "")
            fixed = {"subject": said.id, "level": None}
            start(ledger, rule, draft.model_copy(update={**fixed, **difference(ledger, said, standing)}))


def compare(ledger: Ledger, alert: Alert, said: Declaration, standing: Standing) -> None:
    """An alert about a difference as the two stand now: over, or in words that are true again."""
    on, stands = alert.rule.on, standing.calculated
    if stands is None:
        if alert.state == "waiting":
            over(ledger, alert, "No level is calculated now")
    elif not isinstance(on, OnDeclarationDiffers) or not differs(on, said, stands):
        over(ledger, alert, both(said, stands))
    elif standing.since not in {None, alert.since} or both(said, stands) not in alert.about:
        ledger.record(alert.model_copy(update=difference(ledger, said, standing)), "still_apart")


def differs(on: OnDeclarationDiffers, said: Declaration, stands: int | None) -> bool:
    """Whether the declared level is so far from the calculated one, on the side that is meant."""
    if stands is None or abs(said.level - stands) < on.by:
        return False
    return on.declared is None or on.declared == ("below" if said.level < stands else "above")


def both(said: Declaration, stands: int | None) -> str:
    """The two levels."""
    return f"OPEL {said.level} declared, OPEL {stands} calculated"


def difference(ledger: Ledger, said: Declaration, standing: Standing) -> dict[str, object]:
    """What an alert says of it. `since`: when the calculated level came to stand."""
    since = standing.since or ledger.at
    levels = f"{both(said, standing.calculated)} since {clock(ledger, since)}"
    return {
        "since": since,
        "about": f"{standing.name}: {levels}",
        "brief": f"{standing.short}: {levels}",
        "because": (said_so(said), *standing.because),
        "sure": standing.sure,
    }
