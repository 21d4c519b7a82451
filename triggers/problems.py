"""What is wrong with a reviewed text: file, path, line and reason. Checks nothing itself."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError

from triggers.yaml_text import Path, line_of


class Problem(NamedTuple):
    """One thing that must be put right."""

    file: str
    path: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.path or 'the text'}: {self.reason}"


def problem(name: str, lines: Mapping[Path, int], path: Sequence[str | int], reason: str) -> Problem:
    """A problem at `path`, at the line of its nearest part that is in the text."""
    return Problem(name, write_path(path), line_of(lines, tuple(path)), reason)


def write_path(path: Iterable[str | int]) -> str:
    """`parameters[2].cuts` of ("parameters", 2, "cuts")."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


def problems_of(error: ValidationError, name: str, lines: Mapping[Path, int]) -> list[Problem]:
    """Everything pydantic refused, at its place in the text."""
    return [problem(name, lines, _in_text(found["loc"], lines), _reason(found)) for found in error.errors()]


def _in_text(place: tuple[str | int, ...], lines: Mapping[Path, int]) -> Path:
    """`place` without the names pydantic adds for members of a union."""
    path: Path = ()
    for i, part in enumerate(place):
        if (*path, part) in lines or i == len(place) - 1:
            path = (*path, part)
    return path


def _reason(found: Mapping[str, Any]) -> str:
    if found["type"] == "extra_forbidden":
        return "is not a known name here"
    return str(found["msg"]).removeprefix("Value error, ")
