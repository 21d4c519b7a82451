"""Packs run over every unit of a history. Reads, draws and prints nothing."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from integrations.paper.strip import Strip, StripRow, StripUnit
from triggers.catalogue import Catalogue
from triggers.compile import CompiledPack
from triggers.replay.history import History
from triggers.replay.replay import replay_unit
from triggers.replay.tally import Disagreement, disagreements, spans_of
from triggers.replay.values import Era, Judging, Timeline

INSTANT = timedelta(microseconds=1)
Stretch = tuple[datetime | None, datetime | None]
UNNAMED: Mapping[str, str] = {}


class UnitRun(NamedTuple):
    """A unit's timelines, one for each pack, and where they differ."""

    unit: str
    timelines: tuple[Timeline, ...]
    differ: tuple[Disagreement, ...]


class Back(NamedTuple):
    """A back-test over [begins, ends). `packs`: by the name each is shown under."""

    begins: datetime
    ends: datetime
    packs: Mapping[str, CompiledPack]
    units: tuple[UnitRun, ...]


class Rules(NamedTuple):
    """What a history is judged by. `eras`: how a unit is configured over time."""

    packs: Mapping[str, CompiledPack]
    catalogue: Catalogue
    eras: Callable[[str], tuple[Era, ...]]


class NothingToShow(Exception):
    """The stretch that was asked about holds nothing of the history."""


def stretch_of(history: History, asked: Stretch) -> tuple[datetime, datetime]:
    """What is not `asked` is from the first figure received to the last. Raises NothingToShow."""
    received = [history.received(unit) for unit in history.lanes]
    begins = asked[0] or min(first for first, _ in received)
    ends = asked[1] or max(last for _, last in received) + INSTANT
    if begins >= ends:
        raise NothingToShow
    return begins, ends


def run(
    history: History, rules: Rules, stretch: tuple[datetime, datetime], told: Callable[[int, int], None]
) -> Back:
    """Every pack over every unit. `told`: how many runs are done, of how many."""
    begins, ends = stretch
    done, of = 0, len(history.lanes) * len(rules.packs)
    found = []
    for unit in history.lanes:
        eras, timelines = rules.eras(unit), []
        for pack in rules.packs.values():
            replayed = replay_unit(history, unit, Judging(pack, rules.catalogue, eras), ends)
            spans = spans_of(replayed.changes, begins, ends)
            timelines.append(Timeline(unit, pack.id, pack.version, spans, replayed.exact))
            done += 1
            told(done, of)
        differ = disagreements([timeline.spans for timeline in timelines])
        found.append(UnitRun(unit, tuple(timelines), differ))
    return Back(begins, ends, rules.packs, tuple(found))


def strip_of(back: Back, zone: ZoneInfo, names: Mapping[str, str] = UNNAMED) -> Strip:
    """The back-test as a picture; units by their codes where they have no other name."""
    packs = list(back.packs)
    units = [
        StripUnit(
            names.get(one.unit, one.unit),
            [StripRow(name, t.spans) for name, t in zip(packs, one.timelines, strict=True)],
            one.differ,
        )
        for one in back.units
    ]
    local = [moment.astimezone(zone) for moment in (back.begins, back.ends - INSTANT)]
    days = " to ".join(dict.fromkeys(f"{day:%A} {day.day} {day:%B %Y}" for day in local))
    return Strip(f"OPEL levels, {days}", back.begins, back.ends, zone, units)
