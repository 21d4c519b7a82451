"""Packs run over every unit of a history, with a bar while it lasts. Reads and prints nothing else."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.progress import Progress

from app.cli.asking import stopped
from app.cli.pack_history import EVER, eras_of
from app.organisations.system_file import SystemFile
from integrations.paper.strip import Strip, StripRow, StripUnit
from triggers.assess import UnitConfig
from triggers.catalogue import Catalogue
from triggers.compile import CompiledPack
from triggers.replay.history import History
from triggers.replay.replay import replay_unit
from triggers.replay.tally import Disagreement, disagreements, spans_of
from triggers.replay.values import Era, Judging, Timeline

INSTANT = timedelta(microseconds=1)
Stretch = tuple[datetime | None, datetime | None]


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


def run(
    history: History,
    packs: Mapping[str, CompiledPack],
    catalogue: Catalogue,
    system: SystemFile | None,
    asked: Stretch,
) -> Back:
    """Every pack over every unit. What is not `asked` is from the first figure received to the last."""
    received = [history.received(unit) for unit in history.lanes]
    begins = asked[0] or min(first for first, _ in received)
    ends = asked[1] or max(last for _, last in received) + INSTANT
    if begins >= ends:
        raise stopped("There is nothing to show: --from must lie before --to, and before the last figure.")
    found = []
    with Progress(transient=True, console=Console(stderr=True)) as progress:
        task = progress.add_task("running", total=len(history.lanes) * len(packs))
        for unit in history.lanes:
            eras = eras_here(system, unit, catalogue)
            timelines = []
            for pack in packs.values():
                told = replay_unit(history, unit, Judging(pack, catalogue, eras), ends)
                spans = spans_of(told.changes, begins, ends)
                timelines.append(Timeline(unit, pack.id, pack.version, spans, told.exact))
                progress.advance(task)
            differ = disagreements([timeline.spans for timeline in timelines])
            found.append(UnitRun(unit, tuple(timelines), differ))
    return Back(begins, ends, packs, tuple(found))


def eras_here(system: SystemFile | None, unit: str, catalogue: Catalogue) -> tuple[Era, ...]:
    """How the unit is configured over time; without a system's file nothing is expected of it."""
    if system is None:
        return (Era(EVER, UnitConfig({}, frozenset(), frozenset(), ZoneInfo("Europe/London"))),)
    if unit not in system.units_by_code:
        raise stopped(f"{unit} is no unit of {system.system}: name those that are with --unit.")
    return eras_of(system, unit, catalogue)


def strip_of(back: Back, zone: ZoneInfo) -> Strip:
    """The back-test as a picture."""
    names = list(back.packs)
    units = [
        StripUnit(
            one.unit,
            [StripRow(name, t.spans) for name, t in zip(names, one.timelines, strict=True)],
            one.differ,
        )
        for one in back.units
    ]
    local = [moment.astimezone(zone) for moment in (back.begins, back.ends - INSTANT)]
    days = " to ".join(dict.fromkeys(f"{day:%A} {day.day} {day:%B %Y}" for day in local))
    return Strip(f"OPEL levels, {days}", back.begins, back.ends, zone, units)
