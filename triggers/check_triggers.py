"""What the types of local triggers cannot say: metrics that exist, leaves on the right side, hours that end. Reads no
file. Whether the units exist is for whoever knows the system.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import assert_never

from triggers.catalogue import Catalogue, Metric
from triggers.compile_triggers import metrics_matching, parts_of
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
from triggers.local_hours import length
from triggers.trigger_pack import Quiet, Trigger, TriggerPack
from triggers.yaml_text import Path

Finding = tuple[Path, str]
ZERO, DAY, WEEK = timedelta(0), timedelta(days=1), timedelta(days=7)
OPEN_AT_LEAST = timedelta(hours=1)
PLACED = "says only when to ask: put it in an `all`, beside what is to be asked"


def check_trigger_pack(pack: TriggerPack, catalogue: Catalogue) -> Iterator[Finding]:
    """Path and reason of everything wrong."""
    times = Counter(trigger.id for trigger in pack.triggers)
    for i, trigger in enumerate(pack.triggers):
        at = ("triggers", i)
        if times[trigger.id] > 1:
            yield (*at, "id"), f"{trigger.id} is used twice"
        for path, reason in _check_trigger(trigger, catalogue):
            yield (*at, *path), reason


def _check_trigger(trigger: Trigger, catalogue: Catalogue) -> Iterator[Finding]:
    if trigger.about is not None and trigger.about.model_dump(exclude_none=True) == {}:
        yield ("about",), "names nothing: leave it out for every unit"
    for name, dwell in (("for", trigger.for_), ("clear_for", trigger.clear_for)):
        if dwell > WEEK:
            yield (name,), "must be a week at most"
    yield from _check_quiet(trigger.quiet)
    yield from _check_placed(trigger.when, trigger.for_)
    yield from _check(trigger.when, ("when",), catalogue)


def _check_quiet(quiet: Quiet | None) -> Iterator[Finding]:
    if quiet is None:
        return
    if quiet.from_ == quiet.until:
        yield ("quiet",), f"begins and ends at {quiet.until:%H:%M}: it would never end"
    elif DAY - length(quiet.from_, quiet.until) < OPEN_AT_LEAST:
        yield ("quiet",), "must leave an hour of the day at least in which people can be told"


def _check_placed(when: Condition, dwell: timedelta) -> Iterator[Finding]:
    """Times of day stand within an `all`, beside something to ask; and the dwell fits into the hours."""
    parts = when.all if isinstance(when, All) else ()
    if not isinstance(when, All) and _hours_of(when) is not None:
        yield ("when",), PLACED
    for i, part in enumerate(parts):
        hours = part.on if isinstance(part, On) else None
        if hours is not None and hours.from_ is not None and hours.until is not None:
            longest = length(hours.from_, hours.until)
            if ZERO < longest <= dwell:
                yield ("when", "all", i, "on"), "is over before the dwell (`for`) is: it would never fire"


def _hours_of(condition: Condition) -> When | None:
    """The hours that are all the condition says."""
    if isinstance(condition, Not):
        return _hours_of(condition.not_)
    return condition.on if isinstance(condition, On) else None


def _check(condition: Condition, at: Path, catalogue: Catalogue) -> Iterator[Finding]:
    match condition:
        case All():
            yield from _check_group(condition.all, (*at, "all"), catalogue)
            if condition.all and all(_hours_of(part) is not None for part in condition.all):
                yield (*at, "all"), "asks nothing: it only says when"
        case Any():
            yield from _check_group(condition.any, (*at, "any"), catalogue)
            for i, part in enumerate(condition.any):
                if _hours_of(part) is not None:
                    yield (*at, "any", i), PLACED
        case Not():
            yield from _check_not(condition, (*at, "not"), catalogue)
        case On():
            yield from _check_on(condition.on, (*at, "on"))
        case Silent():
            yield from _check_silent(condition, at, catalogue)
        case Above() | Below() | Between() | Sum() | Changed():
            yield from _check_figure(condition, at, catalogue)
        case _:
            assert_never(condition)


def _check_group(parts: Sequence[Condition], at: Path, catalogue: Catalogue) -> Iterator[Finding]:
    if not parts:
        yield at, "is empty: it would be always true, or never"
    for i, part in enumerate(parts):
        yield from _check(part, (*at, i), catalogue)


def _check_not(condition: Not, at: Path, catalogue: Catalogue) -> Iterator[Finding]:
    inner = condition.not_
    if isinstance(inner, Not):
        yield at, "not of not: leave out both"
    if any(isinstance(part, Silent) for part in parts_of(inner)):
        yield at, "that figures come is no reason to call anybody: not of silent means nothing"
    if any(isinstance(part, On) and part.on.times for part in parts_of(inner)):
        yield at, "every minute but this one: give hours, `from` and `until`, to leave some out"
    yield from _check(inner, at, catalogue)


def _check_on(when: When, at: Path) -> Iterator[Finding]:
    spans = when.from_ is not None and when.until is not None
    if bool(when.times) == spans or (when.from_ is None) != (when.until is None):
        yield at, "give either times, or from and until"
    if spans and when.from_ == when.until:
        yield at, f"begins and ends at {when.until:%H:%M}: is that no hour, or all of them?"
    if list(when.times) != sorted(set(when.times)):
        yield (*at, "times"), "must be in order, each once"


def _check_silent(condition: Silent, at: Path, catalogue: Catalogue) -> Iterator[Finding]:
    if not metrics_matching(condition.silent, catalogue):
        yield (*at, "silent"), f"{condition.silent} matches no metric of the catalogue"
    if not ZERO < condition.longer_than <= WEEK:
        yield (*at, "longer_than"), "must be more than nothing, and a week at most"


def _check_figure(
    condition: Above | Below | Between | Sum | Changed, at: Path, catalogue: Catalogue
) -> Iterator[Finding]:
    field, name = _metric_of(condition)
    metric = catalogue.metrics.get(name)
    if metric is None:
        yield (*at, field), f"{name} is not in the metrics catalogue"
    match condition:
        case Above():
            yield from _check_above(condition.above, condition.leave_below, at)
            yield from _check_range(condition, metric, condition.above, (*at, "above"))
        case Below():
            yield from _check_below(condition.below, condition.leave_above, at)
            yield from _check_range(condition, metric, condition.below, (*at, "below"))
        case Between():
            yield from _check_between(condition, metric, at)
        case Sum():
            yield from _check_sum(condition, metric, at)
        case Changed():
            yield from _check_changed(condition, at)
        case _:
            assert_never(condition)


def _metric_of(condition: Above | Below | Between | Sum | Changed) -> tuple[str, str]:
    match condition:
        case Sum():
            return "sum", condition.sum
        case Changed():
            return "changed", condition.changed
        case _:
            return "metric", condition.metric


def _check_above(above: Decimal, leave_below: Decimal | None, at: Path) -> Iterator[Finding]:
    if leave_below is not None and leave_below > above:
        yield (
            (*at, "leave_below"),
            f"must be {above} at most: what is above {above} must not have left already",
        )


def _check_below(below: Decimal, leave_above: Decimal | None, at: Path) -> Iterator[Finding]:
    if leave_above is not None and leave_above < below:
        yield (
            (*at, "leave_above"),
            f"must be {below} at least: what is below {below} must not have left already",
        )


def _check_range(
    condition: Above | Below, metric: Metric | None, threshold: Decimal, at: Path
) -> Iterator[Finding]:
    if (condition.against is None) != (condition.as_ is None):
        yield at[:-1], "against: plan goes with as: difference, or as: percent"
    if metric is None or condition.against is not None:
        return
    possible = threshold < metric.high if isinstance(condition, Above) else threshold > metric.low
    if not metric.low <= threshold <= metric.high or not possible:
        yield at, f"never comes about: {metric.id} lies between {metric.low} and {metric.high}"


def _check_between(condition: Between, metric: Metric | None, at: Path) -> Iterator[Finding]:
    low, high = condition.between
    if low > high:
        yield (*at, "between"), f"must rise: {low}, {high}"
    if condition.leave_outside is not None:
        outer_low, outer_high = condition.leave_outside
        if outer_low > low or outer_high < high:
            yield (*at, "leave_outside"), f"must reach from {low} or lower to {high} or higher"
    if metric is not None and (high < metric.low or low > metric.high):
        yield (*at, "between"), f"never comes about: {metric.id} lies between {metric.low} and {metric.high}"


def can_be_summed(metric: Metric) -> bool:
    """Only counters that begin again each midnight can: the catalogue does not tell how many patients there are now
    from how many came in the last hour, and no sum of either means anything.
    """
    return metric.since_midnight and metric.unit in {"count", "hours"} and metric.low >= 0


def _check_sum(condition: Sum, metric: Metric | None, at: Path) -> Iterator[Finding]:
    if metric is not None and not can_be_summed(metric):
        reason = "only counts and hours that begin again each midnight can be"
        yield (*at, "sum"), f"{metric.id} cannot be summed: {reason}"
    if isinstance(condition.over, timedelta) and not ZERO < condition.over <= DAY:
        yield (*at, "over"), "must be day, week, or a duration of a day at most"
    if (condition.above is None) == (condition.below is None):
        yield at, "give either above or below"
    if condition.above is None and condition.leave_below is not None:
        yield (*at, "leave_below"), "goes with above"
    if condition.below is None and condition.leave_above is not None:
        yield (*at, "leave_above"), "goes with below"
    if condition.above is not None:
        yield from _check_above(condition.above, condition.leave_below, at)
    if condition.below is not None:
        yield from _check_below(condition.below, condition.leave_above, at)
        if condition.below <= 0:
            yield (*at, "below"), "never comes about: a sum of counts is 0 at least"


def _check_changed(condition: Changed, at: Path) -> Iterator[Finding]:
    if condition.by <= 0:
        yield (*at, "by"), "must be above 0"
    if condition.leave_by is not None and not 0 < condition.leave_by <= condition.by:
        yield (*at, "leave_by"), f"must be above 0, and {condition.by} at most"
    if not ZERO < condition.within <= DAY:
        yield (*at, "within"), "must be more than nothing, and a day at most"
