"""Files and functions stay small enough to be read at one sitting."""

import ast

from tests.contracts.source import PACKAGES, named, parsed, python_files

FILE_LINES = 400
FUNCTION_LINES = 60
LONGER_FUNCTIONS: dict[str, str] = {}
"""`path:function` to the reason why it is longer."""
LONGER_ALLOWED = 5
ALEMBIC = "migrations/versions/"
"""A migration is one long list of statements, and is never changed once it has run."""


def test_files_are_short() -> None:
    lengths = {
        named(path): len(path.read_text("utf-8").splitlines()) for path in python_files(*PACKAGES, "tests")
    }
    assert {name: lines for name, lines in lengths.items() if lines > FILE_LINES} == {}


def test_functions_are_short() -> None:
    long = {
        f"{named(path)}:{node.name}": lines
        for path in python_files(*PACKAGES, "tests")
        if not named(path).startswith(ALEMBIC)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    }
    assert {name: lines for name, lines in long.items() if name not in LONGER_FUNCTIONS} == {}


def test_few_functions_are_excused() -> None:
    assert len(LONGER_FUNCTIONS) <= LONGER_ALLOWED
