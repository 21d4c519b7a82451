"""Counts beside the figures that are made of them or rest on them: which need a second look. Derives nothing."""

from collections.abc import Iterator, Mapping

import polars as pl

from triggers.catalogue import Catalogue, Metric, Ratio
from triggers.replay.history import MILLION

Lanes = Mapping[str, pl.DataFrame]
TIMES = ["received", "observed"]


def by_counts(metric: Metric, lanes: Lanes, catalogue: Catalogue) -> pl.Series:
    """Of a metric's rows those that need a second look for the counts sent, and perhaps a few more.

    A figure does while the count it rests on was last too small; a count while it is too small for what rests on it,
    and where a percentage might be made of it, since none was sent with it.
    """
    rows = lanes[metric.id]
    found = pl.repeat(value=False, n=len(rows), dtype=pl.Boolean, eager=True)
    if metric.few is not None and metric.few.count in lanes:
        found |= resting(rows, lanes[metric.few.count], metric.few.below)
    if below := max(limits(metric.id, lanes, catalogue), default=0):
        found |= (rows["value"] < below * MILLION).fill_null(value=False)
    for name in catalogue.ratios_of.get(metric.id, ()):
        if completed(catalogue.metrics[name].ratio, lanes):
            found |= alone(rows, lanes.get(name))
    return found


def limits(count: str, lanes: Lanes, catalogue: Catalogue) -> Iterator[int]:
    """Below which a count is too small for each of the figures that rest on it."""
    for name in lanes:
        few = catalogue.metrics[name].few
        if few is not None and few.count == count:
            yield few.below


def resting(rows: pl.DataFrame, counts: pl.DataFrame, below: int) -> pl.Series:
    """Where the count last received is too small, or unknown."""
    last = counts.select("received", pl.col("value").alias("count")).with_columns(sent=pl.lit(value=True))
    joined = rows.select("received").join_asof(last, on="received")
    small = (pl.col("count") < below * MILLION).fill_null(pl.col("sent").is_not_null())
    return joined.select(small.alias("small"))["small"]


def completed(ratio: Ratio | None, lanes: Lanes) -> bool:
    """Whether both counts of a percentage are sent."""
    return ratio is not None and ratio.numerator in lanes and ratio.denominator in lanes


def alone(rows: pl.DataFrame, percentages: pl.DataFrame | None) -> pl.Series:
    """Where a count came without the percentage of its time."""
    if percentages is None:
        return pl.repeat(value=True, n=len(rows), dtype=pl.Boolean, eager=True)
    given = percentages.select(TIMES).unique().with_columns(sent=pl.lit(value=True))
    joined = rows.select(TIMES).join(given, on=TIMES, how="left", maintain_order="left")
    return joined["sent"].is_null()
