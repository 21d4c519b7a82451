"""A change of one entry, or of one list of entries, in a system's text: all other lines stay as they are. Pure."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Annotated, Literal, NamedTuple, get_args

import yaml
from pydantic import Field, JsonValue, model_validator

from app.organisations.bodies import Part as Shape
from app.organisations.problems import SystemFileError
from app.organisations.system_file import SystemFile
from triggers.problems import Problem
from triggers.yaml_text import Plain, Scalars, TextProblem, read_yaml

Part = Literal[
    "expectations",
    "known_gaps",
    "not_applicable",
    "service_status",
    "opening_hours",
    "assignments",
    "triggers",
    "plans",
]
"""The lists of a system's text that a room may change."""
PARTS: tuple[Part, ...] = get_args(Part)
PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_@./-]*( [A-Za-z0-9_@./-]+)*")
NOT_WORDS = re.compile(r"true|false|null|~|[-+]?[0-9]+(\.[0-9]+)?")
LONGEST = 200_000  # characters of a list
STEP = "  - "


class Amendment(Shape):
    """`entry` takes the place of the entry of that `number` (from 0), or is added where none is given; null removes
    it. `text` in their stead takes the place of the whole list.
    """

    part: Part
    number: Annotated[int, Field(ge=0)] | None = None
    entry: Mapping[str, JsonValue] | None = None
    text: Annotated[str, Field(max_length=LONGEST)] | None = None

    @model_validator(mode="after")
    def is_one_change(self) -> "Amendment":
        """An entry, or a removal by number, or a whole list."""
        if self.text is not None and (self.number is not None or self.entry is not None):
            raise ValueError("give the whole list as text, or one entry")
        if self.text is None and self.number is None and self.entry is None:
            raise ValueError("say which entry is to go, or give a new one")
        return self


APPROVED: Mapping[Part, tuple[str, ...]] = {
    "assignments": ("approver", "reason"),
    "triggers": ("approver", "reason"),
    "not_applicable": ("approver",),
}
"""What an entry says of who decided on it, and why."""


def approved(amendment: Amendment, approver: str, reason: str) -> Amendment:
    """The change with its approver and reason in the entry, where such an entry has them and was given none."""
    if amendment.entry is None:
        return amendment
    says = {"approver": approver, "reason": reason}
    missing = {name: says[name] for name in APPROVED.get(amendment.part, ()) if not amendment.entry.get(name)}
    return amendment.model_copy(update={"entry": {**amendment.entry, **missing}})


class Span(NamedTuple):
    """Lines of a text, from 0, the last not among them."""

    first: int
    beyond: int


class Listed(NamedTuple):
    """Where a list stands in the text. `entries` None: not as lines that begin with a dash."""

    lines: Span
    entries: tuple[Span, ...] | None
    values: tuple[Plain, ...]


def amended(text: str, amendment: Amendment, name: str) -> str:
    """The text with the change. `name` is what problems call it. Raises SystemFileError.

    Nothing but the list is touched, whatever the entry or the text says.
    """
    part, lines = amendment.part, text.split("\n")
    found = listed(text, part, name)
    if amendment.text is not None:
        block = written(part, entries_in(amendment.text, part, name))
        return replaced(lines, found, block)
    if amendment.number is not None and (found is None or amendment.number >= len(found.values)):
        count = 0 if found is None else len(found.values)
        raise refused(name, part, f"there is no entry {amendment.number + 1}: there are {count}")
    if found is None or found.entries is None or (amendment.entry is None and len(found.entries) == 1):
        values = [] if found is None else list(found.values)
        return replaced(lines, found, written(part, changed(values, amendment)))
    place = found.entries[-1] if amendment.number is None else found.entries[amendment.number]
    if amendment.number is None:
        place = Span(place.beyond, place.beyond)
    line = [] if amendment.entry is None else [indent_of(lines, found) + flow(amendment.entry)]
    return "\n".join([*lines[: place.first], *line, *lines[place.beyond :]])


def only_touches(before: SystemFile, after: SystemFile, part: Part) -> bool:
    """Whether two texts mean the same but for one of their lists."""
    return before.model_copy(update={part: getattr(after, part)}) == after


def listed(text: str, part: Part, name: str) -> Listed | None:
    """The list of that name. None: the text has none."""
    root = yaml.compose(text, Loader=Scalars)
    if not isinstance(root, yaml.MappingNode):
        raise refused(name, part, "the text is no list of names")
    values, _ = read_yaml(text, name)
    lines = text.split("\n")
    for key, node in root.value:
        if key.value == part and isinstance(values, dict):
            held = values[part] or []
            entries = None
            if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
                entries = tuple(spanned(lines, one.start_mark.line, last_line(one)) for one in node.value)
            span = spanned(lines, key.start_mark.line, last_line(node))
            return Listed(span, entries, tuple(held) if isinstance(held, list) else ())
    return None


def spanned(lines: list[str], first: int, last: int) -> Span:
    """The lines from first to last, without blank ones at the end: a folded text takes them with it."""
    while last > first and not lines[last].strip():
        last -= 1
    return Span(first, last + 1)


def last_line(node: yaml.Node) -> int:
    """The last line with something of the node on it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return last_line(last[1] if isinstance(last, tuple) else last)
    ends_before = node.end_mark.column == 0 and node.end_mark.line > node.start_mark.line
    return int(node.end_mark.line) - ends_before


def indent_of(lines: list[str], found: Listed) -> str:
    """What stands before an entry, up to its dash and the space after it."""
    if not found.entries:
        return STEP
    first = lines[found.entries[0].first]
    return first[: first.index("-")] + "- "


def changed(values: list[Plain], amendment: Amendment) -> list[Plain]:
    """The values of a list with the change."""
    entry: Plain = None if amendment.entry is None else dict(amendment.entry)  # type: ignore[arg-type]
    if amendment.number is None:
        return [*values, entry]
    rest = values[amendment.number + 1 :]
    return [*values[: amendment.number], *([] if entry is None else [entry]), *rest]


def entries_in(text: str, part: Part, name: str) -> list[Plain]:
    """A list as somebody typed it. Raises SystemFileError."""
    try:
        values, _ = read_yaml(text, f"{name}, {part}") if text.strip() else ([], {})
    except TextProblem as error:
        raise SystemFileError([Problem(error.name, part, error.line, error.reason)]) from error
    if not isinstance(values, list):
        raise refused(name, part, "must be a list: each entry on a line that begins with a dash")
    return values


def written(part: Part, values: Iterable[Plain]) -> list[str]:
    """A list as lines."""
    entries = [STEP + flow(value) for value in values]
    return [f"{part}:", *entries] if entries else [f"{part}: []"]


def replaced(lines: list[str], found: Listed | None, block: list[str]) -> str:
    """The text with the lines of a list, or with them at its end."""
    if found is not None:
        return "\n".join([*lines[: found.lines.first], *block, *lines[found.lines.beyond :]])
    return "\n".join([*lines, *([] if lines[-1] == "" else [""]), *block, ""])


def flow(value: object) -> str:
    """A value on one line of YAML."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{flow(key)}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int | float | Decimal):
        return format(Decimal(str(value)), "f")
    return word(str(value))


def word(text: str) -> str:
    """Text as YAML reads it back: plain where that is the same, else in double quotes."""
    if PLAIN.fullmatch(text) and not NOT_WORDS.fullmatch(text):
        return text
    escaped = "".join(escape(character) for character in text)
    return f'"{escaped}"'


def escape(character: str) -> str:
    """A character inside double quotes."""
    if character in {'"', "\\"}:
        return "\\" + character
    return character if character.isprintable() else f"\\U{ord(character):08x}"


def refused(name: str, part: Part, reason: str) -> SystemFileError:
    """One problem with a list."""
    return SystemFileError([Problem(name, part, 1, reason)])
