"""A stream's state as its pictures and matters leave it: assessed as when they were written. Pure."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

import orjson

from actions.house import Standing
from actions.matters import AnyMatter
from app.configuration import Configuration, UnitPlan
from app.decided import StreamState
from app.desk import People, house_of, people_due
from app.levels.picture import assessed_at, read_assessment
from app.levels.reassess import look_at_body, look_at_unit
from app.standing import standing_of
from app.state import UnitState
from triggers.values import Assessment


def nobody(configuration: Configuration) -> People:
    """The people loop of a stream of which nothing is read yet."""
    return People(house_of(configuration), {}, {}, None)


def restored(state: StreamState, read: Iterable[UnitState], matters: Iterable[AnyMatter] = ()) -> StreamState:
    """The state with pictures and matters read back. What was judged under another system file, or never, is looked
    at again before anything else happens.
    """
    units = {**state.units, **{unit.unit: unit for unit in read}}
    plan = state.plan
    for code in plan.order:
        unit, known = plan.units[code], units.get(code)
        if unit.judge.followed and known is not None and known.assessment is None:
            known = units[code] = known._replace(assessment=assessment_of(unit, known, units))
        if known is None or known.config_sha != state.configuration.sha:
            plan = plan._replace(until=min(plan.until, state.last_at))
        elif known.assessment is None and unit.judge.pack is not None:
            units[code] = known._replace(assessment=assessment_of(unit, known, units))
    return with_people(state._replace(units=units, plan=plan), matters)


def with_people(state: StreamState, matters: Iterable[AnyMatter]) -> StreamState:
    """The state with the people loop as it stands."""
    house = house_of(state.configuration)
    held = {**state.people.matters, **{matter.id: matter for matter in matters}}
    standing = {
        code: standing_here(state, unit, state.units)
        for code, unit in state.plan.units.items()
        if code in state.units and unit.judge.for_people
    }
    due = people_due(house, held.values(), state.last_at)
    return state._replace(people=People(house, standing, held, due))


def standing_here(state: StreamState, unit: UnitPlan, units: Mapping[str, UnitState]) -> Standing:
    """How a unit or body stands for people."""
    return standing_of(state.configuration, unit, units[unit.code])


def assessment_of(unit: UnitPlan, known: UnitState, units: Mapping[str, UnitState]) -> Assessment | None:
    """The assessment a picture was written with."""
    if unit.judge.followed:
        return read_assessment(orjson.loads(known.body))
    moment = assessed_at(known.body)
    if unit.config is not None:
        return look_at_unit(unit.judge, unit.config, known, moment).assessment
    return look_at_body(unit.judge, known, children_of(unit, units), moment).assessment


def children_of(unit: UnitPlan, units: Mapping[str, UnitState]) -> list[tuple[Decimal, UnitState]]:
    """A body's children with their weights."""
    return [(weight, units.get(code) or UnitState(code)) for code, weight in unit.children]
