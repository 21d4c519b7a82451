"""Questions the pipeline asks of a system file, each for a day or a moment. Pure; decides no level."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import chain
from zoneinfo import ZoneInfo

from app.organisations.assignments import Assignment, TriggerUse, starts_at, targets
from app.organisations.bodies import PILLAR_WORDS, PillarBody, Unit, unit_open
from app.organisations.memberships import Membership, children_first, edges_on
from app.organisations.system_file import SystemFile


def zone_of(system: SystemFile) -> ZoneInfo:
    """The zone in which the system's days, times and midnights are meant."""
    return ZoneInfo(system.timezone)


def local_day(system: SystemFile, moment: datetime) -> date:
    """The system's calendar day at a moment."""
    return moment.astimezone(zone_of(system)).date()


def unit_of(system: SystemFile, code: str) -> Unit | None:
    """The reporting unit with this code, open or closed; None for roll-ups and unknown codes."""
    return system.units_by_code.get(code)


def scope_of(system: SystemFile, code: str) -> str:
    """Of a code that is no unit: pillar, place or system."""
    if code in system.pillars_by_code:
        return "pillar"
    return "system" if code == system.system else "place"


def name_in(system: SystemFile, code: str) -> tuple[str, str]:
    """Name and short name of a system, pillar, place or unit; the code itself where nothing has it."""
    if code == system.system:
        return system.name, system.short
    if (unit := system.units_by_code.get(code)) is not None:
        return unit.name, unit.short
    if (pillar := system.pillars_by_code.get(code)) is not None:
        word, (name, short) = PILLAR_WORDS[pillar.pillar], name_in(system, pillar.of)
        return f"{word}, {name}", f"{short} {lower_first(word)}"
    place = next((place for place in system.places if place.code == code), None)
    return (place.name, place.short or place.name) if place is not None else (code, code)


def lower_first(word: str) -> str:
    """As within a sentence; "NHS 111" stays."""
    return word if word[:2].isupper() else word[:1].lower() + word[1:]


def is_over(system: SystemFile, day: date) -> bool:
    """Whether the system is no more on that day: nobody reports to it, nothing of it is judged."""
    return system.until is not None and system.until <= day


def members_on(system: SystemFile, day: date) -> list[Membership]:
    """The edges in force on a day, in the order of the file; none once the system is over."""
    return [] if is_over(system, day) else edges_on(system.memberships, day)


def pillars_on(system: SystemFile, body: str, day: date) -> tuple[PillarBody, ...]:
    """The pillars of a place or of the system on a day, in the order of the file."""
    pillars = () if is_over(system, day) else system.pillars
    return tuple(pillar for pillar in pillars if pillar.of == body and pillar.from_ <= day)


def units_on(system: SystemFile, day: date) -> tuple[Unit, ...]:
    """The units that report on a day, in the order of the file."""
    return tuple(unit for unit in system.units if unit_open(unit, day) and not is_over(system, day))


def children_on(system: SystemFile, parent: str, day: date) -> tuple[tuple[str, Decimal], ...]:
    """The children that count towards a parent on a day, with their weights, in the order of the file."""
    return tuple((edge.child, edge.weight) for edge in members_on(system, day) if edge.parent == parent)


def parents_of(system: SystemFile, child: str, day: date) -> tuple[str, ...]:
    """What a unit or roll-up counts towards on a day."""
    return tuple(edge.parent for edge in members_on(system, day) if edge.child == child)


def settling_order(system: SystemFile, day: date) -> tuple[str, ...]:
    """Every unit and roll-up of a day, each after all that it depends on: units, pillars, places, the system."""
    leaves = [unit.code for unit in units_on(system, day)]
    bodies = [code for code in children_first(members_on(system, day)) if code not in leaves]
    pillars = [pillar.code for pillar in system.pillars if pillar.from_ <= day]
    idle = [code for code in (*pillars, *(place.code for place in system.places)) if code not in bodies]
    places = [code for code in chain(idle, bodies) if code != system.system]
    return (*leaves, *places, system.system)


def assignment_at(system: SystemFile, code: str, moment: datetime) -> Assignment | None:
    """The assignment in force; None: not assessed.

    One that names the unit beats one that names its pillar; of equals the latest begun counts.
    """
    if is_over(system, local_day(system, moment)):
        return None
    zone, unit = zone_of(system), unit_of(system, code)
    begun = [a for a in _assignments_for(system, code, unit) if starts_at(a, zone) <= moment]
    latest = max(begun, key=lambda a: (a.pillar is None, starts_at(a, zone)), default=None)
    return None if latest is None or latest.pack is None else latest


def next_switch_after(system: SystemFile, code: str, moment: datetime) -> datetime | None:
    """When the next assignment of a unit or roll-up begins."""
    zone, unit = zone_of(system), unit_of(system, code)
    starts = (starts_at(a, zone) for a in _assignments_for(system, code, unit))
    return min((start for start in starts if start > moment), default=None)


def begins(system: SystemFile, use: TriggerUse) -> datetime:
    """When a use of local triggers begins, in UTC."""
    return starts_at(use, zone_of(system))


def triggers_in_force(system: SystemFile, moment: datetime) -> tuple[TriggerUse, ...]:
    """The packs of local triggers in force at a moment: of each pack the use begun latest."""
    if is_over(system, local_day(system, moment)):
        return ()
    latest: dict[str, TriggerUse] = {}
    for use in sorted(system.triggers, key=lambda use: begins(system, use)):
        if begins(system, use) <= moment:
            latest[use.pack] = use
    return tuple(use for use in latest.values() if use.version is not None)


def local_midnight(system: SystemFile, day: date) -> datetime:
    """The moment a local day begins, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=zone_of(system)).astimezone(UTC)


def next_midnight_after(system: SystemFile, moment: datetime) -> datetime:
    """The local midnight that ends the day of `moment`, right on both daylight-saving nights."""
    return local_midnight(system, local_day(system, moment) + timedelta(days=1))


def _assignments_for(system: SystemFile, code: str, unit: Unit | None) -> list[Assignment]:
    return [a for a in system.assignments if targets(a, code, unit)]
