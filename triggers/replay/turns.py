"""A unit's figures in columns → when its assessed level may turn, and what needs a second look. Settles nothing."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import polars as pl

from triggers.replay.counts import by_counts
from triggers.replay.scale import Scaled, Steps
from triggers.replay.suspects import implausible, judged_by_day, suspects
from triggers.replay.values import Judging

SIDE_BY_SIDE = 2
"""Metrics looked at together: more would hold more of the history in memory."""
POINTS, SCORE, KNOWN = pl.col("points"), pl.col("score"), pl.col("known")
SUSPECT, LEVEL = pl.col("suspect"), pl.col("level")


class Turns(NamedTuple):
    """In order of time. `levels[i]`: assessed from `at[i]` on, None where too few figures are known; true unless
    something before still waits for a second look. `suspect[i]`: what arrived then needs one.
    """

    at: list[int]
    levels: list[int | None]
    suspect: list[bool]


def turns_of(lanes: Mapping[str, pl.DataFrame], judging: Judging, pack: Scaled) -> Turns:
    """The turns of one unit. `lanes`: its rows by metric, of every metric behind the pack."""
    config = judging.eras[0].config
    steps = {s.metric: s for s in pack.steps if s.metric not in config.not_applicable}
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:  # the columns' arithmetic holds no lock
        found = list(pool.map(lambda m: turned(lanes[m], m, steps.get(m), judging, lanes), lanes))
    if not found:
        return Turns([], [], [])
    applicable = sum(s.most for s in steps.values())
    turns = (
        pl.concat(found)
        .lazy()
        .group_by("received")
        .agg(pl.col("score", "known").sum(), pl.col("suspect").any())
        .sort("received")
        .with_columns(pl.col("score", "known").cum_sum())
        .select("received", pack.stated_level(SCORE, KNOWN, applicable).alias("level"), "suspect")
        .filter(SUSPECT | LEVEL.ne_missing(LEVEL.shift()))
        .collect()
    )
    return Turns(turns["received"].to_list(), turns["level"].to_list(), turns["suspect"].to_list())


def turned(
    rows: pl.DataFrame, metric: str, steps: Steps | None, judging: Judging, lanes: Mapping[str, pl.DataFrame]
) -> pl.DataFrame:
    """One metric's rows that change its points or need a second look, with the change."""
    known = judging.catalogue.metrics[metric]
    found = suspects(rows, judging.eras[0].config.expectations.get(metric))
    points = pl.lit(0, pl.Int64) if steps is None else steps.of(pl.col("value")).forward_fill()
    earned = rows.select(
        "received", points.alias("points"), found.alias("suspect"), implausible(known).alias("calms")
    )
    flags = judged_by_day(rows, earned["calms"], known)
    if metric in judging.catalogue.counts or known.few is not None:
        flags |= by_counts(known, lanes, judging.catalogue)
    first = POINTS.is_not_null() & POINTS.shift().is_null()
    return (
        earned.lazy()
        .select(
            "received",
            (POINTS - POINTS.shift().fill_null(0)).fill_null(0).alias("score"),
            (first.cast(pl.Int64) * (0 if steps is None else steps.most)).alias("known"),
            SUSPECT | flags,
        )
        .filter((SCORE != 0) | (KNOWN != 0) | SUSPECT)
        .collect()
    )
