"""One organisation's day: its figures as lines, its levels, and what changed. Reads, then puts together."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache, partial
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from app.board.past.facts import Figure, Told
from app.board.past.found import Found
from app.board.past.lines import Late, points_of, queried_of
from app.board.past.rules import pack_then
from app.board.past.spans import changes_in, spans_of
from app.board.past.store import (
    figures_before,
    figures_between,
    first_observed,
    latest_held,
    levels_told,
    seq_at,
    seq_telling_of,
)
from app.board.past.stretch import Stretch, last_hours, whole_day
from app.clock import wire_time
from app.configuration import Rules
from app.db.engine import scoped_read
from app.messages.past import Line, UnitDay
from app.organisations.expected import expectation_of
from app.organisations.queries import assignment_at, zone_of
from app.organisations.units_config import opening_of
from triggers.catalogue import Catalogue
from triggers.compile import CompiledPack, CompiledRollup
from triggers.expectations import Expectation, currency
from triggers.opening import Opening

LOOKED_BACK = timedelta(days=36)
"""Farther than any figure can arrive late: the figure that stood when a stretch began is looked for so far back."""


class DayRead(NamedTuple):
    """All that a day is told from."""

    told: Sequence[Told]
    figures: Sequence[Figure]
    first_at: datetime | None
    pack: CompiledPack | CompiledRollup | None


async def day_of(reader: AsyncEngine, rules: Rules, found: Found, day: date | None) -> UnitDay:
    """A local day, or without one the 24 hours up to now. Raises DayOutOfReach."""
    stretch = last_hours(found.now, 24) if day is None else whole_day(found.system, day, found.now)
    async with scoped_read(reader, [found.stream]) as connection:
        read = await read_day(connection, rules, found, stretch)
    return told_as_day(found, stretch, read, rules.catalogue)


async def read_day(connection: AsyncConnection, rules: Rules, found: Found, stretch: Stretch) -> DayRead:
    """Everything of one unit or body over a stretch."""
    stream, code = found.stream, found.code
    began = await seq_at(connection, stream, stretch.from_)
    upto = await seq_telling_of(connection, stream, stretch.to)
    told = (await levels_told(connection, stream, [code], began, upto))[code]
    pack = await pack_at(connection, rules, found, stretch.last)
    if not found.is_unit:
        return DayRead(told, (), None, pack)
    figures = await figures_between(connection, stream, code, stretch.from_, stretch.beyond)
    latest = await latest_held(connection, stream, code)
    shown = {figure.metric for figure in figures} | set(metrics_of(pack))
    latest = {metric: at for metric, at in latest.items() if metric in shown}
    back = stretch.from_ - LOOKED_BACK
    figures += await figures_before(connection, (stream, code), latest, stretch.from_, back)
    return DayRead(told, figures, await first_observed(connection, stream, code), pack)


async def pack_at(
    connection: AsyncConnection, rules: Rules, found: Found, moment: datetime
) -> CompiledPack | CompiledRollup | None:
    """The pack in force at a moment. An assignment that has begun never changes: today's file names it."""
    assigned = assignment_at(found.system, found.code, moment)
    if assigned is None or assigned.pack is None or assigned.version is None:
        return None
    return await pack_then(connection, rules, (assigned.pack, assigned.version), rules.catalogue)


def metrics_of(pack: CompiledPack | CompiledRollup | None) -> dict[str, str]:
    """The metrics a pack looks at, each with its parameter, in the pack's order."""
    if not isinstance(pack, CompiledPack):
        return {}
    return {parameter.metric: parameter.id for parameter in pack.parameters}


def told_as_day(found: Found, stretch: Stretch, read: DayRead, catalogue: Catalogue) -> UnitDay:
    """The day as it is sent."""
    return UnitDay(
        organisation=found.code,
        stream=found.stream,
        mode=found.head.mode,
        timezone=found.system.timezone,
        date=None if stretch.day is None else stretch.day.isoformat(),
        from_=wire_time(stretch.from_),
        to=wire_time(stretch.to),
        first_at=None if read.first_at is None else wire_time(read.first_at),
        pack=read.pack.id if read.pack else None,
        pack_version=read.pack.version if read.pack else None,
        levels=spans_of(read.told, stretch),
        lines=tuple(lines_of(found, stretch, read, catalogue)) if found.is_unit else (),
        changes=tuple(entry.event for entry in changes_in(read.told, stretch)),
    )


def lines_of(found: Found, stretch: Stretch, read: DayRead, catalogue: Catalogue) -> Iterable[Line]:
    """A line for each parameter of the pack, then for whatever else arrived, in the catalogue's order."""
    by_metric: dict[str, list[Figure]] = {}
    for figure in read.figures:
        by_metric.setdefault(figure.metric, []).append(figure)
    parameters = metrics_of(read.pack)
    opening = opening_of(found.system, found.code)
    late_of = cache(partial(late_by, zone_of(found.system), opening))
    for metric in [*parameters, *others(by_metric, parameters, catalogue)]:
        figures = by_metric.get(metric, [])
        late = late_of(expected(found, metric))
        points = points_of(figures, queried_of(figures, catalogue), late, stretch)
        yield Line(metric=metric, parameter=parameters.get(metric), points=points)


def others(by_metric: Iterable[str], parameters: Mapping[str, str], catalogue: Catalogue) -> Sequence[str]:
    """The metrics that no parameter looks at; any that the catalogue no longer knows come last."""
    places = {metric: place for place, metric in enumerate(catalogue.metrics)}
    rest = (metric for metric in by_metric if metric not in parameters)
    return sorted(rest, key=lambda metric: (places.get(metric, len(places)), metric))


def expected(found: Found, metric: str) -> Expectation | None:
    """What is expected of the unit by the system file in force now."""
    return expectation_of(found.system.expectations, found.system.units_by_code[found.code], metric)


def late_by(zone: ZoneInfo, opening: Opening | None, expectation: Expectation | None) -> Late:
    """When a figure of some time is late."""
    return cache(lambda observed_at: currency(expectation, observed_at, observed_at, zone, opening).late_at)
