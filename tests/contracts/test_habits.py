"""Habits of the source that no linter knows: who may catch everything, who reads the clock, what is named."""

import ast
import re
import subprocess
from pathlib import Path

from tests.contracts.source import PACKAGES, REPOSITORY, calls, named, parsed, python_files

MAY_CATCH_EVERYTHING = (
    "app/jobs/",
    "app/stream",
    "app/api/board.py",
    "integrations/channels/",
    "app/embedded/",
)
"""Job runner, batch writer, websocket loop, channel delivery, embedded supervisor."""
MAY_READ_THE_CLOCK = ("app/clock.py", "app/embedded/", "app/simulator/")
"""The clock itself; a supervisor of real processes; a client outside the service, as any sender is."""
CLOCKS = re.compile(r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.time|time\.time_ns)$")
WORKPLACES = re.compile(
    r"(?<![\w.])/(home|Users)/[a-z][\w.-]*/"
    r"|\b(localhost\.localdomain|[\w-]+\.(internal|corp|lan))\b|\bissue \d+\b"
)
UNREAD = {".png", ".jpg", ".ico", ".woff2", ".svg", ".pdf"}
VAGUE = {"utils", "helpers", "common", "misc", "manager", "managers", "helper", "util"}


def test_everything_is_caught_in_the_five_named_places_only() -> None:
    broad = [
        f"{named(path)}:{node.lineno}"
        for path in python_files(*PACKAGES)
        if not named(path).startswith(MAY_CATCH_EVERYTHING)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ExceptHandler) and (node.type is None or _names_everything(node.type))
    ]
    assert broad == []


def _names_everything(caught: ast.expr) -> bool:
    return any(
        isinstance(node, ast.Name) and node.id in {"Exception", "BaseException"} for node in ast.walk(caught)
    )


def test_the_time_is_asked_of_the_clock_only() -> None:
    asked = [
        f"{named(path)}:{line} {name}"
        for path in python_files(*PACKAGES)
        if not named(path).startswith(MAY_READ_THE_CLOCK)
        for line, name in calls(parsed(path))
        if CLOCKS.search(name)
    ]
    assert asked == []


def test_files_are_named_for_what_they_hold() -> None:
    paths = python_files(*PACKAGES, "tests")
    vague = [named(path) for path in paths if VAGUE & {path.stem, *path.relative_to(REPOSITORY).parts[:-1]}]
    assert vague == []


def test_modules_say_what_they_are() -> None:
    silent = [
        named(path)
        for path in python_files(*PACKAGES)
        if (tree := parsed(path)).body and not ast.get_docstring(tree)
    ]
    assert silent == []


def test_no_file_tells_where_it_was_written() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [REPOSITORY / name for name in listed.stdout.split("\0") if name]
    told = [
        f"{named(path)}: {found.group()}"
        for path in paths
        if path.is_file() and path.suffix not in UNREAD and path != Path(__file__)
        for found in WORKPLACES.finditer(path.read_text("utf-8"))
    ]
    assert told == []
