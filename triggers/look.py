"""One trigger at one unit, moved on by what is known now. Told to nobody from here; reads no clock and no database.

What is not known never fires a trigger and never clears one: a dwell that runs waits for it, a way back begins again.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple, assert_never

from triggers.compile_triggers import Ask, CompiledTrigger, Judged, soonest
from triggers.local_hours import lying
from triggers.scene import Facts, Scene
from triggers.trails import Seen, Trail, added, kept
from triggers.trigger_pack import Trigger
from triggers.trigger_state import Phase, TriggerState
from triggers.values import Held


class Looked(NamedTuple):
    """The state, and when time alone may next change it."""

    state: TriggerState
    next_change_at: datetime | None


class LookedAtAll(NamedTuple):
    """The states by the triggers' ids, and when time alone may next change one."""

    states: dict[str, TriggerState]
    next_change_at: datetime | None


def look_at_all(
    triggers: Iterable[CompiledTrigger], facts: Facts, states: Mapping[str, TriggerState], now: datetime
) -> LookedAtAll:
    """Every trigger, each by itself: one that fails says so in its own state."""
    found = {
        one.trigger.id: look(one, facts, states.get(one.trigger.id, TriggerState()), now) for one in triggers
    }
    due = soonest(looked.next_change_at for looked in found.values())
    return LookedAtAll({name: looked.state for name, looked in found.items()}, due)


def look(trigger: CompiledTrigger, facts: Facts, before: TriggerState, now: datetime) -> Looked:
    """The trigger as it stands with these facts at `now`.

    What has fallen due before must have been looked at with the facts of its time (`pass_time`); looking more often
    changes nothing.
    """
    watched_since = before.watched_since or now
    trails = _remembered(trigger, before.trails, facts, now)
    scene = Scene(facts, trails, watched_since, now)
    state = before._replace(watched_since=watched_since, trails=trails)
    judged = _ask(trigger, state.phase)(scene)
    while (after := _moved(trigger.trigger, state, judged, scene)).phase is not state.phase:
        state = after
        judged = _ask(trigger, state.phase)(scene)
    state = _told(state, now)
    due = _due(trigger.trigger, state, judged, now)
    unknown = judged.truth is None
    state = state._replace(
        unseen=judged.unseen if unknown else (),
        unseen_since=judged.unseen_since if unknown else None,
        failed=judged.failed,
        due=due,
    )
    return Looked(state, due)


def pass_time(trigger: CompiledTrigger, facts: Facts, before: TriggerState, until: datetime) -> Looked:
    """Time alone, with the facts as they stood: every moment that falls due up to `until`, each at its own time."""
    looked = Looked(before, before.due)
    while looked.next_change_at is not None and looked.next_change_at < until:
        looked = look(trigger, facts, looked.state, looked.next_change_at)
    return look(trigger, facts, looked.state, until)


def _ask(trigger: CompiledTrigger, phase: Phase) -> Ask:
    match phase:
        case Phase.IDLE:
            return trigger.begin
        case Phase.PENDING:
            return trigger.enter
        case Phase.FIRING | Phase.CLEARING:
            return trigger.hold
    assert_never(phase)


def _moved(trigger: Trigger, state: TriggerState, judged: Judged, scene: Scene) -> TriggerState:
    """One step on the way, or the same state."""
    now, truth = scene.now, judged.truth
    waited = now - (state.since or now)
    match state.phase:
        case Phase.IDLE:
            return state._replace(phase=Phase.PENDING, since=now) if truth else state
        case Phase.PENDING:
            if truth is False:
                return state._replace(phase=Phase.IDLE, since=now)
            return _fired(trigger, state, scene) if truth and waited >= trigger.for_ else state
        case Phase.FIRING:
            return state._replace(phase=Phase.CLEARING, since=now) if truth is False else state
        case Phase.CLEARING:
            if truth is not False:
                return state._replace(phase=Phase.FIRING, since=state.fired_at)
            return _over(state, now) if waited >= trigger.clear_for else state
    assert_never(state.phase)


def _fired(trigger: Trigger, state: TriggerState, scene: Scene) -> TriggerState:
    """Held back from telling people in quiet hours, which end within the day; urgent is not."""
    now = scene.now
    tell_at = now
    if trigger.quiet is not None and trigger.severity != "urgent":
        spell = lying((trigger.quiet.hours,), now, scene.facts.config.timezone).spell
        tell_at = now if spell is None else spell.ends
    return state._replace(phase=Phase.FIRING, since=now, fired_at=now, tell_at=tell_at, told_at=None)


def _over(state: TriggerState, now: datetime) -> TriggerState:
    return state._replace(phase=Phase.IDLE, since=now, fired_at=None, tell_at=None, told_at=None)


def _told(state: TriggerState, now: datetime) -> TriggerState:
    """On the way back nobody is told: it may be over before they could look."""
    waiting = state.phase is Phase.FIRING and state.told_at is None and state.tell_at is not None
    return (
        state._replace(told_at=now)
        if waiting and state.tell_at is not None and state.tell_at <= now
        else state
    )


def _due(trigger: Trigger, state: TriggerState, judged: Judged, now: datetime) -> datetime | None:
    moments = [judged.changes_at]
    if state.since is not None and state.phase is Phase.PENDING:
        moments.append(state.since + trigger.for_)
    if state.since is not None and state.phase is Phase.CLEARING:
        moments.append(state.since + trigger.clear_for)
    if state.phase is Phase.FIRING and state.told_at is None:
        moments.append(state.tell_at)
    return soonest(moment for moment in moments if moment is not None and moment > now)


def _remembered(
    trigger: CompiledTrigger, trails: Mapping[str, Trail], facts: Facts, now: datetime
) -> dict[str, Trail]:
    """What it remembers with the figures of these facts, without what no longer matters."""
    return {
        need.key: kept(added(trails.get(need.key, ()), _seen(need.metric, facts)), need.window, now)
        for need in trigger.needs
    }


def _seen(metric: str, facts: Facts) -> list[Seen]:
    came = [
        Seen(reading.observed_at, reading.measure.value)
        for reading in facts.seen
        if reading.metric == metric and reading.measure is not None
    ]
    held: Held | None = facts.held.get(metric)
    if held is not None and held.scores is not None and held.scores_at is not None:
        came.append(Seen(held.scores_at, held.scores.value))
    return came
