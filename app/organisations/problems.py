"""What is wrong with a system file, and where in its text. Decides nothing."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from triggers.problems import Problem, problem
from triggers.yaml_text import Path


class SystemFileError(ValueError):
    """A system file that does not check; carries every problem found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems in the order of the file."""
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class Source(NamedTuple):
    """A system file's name and the line of each of its parts."""

    name: str = "system"
    lines: Mapping[Path, int] = {}

    def problem(self, path: Path, reason: str) -> Problem:
        """A fault at a path of the document."""
        return problem(self.name, self.lines, path, reason)
