"""Held figures + pack + now → one assessment with its bounds. Remembers nothing and settles nothing."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple
from zoneinfo import ZoneInfo

from triggers.compile import CompiledPack, CompiledParameter
from triggers.expectations import ALWAYS_FRESH, Currency, Expectation, currency
from triggers.packs import TOP_LEVEL
from triggers.values import Assessment, Doubt, Held, ParameterAssessment, State

ZERO = Decimal(0)
SECONDS_A_DAY = 86_400
FRESH, NOT_DUE, UNKNOWN = State.FRESH, State.NOT_DUE, State.UNKNOWN  # looking members up costs a call each
DOUBTED = {Doubt.UNKNOWN: State.UNKNOWN, Doubt.FEW: State.FEW, Doubt.QUERIED: State.QUERIED}


class UnitConfig(NamedTuple):
    """One unit's configuration: when figures are due, what does not apply, what is known to be missing."""

    expectations: Mapping[str, Expectation]
    not_applicable: frozenset[str]
    known_gaps: frozenset[str]
    timezone: ZoneInfo


def assess(pack: CompiledPack, config: UnitConfig, held: Mapping[str, Held], now: datetime) -> Assessment:
    """What the pack says of the unit at `now`.

    Figures that are late, dead, doubted or in a known gap keep the points of their last known value in
    `score` and widen floor and ceiling to their best and worst. Never-known ones score nothing: they stay
    in `available` of a points pack and leave it in a percent pack. What is not applicable leaves everything.
    """
    expectations, not_applicable, _, _ = config
    parameters: list[ParameterAssessment] = []
    score = available = known = least = most = applicable = configured = ZERO
    next_change_at: datetime | None = None
    for parameter in pack.parameters:
        metric = parameter.metric
        if metric in not_applicable:
            parameters.append(_not_applicable(parameter))
            continue
        applicable += parameter.most
        figure = held.get(metric)
        if figure is None:
            configured += parameter.most if metric in expectations else ZERO
            most += parameter.most
            parameters.append(_never_known(parameter, config))
            continue
        configured += parameter.most
        assessed, changes_at = _assess_figure(parameter, figure, config, now)
        parameters.append(assessed)
        if figure.scores is not None:
            score += assessed.points
            available += parameter.most
            known += ZERO if assessed.state is UNKNOWN else parameter.most
        least += assessed.least
        most += assessed.most
        if changes_at is not None and (next_change_at is None or changes_at < next_change_at):
            next_change_at = changes_at
    level_of, scored = pack.level_of, available > 0
    if not pack.percent:
        available = applicable
    return Assessment(
        pack.id,
        pack.version,
        level_of(score, available) if scored else None,
        level_of(least, applicable) if applicable else 1,
        level_of(most, applicable) if applicable else TOP_LEVEL,
        scored and known >= pack.state_from * applicable,
        level_of(configured, configured) if configured else None,
        score,
        available,
        least,
        most,
        applicable,
        tuple(parameters),
        next_change_at,
    )


def _assess_figure(
    parameter: CompiledParameter, figure: Held, config: UnitConfig, now: datetime
) -> tuple[ParameterAssessment, datetime | None]:
    identifier, metric, worst, score = parameter
    _, measure, observed_at, latest_at, _, doubt, _ = figure
    expectation = config.expectations.get(metric)
    current = ALWAYS_FRESH if expectation is None else currency(expectation, latest_at, now, config.timezone)
    state = current.state if doubt is None else _doubted(doubt, current)
    points = ZERO if measure is None else score(measure)
    age = None
    if observed_at is not None:
        elapsed = now - observed_at
        age = max(0, elapsed.days * SECONDS_A_DAY + elapsed.seconds)
    due_at, late_at, changes_at = current.due_at, current.late_at, current.next_change_at
    if state is FRESH or state is NOT_DUE:
        least = most = points
    else:
        least, most = ZERO, worst
        if metric in config.known_gaps and state is not UNKNOWN:
            state = State.KNOWN_GAP
    assessed = ParameterAssessment(
        identifier, metric, measure, observed_at, age, state, points, worst, least, most, due_at, late_at
    )
    return assessed, changes_at


def _doubted(doubt: Doubt, current: Currency) -> State:
    """An overdue figure is overdue whatever was thought of it, except `unknown`, which was owned up to."""
    if doubt is not Doubt.UNKNOWN and current.state in {State.LATE, State.DEAD}:
        return current.state
    return DOUBTED[doubt]


def _never_known(parameter: CompiledParameter, config: UnitConfig) -> ParameterAssessment:
    state = State.KNOWN_GAP if parameter.metric in config.known_gaps else State.NEVER_KNOWN
    worst = parameter.most
    return ParameterAssessment(
        parameter.id, parameter.metric, None, None, None, state, ZERO, worst, ZERO, worst
    )


def _not_applicable(parameter: CompiledParameter) -> ParameterAssessment:
    state = State.NOT_APPLICABLE
    return ParameterAssessment(
        parameter.id, parameter.metric, None, None, None, state, ZERO, ZERO, ZERO, ZERO
    )
