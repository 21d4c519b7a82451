"""What a change at a unit means for people: episodes, cards, calls, all-clears. Pure."""

from actions.acting import declared, last_calculated, reached, said_so
from actions.call import drafted, level_alert, rules_for, start
from actions.chase import waits_for_reading
from actions.declaration_alerts import follow_declaration
from actions.episodes import Turn, turn_episodes
from actions.finish import over, recall
from actions.hours import clock, in_span
from actions.house import Standing, Unseen
from actions.ledger import Ledger
from actions.matters import Alert
from actions.open_cards import follow_turns
from actions.policy_text import OnCalculated, OnDeclared, OnSightLost, Rule

SIGHT = {"feed": "Cannot see", "manual": "No report from"}


def respond(ledger: Ledger, unit: str, was: Standing | None) -> None:
    """Everything that follows from how the unit now stands. `was`: how it stood before; None: it is new."""
    before = level_before(ledger, unit, was)
    lapse_calmer_declaration(ledger, unit, before)
    follow_level(ledger, unit)
    call_for_level(ledger, unit, before)
    confirm(ledger, unit, was)
    call_for_sight(ledger, unit)


def level_before(ledger: Ledger, unit: str, was: Standing | None) -> int | None:
    """The level last calculated: one that was lost meanwhile has not risen by being stated again."""
    if was is not None and was.calculated is not None:
        return was.calculated
    return last_calculated(ledger, unit) or None


def follow_level(ledger: Ledger, unit: str) -> None:
    """What follows from the level that people go by: episodes, their cards, alerts that are over or about how far
    what is declared is from it.
    """
    turns = turn_episodes(ledger, unit)
    follow_turns(ledger, unit, turns)
    recall_all_clears(ledger, unit, turns)
    end_calmed(ledger, unit)
    follow_declaration(ledger, unit)


def recall_all_clears(ledger: Ledger, unit: str, turns: list[Turn]) -> None:
    """Where a level is back, an all-clear about it that still waits for the morning is not sent."""
    back = {turn.episode.level for turn in turns if turn.what != "ended"}
    if not back:
        return
    for alert in ledger.about(Alert, unit):
        if alert.closed_at is not None and level_alert(alert):
            on = alert.rule.on
            if isinstance(on, OnCalculated | OnDeclared) and on.level in back:
                recall(ledger, alert, f"OPEL {on.level} again")


def lapse_calmer_declaration(ledger: Ledger, unit: str, before: int | None) -> None:
    """A declaration below the calculation lapses if the calculation rises."""
    said, now = declared(ledger, unit), ledger.named(unit).calculated
    if said is not None and now is not None and now > said.level and (before is None or now > before):
        ended = {"ended": "lapsed", "closed_at": ledger.at, "due_at": None}
        why = f"The calculated level has risen to {now}"
        ledger.record(said.model_copy(update=ended), "lapsed", text=why)


def call_for_level(ledger: Ledger, unit: str, before: int | None) -> None:
    """A calculated level that has risen meets the rules of every level it passed."""
    standing = ledger.named(unit)
    now = standing.calculated
    if now is None or (before is not None and now <= before):
        return
    for rule in rules_for(ledger, "calculated"):
        on = rule.on
        if not isinstance(on, OnCalculated) or on.at != standing.scope or not (before or 0) < on.level <= now:
            continue
        if on.between is None or in_span(ledger, on.between, ledger.at):
            about = f"OPEL {now} at {standing.name}"
            draft = drafted(ledger, rule, "calculated", unit, about)
            start(ledger, rule, draft.model_copy(update={"was": before}))


def confirm(ledger: Ledger, unit: str, was: Standing | None) -> None:
    """Counts the readings in a row that bear a level out, while a step waits for them. One by which too little is known
    for a level says neither.
    """
    now = ledger.named(unit)
    newer = was is not None and now.seen_at is not None and (was.seen_at is None or now.seen_at > was.seen_at)
    if not newer or now.assessed is None:
        return
    for alert in ledger.open(Alert, unit):
        on = alert.rule.on
        if alert.opened_at == ledger.at or not isinstance(on, OnCalculated):
            continue
        wanted = max((step.only.readings or 0 for step in alert.rule.steps if step.only), default=0)
        borne_out = now.assessed >= on.level
        readings = alert.readings + 1 if borne_out else 0
        if alert.readings < wanted:
            told: dict[str, object] = {"readings": readings}
            if readings >= wanted and waits_for_reading(alert):
                told["due_at"] = ledger.at
            ledger.record(alert.model_copy(update=told), "confirmed" if borne_out else "doubted")


def call_for_declaration(ledger: Ledger, unit: str, before: int) -> None:
    """A level that somebody declared meets the rules for declared levels at or below it."""
    said = declared(ledger, unit)
    if said is None:
        return
    standing = ledger.named(unit)
    for rule in rules_for(ledger, "declared"):
        if isinstance(rule.on, OnDeclared) and rule.on.level <= said.level:
            about = f"OPEL {said.level} declared at {standing.name}"
            draft = drafted(ledger, rule, "declared", unit, about)
            told = {"level": said.level, "was": before or None, "because": (said_so(said),), "sure": ""}
            start(ledger, rule, draft.model_copy(update=told))


def end_calmed(ledger: Ledger, unit: str) -> None:
    """Alerts about a level that the unit has come below are over; one that is not stated has not."""
    level = reached(ledger, unit)
    for alert in ledger.open(Alert, unit):
        on = alert.rule.on
        if isinstance(on, OnCalculated | OnDeclared) and level < on.level:
            over(ledger, alert, f"OPEL {level} now" if level else "No level is stated now")


def call_for_sight(ledger: Ledger, unit: str) -> None:
    """Each cause for which the unit is not seen has an alert of its own; the same cause never has two."""
    standing = ledger.named(unit)
    lost = {unseen.source: unseen for unseen in standing.unseen}
    for rule in rules_for(ledger, "sight_lost"):
        if isinstance(rule.on, OnSightLost) and rule.on.source in lost:
            if start(ledger, rule, sight_alert(ledger, rule, standing, lost[rule.on.source])) is None:
                continue
            for alert in ledger.about(Alert, unit):
                if alert.subject == sight_of(standing, rule.on.source) and alert.closed_at is not None:
                    recall(ledger, alert, "It is lost again")
    for alert in ledger.open(Alert, unit):
        on = alert.rule.on
        if isinstance(on, OnSightLost) and on.source not in lost:
            over(ledger, alert, "Sight restored")


def sight_of(standing: Standing, source: str) -> str:
    """What keeps an alert about one cause one of its kind."""
    return f"{standing.unit}:{source}"


def sight_alert(ledger: Ledger, rule: Rule, standing: Standing, unseen: Unseen) -> Alert:
    """An alert that says what cannot be seen since when, and what was last known: never about a level."""
    about = f"{SIGHT[unseen.source]} {standing.name} since {clock(ledger, unseen.since)}"
    draft = drafted(ledger, rule, "sight_lost", standing.unit, about)
    last = standing.calculated or last_calculated(ledger, standing.unit) or None
    known = "no level known" if last is None else f"last known OPEL {last}"
    could = f", could be {standing.ceiling}" if standing.ceiling > (last or 0) else ""
    told = {
        "subject": sight_of(standing, unseen.source),
        "level": None,
        "since": unseen.since,
        "was": last,
        "because": unseen.names,
        "sure": known + could,
    }
    return draft.model_copy(update=told)
