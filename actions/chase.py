"""An alert in progress: which step is taken now, when the chase moves next, when nobody is left to call. Pure.

Every alert ends answered, over, or exhausted and shown. A step that reaches nobody is skipped at once.
"""

from datetime import datetime, timedelta
from typing import Literal

from actions.acting import reached
from actions.call import soonest_call
from actions.finish import over
from actions.hours import clock, in_span
from actions.ledger import Ledger
from actions.matters import Alert
from actions.paging import heard_until, page_people, same_in_hand, was_called
from actions.policy_text import Only

Ready = Literal["now", "later", "skip"]
OPEN_ENDED = timedelta(days=3650)
READINGS = frozenset({"confirmed", "doubted"})
LONGEST_DOUBT = 4
"""So many times `or_after` a step waits at most: a level that stands so long is called about, however it wavers."""
MOVES = frozenset(
    {"started", "called", "paged", "skipped", "passed_over", "not_again", "repeated", "lapsed", "awaiting"}
)
"""What is written of an alert when its chase moves."""


def advance(ledger: Ledger, alert: Alert) -> Alert:
    """Moves a chase whose time has come as far as it goes now."""
    if alert.state == "held":
        alert = resume(ledger, alert)
    due_at = soonest_call(ledger, alert.rule, alert.opened_at)
    if due_at > ledger.at:
        waits = f"until {clock(ledger, due_at)}"
        return ledger.record(alert.model_copy(update={"due_at": due_at}), "awaiting", text=waits)
    if alert.state == "waiting":
        alert = ledger.record(alert.model_copy(update={"state": "chasing"}), "called")
    while alert.state == "chasing" and alert.due_at is not None and alert.due_at <= ledger.at:
        alert = take_step(ledger, alert)
    return alert


def resume(ledger: Ledger, alert: Alert) -> Alert:
    """What was promised has not come: the chase goes on with all who were called last, whichever of their steps."""
    said = alert.commitment.commitment if alert.commitment is not None else None
    who = alert.holder.name if alert.holder is not None else "nobody"
    why = f"{who}: {said}, not done by then" if said else f"{who} had it, and nothing has moved"
    calls = [page for page in alert.pages if page.about == "call"]
    step = min((page.step for page in calls if page.at == calls[-1].at), default=0)
    again = {"state": "chasing", "holder": None, "commitment": None, "step": step}
    return ledger.record(alert.model_copy(update={**again, "due_at": ledger.at}), "lapsed", text=why)


def take_step(ledger: Ledger, alert: Alert) -> Alert:
    """The next step: taken, skipped or waited for; after the last one the round begins again, or it is exhausted."""
    steps = alert.rule.steps
    if alert.step >= len(steps):
        return next_round(ledger, alert)
    step = steps[alert.step]
    only = step.only or Only()
    match ready(ledger, alert, only):
        case "later":
            return waited_for(ledger, alert, only)
        case "skip":
            return passed_over(ledger, alert)
        case _:
            return page_people(ledger, alert, step)


def next_round(ledger: Ledger, alert: Alert) -> Alert:
    """Begins again where the rule repeats. One that has called nobody, since all had been called about the same just
    before, goes on with whoever calls about it, or begins when they can be called again.
    """
    again: dict[str, object] = {"step": 0, "due_at": ledger.at}
    if not was_called(alert) and held_back(alert):
        other = same_in_hand(ledger, alert)
        if other is not None:
            return over(ledger, alert, f"All were called already: {other.about}")
        again["due_at"] = heard_until(ledger, alert)
        return ledger.record(alert.model_copy(update=again), "repeated")
    if was_called(alert) and alert.round < alert.rule.repeat:
        again["round"] = alert.round + 1
        return ledger.record(alert.model_copy(update=again), "repeated")
    ended = {"state": "exhausted", "due_at": None}
    why = "everybody was called and nobody answered" if was_called(alert) else "nobody could be called"
    return ledger.record(alert.model_copy(update=ended), "exhausted", text=why)


def held_back(alert: Alert) -> bool:
    """Whether somebody was not called in this round since they had been called about the same just before."""
    for line in reversed(alert.log):
        if line.did == "not_again":
            return True
        if line.did in {"repeated", "lapsed"}:
            return False
    return False


def ready(ledger: Ledger, alert: Alert, only: Only) -> Ready:
    """Whether a step is for now, for later, or not for this alert at all."""
    if only.between is not None and not in_span(ledger, only.between, ledger.at):
        return "skip"
    if only.last_known_at_least is not None and reached(ledger, alert.unit) < only.last_known_at_least:
        return "skip"
    if only.readings is None or alert.readings >= only.readings:
        return "now"
    return "now" if waits_until(ledger, alert, only) <= ledger.at else "later"


def waits_until(ledger: Ledger, alert: Alert, only: Only) -> datetime:
    """When a step that waits for readings is taken without them: `or_after` from its start, or from the last reading
    that came. One that did not bear it out is given twice as long to be followed by another, up to a point.
    """
    if only.or_after is None:
        return ledger.at + OPEN_ENDED
    came = next((line.at for line in reversed(alert.log) if line.did in READINGS), alert.opened_at)
    wanted = came + (only.or_after if alert.readings else 2 * only.or_after)
    return min(wanted, alert.opened_at + LONGEST_DOUBT * only.or_after)


def waited_for(ledger: Ledger, alert: Alert, only: Only) -> Alert:
    """Nothing yet; looked at again when no reading has come for long enough, or when another comes."""
    return ledger.record(alert.model_copy(update={"due_at": waits_until(ledger, alert, only)}), "awaiting")


def waits_for_reading(alert: Alert) -> bool:
    """Whether the chase stands before a step that waits for readings: not for an answer to the step before."""
    if alert.state != "chasing" or alert.step >= len(alert.rule.steps):
        return False
    only = alert.rule.steps[alert.step].only
    last = next((line.did for line in reversed(alert.log) if line.did in MOVES), None)
    return only is not None and only.readings is not None and last == "awaiting"


def passed_over(ledger: Ledger, alert: Alert) -> Alert:
    """The step is not for this hour or this level: the next one is looked at now."""
    moved = {"step": alert.step + 1, "due_at": ledger.at}
    why = f"step {alert.step + 1} is not for now"
    return ledger.record(alert.model_copy(update=moved), "passed_over", text=why)
