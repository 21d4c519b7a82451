"""A back-test of one pack over a year of a care system, against polars reading the same file. Asserts nothing.

Twelve providers send the nine parameters of opel-acute-2024-26 every 15 minutes: 3.8 million figures with daily and
weekly tides and noise, rounded as people send them, in Parquet as polars writes it.

- surgeline: the file read and checked row by row, the pack run, hours at each level, changes and flaps counted.
- polars: the same file scanned; mean, highest and number of each provider's metric on each day.
- "doubted": of the same figures one in a thousand is unknown or falls implausibly, and what is doubted is worked out
  one submission at a time.

Before the clock starts one provider's first weeks are worked out one submission at a time, and must give the same.
Memory is what a process of its own grows by, at its highest, after everything is imported.

python -m tests.bench.replay [--quick]
"""

import json
import math
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from zoneinfo import ZoneInfo

import polars as pl

from app.ingest.times import AHEAD, BACK
from integrations.history import read_history
from integrations.history_rows import Limits
from triggers.assess import UnitConfig
from triggers.catalogue import load_catalogue
from triggers.compile import CompiledPack, compile_pack
from triggers.expectations import IntervalExpectation
from triggers.loading import load_packs
from triggers.packs import Parameter, ParametersPack
from triggers.replay.history import History, moment_of
from triggers.replay.lane import Lane
from triggers.replay.replay import replay_unit
from triggers.replay.tally import spans_of, tally
from triggers.replay.values import Era, Judging
from triggers.replay.walk import walked
from triggers.values import Reading

PACK = "opel-acute-2024-26"
BEGINS = datetime(2025, 4, 1, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
A_DAY = 96
CHECKED_DAYS = 21
KIB = 1024


class Size(NamedTuple):
    """How much is run, and how often."""

    providers: int
    days: int
    rounds: int


FULL, QUICK = Size(12, 365, 7), Size(12, 60, 5)


def measure(size: Size) -> dict[str, float]:
    """Median seconds, the ratios of goals 9 and 10, and what they are made of."""
    found: dict[str, float] = {}
    with TemporaryDirectory() as folder:
        plain, doubted = (Path(folder) / f"{name}.parquet" for name in ("plain", "doubted"))
        write_year(plain, size, one_in=0)
        write_year(doubted, size, one_in=1000)
        agree(plain)
        runs: dict[str, Callable[[], object]] = {
            "surgeline": lambda: back_test(plain),
            "polars": lambda: scan(plain),
            "doubted": lambda: back_test(doubted),
        }
        for name, seconds in interleaved(runs, size.rounds).items():
            found[f"replay_{name}_seconds"] = round(seconds, 3)
        found["replay_file_mb"] = round(pl.read_parquet(plain).estimated_size("mb"), 1)
        found["replay_grown_mb"] = round(statistics.median(grown(plain) for _ in range(5)), 1)
    found["goal_9"] = found["replay_surgeline_seconds"] / found["replay_polars_seconds"]
    found["goal_9_doubted"] = found["replay_doubted_seconds"] / found["replay_polars_seconds"]
    found["goal_10"] = found["replay_grown_mb"] / found["replay_file_mb"]
    return found


def back_test(file: Path) -> list[object]:
    """What `surgeline packs replay` works out for one pack."""
    history = read_history(file, judging().catalogue, Limits(AHEAD, BACK)).history
    found: list[object] = []
    for unit in history.lanes:
        begins, ends = history.received(unit)
        told = replay_unit(history, unit, judging(), ends)
        found.append(tally(spans_of(told.changes, begins, ends)))
    return found


def scan(file: Path) -> pl.DataFrame:
    """The peer."""
    value, day = pl.col("value"), pl.col("observed_at").dt.date()
    by_day = pl.scan_parquet(file).group_by("organisation", "metric", day)
    return by_day.agg(value.mean().alias("mean"), value.max().alias("highest"), pl.len()).collect()


@cache
def judging() -> Judging:
    """The pack, with a figure expected every 15 minutes."""
    catalogue, pack = load_catalogue(), packaged()
    feed = IntervalExpectation(every=QUARTER, grace=timedelta(minutes=30), dead_after=timedelta(hours=4))
    due = {parameter.metric: feed for parameter in pack.parameters}
    config = UnitConfig(due, frozenset(), frozenset(), ZoneInfo("Europe/London"))
    return Judging(pack, catalogue, (Era(BEGINS, config),))


def packaged() -> CompiledPack:
    """The pack that is run."""
    loaded = load_packs(load_catalogue()).get(PACK, 1)
    if loaded is None or not isinstance(loaded.pack, ParametersPack):
        raise LookupError(PACK)
    return compile_pack(loaded.pack)


def agree(file: Path) -> None:
    """The quick way tells what the exact way tells, or the speed means nothing."""
    history = read_history(file, load_catalogue(), Limits(AHEAD, BACK)).history
    unit = min(history.lanes)
    lanes = {metric: rows.head(CHECKED_DAYS * A_DAY) for metric, rows in history.lanes[unit].items()}
    rows: list[tuple[datetime, Reading]] = []
    for metric, frame in lanes.items():
        lane = Lane(unit, metric, frame, ())
        rows += ((moment_of(at), lane.row(n)) for n, at in enumerate(frame["received"]))
    rows.sort(key=lambda row: row[0])
    submissions = [(at, [r for _, r in given]) for at, given in groupby(rows, key=lambda row: row[0])]
    told = replay_unit(History({unit: lanes}), unit, judging(), rows[-1][0])
    if told.changes != walked(judging(), submissions, rows[-1][0]) or told.exact:
        raise ArithmeticError(f"{unit}: the quick way differs from the exact one, or was not taken")


def interleaved(runs: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Median seconds of each, by turns."""
    spent: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            began = time.perf_counter()
            run()
            spent[name].append(time.perf_counter() - began)
    return {name: statistics.median(seconds) for name, seconds in spent.items()}


def grown(file: Path) -> float:
    """By how many megabytes a process grows while it runs the back-test."""
    run = [sys.executable, "-m", "tests.bench.replay", "--grow", str(file)]
    return float(subprocess.run(run, check=True, capture_output=True, text=True).stdout)


def grow(file: Path) -> None:
    """Prints it, in that process."""
    judging()
    before = megabytes("VmRSS")
    back_test(file)
    print(megabytes("VmHWM") - before)


def megabytes(kind: str) -> float:
    """What the system says of this process: VmRSS now, VmHWM at its highest."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith(f"{kind}:")).split()[1]) / KIB


def write_year(file: Path, size: Size, *, one_in: int) -> None:
    """The figures, by time. `one_in` so many is unknown or far too calm; 0: none."""
    chance = random.Random(1)
    noise = wandering(chance, size.days * A_DAY)
    times = [BEGINS + n * QUARTER for n in range(size.days * A_DAY)]
    lanes = []
    for provider in range(size.providers):
        for parameter in packaged().pack.parameters:
            values = tides(parameter, noise, chance.randrange(len(noise)))
            if one_in:
                spoil(values, chance, one_in)
            named = {"organisation": f"R{provider:02}", "metric": parameter.metric}
            lanes.append(pl.DataFrame({"value": values, "observed_at": times}).with_columns(**lits(named)))
    names = ["organisation", "metric", "value", "observed_at"]
    pl.concat(lanes).sort("observed_at", maintain_order=True).select(names).write_parquet(file)


def lits(named: dict[str, str]) -> dict[str, pl.Expr]:
    """Columns with one word throughout."""
    return {name: pl.lit(word) for name, word in named.items()}


def wandering(chance: random.Random, length: int) -> list[float]:
    """Noise that drifts, about as far as one to either side."""
    found, at = [], 0.0
    for _ in range(length):
        at = 0.98 * at + chance.gauss(0, 0.06)
        found.append(at)
    return found


def tides(parameter: Parameter, noise: list[float], shift: int) -> list[float | None]:
    """One parameter's figures: over its lower cuts by day, under them by night, wandering in between."""
    low, high = float(min(parameter.cuts)), float(max(parameter.cuts))
    middle, swing = (low + high) / 2, (high - low) / 2
    most = 100.0 if parameter.metric.endswith("_pct") and high <= 98 else high * 1.5
    found: list[float | None] = []
    for n in range(len(noise)):
        tide = 0.6 * math.sin(2 * math.pi * (n + shift % 12) / A_DAY) + 0.2 * math.sin(
            2 * math.pi * n / (7 * A_DAY)
        )
        value = middle + swing * (tide + 0.5 * noise[(n + shift) % len(noise)])
        found.append(round(min(max(value, low * 0.5), most), 1))
    return found


def spoil(values: list[float | None], chance: random.Random, one_in: int) -> None:
    """Makes some figures unknown, and some ten times smaller."""
    for n, value in enumerate(values):
        if value is not None and chance.randrange(one_in) == 0:
            values[n] = None if chance.random() < 0.5 else round(max(value / 10, 1.1), 1)


if __name__ == "__main__":
    if "--grow" in sys.argv:
        grow(Path(sys.argv[-1]))
    else:
        print(json.dumps(measure(QUICK if "--quick" in sys.argv else FULL), indent=1))
