"""Which figures need a second look: doubted, late, corrected or unknown. Counts are looked at elsewhere. Decides none.

All others do what every figure does nearly always: they take the place of the one before.
"""

from datetime import timedelta
from decimal import ROUND_FLOOR

import polars as pl

from triggers.catalogue import Catalogue, Metric
from triggers.compile import CompiledPack
from triggers.expectations import Expectation, IntervalExpectation
from triggers.hold import DAY_ZONE
from triggers.replay.history import MICROSECOND, PLACES

VALUE, OBSERVED, RECEIVED = pl.col("value"), pl.col("observed"), pl.col("received")


def suspects(rows: pl.DataFrame, expectation: Expectation | None) -> pl.Expr:
    """Of one metric's rows in the order received, those that need a second look, and perhaps a few more.

    The row before is what stands unless that one was suspect, too.
    """
    found = (OBSERVED.shift().cum_max() >= OBSERVED) | (RECEIVED.shift() == RECEIVED)
    if rows["value"].null_count():
        found |= VALUE.is_null() | (VALUE.shift().is_null() & RECEIVED.shift().is_not_null())
    if expectation is not None:
        found |= RECEIVED.sub(OBSERVED).gt(surely_current(expectation) // MICROSECOND)
    if "confirmed" in rows.columns:
        found |= pl.col("confirmed")
    if "numerator" in rows.columns:
        found |= pl.col("numerator").is_not_null()
    return found.fill_null(value=False)


def implausible(metric: Metric) -> pl.Expr:
    """Where a figure falls by more than its jump."""
    if metric.jump is None:
        return pl.lit(value=False)
    most = int(metric.jump.scaleb(PLACES).to_integral_value(ROUND_FLOOR))
    fall = VALUE.shift() - VALUE if metric.worse == "higher" else VALUE - VALUE.shift()
    return fall.gt(most).fill_null(value=False)


def judged_by_day(lane: pl.DataFrame, calms: pl.Series, metric: Metric) -> pl.Series:
    """The same without those that count from midnight, where a new day has begun."""
    if not metric.since_midnight or not calms.any():
        return calms
    times = (
        lane.select(OBSERVED.shift().alias("was_at"), OBSERVED.alias("is_at")).with_row_index().filter(calms)
    )
    was, now = (
        pl.col(at).cast(pl.Datetime("us", "UTC")).dt.convert_time_zone(str(DAY_ZONE)).dt.date()
        for at in ("was_at", "is_at")
    )
    return calms.scatter(times.filter(was != now)["index"], values=False)


def surely_current(expectation: Expectation) -> timedelta:
    """How old a figure may be on arrival and be late by no reading of the rule."""
    if isinstance(expectation, IntervalExpectation):
        return expectation.late_after - MICROSECOND
    return expectation.satisfied_from


def behind(pack: CompiledPack, catalogue: Catalogue) -> frozenset[str]:
    """The pack's metrics, the counts they are made of, and those they rest on."""
    found = {parameter.metric for parameter in pack.parameters}
    ahead = set(found)
    while ahead:
        ahead = {count for metric in ahead for count in counts_of(catalogue.metrics[metric])} - found
        found |= ahead
    return frozenset(found)


def counts_of(metric: Metric) -> set[str]:
    """The counts that a metric is made of and rests on."""
    found = {metric.few.count} if metric.few is not None else set()
    return found | {metric.ratio.numerator, metric.ratio.denominator} if metric.ratio is not None else found
