"""Held figures + pack + now → one assessment with its bounds. Remembers nothing and settles nothing."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import NamedTuple
from zoneinfo import ZoneInfo

from triggers.compile import CompiledPack
from triggers.expectations import Expectation, currency
from triggers.opening import Opening, shut_at, stretch_at
from triggers.packs import TOP_LEVEL
from triggers.values import Assessment, Doubt, Held, ParameterAssessment, State

ZERO = Decimal(0)
SECONDS_A_DAY = 86_400
# Bound once: looking a member of an enumeration up costs a call each time, and this is the hot path.
FRESH, NOT_DUE, CLOSED, UNKNOWN = State.FRESH, State.NOT_DUE, State.CLOSED, State.UNKNOWN
NEVER_KNOWN, KNOWN_GAP, NOT_APPLICABLE = State.NEVER_KNOWN, State.KNOWN_GAP, State.NOT_APPLICABLE
_new = partial(tuple.__new__, ParameterAssessment)  # a named tuple's own constructor costs twice as much
_new_assessment = partial(tuple.__new__, Assessment)


class UnitConfig(NamedTuple):
    """One unit's configuration: when figures are due, what does not apply, what is known to be missing.

    `opening` None: it is always open.
    """

    expectations: Mapping[str, Expectation]
    not_applicable: frozenset[str]
    known_gaps: frozenset[str]
    timezone: ZoneInfo
    opening: Opening | None = None


_Sums = tuple[
    tuple[ParameterAssessment, ...],
    Decimal,  # score
    Decimal,  # applicable: points of every applicable parameter at its worst
    Decimal,  # silent: of these, never configured nor reported
    Decimal,  # unseen: without a value that scores
    Decimal,  # unknown: owned up to, scoring a last known value
    Decimal,  # lost: points that could go at best
    Decimal,  # spread: points that could come at worst
    datetime | None,  # when time alone changes something
]


def assess(pack: CompiledPack, config: UnitConfig, held: Mapping[str, Held], now: datetime) -> Assessment:
    """What the pack says of the unit at `now`.

    Figures that are late, dead, doubted or in a known gap keep the points of their last known value in
    `score` and widen floor and ceiling to their best and worst. Never-known ones score nothing: they stay
    in `available` of a points pack and leave it in a percent pack. What is not applicable leaves everything. Figures
    of a unit that is shut keep their points and widen nothing, but for those that were not current when it shut.
    """
    parameters, score, applicable, silent, unseen, unknown, lost, spread, next_change_at = _look(
        pack, config, held, now
    )
    level_of, scoring = pack.level_of, applicable - unseen
    available = scoring if pack.score_kind == "percent_of_available" else applicable
    least, most, configured = score - lost, score + spread, applicable - silent
    assessment = (
        pack.id,
        pack.version,
        level_of(score, available) if scoring else None,
        level_of(least, applicable) if applicable else 1,
        level_of(most, applicable) if applicable else TOP_LEVEL,
        bool(scoring) and scoring - unknown >= pack.state_from * applicable,
        level_of(configured, configured) if configured else None,
        score,
        available,
        least,
        most,
        applicable,
        parameters,
        next_change_at,
        config.opening is not None and shut_at(config.opening, now),
    )
    return _new_assessment(assessment)


def _look(  # noqa: C901, PLR0912  # one loop on purpose: calls are what costs here
    pack: CompiledPack, config: UnitConfig, held: Mapping[str, Held], now: datetime
) -> _Sums:
    expectations, not_applicable, _, timezone, opening = config
    parameters: list[ParameterAssessment] = []
    add, held_of, due_of = parameters.append, held.get, expectations.get
    score, applicable = ZERO, pack.total
    silent = unseen = unknown = lost = spread = ZERO
    is_open, next_change_at = (True, None) if opening is None else stretch_at(opening, now)
    last_at, last_age = now, 0
    for name, metric, worst, find, cuts, bands, side in pack.parameters:
        if metric in not_applicable:
            applicable -= worst
            add(_blank(name, metric, NOT_APPLICABLE, ZERO))
            continue
        figure = held_of(metric)
        if figure is None:
            unseen += worst
            spread += worst
            if metric not in expectations:
                silent += worst
            add(_blank(name, metric, KNOWN_GAP if metric in config.known_gaps else NEVER_KNOWN, worst))
            continue
        _, measure, seen_at, latest_at, _, doubt, _ = figure
        expectation = due_of(metric)
        if expectation is None:
            state, due, late = FRESH if is_open else CLOSED, None, None
        else:
            state, due, late, _, changes_at = currency(expectation, latest_at, now, timezone, opening)
            if changes_at is not None and (next_change_at is None or changes_at < next_change_at):
                next_change_at = changes_at
        if measure is None or seen_at is None:
            age, points, band = None, ZERO, None
            unseen += worst
        else:
            if seen_at is not last_at:  # one feed's figures share their time
                elapsed, last_at = now - seen_at, seen_at
                last_age = max(0, elapsed.days * SECONDS_A_DAY + elapsed.seconds)
            age = last_age
            band = bands[side(cuts, measure[0])] if measure[1] is None else find(measure)
            points = band[2]
            score += points
        if doubt is None and (state is FRESH or state is NOT_DUE or state is CLOSED):
            least = most = points
        else:
            state = _doubted(state, doubt, gap=metric in config.known_gaps)
            least, most = ZERO, worst
            lost += points
            spread += worst - points
            if state is UNKNOWN and measure is not None:
                unknown += worst
        add(_new((name, metric, measure, seen_at, age, state, points, worst, least, most, due, late, band)))
    return tuple(parameters), score, applicable, silent, unseen, unknown, lost, spread, next_change_at


def _blank(identifier: str, metric: str, state: State, worst: Decimal) -> ParameterAssessment:
    blank = (identifier, metric, None, None, None, state, ZERO, worst, ZERO, worst, None, None, None)
    return _new(blank)


def _doubted(state: State, doubt: Doubt | None, *, gap: bool) -> State:
    """Overdue outweighs doubt and a known gap outweighs both; `unknown` was owned up to and stays."""
    if doubt is Doubt.UNKNOWN:
        return UNKNOWN
    if gap:
        return KNOWN_GAP
    if doubt is None or state is State.LATE or state is State.DEAD:
        return state
    return State.FEW if doubt is Doubt.FEW else State.QUERIED
