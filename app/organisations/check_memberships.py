"""Whether the roll-up holds on every date: edges that exist, no circle, weights that sum to 1."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from app.organisations.assignments import Assignment
from app.organisations.bodies import Unit, unit_open
from app.organisations.memberships import Membership, circle_in, days_of_change, edges_on, weight_under
from app.organisations.system_file import SystemFile
from triggers.yaml_text import Path

Fault = tuple[Path, str]
ONE = Decimal(1)


def check_memberships(system: SystemFile) -> Iterator[Fault]:
    """Everything wrong with the memberships, each with the first date on which it is wrong."""
    for i, edge in enumerate(system.memberships):
        yield from _edge(system, edge, ("memberships", i))
    broken: set[str] = set()
    for day in _days_to_check(system):
        edges = edges_on(system.memberships, day)
        if circle := circle_in(edges):
            yield ("memberships",), f"on {day} there is a circle: {' → '.join(circle)}"
            return
        for parent in _parents(system, day):
            total = weight_under(edges, parent)
            if total != ONE and parent not in broken:
                broken.add(parent)
                yield (
                    _path_of(system, parent, day),
                    f"the weights under {parent} sum to {total} on {day}, not to 1",
                )


def _edge(system: SystemFile, edge: Membership, path: Path) -> Iterator[Fault]:
    unit = system.units_by_code.get(edge.child)
    if unit is None and edge.child not in system.bodies:
        yield (*path, "child"), f"{edge.child} is neither a unit nor a place here"
    if edge.parent not in system.bodies:
        yield (*path, "parent"), f"{edge.parent} is neither a place nor {system.system} itself"
    if edge.until is not None and edge.until <= edge.from_:
        yield (*path, "until"), f"ends on {edge.until}, not after it begins ({edge.from_})"
    if unit is not None and not _open_throughout(unit, edge):
        yield path, f"{unit.code} counts only while it is open ({unit.opened} to {unit.closed or 'now'})"


def _open_throughout(unit: Unit, edge: Membership) -> bool:
    ends_in_time = unit.closed is None or (edge.until is not None and edge.until <= unit.closed)
    return unit_open(unit, edge.from_) and ends_in_time


def _days_to_check(system: SystemFile) -> list[date]:
    """Between two of these days nothing changes, so they stand for every date of the system's life."""
    days = {system.from_, *days_of_change(system.memberships), *map(_first_whole_day, system.assignments)}
    return sorted(day for day in days if system.from_ <= day and (system.until is None or day < system.until))


def _parents(system: SystemFile, day: date) -> list[str]:
    """Who must have children: those that have some, and those that a roll-up pack is assigned to."""
    having = {edge.parent for edge in edges_on(system.memberships, day)}
    assigned: dict[str, bool] = {}
    for assignment in sorted(system.assignments, key=_first_whole_day):
        if assignment.body is not None and _first_whole_day(assignment) <= day:
            assigned[assignment.body] = assignment.pack is not None
    return sorted(having | {body for body, is_assigned in assigned.items() if is_assigned})


def _first_whole_day(assignment: Assignment) -> date:
    """The local day on which an assignment begins."""
    return date(assignment.from_.year, assignment.from_.month, assignment.from_.day)


def _path_of(system: SystemFile, parent: str, day: date) -> Path:
    for i, edge in enumerate(system.memberships):
        if edge.parent == parent and edge in edges_on([edge], day):
            return ("memberships", i)
    return ("memberships",)
