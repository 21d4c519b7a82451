"""Local triggers at one unit: looked at with its figures, told of when they fire and are over. Pure."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

import orjson

from app.clock import wire_time
from app.journal.chain import SERVICE, Draft, Json
from app.state import LocalTrigger, UnitState
from triggers.catalogue import Catalogue
from triggers.look import look_at_all
from triggers.say_trigger import says
from triggers.scene import Facts
from triggers.trigger_state import (
    TriggerState,
    newly_fired,
    newly_over,
    newly_told,
    read,
    switched,
    write,
)


class Watched(NamedTuple):
    """The triggers of one unit, with what they look at. None stands for a unit, or a body, that has none."""

    triggers: tuple[LocalTrigger, ...]
    facts: Facts
    catalogue: Catalogue


def look_at_triggers(watched: Watched | None, state: UnitState, now: datetime) -> UnitState:
    """The unit with its triggers as they stand now, due when one of them may next change by itself."""
    if watched is None:
        return state._replace(triggers={}) if state.triggers else state
    shas = {one.compiled.trigger.id: one.pack.sha for one in watched.triggers}
    before = {
        name: was if was.sha == shas.get(name) else switched(was) for name, was in state.triggers.items()
    }
    looked = look_at_all((one.compiled for one in watched.triggers), watched.facts, before, now)
    dues = [due for due in (state.due, looked.next_change_at) if due is not None]
    stand = {name: one._replace(sha=shas[name]) for name, one in looked.states.items()}
    return state._replace(triggers=stand, due=min(dues, default=None))


def trigger_drafts(
    watched: Watched | None, before: UnitState, after: UnitState, now: datetime
) -> Iterator[Draft]:
    """An entry for each trigger that has begun to fire, is to be told of after quiet hours, or is over."""
    yield from (withdrawn(after.unit, name, now) for name in gone(before, after))
    if watched is None:
        return
    for one in watched.triggers:
        name = one.compiled.trigger.id
        was, state = before.triggers.get(name, TriggerState()), after.triggers[name]
        did = what_happened(was, state)
        if did is None:
            continue
        trigger = one.compiled.trigger
        body: dict[str, Json] = {
            "unit": after.unit,
            "trigger": name,
            "title": trigger.name,
            "did": did,
            "says": says(one.compiled, watched.facts, state, now, watched.catalogue),
            "severity": trigger.severity,
            "audience": list(trigger.audience),
            "pack": one.pack.id,
            "pack_version": one.pack.version,
            "pack_sha": one.pack.sha,
            "provenance": one.pack.provenance,
            "effective_at": now,
        }
        yield Draft("trigger", after.unit, body, SERVICE)


def gone(before: UnitState, after: UnitState) -> list[str]:
    """Triggers that fired and are not in force any more."""
    return [name for name, state in before.triggers.items() if state.fires and name not in after.triggers]


def withdrawn(unit: str, name: str, now: datetime) -> Draft:
    """The entry of one that ends because nobody watches for it any more."""
    body: dict[str, Json] = {
        "unit": unit,
        "trigger": name,
        "title": name,
        "did": "over",
        "says": f"{name}: not in force any more",
        "severity": "inform",
        "audience": ["room"],
        "pack": None,
        "provenance": "unverified",
        "effective_at": now,
    }
    return Draft("trigger", unit, body, SERVICE)


def what_happened(was: TriggerState, state: TriggerState) -> str | None:
    """ "fired", "told" (its quiet hours have ended), "over"; None: nothing that anybody is told of."""
    if newly_fired(was, state):
        return "fired"
    if newly_over(was, state):
        return "over"
    return "told" if newly_told(was, state) else None


def shown_triggers(watched: Watched | None, state: UnitState, now: datetime) -> list[dict[str, Any]]:
    """What the unit's picture says of those that fire, and of those that cannot be judged now."""
    if watched is None:
        return []
    return [
        trigger_json(one, watched, state.triggers[one.compiled.trigger.id], now)
        for one in watched.triggers
        if one.compiled.trigger.id in state.triggers and is_shown(state.triggers[one.compiled.trigger.id])
    ]


def is_shown(state: TriggerState) -> bool:
    """Whether there is anything to say of it: what can no longer be judged is not calm. What never could is
    configuration: a metric that nobody sends there, a plan that nobody made.
    """
    return state.fires or state.failed is not None or state.unseen_since is not None


def trigger_json(one: LocalTrigger, watched: Watched, state: TriggerState, now: datetime) -> dict[str, Any]:
    """One trigger as a board shows it (shape: app.messages.picture.TriggerOut)."""
    trigger = one.compiled.trigger
    return {
        "id": trigger.id,
        "title": trigger.name,
        "phase": state.phase.value,
        "since": None if state.fired_at is None else wire_time(state.fired_at),
        "severity": trigger.severity,
        "audience": list(trigger.audience),
        "says": says(one.compiled, watched.facts, state, now, watched.catalogue),
        "provenance": one.pack.provenance,
        "fires": state.fires,
        "unseen": list(state.unseen),
        "failed": state.failed,
    }


def memory_text(triggers: Mapping[str, TriggerState]) -> str:
    """What is remembered of a unit's triggers, to be read back by another process."""
    return orjson.dumps({name: write(state) for name, state in triggers.items()}).decode()


def read_memory(text: str) -> dict[str, TriggerState]:
    """As `memory_text` wrote it."""
    return {name: read(written) for name, written in orjson.loads(text).items()}
