"""A back-test as tables for people, or as one JSON object. Works nothing out."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table

from app.backtest.run import Back, UnitRun
from app.clock import wire_time
from integrations.history_rows import Refusal
from triggers.replay.tally import FLAP, LEVELS, Disagreement, lasting, tally

HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)
MOST_STRETCHES = 12
MOST_REFUSALS = 20
MOST_CHANGES = 24


def write_tables(back: Back, zone: ZoneInfo) -> None:
    """What each unit came to, and where versions differ, on standard output."""
    console = Console()
    console.print(f"{clock(back.begins, zone)} to {clock(back.ends, zone)}, local time", highlight=False)
    console.print(tallied(back))
    for one in back.units:
        if sum(len(timeline.spans) for timeline in one.timelines) <= MOST_CHANGES * len(back.packs):
            for name, timeline in zip(back.packs, one.timelines, strict=True):
                steps = ", ".join(f"{clock(s.begins, zone)} {shown(s.level)}" for s in timeline.spans)
                console.print(f"{one.unit} {name}: {steps}", highlight=False, soft_wrap=True)
    if len(back.packs) > 1:
        for one in back.units:
            write_differences(console, back, one, zone)


def tallied(back: Back) -> Table:
    """Hours at each level, changes and flaps: a line for each unit and pack."""
    title = f"Hours at each OPEL level; ? is not enough figures; flaps are within {FLAP // MINUTE} min"
    table = Table(
        "Unit", "Pack", *map(str, LEVELS), "?", "Changes", "Flaps", title=title, title_justify="left"
    )
    table.columns[1].overflow = "fold"  # a version is at the end of its name
    for column in table.columns[2:]:
        column.justify = "right"
    for one in back.units:
        for name, timeline in zip(back.packs, one.timelines, strict=True):
            found = tally(timeline.spans)
            cells = [in_hours(found.at[level]) for level in (*LEVELS, None)]
            table.add_row(one.unit, name, *cells, str(found.changes), str(found.flaps))
    return table


def write_differences(console: Console, back: Back, one: UnitRun, zone: ZoneInfo) -> None:
    """Where a unit's versions differ: in all, and the longest stretches in order of time."""
    if not one.differ:
        console.print(f"{one.unit}: the packs agree throughout.", highlight=False)
        return
    whole = in_hours(back.ends - back.begins)
    total = in_hours(lasting(one.differ))
    console.print(
        f"{one.unit}: the packs differ for {total} of {whole} h, in {counted(one.differ)}.",
        highlight=False,
    )
    table = Table("From", "To", "Hours", *back.packs)
    for column in table.columns[3:]:
        column.overflow = "fold"
    for stretch in longest(one.differ):
        hours = in_hours(stretch.ends - stretch.begins)
        table.add_row(
            clock(stretch.begins, zone), clock(stretch.ends, zone), hours, *map(shown, stretch.levels)
        )
    console.print(table)
    if len(one.differ) > MOST_STRETCHES:
        console.print(f"The {MOST_STRETCHES} longest are shown; --json has all.", highlight=False)


def counted(differ: Sequence[Disagreement]) -> str:
    """ "1 stretch", "2 stretches"."""
    return f"{len(differ)} stretch{'' if len(differ) == 1 else 'es'}"


def longest(differ: Sequence[Disagreement]) -> list[Disagreement]:
    """The longest stretches, in order of time."""
    return sorted(sorted(differ, key=lambda s: s.begins - s.ends)[:MOST_STRETCHES])


def write_refusals(refused: Sequence[Refusal], rows: int) -> None:
    """How many rows were refused for which reason, and the first of each, on standard error."""
    if not refused:
        return
    typer.echo(f"{len(refused)} of {rows} rows were refused:", err=True)
    for code, count in Counter(one.code for one in refused).most_common():
        typer.echo(f"  {code}: {count}", err=True)
        for one in [one for one in refused if one.code == code][:MOST_REFUSALS]:
            typer.echo(f"    row {one.row}: {one.organisation} {one.metric}: {one.message}", err=True)
        if count > MOST_REFUSALS:
            typer.echo(f"    and {count - MOST_REFUSALS} more; --json lists all", err=True)


def write_json(back: Back, rows: int, refused: Sequence[Refusal]) -> None:
    """Everything as one object. Lengths of time are whole seconds; `level` null: not enough figures."""
    body = {
        "from": wire_time(back.begins),
        "to": wire_time(back.ends),
        "packs": [
            {"name": n, "pack": p.id, "version": p.version, "sha": p.sha} for n, p in back.packs.items()
        ],
        "rows": rows,
        "refused": dict(Counter(one.code for one in refused)),
        "refusals": [one._asdict() for one in refused],
        "units": [unit_object(back, one) for one in back.units],
    }
    typer.echo(json.dumps(body, ensure_ascii=False))


def unit_object(back: Back, one: UnitRun) -> dict[str, object]:
    """One unit's timelines and differences."""
    timelines = []
    for name, timeline in zip(back.packs, one.timelines, strict=True):
        found = tally(timeline.spans)
        seconds = {
            "unknown" if level is None else str(level): time // SECOND for level, time in found.at.items()
        }
        spans = [
            {"from": wire_time(s.begins), "to": wire_time(s.ends), "level": s.level} for s in timeline.spans
        ]
        counted = {"changes": found.changes, "flaps": found.flaps, "exact": timeline.exact}
        timelines.append({"pack": name, "seconds": seconds, **counted, "spans": spans})
    differ = [
        {
            "from": wire_time(s.begins),
            "to": wire_time(s.ends),
            "levels": dict(zip(back.packs, s.levels, strict=True)),
        }
        for s in one.differ
    ]
    total = lasting(one.differ) // SECOND
    return {"unit": one.unit, "timelines": timelines, "differ_seconds": total, "differ": differ}


def in_hours(time: timedelta) -> str:
    """Hours to one place, for people."""
    return f"{time / HOUR:.1f}"


def clock(moment: datetime, zone: ZoneInfo) -> str:
    """A local time with its day: "Mon 12 Jan 2026 08:00"."""
    local = moment.astimezone(zone)
    return f"{local:%a} {local.day} {local:%b %Y %H:%M}"


def shown(level: int | None) -> str:
    """A level, or that there are not enough figures."""
    return "?" if level is None else str(level)
