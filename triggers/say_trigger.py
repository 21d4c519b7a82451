"""A trigger and where it stands → a sentence for the board. Decides nothing; figures are rounded for display only."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple, assert_never

from triggers.catalogue import Catalogue
from triggers.compile_triggers import CompiledTrigger, metrics_matching, parts_of
from triggers.conditions import (
    Above,
    All,
    Any,
    Below,
    Between,
    Changed,
    Condition,
    Not,
    On,
    Silent,
    Sum,
    When,
)
from triggers.scene import (
    CannotJudge,
    Facts,
    Figure,
    Scene,
    figure_of,
    movement_of,
    planned_for,
    silence_of,
    total_of,
)
from triggers.text_fields import DAYS, write_duration
from triggers.trigger_pack import Trigger
from triggers.trigger_state import Phase, TriggerState
from triggers.wording import write_figure, write_number

UNKNOWN = "unknown"
OVER = {"day": "today", "week": "this week"}
DAY_WORDS = dict(zip(DAYS, ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True)) | {
    "every_day": "every day",
    "weekdays": "Mon to Fri",
    "weekends": "Sat and Sun",
}


class _Told(NamedTuple):
    """What is being told of. `named`: figures need their names, since the title alone does not say which is meant."""

    scene: Scene
    catalogue: Catalogue
    fires: bool
    named: bool

    def figure(self, metric: str, value: Decimal) -> str:
        """With its unit: "56 h"."""
        known = self.catalogue.metrics[metric]
        return write_figure(value, known.unit, known.places)

    def name(self, metric: str) -> str:
        """As the board names it."""
        return self.catalogue.metrics[metric].short

    def clock(self, moment: datetime) -> str:
        """HH:MM in the room; with its day where that is not today."""
        zone = self.scene.facts.config.timezone
        local, today = moment.astimezone(zone), self.scene.now.astimezone(zone)
        return f"{local:%H:%M}" if local.date() == today.date() else f"{local:%a %H:%M}"


def says(
    trigger: CompiledTrigger, facts: Facts, state: TriggerState, now: datetime, catalogue: Catalogue
) -> str:
    """What it is, its figures against their thresholds, and where it stands.

    "Handover hours lost this week: 56 h, above 54 (since 14:30)". Times are the room's, with the day where it is not
    today's.
    """
    when = trigger.trigger.when
    scene = Scene(facts, state.trails, state.watched_since or now, now)
    named = trigger.trigger.title is None or sum(1 for _ in parts_of(when)) > 1
    told = _Told(scene, catalogue, state.fires, named)
    words = "; ".join(_phrases(when, told))
    notes = ", ".join(_standing(trigger.trigger, state, told))
    return f"{trigger.trigger.name}: {words}" + (f" ({notes})" if notes else "")


def _standing(trigger: Trigger, state: TriggerState, told: _Told) -> Iterator[str]:
    since = state.since or told.scene.now
    match state.phase:
        case Phase.IDLE:
            pass
        case Phase.PENDING:
            yield f"since {told.clock(since)}, fires at {told.clock(since + trigger.for_)} if it lasts"
        case Phase.FIRING:
            yield f"since {told.clock(state.fired_at or since)}"
        case Phase.CLEARING:
            yield f"since {told.clock(state.fired_at or since)}, left at {told.clock(since)}"
            yield f"over at {told.clock(since + trigger.clear_for)} if it lasts"
        case _:
            assert_never(state.phase)
    if state.unseen:
        yield _not_seen(state, told)
    if state.failed is not None:
        yield f"cannot be judged: {state.failed}"
    if state.phase is Phase.FIRING and state.told_at is None and state.tell_at is not None:
        yield f"quiet: told at {told.clock(state.tell_at)}"


def _not_seen(state: TriggerState, told: _Told) -> str:
    metrics = told.catalogue.metrics
    names = [metrics[metric].short if metric in metrics else metric for metric in state.unseen]
    if state.unseen_since is None:
        return f"{', '.join(names)} not seen"
    return f"{', '.join(names)} not seen since {told.clock(state.unseen_since)}"


def _phrases(condition: Condition, told: _Told) -> Iterator[str]:
    """Each thing that it asks, with the figure it has."""
    match condition:
        case All():
            for part in condition.all:
                yield from _phrases(part, told)
        case Any():
            yield " or ".join(phrase for part in condition.any for phrase in _phrases(part, told))
        case Not():
            yield f"not ({'; '.join(_phrases(condition.not_, told))})"
        case On():
            yield _hours(condition.on)
        case Silent():
            newest = silence_of(told.scene, metrics_matching(condition.silent, told.catalogue)).newest
            last = "nothing came yet" if newest is None else f"last figure {told.clock(newest)}"
            yield f"{last}, silent after {write_duration(condition.longer_than)}"
        case Above() | Below() | Between() | Sum() | Changed():
            try:
                yield _figure(condition, told)
            except CannotJudge as error:
                yield error.reason
        case _:
            assert_never(condition)


def _figure(condition: Above | Below | Between | Sum | Changed, told: _Told) -> str:
    match condition:
        case Sum():
            return _sum(condition, told)
        case Changed():
            return _changed(condition, told)
        case Between():
            low, high = (told.figure(condition.metric, bound) for bound in condition.between)
            return f"{_now(condition.metric, told)}, asked: {low} to {high}"
        case Above():
            bounds = _Bounds(condition.above, None, condition.leave_below)
        case Below():
            bounds = _Bounds(None, condition.below, condition.leave_above)
        case _:
            assert_never(condition)
    return _compared(condition, bounds, told)


class _Bounds(NamedTuple):
    above: Decimal | None
    below: Decimal | None
    leave: Decimal | None


def _bound(value: Decimal | None, bounds: _Bounds, told: _Told) -> str:
    """ "above 54" where it is; else what is still to come."""
    above, below, leave = bounds
    way, other, threshold = ("above", "below", above) if above is not None else ("below", "above", below)
    if threshold is None:
        return ""
    beyond = value is not None and (value > threshold if above is not None else value < threshold)
    if beyond:
        return f"{way} {write_number(threshold)}"
    if told.fires:
        if leave is None:
            return f"over at {write_number(threshold)} or {other}"
        return f"over when {other} {write_number(leave)}"
    return f"fires {way} {write_number(threshold)}"


def _sum(condition: Sum, told: _Told) -> str:
    total = total_of(told.scene, condition)
    over = condition.over
    span = f"in {write_duration(over)}" if isinstance(over, timedelta) else OVER[over]
    amount = told.figure(condition.sum, total.value)
    named = f"{told.name(condition.sum)} {span} " if told.named else ""
    least = "" if total.whole else "at least "
    bounds = _Bounds(condition.above, condition.below, condition.leave_below or condition.leave_above)
    return f"{named}{least}{amount}, {_bound(total.value, bounds, told)}"


def _changed(condition: Changed, told: _Told) -> str:
    moved = movement_of(told.scene, condition).value
    amount = UNKNOWN if moved is None else told.figure(condition.changed, moved)
    way = "" if condition.way == "either" else f" {condition.way}"
    named = f"{told.name(condition.changed)} " if told.named else ""
    by = write_number(condition.by)
    return f"{named}moved{way} by {amount} in {write_duration(condition.within)}, fires from {by}"


def _compared(condition: Above | Below, bounds: _Bounds, told: _Told) -> str:
    figure = figure_of(told.scene, condition.metric)
    value = figure.measure.value if figure.measure is not None else None
    words = _now(condition.metric, told)
    if condition.against is None:
        return f"{words}, {_bound(value, bounds, told)}"
    planned = planned_for(told.scene, condition.metric, figure)
    if planned is None or value is None:
        return f"{words}, plan {UNKNOWN}"
    percent = condition.as_ == "percent"
    beyond = (100 * (value - planned) / planned if planned > 0 else None) if percent else value - planned
    unit = " %" if percent else ""
    more = UNKNOWN if beyond is None else f"{beyond:+.0f}{unit}"
    return f"{words}, {more} on the plan of {write_number(planned)}, {_bound(beyond, bounds, told)}{unit}"


def _now(metric: str, told: _Told) -> str:
    figure: Figure = figure_of(told.scene, metric)
    amount = UNKNOWN if figure.measure is None else told.figure(metric, figure.measure.value)
    return f"{told.name(metric)} {amount}" if told.named else amount


def _hours(when: When) -> str:
    days = ", ".join(DAY_WORDS[day] for day in when.days)
    if when.from_ is not None and when.until is not None:
        return f"{days} {when.from_:%H:%M} to {when.until:%H:%M}"
    return f"{days} {', '.join(f'{at:%H:%M}' for at in when.times)}"
