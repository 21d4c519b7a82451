"""`make bench`: every goal against its peers in one run; a table, JSON, and docs/performance.md.

python -m tests.bench [--quick] [--write]
"""

import argparse
import asyncio
import json
import os
import platform
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench import calls, fanout, ingest, replay, rules

ROOT = Path(__file__).parent.parent.parent
RESULTS = ROOT / ".surgeline" / "bench.json"
DOCUMENT = ROOT / "docs" / "performance.md"
MARKS = ("<!-- measured -->", "<!-- /measured -->")

Row = tuple[str, str, str, float, str, float | str]
"""(number, measure, peer, goal, sense, reached); sense "<=" or ">="."""


def rows(found: dict[str, float | str]) -> list[Row]:
    """The goals, in the order of docs/performance.md."""
    calls_measure = (
        f"from a rise to 4 to its first page taken, p99 of {calls.RISES}, s (p50 {found['calls_p50']:.3f})"
    )
    table: list[tuple[str, str, str, float, str, str]] = [
        *GOALS,
        ("C", calls_measure, "a mail server on loopback", 5, "<=", "calls_p99"),
    ]
    return [(number, what, peer, goal, sense, found[key]) for number, what, peer, goal, sense, key in table]


ZEN, NCHAN = "zen-engine, compiled", "nginx + nchan, same message"
GOALS: tuple[tuple[str, str, str, float, str, str], ...] = (
    (
        "1",
        "durable POST of 12 readings, one client, p50",
        "asyncpg INSERT … unnest + commit",
        4,
        "<=",
        "goal_1",
    ),
    ("2a", "the same at 16 clients, requests/s", "bare uvicorn reading the body", 0.06, ">=", "goal_2a"),
    ("2b", "the same at 16 clients, requests/s", "FastAPI + ORM add_all", 3, ">=", "goal_2b"),
    ("3", "one event to the last of 1,000 boards, p50", NCHAN, 1.6, "<=", "goal_3"),
    ("4", "server memory per connected board", "nginx + nchan", 2.5, "<=", "goal_4"),
    ("5", "POST → last of 1,000 boards, p50", "(POST → one board) + (broadcast alone)", 1.3, "<=", "goal_5"),
    ("6a", "boards' p99 while one never reads", "without it", 1.5, "<=", "goal_6_boards"),
    ("6b", "POST p99 while one board never reads", "without it", 1.5, "<=", "goal_6_posts"),
    ("7", "200 POST/s onto 1,000 boards, p99", "conflation + broadcast p99", 1.5, "<=", "goal_7"),
    ("8a", "assessments/s with explanation and bounds", ZEN, 1, ">=", "goal_8a"),
    ("8a′", "the same, the peer giving points and level only", ZEN, 1, ">=", "goal_8a_bare"),
    ("8b", "assessments/s with explanation and bounds", "rule-engine", 10, ">=", "goal_8b"),
    (
        "9",
        "back-test of one pack over a system's year",
        "polars scanning the same Parquet file",
        5,
        "<=",
        "goal_9",
    ),
    ("9′", "the same, one figure in a thousand doubted", "the same", 5, "<=", "goal_9_doubted"),
    ("10", "memory while running it", "the file's size in memory", 2, "<=", "goal_10"),
)
"""(number, measure, peer, goal, sense, name of the figure)."""


def met(row: Row) -> str:
    """Whether a goal is reached; a missing peer is no ratio."""
    _, _, _, goal, sense, reached = row
    if isinstance(reached, str):
        return reached
    return "met" if (reached <= goal if sense == "<=" else reached >= goal) else "not met"


def measure(*, quick: bool) -> dict[str, float | str]:
    """All figures."""
    sizes = ingest.QUICK if quick else ingest.FULL
    assessed = rules.measure(3 if quick else 7)
    replayed = replay.measure(replay.QUICK if quick else replay.FULL)
    posted = asyncio.run(ingest.measure(sizes))
    told = fanout.measure(fanout.QUICK if quick else fanout.FULL)
    called = asyncio.run(calls.measure())
    return {
        **posted,
        **called,
        **told,
        **replayed,
        **{f"rules_{name}": value for name, value in assessed.items()},
        **goals_of(assessed),
    }


def goals_of(assessed: dict[str, float | str]) -> dict[str, float | str]:
    """Goal 8's two ratios."""
    return {
        "goal_8a": assessed["ratio_to_zen"],
        "goal_8a_bare": assessed["ratio_to_zen_bare"],
        "goal_8b": assessed["ratio_to_rule_engine"],
    }


def machine() -> str:
    """What it was measured on."""
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"


def document(found: list[Row], when: str) -> str:
    """The table as Markdown."""
    lines = [
        f"Measured {when} by `make bench` on {machine()}.",
        "",
        "| # | measure | against | goal | reached | |",
    ]
    lines.append("|---|---|---|---|---|---|")
    for row in found:
        number, what, peer, goal, sense, reached = row
        figure = reached if isinstance(reached, str) else f"{reached:.3g}"
        lines.append(f"| {number} | {what} | {peer} | {sense} {goal:g} | {figure} | {met(row)} |")
    return "\n".join(lines)


def show(found: list[Row]) -> None:
    """The table on the terminal."""
    table = Table("#", "measure", "against", "goal", "reached", "")
    for row in found:
        number, what, peer, goal, sense, reached = row
        figure = reached if isinstance(reached, str) else f"{reached:.3g}"
        table.add_row(number, what, peer, f"{sense} {goal:g}", figure, met(row))
    Console(width=140).print(table)


def write(found: list[Row], when: str) -> None:
    """Puts the table between the marks of docs/performance.md."""
    text = DOCUMENT.read_text(encoding="utf-8")
    before, _, rest = text.partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    DOCUMENT.write_text(f"{before}{MARKS[0]}\n{document(found, when)}\n{MARKS[1]}{after}", encoding="utf-8")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--quick", action="store_true", help="under two minutes; more noise")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    asked = parser.parse_args()
    found = measure(quick=asked.quick)
    when = datetime.now(UTC).strftime("%Y-%m-%d")
    table = rows(found)
    show(table)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps({"when": when, "machine": machine(), **found}, indent=1), encoding="utf-8")
    Console().print(f"All figures: {RESULTS.relative_to(ROOT)}")
    if asked.write:
        write(table, f"{when}{' (short form)' if asked.quick else ''}")


if __name__ == "__main__":
    main()
