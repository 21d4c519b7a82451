"""CSV or JSON lines of `organisation,metric,value,observed_at` → rows. Knows no catalogue and no unit."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

COLUMNS = ("organisation", "metric", "value", "observed_at")
UNKNOWN = "unknown"
LONGEST_NUMBER = 40


class Row(NamedTuple):
    """One figure as written in a file. `value` None: "unknown"; `fields`: every column as text."""

    line: int
    organisation: str
    metric: str
    value: Decimal | None
    observed_at: datetime
    fields: Mapping[str, str]


class FigureProblem(NamedTuple):
    """Why one line cannot be read."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.column}: {self.reason}"


class FigureErrors(Exception):
    """The file has lines that cannot be read: all `problems`."""

    def __init__(self, problems: tuple[FigureProblem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class _Unreadable(Exception):
    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason


def read_figures(text: str, name: str) -> list[Row]:
    """All rows of `text`, JSON lines if it begins with "{" and CSV with a heading line otherwise.

    Raises FigureErrors with every line and column that cannot be read.
    """
    body = text.removeprefix("\ufeff")
    problems: list[FigureProblem] = []
    rows: list[Row] = []
    lines = _json_lines(body) if body.lstrip().startswith("{") else _csv_lines(body)
    while True:
        try:
            number, fields = next(lines, (0, None))
        except _Unreadable as error:
            raise FigureErrors((*problems, FigureProblem(name, 1, error.column, error.reason))) from error
        if fields is None:
            break
        try:
            rows.append(_row(number, fields if isinstance(fields, dict) else _json_fields(fields)))
        except _Unreadable as error:
            problems.append(FigureProblem(name, number, error.column, error.reason))
    if problems:
        raise FigureErrors(tuple(problems))
    return rows


def _csv_lines(body: str) -> Iterator[tuple[int, dict[str, str] | str | None]]:
    reader = csv.reader(io.StringIO(body, newline=""), strict=True)
    try:
        heading = [column.strip().casefold() for column in next(reader, [])]
        if missing := [column for column in COLUMNS if column not in heading]:
            raise _Unreadable(missing[0], f"the heading line must name {', '.join(COLUMNS)}")
        for cells in reader:
            if any(cell.strip() for cell in cells):
                padded = [*cells, *[""] * (len(heading) - len(cells))]
                yield reader.line_num, {k: v.strip() for k, v in zip(heading, padded, strict=False)}
    except csv.Error as error:
        raise _Unreadable("value", f"not CSV: {error}") from error


def _json_lines(body: str) -> Iterator[tuple[int, dict[str, str] | str | None]]:
    for number, line in enumerate(body.split("\n"), start=1):
        if line.strip():
            yield number, line


def _unique(pairs: list[tuple[str, str]]) -> dict[str, str]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Unreadable("line", "a name is given twice")
    return found


_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_unique)


def _json_fields(line: str) -> dict[str, str]:
    try:
        found = _DECODER.decode(line)
    except ValueError as error:
        raise _Unreadable("line", f"not JSON: {error}") from error
    except RecursionError as error:
        raise _Unreadable("line", "nested too deeply") from error
    if not isinstance(found, dict):
        raise _Unreadable("line", "must be one JSON object")
    for key, value in found.items():
        if not isinstance(value, str):
            raise _Unreadable(str(key), "must be text or a number")
    return found


def _row(line: int, fields: Mapping[str, str]) -> Row:
    for column in COLUMNS:
        if not fields.get(column):
            hint = f'; write "{UNKNOWN}" for a figure that is missing' if column == "value" else ""
            raise _Unreadable(column, f"is empty{hint}")
    value, observed_at = _number(fields["value"]), _moment(fields["observed_at"])
    return Row(line, fields["organisation"], fields["metric"], value, observed_at, fields)


def _number(text: str) -> Decimal | None:
    if text.casefold() == UNKNOWN:
        return None
    try:
        value = Decimal(text) if len(text) <= LONGEST_NUMBER and "_" not in text else None
    except InvalidOperation:
        value = None
    if value is None or not value.is_finite():
        raise _Unreadable("value", f'{text[:LONGEST_NUMBER]!r} is neither a number nor "{UNKNOWN}"')
    return value


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        reason = f"{text[:40]!r} is not a time such as 2026-01-12T08:00:00Z"
        raise _Unreadable("observed_at", reason) from error
    if moment.tzinfo is None:
        raise _Unreadable("observed_at", f"{text!r} has no time zone; end it with Z or an offset")
    return moment
