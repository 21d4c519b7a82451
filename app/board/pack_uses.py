"""Where each version of a pack is in force, from when and until when, and on whose word. Pure; judges nothing."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Literal, NamedTuple

from app.clock import wire_time
from app.messages.packs import Named, PackUse
from app.organisations.assignments import Assignment, TriggerUse, starts_at, targets
from app.organisations.queries import assignment_at, begins, local_midnight, name_in, unit_of, zone_of
from app.organisations.system_file import SystemFile

Key = tuple[str, int]


class Use(NamedTuple):
    """An assignment as it holds over [begins, ends), whatever it is of."""

    key: Key
    begins: datetime
    ends: datetime | None
    approver: str | None
    reason: str | None
    provenance: str


def uses_in(system: SystemFile, now: datetime) -> Mapping[Key, tuple[PackUse, ...]]:
    """Every version that the system names, each with where it holds: in force first, then ahead, then past."""
    together: dict[Use, list[str]] = {}
    for code in (*system.units_by_code, *sorted(system.bodies)):
        for use in uses_of(system, code):
            together.setdefault(use, []).append(code)
    for use in trigger_uses(system):
        together.setdefault(use, []).append(system.system)
    found: dict[Key, list[PackUse]] = {}
    for use, codes in together.items():
        found.setdefault(use.key, []).append(shown(system, use, codes, now))
    return {key: tuple(sorted(uses, key=place)) for key, uses in found.items()}


def uses_of(system: SystemFile, code: str) -> Iterator[Use]:
    """What judges one unit or body, in order of time, as far as it is open."""
    unit, zone = unit_of(system, code), zone_of(system)
    starts = {starts_at(one, zone) for one in system.assignments if targets(one, code, unit)}
    opens = None if unit is None else local_midnight(system, unit.opened)
    closed = None if unit is None or unit.closed is None else local_midnight(system, unit.closed)
    if opens is not None and starts and min(starts) < opens:
        starts = {opens, *(start for start in starts if start > opens)}
    for since, until in pairwise([*sorted(merged(system, code, starts)), None]):
        said = None if since is None else assignment_at(system, code, since)
        if since is None or said is None or said.pack is None or said.version is None:
            continue
        ends = earliest(until, closed, end_of(system))
        if ends is None or since < ends:
            yield use_of((said.pack, said.version), since, ends, said)


def end_of(system: SystemFile) -> datetime | None:
    """When the system itself is over: nothing is in force in it any more."""
    return None if system.until is None else local_midnight(system, system.until)


def earliest(*moments: datetime | None) -> datetime | None:
    """The first of those that there are."""
    return min((moment for moment in moments if moment is not None), default=None)


def use_of(key: Key, since: datetime, ends: datetime | None, said: Assignment | TriggerUse) -> Use:
    """What is told of an assignment: those of one moment and on one word are one."""
    return Use(key, since, ends, said.approver, said.reason, said.provenance)


def merged(system: SystemFile, code: str, starts: Iterable[datetime]) -> Iterator[datetime]:
    """The moments at which something else is said than before: an assignment may be outranked from the first."""
    before: Assignment | None = None
    for start in sorted(starts):
        said = assignment_at(system, code, start)
        if said != before:
            yield start
        before = said


def trigger_uses(system: SystemFile) -> Iterator[Use]:
    """The packs of local triggers, which look at the whole system."""
    for pack in dict.fromkeys(use.pack for use in system.triggers):
        mine = sorted(
            (use for use in system.triggers if use.pack == pack), key=lambda use: begins(system, use)
        )
        for use, following in pairwise([*mine, None]):
            if use is not None and use.version is not None:
                ends = earliest(None if following is None else begins(system, following), end_of(system))
                yield use_of((pack, use.version), begins(system, use), ends, use)


def shown(system: SystemFile, use: Use, codes: Iterable[str], now: datetime) -> PackUse:
    """One stretch as it is told."""
    return PackUse(
        from_=wire_time(use.begins),
        until=None if use.ends is None else wire_time(use.ends),
        standing=standing(use, now),
        approver=use.approver,
        reason=use.reason,
        provenance=use.provenance,
        of=tuple(named(system, code) for code in codes),
    )


def standing(use: Use, now: datetime) -> Literal["past", "now", "ahead"]:
    """Whether it holds."""
    if use.begins > now:
        return "ahead"
    return "now" if use.ends is None or now < use.ends else "past"


def named(system: SystemFile, code: str) -> Named:
    """A unit or body as people know it."""
    name, short = name_in(system, code)
    return Named(code=code, name=name, short=short)


def place(use: PackUse) -> tuple[int, str]:
    """What counts now comes first."""
    return ("now", "ahead", "past").index(use.standing), use.from_
