"""YAML text → plain values with exact decimals, and the line of every path. Knows no schema.

Plain scalars follow YAML 1.2 (`08:00`, `on` and `no` are text; dates stay text). Numbers with a point are
`Decimal`. Duplicate keys, aliases and tags are refused.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple, TypeAlias

import yaml

Plain: TypeAlias = "str | int | Decimal | bool | list[Plain] | dict[str, Plain] | None"
Path = tuple[str | int, ...]

INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+")
WORDS: Mapping[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))
DEEPEST = 40


class TextProblem(Exception):
    """The text of `name` cannot be read: `reason`, at `line` (from 1)."""

    def __init__(self, name: str, line: int, reason: str) -> None:
        super().__init__(f"{name}:{line}: {reason}")
        self.name, self.line, self.reason = name, line, reason


class Scalars(yaml.CSafeLoader):
    """Leaves every plain scalar as text: `_scalar` decides what it is."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012  # PyYAML's own shape


class _Entry(NamedTuple):
    path: Path
    line: int
    value: Plain


def read_yaml(text: str, name: str) -> tuple[Plain, Mapping[Path, int]]:
    """The value of one YAML document, and the line (from 1) of each path in it. Raises TextProblem."""
    try:
        node = yaml.compose(text, Loader=Scalars)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise TextProblem(name, mark.line + 1 if mark else 1, error.problem or "not YAML") from error
    except yaml.YAMLError as error:
        raise TextProblem(name, 1, str(error).splitlines()[0]) from error
    if node is None:
        raise TextProblem(name, 1, "is empty")
    lines: dict[Path, int] = {}
    return _value(node, (), lines, name, set()), lines


def line_of(lines: Mapping[Path, int], path: Path) -> int:
    """The line of the nearest part of `path` that is in the text."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _value(node: yaml.Node, path: Path, lines: dict[Path, int], name: str, seen: set[int]) -> Plain:
    line = node.start_mark.line + 1
    lines.setdefault(path, line)
    if id(node) in seen:
        raise TextProblem(name, line, "an alias (*) is not allowed: write it out")
    if node.tag not in TAGS:
        raise TextProblem(name, line, f"the tag {node.tag} is not allowed")
    if len(path) > DEEPEST:
        raise TextProblem(name, line, "is nested too deeply")
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        return {entry.path[-1]: entry.value for entry in _entries(node, path, lines, name, seen)}  # type: ignore[misc]
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, (*path, i), lines, name, seen) for i, child in enumerate(node.value)]
    return _scalar(node)


def _entries(
    node: yaml.MappingNode, path: Path, lines: dict[Path, int], name: str, seen: set[int]
) -> Iterator[_Entry]:
    keys: set[str] = set()
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise TextProblem(name, line, "a key must be a word")
        key: str = key_node.value
        if key in keys:
            raise TextProblem(name, line, f"{key!r} is given twice")
        keys.add(key)
        lines[(*path, key)] = line
        yield _Entry((*path, key), line, _value(value_node, (*path, key), lines, name, seen))


def _scalar(node: yaml.Node) -> Plain:
    text: str = node.value
    if getattr(node, "style", None):  # quoted or a block: text as it stands
        return text
    if text in WORDS:
        return WORDS[text]
    if INTEGER.fullmatch(text):
        return int(text) if len(text) <= DEEPEST else text
    return Decimal(text) if DECIMAL.fullmatch(text) else text
