"""A back-test as it travels: hours at each level, changes, flaps, disagreements, what is drawn. Works no level out."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from app.backtest.run import Back, UnitRun, strip_of
from app.clock import wire_time
from app.messages.packs import (
    BackTestResult,
    Named,
    TriedDifference,
    TriedLevels,
    TriedUnit,
    TriedVersion,
)
from app.messages.past import LevelSpan
from integrations.paper.strip import strip_svg
from triggers.replay.columns import in_columns, too_fine
from triggers.replay.tally import Disagreement, lasting, tally
from triggers.replay.values import Timeline

SECOND = timedelta(seconds=1)
COLUMNS = 1000
MOST_DIFFERENCES = 12


class Read(NamedTuple):
    """What was read: how many figures, since when, of whom none, and what was refused as it came."""

    rows: int
    first_at: datetime | None
    silent: tuple[Named, ...]
    refused: Mapping[str, int]


def result_of(back: Back, read: Read, named: Mapping[str, Named], zone: ZoneInfo) -> BackTestResult:
    """Everything that a page shows of it."""
    names = {code: one.name for code, one in named.items()}
    return BackTestResult(
        from_=wire_time(back.begins),
        to=wire_time(back.ends),
        timezone=zone.key,
        rows=read.rows,
        first_at=None if read.first_at is None else wire_time(read.first_at),
        versions=tuple(
            TriedVersion(
                name=name,
                id=pack.id,
                version=pack.version,
                title=pack.pack.title,
                provenance=pack.pack.provenance,
                sha=pack.sha,
            )
            for name, pack in back.packs.items()
        ),
        units=tuple(tried_unit(back, one, named[one.unit]) for one in back.units),
        silent=read.silent,
        refused=dict(read.refused),
        picture=strip_svg(strip_of(back, zone, names)) if back.units else None,
    )


def tried_unit(back: Back, one: UnitRun, named: Named) -> TriedUnit:
    """One unit."""
    longest = sorted(one.differ, key=lambda stretch: (stretch.begins - stretch.ends, stretch.begins))
    return TriedUnit(
        code=named.code,
        name=named.name,
        short=named.short,
        levels=tuple(tried_levels(back, timeline) for timeline in one.timelines),
        differ_seconds=lasting(one.differ) // SECOND,
        differ_count=len(one.differ),
        differ=tuple(map(tried_difference, longest[:MOST_DIFFERENCES])),
    )


def tried_levels(back: Back, timeline: Timeline) -> TriedLevels:
    """One unit under one version."""
    found = tally(timeline.spans)
    spans = in_columns(timeline.spans, back.begins, back.ends, COLUMNS)
    return TriedLevels(
        one=found.at[1] // SECOND,
        two=found.at[2] // SECOND,
        three=found.at[3] // SECOND,
        four=found.at[4] // SECOND,
        unstated=found.at[None] // SECOND,
        changes=found.changes,
        flaps=found.flaps,
        spans=tuple(
            LevelSpan(from_=wire_time(begins), to=wire_time(ends), level=level)
            for begins, ends, level in spans
        ),
        coarse=too_fine(timeline.spans, back.begins, back.ends, COLUMNS),
    )


def tried_difference(stretch: Disagreement) -> TriedDifference:
    """One stretch."""
    return TriedDifference(
        from_=wire_time(stretch.begins),
        to=wire_time(stretch.ends),
        seconds=(stretch.ends - stretch.begins) // SECOND,
        levels=stretch.levels,
    )
