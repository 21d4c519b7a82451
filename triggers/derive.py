"""Counts that arrived together → the percentages made of them. Holds nothing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from triggers.catalogue import Catalogue, Metric, Ratio
from triggers.values import Held, Measure, Reading

DERIVED = "derived"
CENTS = Decimal("0.01")
Lookup = Callable[[str, datetime], Measure | None]
Given = Mapping[tuple[str, datetime], Measure | None]


def given_by(held: Mapping[str, Held], readings: Sequence[Reading], counts: frozenset[str]) -> Given:
    """Every count known of a (metric, observed_at): the newest held, and all of `readings`."""
    given = {
        (h.metric, h.latest_at): h.scores if h.doubt is None else h.latest
        for h in (held[count] for count in counts if count in held)
    }
    for reading in readings:
        if reading.metric in counts:
            given[reading.metric, reading.observed_at] = reading.measure
    return given


def derive(given: Given, readings: Sequence[Reading], catalogue: Catalogue) -> Iterator[Reading]:
    """A percentage for each time at which `readings` completed or corrected its two counts.

    None is derived where the percentage itself was sent for that time. An unknown count, or a
    denominator of zero, gives `unknown`: 0/0 is not calm.
    """
    if not any(reading.metric in catalogue.ratios_of for reading in readings):
        return
    sent = {(r.metric, r.observed_at) for r in readings}
    wanted = {
        (metric, reading.observed_at): reading
        for reading in readings
        for metric in catalogue.ratios_of.get(reading.metric, ())
    }
    for (name, at), reading in wanted.items():
        metric = catalogue.metrics[name]
        if metric.ratio is None or (name, at) in sent:
            continue
        keys = (metric.ratio.numerator, at), (metric.ratio.denominator, at)
        if keys[0] in given and keys[1] in given:
            measure = _divide(metric.ratio, given[keys[0]], given[keys[1]])
            yield Reading(reading.organisation, name, measure, at, DERIVED)


def too_few(metric: Metric, measure: Measure, at: datetime, given: Given) -> int | None:
    """The count on which the figure rests, if it is too small to mean anything."""
    if metric.few is None:
        return None
    counted = given.get((metric.few.count, at))
    count = counted.value if counted is not None else None
    if count is None and metric.ratio is not None and metric.few.count == metric.ratio.denominator:
        count = measure.denominator
    return int(count) if count is not None and count < metric.few.below else None


def _divide(ratio: Ratio, numerator: Measure | None, denominator: Measure | None) -> Measure | None:
    if numerator is None or denominator is None or denominator.value <= 0:
        return None
    top = numerator.value - denominator.value if ratio.excess else numerator.value
    value = (100 * top / denominator.value).quantize(CENTS, ROUND_HALF_UP)
    return Measure(value, top, denominator.value)
