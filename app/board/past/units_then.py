"""Units and bodies as they stood: their figures judged at the moment, at the level that people were told. Pure."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from app.board.past.facts import Figure, Told
from app.board.past.held import Holding, holding_of, lacks_the_figure_that_scored
from app.board.past.then_store import Run
from app.configuration import Plan, UnitPlan
from app.levels.picture import NOTHING, picture_text
from app.levels.reassess import frame_of, look_at_body, look_at_unit
from app.levels.service import with_service
from app.state import PackRef, UnitState
from triggers.catalogue import Catalogue
from triggers.values import Settled

AT_ONCE = timedelta(0)


class Levels(NamedTuple):
    """What people were told: of each unit its last level entry by the moment, and since when it was at that level."""

    told: Mapping[str, Told]
    runs: Mapping[str, Run]

    def shown(self, code: str) -> int | None:
        """The level told; None: not enough figures, or nothing yet."""
        return self.told[code].now if code in self.told else None

    def settled(self, code: str) -> Settled:
        """As the pipeline remembers it, but for its holds, which nothing tells of."""
        run = self.runs.get(code, Run(None, None))
        return Settled(self.shown(code), run.since, run.previous)


class Moment(NamedTuple):
    """By what units were judged, and when. `since_of`: from when on all figures of a unit's metric are at hand."""

    at: datetime
    seq: int
    plan: Plan
    catalogue: Catalogue
    config_sha: str
    since_of: Callable[[str, str], datetime]


class Stood(NamedTuple):
    """How they stood. `uncertain`: units whose figures do not give what people were told; their level is as told."""

    units: Mapping[str, UnitState]
    uncertain: frozenset[str]


def units_then(figures: Mapping[str, list[Figure]], levels: Levels, moment: Moment) -> Stood:
    """Every unit and body of the plan, each after what it depends on."""
    units: dict[str, UnitState] = {}
    uncertain = set[str]()
    for code in moment.plan.order:
        plan = moment.plan.units[code]
        if plan.judge.followed:
            units[code] = followed_then(code, levels)
            uncertain.add(code)
            continue
        given = holding_of(code, figures.get(code, ()), moment.catalogue, partial(moment.since_of, code))
        found = look(plan, given, units, moment)
        if plan.config is not None and (
            lacks_the_figure_that_scored(given) or contradicts(plan, found, levels.shown(code))
        ):
            uncertain.add(code)
        units[code] = as_told(found, levels, code)
    return Stood(units, frozenset(uncertain))


def look(plan: UnitPlan, given: Holding, units: Mapping[str, UnitState], moment: Moment) -> UnitState:
    """One unit or body as its pack saw it."""
    state = UnitState(plan.code, held=given.held, travel=given.travel, figures=given.figures)
    if plan.config is not None:
        found = look_at_unit(plan.judge, plan.config, state, moment.at)
        return with_service(plan.statuses, plan.config.opening, found, moment.at)
    children = [(weight, units.get(code) or UnitState(code)) for code, weight in plan.children]
    return look_at_body(plan.judge, state, children, moment.at)


def followed_then(code: str, levels: Levels) -> UnitState:
    """A body of another stream: what the journal here says of its level. Where in its range it stood nothing tells, so
    that it may have been anywhere.
    """
    told = levels.told.get(code)
    if told is None:
        return UnitState(code)
    said = told.said
    assessment = NOTHING._replace(
        pack=said.pack,
        version=said.pack_version,
        level=told.now,
        floor=said.floor,
        ceiling=said.ceiling,
        stated=told.now is not None,
        score=said.score,
        available=said.available,
        ceiling_score=said.available,
        bounds_available=said.available,
    )
    pack = PackRef(said.pack, said.pack_version, "", said.provenance or "unverified", "rollup")
    return UnitState(code, assessment=assessment, settled=levels.settled(code), pack=pack)


def contradicts(plan: UnitPlan, found: UnitState, told: int | None) -> bool:
    """Whether the figures cannot have been all: they state no level where one was told, or the other way about, or a
    higher one that would have been told at once.
    """
    given, pack = found.assessment, plan.judge.pack
    if given is None or pack is None:
        return False
    if given.stated != (told is not None):
        return True
    return pack.hold_up == AT_ONCE and told is not None and (given.level or 0) > told


def as_told(found: UnitState, levels: Levels, code: str) -> UnitState:
    """The state at the level that people were told, whatever its figures come to."""
    if found.assessment is None:
        return found
    stated = levels.shown(code) is not None
    return found._replace(
        assessment=found.assessment._replace(stated=stated), settled=levels.settled(code), due=None
    )


def pictures_then(stood: Stood, moment: Moment) -> dict[str, str]:
    """Each as a board takes it. Its holds, and when it would be looked at again, are left out."""
    return {
        code: picture_text(
            state._replace(config_sha=moment.config_sha, due=None),
            frame_of(moment.plan.units[code].judge),
            moment.seq,
            moment.at,
        )
        for code, state in stood.units.items()
    }
