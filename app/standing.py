"""A unit's state as the people loop sees it: its level, why, how sure, what is not seen. Pure; decides nothing."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from actions.house import Standing, Unseen
from actions.matters import Figure
from app.configuration import Configuration, UnitPlan
from app.levels.reassess import worst_named
from app.organisations.queries import name_in, unit_of
from app.state import UnitState, shown_level
from triggers.catalogue import Catalogue
from triggers.expectations import IntervalExpectation
from triggers.explain import drivers
from triggers.values import Assessment, ParameterAssessment, State

GONE = frozenset({State.LATE, State.DEAD})
DOUBTED = frozenset({State.UNKNOWN, State.QUERIED, State.FEW, State.NEVER_KNOWN, State.KNOWN_GAP})
UNIT = "unit"


def pillar_of(configuration: Configuration, code: str) -> str | None:
    """A unit's pillar, or that of a pillar."""
    system = configuration.system
    found = unit_of(system, code) or system.pillars_by_code.get(code)
    return found.pillar if found is not None else None


class HeldFigures(Mapping[str, Figure]):
    """A unit's figures as a card remembers them, made when they are asked for."""

    def __init__(self, state: UnitState) -> None:
        self.state = state

    def __getitem__(self, metric: str) -> Figure:
        held = self.state.held[metric]
        value = None if held.scores is None else str(held.scores.value)
        judged = self.state.assessment.parameters if self.state.assessment is not None else ()
        states = {p.metric: p.state.value for p in judged}
        awaited = self.state.awaited.get(metric)
        state = states.get(metric) or (awaited.state.value if awaited is not None else "fresh")
        return Figure(metric=metric, value=value, observed_at=held.scores_at, state=state)

    def __iter__(self) -> Iterator[str]:
        return iter(self.state.held)

    def __len__(self) -> int:
        return len(self.state.held)


def standing_of(configuration: Configuration, plan: UnitPlan, state: UnitState) -> Standing:
    """How the unit or body stands. One whose pack nobody has confirmed, or whose level is another's word, has no
    calculated level here, and nothing unseen: it calls nobody.
    """
    system, catalogue = configuration.system, configuration.rules.catalogue
    unit, given = unit_of(system, plan.code), state.assessment
    if state.pack is not None and not state.pack.calls:
        given = None
    if given is not None and plan.judge.scope == UNIT:
        because = drivers(given, catalogue)
    else:
        because = tuple(f"worst: {name_in(system, child)[1]}" for child in worst_named(state))
    name, short = name_in(system, plan.code)
    return Standing(
        unit=plan.code,
        name=name,
        short=short,
        scope=plan.judge.scope,
        pillar=pillar_of(configuration, plan.code),
        provider=unit.provider if unit is not None else None,
        place=unit.place if unit is not None else None,
        calculated=shown_level(state) if given is not None else None,
        since=state.settled.since if given is not None else None,
        floor=given.floor if given is not None else 1,
        ceiling=given.ceiling if given is not None and plan.judge.pack is not None else 1,
        assessed=given.level if given is not None and given.stated else None,
        because=because,
        sure=how_sure(given, catalogue) if given is not None and plan.judge.scope == UNIT else "",
        seen_at=newest(given),
        unseen=unseen_of(plan, given, catalogue) if given is not None else (),
        figures=HeldFigures(state),
    )


def newest(given: Assessment | None) -> datetime | None:
    """When its newest figure was observed."""
    if given is None:
        return None
    return max((p.observed_at for p in given.parameters if p.observed_at is not None), default=None)


def how_sure(given: Assessment, catalogue: Catalogue) -> str:
    """Whether the figures behind a level are current: "yes, all fresh"."""
    late = [p for p in given.parameters if p.state in GONE]
    doubted = [p for p in given.parameters if p.state in DOUBTED]
    said = [f"{', '.join(words(late, catalogue))} late"] if late else []
    said += [f"{', '.join(words(doubted, catalogue))} not known well"] if doubted else []
    said += ["closed now, figures as they stood"] if given.shut else []
    if given.level is not None and given.ceiling > given.level:
        said.append(f"could be {given.ceiling}")
    return "; ".join(said) or "yes, all fresh"


def words(parameters: list[ParameterAssessment], catalogue: Catalogue) -> list[str]:
    """Parameters in short words."""
    return [catalogue.metrics[p.metric].short if p.metric in catalogue.metrics else p.id for p in parameters]


def unseen_of(plan: UnitPlan, given: Assessment, catalogue: Catalogue) -> tuple[Unseen, ...]:
    """What has stopped coming, by cause: the feed's figures, and those that people type. In a roll-up nothing:
    its children say so themselves.
    """
    if plan.config is None:
        return ()
    late: dict[str, list[ParameterAssessment]] = {}
    for parameter in given.parameters:
        if parameter.state in GONE:
            expected = plan.config.expectations.get(parameter.metric)
            source = "feed" if isinstance(expected, IntervalExpectation) else "manual"
            late.setdefault(source, []).append(parameter)
    return tuple(
        Unseen(source, *first_missed(found), names=tuple(words(found, catalogue)))
        for source, found in late.items()
    )


def first_missed(late: list[ParameterAssessment]) -> tuple[datetime, datetime]:
    """When the newest of these figures was observed, and when the first of them became late. One of which only "not
    known" was ever sent has no time of its own.
    """
    late_at = min(p.late_at for p in late if p.late_at is not None)
    return max((p.observed_at for p in late if p.observed_at is not None), default=late_at), late_at
