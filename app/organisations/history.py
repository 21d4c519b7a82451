"""What a new text of a system may not do to the facts already recorded under the old one. Pure."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from app.organisations.assignments import Assignment, starts_at, target_words
from app.organisations.bodies import Unit
from app.organisations.memberships import days_of_change, edges_on
from app.organisations.queries import local_day, zone_of
from app.organisations.system_file import SystemFile

FIXED = ("provider", "pillar", "kind", "opened", "follows")


class History(NamedTuple):
    """What the stream has lived. `lived_to` None: it has no facts yet, and nothing is refused for dates."""

    units: frozenset[str]  # those with readings or levels
    lived_to: datetime | None


class WouldOrphanHistoryError(Exception):
    """The text is sound, but would leave facts without what they were recorded under."""

    def __init__(self, reasons: list[str]) -> None:
        """Keep each reason, a sentence a person can act on."""
        self.reasons = tuple(reasons)
        super().__init__("\n".join(reasons))


def reasons_to_refuse(before: SystemFile | None, after: SystemFile, history: History) -> list[str]:
    """Why the new text may not follow the old one; empty when it may."""
    if before is None:
        return []
    if before.system != after.system:
        return [f"the stream holds {before.system}; {after.system} needs a stream of its own"]
    reasons = list(_unit_reasons(before, after, history))
    if history.lived_to is not None:
        reasons += _dated_reasons(before, after, history.lived_to)
    return reasons


def _unit_reasons(before: SystemFile, after: SystemFile, history: History) -> Iterator[str]:
    for old in before.units:
        if old.code not in history.units:
            continue
        new = after.units_by_code.get(old.code)
        if new is None:
            yield f"{old.code} has history: close it (closed: DATE); do not remove it or change its code"
            continue
        for field in FIXED:
            if getattr(old, field) != getattr(new, field):
                yield f"{old.code} has history: its {field} cannot change; close it and open another unit"
        today = None if history.lived_to is None else local_day(before, history.lived_to)
        if today is not None and _closing_rewrites(old, new, today):
            yield f"{old.code}: closed {old.closed} → {new.closed} would change days already lived"


def _closing_rewrites(old: Unit, new: Unit, today: date) -> bool:
    """Whether the unit would be open or closed on another set of days up to today."""
    moved = {old.closed, new.closed} if old.closed != new.closed else set()
    return any(day is not None and day <= today for day in moved)


def _dated_reasons(before: SystemFile, after: SystemFile, lived_to: datetime) -> Iterator[str]:
    if before.timezone != after.timezone:
        yield f"timezone {before.timezone} → {after.timezone} would move every midnight already lived"
    today = local_day(before, lived_to)
    if before.until != after.until and any(
        day is not None and day <= today for day in (before.until, after.until)
    ):
        yield f"the system's end {before.until} → {after.until} would change days already lived: date it ahead"
    days = {*days_of_change(before.memberships), *days_of_change(after.memberships), today}
    for day in sorted(day for day in days if day <= today):
        if _weights(before, day) != _weights(after, day):
            yield f"memberships on {day} would change, and {today} has been reached: date changes ahead"
            break
    for assignment in sorted(_begun(before, lived_to) ^ _begun(after, lived_to), key=str):
        yield (
            f"the assignment of {target_words(assignment)} from {assignment.from_} has begun"
            f" (the stream has lived to {lived_to:%Y-%m-%d %H:%M} UTC): keep it, and date changes ahead"
        )


def _weights(system: SystemFile, day: date) -> set[tuple[str, str, Decimal]]:
    return {(edge.child, edge.parent, edge.weight) for edge in edges_on(system.memberships, day)}


def _begun(system: SystemFile, moment: datetime) -> set[Assignment]:
    """The assignments begun, apart from what is said of them."""
    zone = zone_of(system)
    return {
        a.model_copy(update={"provenance": "unverified", "approver": None, "reason": None})
        for a in system.assignments
        if starts_at(a, zone) <= moment
    }
