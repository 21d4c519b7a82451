"""Looks at one unit or body again: assess or aggregate, then settle. Pure."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from app.levels.picture import Frame
from app.state import Awaited, Judge, PackRef, UnitState, shown_level
from triggers.aggregate import Child, aggregate, worst
from triggers.assess import UnitConfig, assess
from triggers.catalogue import Catalogue
from triggers.compile import CompiledPack, CompiledRollup
from triggers.expectations import currency
from triggers.explain import drivers
from triggers.settle import Holds, settle, switched
from triggers.values import Assessment


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
            found = currency(expectation, held.latest_at, now, config.timezone)
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
        return state._replace(assessment=None, pack=None, due=None)
    assessment = aggregate(judge.pack, children_of(children), now)
    return settled(judge, judge.pack, state, assessment, now)


def children_of(children: Iterable[tuple[Decimal, UnitState]]) -> list[Child]:
    """Children as the roll-up takes them."""
    return [Child(state.unit, weight, state.assessment, shown_level(state)) for weight, state in children]


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
    children: Iterable[tuple[Decimal, UnitState]],
    catalogue: Catalogue,
    now: datetime,
) -> LevelChange | None:
    """What people must be told, if anything."""
    was, level = shown_level(before), shown_level(after)
    switch = (
        is_switch(judge, before) and after.settled.level is not None
    )  # one never seen has no past to break
    if after.assessment is None or (was == level and not switch):
        return None
    because = drivers(after.assessment, catalogue) if judge.scope == "unit" else worst_named(children)
    return LevelChange(after.unit, was, level, after.assessment, after.pack, because, switch, now)


def worst_named(children: Iterable[tuple[Decimal, UnitState]]) -> tuple[str, ...]:
    """A body's worst child, as the reason why it is as it is."""
    named = worst(children_of(children))
    return () if named is None else (named,)


def frame_of(judge: Judge, children: Iterable[tuple[Decimal, UnitState]]) -> Frame:
    """What the picture says beside the state."""
    if judge.pack is None:
        return Frame(judge.scope, None, None, None)
    first, second, third = judge.pack.bands
    bands = (str(first), str(second), str(third))
    return Frame(judge.scope, judge.pack.score_kind, bands, worst(children_of(children)))
