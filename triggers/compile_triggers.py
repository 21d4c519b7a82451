"""A checked pack of triggers → closures, once, at load. Remembers nothing and moves no trigger.

Truth has three values: True, False, and None for not known. A condition is compiled three times: `begin` with the enter
thresholds and at its single times, `enter` without them (while the dwell runs), `hold` with the leave thresholds. What
begins enters, and what enters holds: so nothing flaps.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from fnmatch import fnmatchcase
from functools import partial
from typing import Literal, NamedTuple, assert_never

from triggers.catalogue import Catalogue
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
from triggers.local_hours import lying
from triggers.scene import (
    CannotJudge,
    Figure,
    Scene,
    compare,
    compare_with_plan,
    figure_of,
    movement_of,
    planned_for,
    silence_of,
    silent_for,
    total_of,
    trail_key,
)
from triggers.trails import Window
from triggers.trigger_pack import Trigger, TriggerPack
from triggers.values import Measure

Asked = Literal["begin", "enter", "hold"]
OPPOSITE: dict[Asked, Asked] = {"begin": "hold", "enter": "hold", "hold": "enter"}
FEW_PLANNED = Decimal(10)
"""Of counts planned lower than this no percentage is judged: two patients for one at 00:15 are not +100 %."""


class Judged(NamedTuple):
    """What a condition comes to. `truth` None: not known, for `unseen` (metrics) or because it `failed`.

    `unseen_since`: the time of the oldest of the figures last seen of these; None where one was never seen.
    `changes_at`: when time alone may change it.
    """

    truth: bool | None
    changes_at: datetime | None = None
    unseen: tuple[str, ...] = ()
    unseen_since: datetime | None = None
    failed: str | None = None


Ask = Callable[[Scene], Judged]


class Need(NamedTuple):
    """Figures of a metric that a condition remembers, and for how long."""

    key: str
    metric: str
    window: Window


class CompiledTrigger(NamedTuple):
    """A trigger, ready to look."""

    trigger: Trigger
    begin: Ask
    enter: Ask
    hold: Ask
    needs: tuple[Need, ...]


class CompiledTriggers(NamedTuple):
    """A pack of triggers, ready to look. `sha` is that of its text."""

    pack: TriggerPack
    sha: str
    triggers: tuple[CompiledTrigger, ...]


def compile_triggers(pack: TriggerPack, catalogue: Catalogue, sha: str = "") -> CompiledTriggers:
    """The pack as closures; patterns are those metrics of the catalogue that they match."""
    return CompiledTriggers(pack, sha, tuple(compile_trigger(one, catalogue) for one in pack.triggers))


def compile_trigger(trigger: Trigger, catalogue: Catalogue) -> CompiledTrigger:
    """One trigger as closures."""
    begin, enter, hold = (_compile(trigger.when, asked, catalogue) for asked in ("begin", "enter", "hold"))
    needs = {need.key: need for need in _needs(trigger.when)}
    return CompiledTrigger(trigger, begin or _never, enter or _never, hold or _never, tuple(needs.values()))


def parts_of(condition: Condition) -> Iterator[Condition]:
    """The condition and all that it is made of."""
    yield condition
    match condition:
        case All():
            inner: Sequence[Condition] = condition.all
        case Any():
            inner = condition.any
        case Not():
            inner = (condition.not_,)
        case _:
            inner = ()
    for part in inner:
        yield from parts_of(part)


def metrics_matching(pattern: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The catalogue's metrics that a pattern such as "ed.*" means."""
    return tuple(metric for metric in catalogue.metrics if fnmatchcase(metric, pattern))


def _needs(condition: Condition) -> Iterator[Need]:
    for part in parts_of(condition):
        if isinstance(part, Sum):
            yield Need(trail_key(part), part.sum, part.over)
        elif isinstance(part, Changed):
            yield Need(trail_key(part), part.changed, part.within)


def _never(_: Scene) -> Judged:
    return Judged(truth=False)


def _compile(condition: Condition, asked: Asked, catalogue: Catalogue) -> Ask | None:
    """None: this part does not count in what is asked (a single time, once it has passed)."""
    inner = partial(_compile, asked=asked, catalogue=catalogue)
    match condition:
        case All():
            return partial(_all, [ask for part in condition.all if (ask := inner(part)) is not None])
        case Any():
            return partial(_any, [ask for part in condition.any if (ask := inner(part)) is not None])
        case Not():
            opposed = _compile(condition.not_, OPPOSITE[asked], catalogue)
            return None if opposed is None else partial(_not, opposed)
        case On():
            passed = condition.on.times and asked != "begin"
            return None if passed else partial(_on, condition.on)
        case Above() | Below() | Between() | Sum() | Changed():
            return partial(_guarded, condition, _holds(condition, asked), catalogue)
        case Silent():
            return partial(_silent, condition, metrics_matching(condition.silent, catalogue))
    assert_never(condition)


Numeric = Above | Below | Between | Sum | Changed
Sign = Callable[[Decimal], int]
Holds = Callable[[Sign], bool]
"""Whether a figure meets a condition, given its sign against any threshold."""


def _holds(condition: Numeric, asked: Asked) -> Holds:
    holding = asked == "hold"
    match condition:
        case Between():
            low, high = (condition.leave_outside if holding else None) or condition.between
            return lambda sign: sign(low) >= 0 and sign(high) <= 0
        case Changed():
            by = condition.leave_by if holding and condition.leave_by is not None else condition.by
            return lambda sign: sign(by) >= 0
        case Above():
            return _beyond(condition.above, None, condition.leave_below, None, holding=holding)
        case Below():
            return _beyond(None, condition.below, None, condition.leave_above, holding=holding)
        case Sum():
            return _beyond(
                condition.above,
                condition.below,
                condition.leave_below,
                condition.leave_above,
                holding=holding,
            )
    assert_never(condition)


def _beyond(
    above: Decimal | None,
    below: Decimal | None,
    leave_below: Decimal | None,
    leave_above: Decimal | None,
    *,
    holding: bool,
) -> Holds:
    """Above 54 and left below 50: at 50 it still holds. Without a leave threshold, at 54 it does not."""
    if above is not None:
        if holding and leave_below is not None:
            return lambda sign: sign(leave_below) >= 0
        return lambda sign: sign(above) > 0
    if below is None:
        return lambda _: False
    if holding and leave_above is not None:
        return lambda sign: sign(leave_above) <= 0
    return lambda sign: sign(below) < 0


def _guarded(condition: Numeric, holds: Holds, catalogue: Catalogue, scene: Scene) -> Judged:
    """The only place where a rule may fail: what it says is kept, and everything else goes on."""
    match condition:
        case Sum():
            metric = condition.sum
        case Changed():
            metric = condition.changed
        case Above() | Below() | Between():
            metric = condition.metric
        case _:
            assert_never(condition)
    figure = figure_of(scene, metric)
    try:
        if isinstance(condition, Sum):
            return _sum(condition, holds, figure, scene)
        if isinstance(condition, Changed):
            return _changed(condition, holds, figure, scene)
        return _figure(condition, holds, figure, scene, catalogue)
    except CannotJudge as error:
        return Judged(None, figure.changes_at, failed=f"{metric}: {error.reason}")


def _figure(
    condition: Above | Below | Between, holds: Holds, figure: Figure, scene: Scene, catalogue: Catalogue
) -> Judged:
    measure, metric = figure.measure, condition.metric
    if not figure.known or measure is None:
        return Judged(None, figure.changes_at, (metric,), figure.at)
    if isinstance(condition, Between) or condition.against is None:
        return Judged(holds(partial(compare, measure)), figure.changes_at)
    planned = planned_for(scene, metric, figure)
    percent = condition.as_ == "percent"
    if planned is None:
        return Judged(None, figure.changes_at, (f"plan of {metric}",))
    if percent and planned < FEW_PLANNED and catalogue.metrics[metric].unit == "count":
        return Judged(None, figure.changes_at, (metric,), figure.at)
    compared = partial(compare_with_plan, measure, planned, percent=percent)
    return Judged(holds(compared), figure.changes_at)


def _sum(condition: Sum, holds: Holds, figure: Figure, scene: Scene) -> Judged:
    """What was not seen can only add: a sum that is beyond its threshold by what was seen is so for certain."""
    total = total_of(scene, condition)
    held = holds(partial(compare, Measure(total.value)))
    certain = total.whole or held == (condition.above is not None)
    changes_at = soonest([figure.changes_at, total.changes_at])
    return _if_certain(figure, condition.sum, changes_at, held=held, certain=certain)


def _changed(condition: Changed, holds: Holds, figure: Figure, scene: Scene) -> Judged:
    """As of a sum: a figure that has been seen to move has moved, however little else was seen."""
    movement = movement_of(scene, condition)
    held = movement.value is not None and holds(partial(compare, Measure(movement.value)))
    changes_at = soonest([figure.changes_at, movement.changes_at])
    return _if_certain(figure, condition.changed, changes_at, held=held, certain=movement.whole or held)


def _if_certain(
    figure: Figure, metric: str, changes_at: datetime | None, *, held: bool, certain: bool
) -> Judged:
    if certain:
        return Judged(held, changes_at)
    return Judged(None, changes_at, (metric,), figure.at)


def _silent(condition: Silent, metrics: Sequence[str], scene: Scene) -> Judged:
    """By time alone: it is known even when nothing else is, unless nothing is awaited at all."""
    since, newest = silence_of(scene, metrics)
    if since is None:
        return Judged(None, None, (condition.silent,), newest)
    due_at = silent_for(scene, since, condition.longer_than)
    return Judged(scene.now >= due_at, due_at if due_at > scene.now else None)


def _on(when: When, scene: Scene) -> Judged:
    found = lying(when.hours, scene.now, scene.facts.config.timezone)
    return Judged(found.spell is not None, found.changes_at)


def _all(asks: Sequence[Ask], scene: Scene) -> Judged:
    return _together([ask(scene) for ask in asks], settles=False)


def _any(asks: Sequence[Ask], scene: Scene) -> Judged:
    return _together([ask(scene) for ask in asks], settles=True)


def _not(ask: Ask, scene: Scene) -> Judged:
    judged = ask(scene)
    return judged._replace(truth=None if judged.truth is None else not judged.truth)


def _together(judged: Sequence[Judged], *, settles: bool) -> Judged:
    """`settles`: the truth that decides by itself. Else one that is not known leaves the whole not known."""
    changes_at = soonest(one.changes_at for one in judged)
    failed = next((one.failed for one in judged if one.failed is not None), None)
    if any(one.truth is settles for one in judged):
        return Judged(settles, changes_at, failed=failed)
    unknown = [one for one in judged if one.truth is None]
    if not unknown:
        return Judged(not settles, changes_at, failed=failed)
    unseen = tuple(dict.fromkeys(metric for one in unknown for metric in one.unseen))
    seen_at = [one.unseen_since for one in unknown if one.unseen]
    since = None if None in seen_at else min((at for at in seen_at if at is not None), default=None)
    return Judged(None, changes_at, unseen, since, failed)


def soonest(moments: Iterable[datetime | None]) -> datetime | None:
    """The earliest of these, if there is any."""
    return min((moment for moment in moments if moment is not None), default=None)
