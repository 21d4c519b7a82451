"""The whole board as it stood at a moment: one read of one state of the database, then worked out beside the loop.

It is the past, and says so; nothing here is remembered or sent to boards that are live.
"""

import asyncio
from datetime import datetime
from typing import Any

import orjson

from actions.matters import AnyMatter, Shift
from app.board.chunks import event_text
from app.board.disclose import ALL, events_told, level_only, matter_for_all
from app.board.past.cut import Past
from app.board.past.matters_then import Standing, matters_then, people_in
from app.board.past.then_read import MomentOutOfReach, ThenRead, farther, figures_farther, read_then
from app.board.past.units_then import Moment, Stood, pictures_then, units_then
from app.board.past.why import Sources
from app.board.snapshot import service_now
from app.board.store import ROTA_ON_BOARD
from app.board.tree import metrics_of, tree_of
from app.clock import wire_time
from app.configuration import Configuration, NoSuchPack, Plan, plan_at
from app.db.engine import scoped_read
from app.organisations.queries import local_day


async def board_then(sources: Sources, stream: str, at: datetime, audience: str) -> bytes:
    """The board as it stood (shape: app.messages.board.Snapshot). Raises NoStream, MomentOutOfReach."""
    async with sources.replays:
        async with scoped_read(sources.reader, [stream]) as connection:
            read = await read_then(connection, sources, stream, at)
        stood, moment = await asyncio.to_thread(judged, read, at)
        if stood.uncertain:
            found = await figures_farther(sources, stream, read, stood.uncertain)
            read = read._replace(figures={**read.figures, **found})
            stood, moment = await asyncio.to_thread(judged, read, at, stood.uncertain)
        return await asyncio.to_thread(written, stream, read, stood, moment, audience)


def judged(read: ThenRead, at: datetime, again: frozenset[str] = frozenset()) -> tuple[Stood, Moment]:
    """Every unit and body. `again`: units of which figures from longer ago are at hand. Raises MomentOutOfReach."""
    configuration = Configuration(read.config_sha, read.system, read.rules)
    far = farther(read.reach)
    moment = Moment(
        at=at,
        seq=read.seq,
        plan=plan_of(configuration, at),
        catalogue=read.rules.catalogue,
        config_sha=read.config_sha,
        since_of=lambda unit, metric: (far if unit in again else read.reach).since_of(metric),
    )
    return units_then(read.figures, read.levels, moment), moment


def plan_of(configuration: Configuration, at: datetime) -> Plan:
    """The plan then in force. Raises MomentOutOfReach."""
    try:
        return plan_at(configuration, at)
    except NoSuchPack as gone:
        raise MomentOutOfReach(f"The rules of that moment cannot be read any more: {gone}.") from gone


def standings(read: ThenRead, at: datetime) -> list[Standing]:
    """The matters of a board: what was open, or was closed within a day; of the rota the next day and a half."""
    titles = {seat.key: seat.title for seat in read.system.seats}
    past = Past(at, titles, read.acts, people_in(read.matters))
    return [one for one in matters_then(read.matters, past) if on_board(one.matter, at)]


def on_board(matter: AnyMatter, at: datetime) -> bool:
    """Whether a board showed it."""
    if isinstance(matter, Shift):
        return matter.starts_at < at + ROTA_ON_BOARD and matter.ends_at > at
    return True


def written(stream: str, read: ThenRead, stood: Stood, moment: Moment, audience: str) -> bytes:
    """The bytes that are sent."""
    full = audience == ALL
    texts = [text for entry in reversed(read.events) if (text := event_text(entry)) is not None]
    matters = [one for one in standings(read, moment.at) if full or matter_for_all(one.matter.id)]
    pictures = pictures_then(stood, moment)
    body: dict[str, Any] = {
        "stream": stream,
        "mode": read.head.mode,
        "disclosure": audience,
        "head": read.seq,
        "at": wire_time(moment.at),
        "assessed_through": wire_time(moment.at),
        "tree": tree_of(read.system, local_day(read.system, moment.at)).model_dump(),
        "metrics": {name: one.model_dump() for name, one in metrics_of(moment.catalogue).items()},
        "states": {
            code: orjson.Fragment(text if full else level_only(text)) for code, text in pictures.items()
        },
        "matters": {
            one.matter.id: orjson.Fragment(one.matter.model_dump_json(by_alias=True)) for one in matters
        },
        "events": events_told(audience, texts),
        "live": False,
        "then": {
            "first_at": wire_time(read.first_at),
            "now": wire_time(service_now(read.head)),
            "uncertain": sorted(stood.uncertain),
            "triggers_untold": any(plan.triggers for plan in moment.plan.units.values()),
            "untold": {one.matter.id: one.untold for one in matters if one.untold},
        },
    }
    return orjson.dumps(body)
