"""The busy screen: 200 strips at 50 changes a second in a real Chromium. Reports; nothing fails for being slow.

python -m tests.bench.screen [--minutes 10] [--rate 50] [--wall] [--board FOLDER]
"""

import argparse
import asyncio
import gzip
import statistics
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import psutil
from rich.console import Console
from rich.table import Table

from app.api.static import BOARD
from tests.bench import crowd
from tests.bench.stage import ORDINARY, Stage, posting, staged
from tests.bench.watcher import Seen, View, first_picture, looking, slope, watch

TURNS = 7
LAPTOP, WALL = (1440, 900), (3840, 2160)
UNTIL_EVEN_SECONDS = 15
"""The first frames compile what the later ones run."""


class Asked(NamedTuple):
    """What to measure. `board`: a folder with another build than the one served."""

    minutes: float
    rate: float
    wall: bool
    board: Path | None

    def view(self, stage: Stage, system: str) -> View:
        """One system's board."""
        address = f"{stage.url}/systems/{system}{'?wall=1' if self.wall else ''}"
        return View(address, stage.sessions[system], WALL if self.wall else LAPTOP, self.board)


class Found(NamedTuple):
    """Milliseconds to the first picture of each system; what was seen; changes a second; processors; bytes."""

    first: dict[str, list[float]]
    seen: Seen
    posted: float
    busy: dict[str, float]
    weight: int


async def measure(asked: Asked) -> Found:
    """One run: first the quiet boards, several times; then the busy one."""
    async with staged() as stage:
        first = {
            system: await first_pictures(asked.view(stage, system)) for system in (ORDINARY, crowd.SYSTEM)
        }
        view = asked.view(stage, crowd.SYSTEM)
        async with looking(view) as context, posting(stage, asked.rate):
            page = await context.new_page()
            await page.goto(view.address)
            await page.wait_for_selector(".truth--live", timeout=60_000)
            await asyncio.sleep(UNTIL_EVEN_SECONDS)
            sent, began, before = stage.sent[0], time.monotonic(), processor_times()
            seen = await watch(page, asked.minutes)
            spent = time.monotonic() - began
            posted = (stage.sent[0] - sent) / spent
            busy = {name: (now - before.get(name, 0.0)) / spent for name, now in processor_times().items()}
    return Found(first, seen, posted, busy, weight(asked.board or BOARD))


async def first_pictures(view: View) -> list[float]:
    """Each by a browser that has nothing of it; the very first, which starts the browser's processes, is left out."""
    async with looking(view) as context:
        return [await first_picture(context, view.address) for _ in range(TURNS + 1)][1:]


def processor_times() -> dict[str, float]:
    """Seconds of processor that each kind of process has used: this bench, what it started, the whole machine."""
    here = psutil.Process()
    found = {"the bench": sum(here.cpu_times()[:2])}
    for process in here.children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            kind = kind_of(process.name(), " ".join(process.cmdline()))
            found[kind] = found.get(kind, 0.0) + sum(process.cpu_times()[:2])
    whole = psutil.cpu_times()
    return {**found, "the whole machine": sum(whole) - whole.idle - whole.iowait}


def kind_of(name: str, command: str) -> str:
    """What a process of ours does."""
    if "chrom" in name:
        return "the page" if "--type=renderer" in command else "the rest of Chromium"
    if "postgres" in name:
        return "PostgreSQL"
    return "the service" if " serve " in command else "the bench"


def weight(board: Path) -> int:
    """Bytes of the board's files, gzipped."""
    return sum(len(gzip.compress(path.read_bytes())) for path in board.rglob("*") if path.is_file())


def lines(found: Found) -> list[tuple[str, str]]:
    """What was found, in words."""
    seen, late = found.seen, sorted(found.seen.late)
    over = [100 * sum(delta > limit for delta in late) / len(late) for limit in (25, 33.4, 50.1)]
    begun, ended = seen.samples[0], seen.samples[-1]
    return [
        ("changes a second", f"{found.posted:.1f}"),
        ("frames a second", f"{1000 * len(late) / sum(late):.1f}"),
        ("frames > 25 / > 33 / > 50 ms", " / ".join(f"{share:.2f} %" for share in over)),
        ("longest frame", f"{late[-1]:.0f} ms; 99 of 100 within {late[int(len(late) * 0.99)]:.0f} ms"),
        (
            "tasks > 50 ms",
            f"{seen.tasks}, longest {seen.longest_task:.0f} ms, in all {seen.task_ms / 1000:.1f} s",
        ),
        ("main thread", ", ".join(f"{name[:-8]} {100 * share:.0f} %" for name, share in seen.shares.items())),
        (
            "heap after collecting",
            f"{begun.heap_kb:.0f} → {ended.heap_kb:.0f} kB, {slope(seen.samples):+.0f} kB/min",
        ),
        ("DOM nodes, listeners", f"{begun.nodes} → {ended.nodes}, {begun.listeners} → {ended.listeners}"),
        *((f"first picture, {system}", in_turns(each)) for system, each in found.first.items()),
        ("board, gzipped", f"{found.weight / 1000:.0f} kB"),
        (
            "processors (100 % is one)",
            ", ".join(f"{name} {100 * share:.0f} %" for name, share in found.busy.items()),
        ),
    ]


def in_turns(milliseconds: list[float]) -> str:
    """The middle one, and all."""
    return f"{statistics.median(milliseconds):.0f} ms; {', '.join(f'{one:.0f}' for one in milliseconds)}"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.screen")
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--rate", type=float, default=50, help="changes a second")
    parser.add_argument("--wall", action="store_true", help="the wall's form on a 4K screen")
    parser.add_argument("--board", type=Path, help="another build of the board than the one served")
    found = asyncio.run(measure(Asked(**vars(parser.parse_args()))))
    table, console = Table("measure", "found"), Console(width=140)
    for line in lines(found):
        table.add_row(*line)
    console.print(table)
    for one in found.seen.samples:
        console.print(
            f"{one.minutes:5.1f} min {one.heap_kb:8.0f} kB {one.nodes} nodes {one.listeners} listeners"
        )


if __name__ == "__main__":
    main()
