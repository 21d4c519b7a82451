"""Looks at one unit or body again: assess or aggregate, then settle. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from app.levels.picture import Frame
from app.state import Awaited, Judge, PackRef, UnitState, shown_level
from triggers.aggregate import NO_WEIGHT, Child, aggregate, counts, worst
from triggers.assess import UnitConfig, assess
from triggers.catalogue import Catalogue
from triggers.compile import CompiledPack, CompiledRollup
from triggers.expectations import currency
from triggers.explain import drivers
from triggers.settle import Holds, settle, switched
from triggers.values import Assessment

UNJUDGED = "No longer assessed"


class LevelChange(NamedTuple):
    """The level people are told has moved; None stands for "not enough figures"."""

    unit: str
    was: int | None
    now: int | None
    assessment: Assessment
    pack: PackRef | None
    because: tuple[str, ...]
    pack_switched: bool
    effective_at: datetime


def look_at_unit(judge: Judge, config: UnitConfig, state: UnitState, now: datetime) -> UnitState:
    """The unit as its pack sees it now."""
    if not isinstance(judge.pack, CompiledPack):
        return awaiting(config, state, now)
    state = state._replace(awaited={}) if state.awaited else state
    return settled(judge, judge.pack, state, assess(judge.pack, config, state.held, now), now)


def awaiting(config: UnitConfig, state: UnitState, now: datetime) -> UnitState:
    """A unit without a pack: not assessed, but its figures fall due and late like any other's."""
    awaited: dict[str, Awaited] = {}
    changes: list[datetime] = []
    for metric, held in state.held.items():
        expectation = config.expectations.get(metric)
        if expectation is not None:
            found = currency(expectation, held.latest_at, now, config.timezone, config.opening)
            awaited[metric] = Awaited(found.state, found.due_at, found.late_at)
            if found.next_change_at is not None:
                changes.append(found.next_change_at)
    due = min(changes, default=None)
    return state._replace(assessment=None, pack=None, awaited=awaited, due=due)


def look_at_body(
    judge: Judge, state: UnitState, children: Iterable[tuple[Decimal, UnitState]], now: datetime
) -> UnitState:
    """The place or system as its children stand now."""
    if not isinstance(judge.pack, CompiledRollup):
        return state._replace(assessment=None, pack=None, due=None, worst=None, worst_level=None)
    states = list(children)
    assessment = aggregate(judge.pack, children_of(states), now)
    after = settled(judge, judge.pack, state, assessment, now)
    found = worst_below(judge.pack, states)
    return after._replace(worst=found.unit, worst_level=found.level)


def children_of(children: Iterable[tuple[Decimal, UnitState]]) -> list[Child]:
    """Children as the roll-up takes them."""
    return [
        Child(
            state.unit,
            weight,
            state.assessment,
            shown_level(state),
            on_trial=state.pack is not None and state.pack.on_trial,
            declared=state.pack is not None and state.pack.reads == "declared",
        )
        for weight, state in children
    ]


class Worst(NamedTuple):
    """The unit at the highest level below a body, and that level; of equals the one whose branch scores most."""

    unit: str | None = None
    level: int | None = None


def worst_below(pack: CompiledRollup, children: Iterable[tuple[Decimal, UnitState]]) -> Worst:
    """The worst unit among those that count: of a child that is a body, its own worst, stated or not."""
    states = {state.unit: state for _, state in children}
    branches = [
        child._replace(settled_level=states[child.code].worst_level or child.settled_level)
        for child in children_of((NO_WEIGHT, state) for state in states.values())
        if counts(pack, child)
    ]
    named = worst(branches)
    if named is None:
        return Worst()
    level = next(child.settled_level for child in branches if child.code == named)
    return Worst(states[named].worst or named, level)


def settled(
    judge: Judge, pack: CompiledPack | CompiledRollup, state: UnitState, assessment: Assessment, now: datetime
) -> UnitState:
    """The state after hysteresis; at a switch of packs the level carries over and holds restart."""
    before = switched(state.settled) if is_switch(judge, state) else state.settled
    after = settle(before, assessment, Holds(pack.hold_up, pack.hold_down), now)
    soonest = [moment for moment in (assessment.next_change_at, after.next_change_at) if moment is not None]
    return state._replace(
        assessment=assessment, settled=after, pack=judge.ref, due=min(soonest) if soonest else None
    )


def is_switch(judge: Judge, state: UnitState) -> bool:
    """Whether another pack than before now judges the unit."""
    return state.pack is not None and judge.ref is not None and state.pack.sha != judge.ref.sha


def level_change(
    judge: Judge,
    before: UnitState,
    after: UnitState,
    catalogue: Catalogue,
    now: datetime,
) -> LevelChange | None:
    """What people must be told, if anything."""
    was, level = shown_level(before), shown_level(after)
    switch = (
        is_switch(judge, before) and after.settled.level is not None
    )  # one never seen has no past to break
    if after.assessment is None:
        return unjudged(before, now)
    if was == level and not switch:
        return None
    own = judge.scope == "unit" and not judge.followed
    because = drivers(after.assessment, catalogue) if own else worst_named(after)
    return LevelChange(after.unit, was, level, after.assessment, after.pack, because, switch, now)


def unjudged(before: UnitState, now: datetime) -> LevelChange | None:
    """That a level is said no more, because no rules judge the unit from now on."""
    was = shown_level(before)
    if was is None or before.assessment is None:
        return None
    nothing = before.assessment._replace(floor=1, ceiling=4, score=NO_WEIGHT, available=NO_WEIGHT)
    return LevelChange(
        before.unit, was, None, nothing, before.pack, (UNJUDGED,), pack_switched=False, effective_at=now
    )


def worst_named(state: UnitState) -> tuple[str, ...]:
    """The worst unit below a body, as the reason why it is as it is."""
    return () if state.worst is None else (state.worst,)


def frame_of(judge: Judge, triggers: Sequence[dict[str, Any]] = ()) -> Frame:
    """What the picture says beside the state."""
    if judge.pack is None:
        return Frame(judge.scope, None, None, triggers)
    first, second, third = judge.pack.bands
    bands = (str(first), str(second), str(third))
    return Frame(judge.scope, judge.pack.score_kind, bands, triggers)
