"""Imports point one way, and the core does no I/O."""

import subprocess
import sys
from pathlib import Path

from tests.contracts.source import REPOSITORY, imported, named, parsed, python_files

OUTSIDE_WORLD = {
    "asyncio",
    "asyncpg",
    "fastapi",
    "httpx",
    "logging",
    "os",
    "psutil",
    "socket",
    "sqlalchemy",
    "structlog",
}


def test_the_layers_of_pyproject_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([linter, "--no-cache"], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


def test_the_core_imports_nothing_of_the_outside_world() -> None:
    found = {
        named(path): outside
        for path in python_files("triggers", "actions")
        if (outside := set(imported(parsed(path))) & OUTSIDE_WORLD)
    }
    assert found == {}


def test_the_service_reads_no_history_itself() -> None:
    """What a back-test takes is loaded in a process of its own."""
    words = "import sys; import app.main, app.cli; print('polars' in sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", words], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "False"
