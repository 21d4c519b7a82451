"""Readings → what is held of one unit's metrics, with a verdict for each. Assesses nothing."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from triggers.catalogue import Catalogue, Metric
from triggers.derive import DERIVED, Given, derive, given_by, too_few
from triggers.values import Doubt, Held, Measure, Reading
from triggers.wording import write_number

DAY_ZONE = ZoneInfo("Europe/London")
"""Whose midnight "since midnight" means in the NHS in England's returns."""
Verdict = Literal["accepted", "duplicate", "superseded", "queried"]


class Outcome(NamedTuple):
    """What became of a reading, in a sentence a person can act on."""

    reading: Reading
    verdict: Verdict
    code: str
    message: str


class Taken(NamedTuple):
    """The whole new mapping, an outcome for each reading in the order given, and what was derived.

    Of what was derived only that which changed what is held: the rest of history follows from its counts.
    """

    held: dict[str, Held]
    outcomes: tuple[Outcome, ...]
    derived: tuple[Reading, ...]


class _Placed(NamedTuple):
    held: Held
    verdict: Verdict
    code: str
    message: str


def take(held: Mapping[str, Held], readings: Sequence[Reading], catalogue: Catalogue) -> Taken:
    """Hold the readings of ONE unit, oldest first whatever their order, then the percentages of their counts.

    The latest `observed_at` wins; at the same time the later received does. Readings must name known metrics.
    """
    given = given_by(held, readings, catalogue.counts)
    now_held = dict(held)
    outcomes: dict[int, Outcome] = {}
    for i in sorted(range(len(readings)), key=lambda i: readings[i].observed_at):
        reading = readings[i]
        placed = _place(now_held.get(reading.metric), reading, catalogue, given)
        now_held[reading.metric] = placed.held
        outcomes[i] = Outcome(reading, placed.verdict, placed.code, placed.message)
    for metric in catalogue.counts & {r.metric for r in readings}:
        _recount(metric, now_held, catalogue, given)
    derived: list[Reading] = []
    for reading in sorted(derive(given, readings, catalogue), key=lambda r: r.observed_at):
        before = now_held.get(reading.metric)
        if before is not None and before.latest_at == reading.observed_at and before.source != DERIVED:
            continue  # the sender's own percentage for that time stands
        placed = _place(before, reading, catalogue, given)
        now_held[reading.metric] = placed.held
        if placed.held != before:
            derived.append(reading)
    return Taken(now_held, tuple(outcomes[i] for i in range(len(readings))), tuple(derived))


def _place(before: Held | None, reading: Reading, catalogue: Catalogue, given: Given) -> _Placed:
    metric = catalogue.metrics[reading.metric]
    doubt = _doubt(before, reading, metric, given)
    if before is not None and reading.observed_at < before.latest_at:
        return _place_older(before, reading, doubt)
    if before is not None and _is_repeat(before, reading):
        return _Placed(before, "duplicate", "duplicate", "This figure is already held.")
    verdict, code, message = _say(before, reading, metric, doubt, given)
    return _Placed(_newest(before, reading, doubt), verdict, code, message)


def _newest(before: Held | None, reading: Reading, doubt: Doubt | None) -> Held:
    at = reading.observed_at
    if doubt is None:
        return Held(reading.metric, reading.measure, at, at, reading.source)
    scores, scores_at = (before.scores, before.scores_at) if before is not None else (None, None)
    return Held(reading.metric, scores, scores_at, at, reading.source, doubt, reading.measure)


def _place_older(before: Held, reading: Reading, doubt: Doubt | None) -> _Placed:
    """History; it scores only while the newest figure is doubted and nothing later does."""
    message = "A later figure is already held; this one is kept as history."
    at = reading.observed_at
    fills = (
        before.doubt is not None and doubt is None and (before.scores_at is None or at >= before.scores_at)
    )
    held = before._replace(scores=reading.measure, scores_at=at) if fills else before
    return _Placed(held, "superseded", "fills" if fills else "superseded", message)


def _doubt(before: Held | None, reading: Reading, metric: Metric, given: Given) -> Doubt | None:
    measure = reading.measure
    if measure is None:
        return Doubt.UNKNOWN
    if too_few(metric, measure, reading.observed_at, given) is not None:
        return Doubt.FEW
    if before is None or before.scores is None or before.scores_at is None:
        return None
    if reading.confirmed or _is_history(before, reading):
        return None
    calms = _calms_implausibly(metric, before.scores, before.scores_at, measure, reading.observed_at)
    if not calms or _repeats_query(before, reading, metric):
        return None
    return Doubt.QUERIED


def _is_history(before: Held, reading: Reading) -> bool:
    return before.scores_at is not None and reading.observed_at < before.scores_at


def _is_repeat(before: Held, reading: Reading) -> bool:
    newest = before.scores if before.doubt is None else before.latest
    same = (reading.observed_at, reading.source) == (before.latest_at, before.source)
    settles_query = reading.confirmed and before.doubt is Doubt.QUERIED
    return same and newest == reading.measure and not settles_query


def day_of(moment: datetime) -> date:
    """The day in which a "since midnight" figure counts."""
    return moment.astimezone(DAY_ZONE).date()


def _calms_implausibly(
    metric: Metric, was: Measure, was_at: datetime, now: Measure, now_at: datetime
) -> bool:
    if metric.jump is None:
        return False
    fall = was.value - now.value if metric.worse == "higher" else now.value - was.value
    began_again = metric.since_midnight and fall > metric.jump and day_of(was_at) != day_of(now_at)
    return fall > metric.jump and not began_again


def _repeats_query(before: Held, reading: Reading, metric: Metric) -> bool:
    if before.doubt is not Doubt.QUERIED or before.latest is None or reading.measure is None:
        return False
    near = metric.jump is not None and abs(reading.measure.value - before.latest.value) <= metric.jump
    return near and reading.observed_at > before.latest_at


def _say(
    before: Held | None, reading: Reading, metric: Metric, doubt: Doubt | None, given: Given
) -> tuple[Verdict, str, str]:
    measure = reading.measure
    corrects = before is not None and before.latest_at == reading.observed_at
    if measure is None:
        return "accepted", "unknown", "Taken as unknown: the last known value stands, and the range is wider."
    if doubt is Doubt.FEW:
        count = too_few(metric, measure, reading.observed_at, given)
        return "accepted", "few", f"Taken. It rests on {count} only, so the last full figure goes on scoring."
    if doubt is Doubt.QUERIED and before is not None and before.scores is not None:
        was, now = write_number(before.scores.value), write_number(measure.value)
        ask = "Send it again with a later time, or confirm it."
        return "queried", "implausible_jump", f"Was {was}. Is {now} right? {ask}"
    if corrects:
        return "accepted", "correction", "Taken as a correction of the figure for the same time."
    return "accepted", "accepted", "Taken."


def _recount(count: str, held: dict[str, Held], catalogue: Catalogue, given: Given) -> None:
    """A count that arrives after its figure can still show that the figure rests on too few, or on enough."""
    for figure in list(_resting_on(count, held, catalogue)):
        newest = figure.scores if figure.doubt is None else figure.latest
        if newest is None or figure.doubt not in {None, Doubt.FEW}:
            continue
        at = figure.latest_at
        few = too_few(catalogue.metrics[figure.metric], newest, at, given) is not None
        if few and figure.doubt is None:
            held[figure.metric] = figure._replace(doubt=Doubt.FEW, latest=newest)
        elif not few:
            held[figure.metric] = Held(figure.metric, newest, at, at, figure.source)


def _resting_on(count: str, held: Mapping[str, Held], catalogue: Catalogue) -> Iterator[Held]:
    for figure in held.values():
        few = catalogue.metrics[figure.metric].few
        if few is not None and few.count == count and held[count].latest_at == figure.latest_at:
            yield figure
