"""What would bring an organisation's level down, and what is closest to pushing it up. Reads, then puts together."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncEngine

from app.board.past.facts import Figure
from app.board.past.found import Found
from app.board.past.lines import queried_of, shown_of
from app.board.past.store import figures_between
from app.board.past.stretch import INSTANT
from app.board.schedule import listed
from app.board.snapshot import service_now
from app.board.store import StreamHead, read_head, read_pictures
from app.board.way_out import Weighed, down_of, no_way_down, no_way_up, up_of
from app.clock import wire_time
from app.configuration import Configuration, Rules, UnitPlan, unit_plan
from app.db.engine import scoped_read
from app.journal.chain import plain
from app.levels.picture import read_picture
from app.messages.picture import PictureOut
from app.messages.ways import ChildOut, DownOut, UpOut, WaysOut
from app.organisations.queries import local_day, local_midnight, name_in, zone_of
from app.organisations.system_file import SystemFile
from triggers.assess import assess
from triggers.catalogue import Catalogue
from triggers.compile import CompiledPack
from triggers.trend import WINDOW, Trend, trend

PLACES = 1  # of a child's share


class WaysRead(NamedTuple):
    """All that it is told from: a stream's head, its pictures by code, and the unit's figures of the last hours."""

    head: StreamHead
    pictures: Mapping[str, str]
    figures: Sequence[Figure]

    @property
    def now(self) -> datetime:
        """The stream's time."""
        return service_now(self.head)


async def ways_of(reader: AsyncEngine, rules: Rules, found: Found) -> WaysOut:
    """An organisation's ways as at now. They are worked out beside the loop, which has the boards to look after."""
    async with scoped_read(reader, [found.stream]) as connection:
        head = await read_head(connection, found.stream)
        pictures = dict(await read_pictures(connection, found.stream, -1))
        now = service_now(head)
        span = now - WINDOW, now + INSTANT
        figures = await figures_between(connection, found.stream, found.code, *span) if found.is_unit else []
    return await asyncio.to_thread(told_ways, found, WaysRead(head, pictures, figures), rules)


def told_ways(found: Found, read: WaysRead, rules: Rules) -> WaysOut:
    """As it is sent."""
    system, code = found.system, found.code
    plan = unit_plan(Configuration(read.head.config_sha or "", system, rules), code, read.now)
    text = read.pictures.get(code)
    picture = None if text is None else PictureOut.model_validate_json(text)
    children = () if found.is_unit else children_of(system, plan, read.pictures, picture)
    down, up = both_ways(plan, read, system, rules.catalogue) if found.is_unit else ask_children(children)
    ref = plan.judge.ref
    return WaysOut(
        organisation=code,
        stream=found.stream,
        mode=read.head.mode,
        timezone=system.timezone,
        as_at=wire_time(read.now),
        seq=read.head.seq,
        level=level_of(picture),
        pack=None if ref is None else ref.id,
        pack_version=None if ref is None else ref.version,
        provenance=None if ref is None else ref.provenance,
        down=down,
        up=up,
        children=children,
    )


def both_ways(
    plan: UnitPlan, read: WaysRead, system: SystemFile, catalogue: Catalogue
) -> tuple[DownOut, UpOut]:
    """A unit's, from the figures held of it and the settling memory that its picture keeps."""
    pack, config, text = plan.judge.pack, plan.config, read.pictures.get(plan.code)
    if not isinstance(pack, CompiledPack) or config is None:
        return no_way_down("not_assessed", NO_RULES), no_way_up("not_assessed", NO_RULES)
    if text is None:
        return no_way_down("not_enough", NOTHING_YET), no_way_up("not_enough", NOTHING_YET)
    state = read_picture(text)
    midnight = local_midnight(system, local_day(system, read.now))
    trends = trends_of(read.figures, catalogue, read.now, midnight)
    assessment = assess(pack, config, state.held, read.now)
    unit = Weighed(assessment, state.settled, pack, catalogue, trends, zone_of(system))
    return down_of(unit), up_of(unit)


def trends_of(
    figures: Iterable[Figure], catalogue: Catalogue, now: datetime, midnight: datetime
) -> dict[str, Trend]:
    """Of each metric where it has been heading, by the figures that scored. What is counted since midnight began again
    then.
    """
    by_metric: dict[str, list[Figure]] = {}
    for figure in sorted(figures, key=attrgetter("metric")):
        by_metric.setdefault(figure.metric, []).append(figure)
    found: dict[str, Trend] = {}
    for name, own in by_metric.items():
        if (metric := catalogue.metrics.get(name)) is None:
            continue
        shown = shown_of(own, queried_of(own, catalogue))
        known = [
            (one.observed_at, one.value) for one, queried in shown if not queried and one.value is not None
        ]
        heading = trend(known, now, midnight if metric.since_midnight else None)
        if heading is not None:
            found[name] = heading
    return found


def children_of(
    system: SystemFile, plan: UnitPlan, pictures: Mapping[str, str], picture: PictureOut | None
) -> tuple[ChildOut, ...]:
    """A body's children with their shares of its score, the greatest first; of equals in the order of the file."""
    points = {} if picture is None else {parameter.id: parameter.points for parameter in picture.parameters}
    shares = {child: round_share(points.get(child), points.values()) for child, _ in plan.children}
    found = []
    for child, _ in plan.children:
        text, share = pictures.get(child), shares[child]
        level = level_of(None if text is None else PictureOut.model_validate_json(text))
        written = None if share is None else plain(share)
        found.append(ChildOut(organisation=child, name=name_in(system, child)[0], level=level, share=written))
    return tuple(sorted(found, key=lambda child: -(shares[child.organisation] or 0)))


def round_share(points: str | None, of: Iterable[str]) -> Decimal | None:
    """In percent. None: it takes no part, or the body has no points at all."""
    total = sum(map(Decimal, of), Decimal(0))
    return None if points is None or not total else round(100 * Decimal(points) / total, PLACES)


def ask_children(children: Sequence[ChildOut]) -> tuple[DownOut, UpOut]:
    """A body has no figures of its own: its ways are its organisations'."""
    holding = [
        f"{child.name} ({child.share} %)" for child in children if child.share and Decimal(child.share)
    ]
    said = f" Its score is made of {listed(holding)}." if holding else ""
    sentence = f"It is what its organisations are: ask it of them.{said}"
    return no_way_down("body", sentence), no_way_up("body", sentence)


def level_of(picture: PictureOut | None) -> int | None:
    """The level that people are told."""
    return picture.level if picture is not None and picture.assessed and picture.stated else None


NO_RULES = "No rules are assigned to it, so it has no level."
NOTHING_YET = "Nothing has been received of it yet."
