"""Several systems side by side: of each its level, its pillars, and how many sites stand where."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import orjson
from sqlalchemy.ext.asyncio import AsyncEngine

from app.board.snapshot import Snapshots, service_now
from app.board.store import StreamHead, read_head, read_pictures
from app.clock import wire_time
from app.db.engine import scoped_read
from app.messages.together import BodyLevel, SystemPosition
from app.organisations.bodies import PILLAR_WORDS, Unit
from app.organisations.queries import local_day, name_in, pillars_on, units_on
from app.organisations.system_file import SystemFile

UNVERIFIED, DECLARED = "unverified", "declared"
EVERYTHING = -1


class Stood(NamedTuple):
    """A stream as it was read."""

    stream: str
    head: StreamHead
    system: SystemFile
    pictures: Mapping[str, dict[str, Any]]


async def positions(
    reader: AsyncEngine, snapshots: Snapshots, streams: Iterable[str], doubts: Mapping[str, str | None]
) -> tuple[SystemPosition, ...]:
    """Each system that has a configuration, by name. `doubts`: why one cannot be vouched for."""
    found = [await stood(reader, snapshots, stream) for stream in sorted(streams)]
    placed = [position_of(one, doubts.get(one.stream)) for one in found if one is not None]
    return tuple(sorted(placed, key=lambda one: (one.name, one.stream)))


async def stood(reader: AsyncEngine, snapshots: Snapshots, stream: str) -> Stood | None:
    """One stream with all its pictures, in one transaction. None: no system file was applied to it."""
    async with scoped_read(reader, [stream]) as connection:
        head = await read_head(connection, stream)
        texts = await read_pictures(connection, stream, EVERYTHING)
    if head.config_sha is None:
        return None
    system = await snapshots.system(head.config_sha)
    return Stood(stream, head, system, {unit: orjson.loads(text) for unit, text in texts})


def position_of(one: Stood, doubt: str | None) -> SystemPosition:
    """How a system stands."""
    system, now = one.system, service_now(one.head)
    standing = [unit.code for unit in units_on(system, local_day(system, now)) if has_strip(unit)]
    units = [one.pictures[code] for code in standing if code in one.pictures and counts(one.pictures[code])]
    levels = [picture["level"] for picture in units if picture["stated"]]
    return SystemPosition(
        stream=one.stream,
        name=system.name,
        mode=one.head.mode,
        tier=system.tier,
        timezone=system.timezone,
        at=wire_time(now),
        doubt=doubt,
        overall=level_of(one, system.system, system.name),
        pillars=tuple(
            level
            for pillar in pillars_on(system, system.system, local_day(system, now))
            if (level := level_of(one, pillar.code, PILLAR_WORDS[pillar.pillar])) is not None
        ),
        at_4=levels.count(4),
        at_3=levels.count(3),
        not_seen=sum(not picture["stated"] for picture in units),
    )


def has_strip(unit: Unit) -> bool:
    """Whether it stands for itself; a pillar of another system does not."""
    return unit.follows is None or unit.pillar == "overall"


def counts(picture: Mapping[str, Any]) -> bool:
    """Whether its level counts."""
    confirmed = picture["provenance"] != UNVERIFIED and picture.get("reads") != DECLARED
    return bool(picture["assessed"] and confirmed)


def level_of(one: Stood, code: str, name: str) -> BodyLevel | None:
    """A body's level; None where it was never looked at or is not assessed."""
    picture = one.pictures.get(code)
    if picture is None or not picture["assessed"]:
        return None
    worst = picture["worst"]
    return BodyLevel(
        code=code,
        name=name,
        level=picture["level"],
        stated=picture["stated"],
        floor=picture["floor"],
        ceiling=picture["ceiling"],
        since=picture["since"],
        on_trial=picture["provenance"] == UNVERIFIED,
        worst=None if worst is None else name_in(one.system, worst)[1],
    )
