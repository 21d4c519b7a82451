"""Starts alerts: which rule a cause meets, and when the first call can be made. Pure.

Cannot see is not worse: it has alerts of its own, one for each cause; no ceiling starts one.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from actions.hours import end_of, in_span
from actions.ledger import Ledger
from actions.matters import Alert, AlertCause, PolicyRef
from actions.policy_text import OnCalculated, OnDeclarationDiffers, Rule
from actions.whom import meant


def rules_for(ledger: Ledger, cause: AlertCause) -> Iterator[Rule]:
    """The policy's rules for a cause."""
    return (rule for rule in ledger.house.policy.policy.rules if rule.on.cause == cause)


def level_alert(alert: Alert) -> bool:
    """Whether it is about a level: only these say the same again."""
    return alert.cause in {"calculated", "declared"}


def open_alert(ledger: Ledger, rule: str, unit: str, subject: str) -> Alert | None:
    """The alert of a rule about this subject that is not over."""
    return next((a for a in ledger.open(Alert, unit) if a.rule.id == rule and a.subject == subject), None)


def start(ledger: Ledger, rule: Rule, draft: Alert) -> Alert | None:
    """One alert for each rule and subject; `draft` has all but its policy. None: it runs already."""
    if open_alert(ledger, rule.id, draft.unit, draft.subject) is not None:
        return None
    waits = soonest_call(ledger, rule, draft.opened_at)
    state = "waiting" if waits > ledger.at else "chasing"
    return ledger.record(draft.model_copy(update={"state": state, "due_at": waits}), "started")


def soonest_call(ledger: Ledger, rule: Rule, opened_at: datetime) -> datetime:
    """From when on a step may be taken: after the rule's `for`, and by day where it keeps the night."""
    stands = rule.on.for_ if isinstance(rule.on, OnCalculated | OnDeclarationDiffers) else timedelta(0)
    return by_day(ledger, rule, max(ledger.at, opened_at + stands))


def by_day(ledger: Ledger, rule: Rule, moment: datetime) -> datetime:
    """The moment itself, or the end of the quiet hours it lies in, where the rule keeps the night."""
    quiet = ledger.house.policy.policy.quiet
    return moment if rule.night or not in_span(ledger, quiet, moment) else end_of(ledger, quiet, moment)


def policy_ref(ledger: Ledger) -> PolicyRef:
    """Which text calls."""
    policy, sha = ledger.house.policy
    return PolicyRef(policy=policy.policy, version=policy.version, sha=sha)


def drafted(ledger: Ledger, rule: Rule, cause: AlertCause, unit: str, about: str) -> Alert:
    """An alert about a unit as it stands, before it is started."""
    standing = ledger.named(unit)
    return Alert(
        unit=unit,
        opened_at=ledger.at,
        cause=cause,
        subject=unit,
        where=standing.short,
        level=standing.calculated,
        was=None,
        since=ledger.at,
        because=standing.because,
        sure=standing.sure,
        about=about,
        brief=about.replace(standing.name, standing.short),
        contact=next((one.person for one in meant(ledger, "unit.site_manager", unit)), None),
        policy=policy_ref(ledger),
        rule=rule,
    )
