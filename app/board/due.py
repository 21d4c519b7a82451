"""When each figure of a unit is due, soonest first. Pure; chases nobody and judges no figure."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from app.board.schedule import NOT_APPLICABLE, schedule_words
from app.clock import parse_time, wire_time
from app.messages.organisation import DueFigure
from app.messages.picture import HeldOut, ParameterOut, PictureOut
from triggers.assess import UnitConfig
from triggers.expectations import Currency, Expectation, IntervalExpectation, TimesExpectation, currency
from triggers.opening import after
from triggers.values import State

OVERDUE, TO_COME, NOT_AWAITED = range(3)
SILENT = frozenset({State.KNOWN_GAP, State.NOT_APPLICABLE})


class Seen(NamedTuple):
    """What the picture holds of one metric: as its pack judged it, and as received."""

    judged: ParameterOut | None
    held: HeldOut | None


class Standing(NamedTuple):
    """How current a metric is, and when the next is due; all None: nothing received, nothing expected."""

    state: State | None
    observed_at: str | None = None
    due_at: str | None = None
    late_at: str | None = None


def due_figures(
    parameters: Mapping[str, str],
    others: Iterable[str],
    config: UnitConfig,
    picture: PictureOut | None,
    now: datetime,
) -> tuple[DueFigure, ...]:
    """`parameters`: id by metric, in the order of the pack. Overdue first, then soonest due; what is not awaited
    is last. Of equals the order given stands.
    """
    judged = {} if picture is None else {given.metric: given for given in picture.parameters}
    held = {} if picture is None else picture.held
    rows = [
        due_figure(metric, parameters.get(metric), config, Seen(judged.get(metric), held.get(metric)), now)
        for metric in (*parameters, *others)
    ]
    return tuple(sorted(rows, key=partial(urgency, now=now)))


def due_figure(
    metric: str, parameter: str | None, config: UnitConfig, seen: Seen, now: datetime
) -> DueFigure:
    """One metric's."""
    expectation = config.expectations.get(metric)
    applies = metric not in config.not_applicable
    standing = standing_of(metric, config, seen, now)
    return DueFigure(
        metric=metric,
        parameter=parameter,
        schedule=schedule_words(expectation) if applies else NOT_APPLICABLE,
        **standing._asdict(),
    )


def standing_of(metric: str, config: UnitConfig, seen: Seen, now: datetime) -> Standing:
    """As the picture has it; where the picture says nothing of it, by the expectation alone."""
    judged, held = seen
    expectation, gap = config.expectations.get(metric), metric in config.known_gaps
    if metric in config.not_applicable:
        return Standing(State.NOT_APPLICABLE, None if held is None else held.scores_at)
    if held is None:
        state = State.KNOWN_GAP if gap else None if judged is None else judged.state
        return Standing(state) if gap else Standing(state, None, *expected(expectation, now, config))
    if judged is not None:
        return Standing(judged.state, judged.observed_at, judged.due_at, judged.late_at)
    if held.state is not None and not gap:
        return Standing(held.state, held.scores_at, held.due_at, held.late_at)
    found = currency(expectation, parse_time(held.latest_at), now, config.timezone, config.opening)
    state = State.KNOWN_GAP if gap and found.state in {State.LATE, State.DEAD} else found.state
    return Standing(state, held.scores_at, *written(found))


def expected(
    expectation: Expectation | None, now: datetime, config: UnitConfig
) -> tuple[str | None, str | None]:
    """When what was never received is due and late: of a feed at once, or when the unit opens; of a return at the
    first of its times that can still be kept.
    """
    if expectation is None:
        return None, None
    if isinstance(expectation, IntervalExpectation):
        opening = config.opening
        return wire_time(now if opening is None else after(opening, now, timedelta(0))), None
    return next_return(expectation, now, config)


def next_return(
    expectation: TimesExpectation, now: datetime, config: UnitConfig
) -> tuple[str | None, str | None]:
    """The first of the times whose grace has not run out."""
    longest, satisfied = max([expectation.grace, *expectation.grace_at.values()]), expectation.satisfied_from
    found = currency(expectation, now - longest - satisfied, now, config.timezone, config.opening)
    while found.due_at is not None and found.late_at is not None and found.late_at <= now:
        found = currency(expectation, found.due_at - satisfied, now, config.timezone, config.opening)
    return written(found)


def written(found: Currency) -> tuple[str | None, str | None]:
    """When it is due and late, as that travels."""
    due_at, late_at = (None if at is None else wire_time(at) for at in (found.due_at, found.late_at))
    return due_at, late_at


def urgency(figure: DueFigure, now: datetime) -> tuple[int, datetime]:
    """What to sort by."""
    if figure.due_at is None or figure.state in SILENT:
        return NOT_AWAITED, now
    overdue = figure.late_at is not None and parse_time(figure.late_at) <= now
    return (OVERDUE if overdue else TO_COME), parse_time(figure.due_at)
