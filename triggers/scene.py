"""What a trigger looks at: one unit's figures, plans and hours at a moment, read with what is not known of them.

Decides nothing. A figure is known while it is current and not doubted; anything else is `None`, never calm.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from triggers.assess import UnitConfig
from triggers.conditions import Changed, Sum
from triggers.expectations import Currency, Expectation, IntervalExpectation, TimesExpectation, currency
from triggers.hold import Taken
from triggers.opening import after
from triggers.plans import NO_PLANS, Plans, expected
from triggers.trails import Clock, Movement, Total, Trail, counted, moved
from triggers.values import CURRENT, Held, Measure, Reading, State

HUNDRED = Decimal(100)
COUNTED = frozenset({"accepted", "correction", "superseded", "fills"})
STANDING = CURRENT | {State.CLOSED}
"""States in which a count goes on standing: nobody is counted while a unit is shut."""


class CannotJudge(Exception):
    """Something in the facts makes a condition meaningless: `reason`. The rule fails; no other does."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Facts(NamedTuple):
    """One unit as it is known. `seen`: the figures taken since the last look (`figures_taken`), else some of several
    that came at once are not counted.
    """

    unit: str
    config: UnitConfig
    held: Mapping[str, Held]
    plans: Plans = NO_PLANS
    seen: tuple[Reading, ...] = ()


class Scene(NamedTuple):
    """The facts at a moment, and what the trigger remembers. `watched_since`: its first look at this unit."""

    facts: Facts
    trails: Mapping[str, Trail]
    watched_since: datetime
    now: datetime


class Figure(NamedTuple):
    """A metric's figure: the last that scores, whether it is known to hold now, and when time changes that."""

    measure: Measure | None
    at: datetime | None  # when it was observed
    known: bool
    changes_at: datetime | None


UNSEEN = Figure(None, None, known=False, changes_at=None)


class Silence(NamedTuple):
    """Since when nothing has come that should have. `since` None: nothing is awaited at all."""

    since: datetime | None
    newest: datetime | None  # the last figure that came


def figures_taken(taken: Taken) -> tuple[Reading, ...]:
    """Of what was taken the figures that hold, in the order given, with what was derived from them."""
    given = (outcome.reading for outcome in taken.outcomes if outcome.code in COUNTED)
    return (*given, *taken.derived)


def figure_of(scene: Scene, metric: str) -> Figure:
    """A figure of the unit. What is not applicable is never seen; nothing is known to hold while the unit is shut."""
    config = scene.facts.config
    held = scene.facts.held.get(metric)
    if held is None or metric in config.not_applicable:
        return UNSEEN
    found = currency_of(config, metric, held.latest_at, scene.now)
    known = held.doubt is None and held.scores is not None and found.state in CURRENT
    return Figure(held.scores, held.scores_at, known, found.next_change_at)


def compare(measure: Measure, threshold: Decimal) -> int:
    """-1, 0 or 1: below, on or above the threshold, a ratio by cross-multiplication. Raises CannotJudge."""
    value, numerator, denominator = measure
    if numerator is None or denominator is None:
        return _sign(_number(value), threshold)
    if _number(denominator) <= 0:
        raise CannotJudge(f"a percentage of {denominator} means nothing")
    return _sign(HUNDRED * _number(numerator), threshold * denominator)


def compare_with_plan(measure: Measure, planned: Decimal, threshold: Decimal, *, percent: bool) -> int:
    """As `compare`, of the difference from the plan, or of its percentage of the plan. Raises CannotJudge."""
    difference = _number(measure.value) - _number(planned)
    if not percent:
        return _sign(difference, threshold)
    if planned <= 0:
        raise CannotJudge(f"the plan expects {planned}, of which nothing is a percentage")
    return _sign(HUNDRED * difference, threshold * planned)


def _number(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise CannotJudge(f"{value} is no number that can be compared")
    return value


def _sign(left: Decimal, right: Decimal) -> int:
    return (left > right) - (left < right)


def planned_for(scene: Scene, metric: str, figure: Figure) -> Decimal | None:
    """What the plan expected at the time at which the figure was observed. None: nothing is planned."""
    if figure.at is None:
        return None
    local = figure.at.astimezone(scene.facts.config.timezone)
    return expected(scene.facts.plans, scene.facts.unit, metric, local)


def total_of(scene: Scene, condition: Sum) -> Total:
    """What the counter has counted over its window. Raises CannotJudge."""
    trail = _trail(scene, condition)
    return counted(trail, condition.over, _clock(scene, condition.sum, STANDING))


def movement_of(scene: Scene, condition: Changed) -> Movement:
    """How far the figure has moved within its time. Raises CannotJudge."""
    trail = _trail(scene, condition)
    return moved(trail, condition.within, condition.way, _clock(scene, condition.changed, CURRENT))


def trail_key(condition: Sum | Changed) -> str:
    """Under which a trigger remembers the figures of a condition."""
    if isinstance(condition, Changed):
        return f"{condition.changed} within {condition.within.total_seconds():.0f}s"
    over = condition.over
    return f"{condition.sum} over {f'{over.total_seconds():.0f}s' if isinstance(over, timedelta) else over}"


def _trail(scene: Scene, condition: Sum | Changed) -> Trail:
    trail = scene.trails.get(trail_key(condition), ())
    for one in trail:
        _number(one.value)
    return trail


def currency_of(config: UnitConfig, metric: str, observed_at: datetime, now: datetime) -> Currency:
    """How current a figure of the unit is."""
    return currency(config.expectations.get(metric), observed_at, now, config.timezone, config.opening)


def _clock(scene: Scene, metric: str, standing: frozenset[State]) -> Clock:
    config = scene.facts.config

    def current_at(at: datetime, moment: datetime) -> bool:
        return currency_of(config, metric, at, moment).state in standing

    def late_at(at: datetime) -> datetime | None:
        return currency_of(config, metric, at, at).late_at

    return Clock(scene.now, figure_of(scene, metric).known, current_at, late_at)


def silence_of(scene: Scene, metrics: Iterable[str]) -> Silence:
    """Since when none of these metrics has come.

    Figures of a feed count from the last one; figures due at set times from the time that was missed. Where none ever
    came, from when the first was expected. A known gap is not waited for, but what comes through it is a sign of life.
    """
    held, config = scene.facts.held, scene.facts.config
    applicable = [metric for metric in metrics if metric not in config.not_applicable]
    awaited = [
        m for m in applicable if m not in config.known_gaps and (m in held or m in config.expectations)
    ]
    came = [held[metric] for metric in applicable if metric in held]
    if not awaited:
        since = None
    elif came:
        since = max(_missed_at(scene, figure.metric, figure.latest_at) for figure in came)
    else:
        since = min(_first_expected(scene, config.expectations[metric]) for metric in awaited)
    return Silence(since, max((figure.latest_at for figure in came), default=None))


def silent_for(scene: Scene, since: datetime, lasting: timedelta) -> datetime:
    """When it will have been silent for so long: a unit that is shut is not silent, so that its open time counts."""
    opening = scene.facts.config.opening
    return since + lasting if opening is None else after(opening, since, lasting)


def _missed_at(scene: Scene, metric: str, latest_at: datetime) -> datetime:
    config = scene.facts.config
    if not isinstance(config.expectations.get(metric), TimesExpectation):
        return latest_at
    return currency_of(config, metric, latest_at, scene.now).due_at or latest_at


def _first_expected(scene: Scene, expectation: Expectation) -> datetime:
    """After the trigger's first look."""
    watched_since, config = scene.watched_since, scene.facts.config
    if isinstance(expectation, IntervalExpectation):
        return silent_for(scene, watched_since, expectation.every)
    answered = watched_since - expectation.satisfied_from
    found = currency(expectation, answered, scene.now, config.timezone, config.opening)
    return found.due_at or watched_since
