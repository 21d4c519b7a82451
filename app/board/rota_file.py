"""A rota file → shifts, or what is wrong with each of its lines. Pure; knows no seat and no overlap."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from actions.deeds import AddShifts, NewShift
from app.messages.people import RotaPerson

COLUMNS = ("seat", "person", "starts_at", "ends_at")
MOST_LINES = 400


class RotaFileError(Exception):
    """The file cannot be taken: (line, reason) of each fault; line 0: the file as a whole."""

    def __init__(self, faults: Sequence[tuple[int, str]]) -> None:
        super().__init__(f"{len(faults)} line{'' if len(faults) == 1 else 's'} cannot be read.")
        self.faults = tuple(faults)


def shifts_of_file(body: bytes, people: Iterable[RotaPerson], zone: ZoneInfo) -> AddShifts:
    """All of its lines. Raises RotaFileError."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RotaFileError([(0, "The file is not text in UTF-8: save it as CSV UTF-8.")]) from None
    rows = rows_of(text)
    named = names_of(people)
    shifts, faults = list[NewShift](), list[tuple[int, str]]()
    for number, row in enumerate(rows, 1):
        try:
            shifts.append(shift_of(row, named, zone))
        except ValueError as error:
            faults.append((number, said(error)))
    if not shifts and not faults:
        faults = [(0, "The file has no shifts.")]
    if len(shifts) > MOST_LINES:
        faults = [(0, f"The file has {len(shifts)} shifts; {MOST_LINES} are taken at a time.")]
    if faults:
        raise RotaFileError(faults)
    return AddShifts(shifts=tuple(shifts), source="csv")


def rows_of(text: str) -> list[dict[str, str | None]]:
    """The lines below the heading. Raises RotaFileError."""
    rows = csv.DictReader(io.StringIO(text, newline=""))
    try:
        missing = [column for column in COLUMNS if column not in (rows.fieldnames or [])]
        if missing:
            raise RotaFileError([(0, f"The first line must name the columns {', '.join(COLUMNS)}.")])
        return list(rows)
    except csv.Error as error:
        raise RotaFileError([(0, f"The file cannot be read as CSV: {error}.")]) from None


def names_of(people: Iterable[RotaPerson]) -> Mapping[str, list[str]]:
    """The ids of everybody by id and by name; two of one name are both there."""
    found: dict[str, list[str]] = {}
    for one in people:
        found.setdefault(one.id, []).append(one.id)
        found.setdefault(one.name.casefold(), []).append(one.id)
    return found


def shift_of(row: Mapping[str, str | None], named: Mapping[str, list[str]], zone: ZoneInfo) -> NewShift:
    """One line. Raises ValueError: what is wrong with it."""
    seat, person, starts, ends = ((row.get(column) or "").strip() for column in COLUMNS)
    found = named.get(person) or named.get(person.casefold()) or []
    if len(found) != 1:
        what = "is nobody known here" if not found else "is the name of several people: give the id"
        raise ValueError(f"{person or 'The person'} {what}.")
    return NewShift(seat=seat, person=found[0], starts_at=moment(starts, zone), ends_at=moment(ends, zone))


def moment(text: str, zone: ZoneInfo) -> datetime:
    """A time as written; without a zone it is the room's. Raises ValueError."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text or 'The time'} is not a time such as 2026-01-12 20:00.") from None
    local = found if found.tzinfo is not None else found.replace(tzinfo=zone)
    try:
        there = local.astimezone(UTC)
        again = there.astimezone(local.tzinfo)
    except OverflowError:
        raise ValueError(f"{text} is not a time that a shift can have.") from None
    if again.replace(tzinfo=None) != found.replace(tzinfo=None):
        raise ValueError(f"{text} does not exist: the clocks go forward then.")
    return there


def said(error: ValueError) -> str:
    """A fault in words."""
    if isinstance(error, ValidationError):
        return f"{error.errors()[0]['loc'][0]} is not well formed."
    return str(error)
