"""A system file as the board's tree. Pure."""

from datetime import date

from actions.seat_text import SeatText
from app.messages.board import MetricOut, OpenHours, Tree, TreePillar, TreePlace, TreeUnit
from app.messages.people import SeatOut
from app.organisations.bodies import PILLAR_WORDS, PillarBody, Unit
from app.organisations.queries import is_over, name_in, pillars_on, units_on
from app.organisations.system_file import SystemFile
from triggers.catalogue import Catalogue
from triggers.local_hours import weekdays_of


def tree_of(system: SystemFile, day: date) -> Tree:
    """The places in their order, and the units displayed there on a day. Pillars of other systems have no strip."""
    units = [unit for unit in units_on(system, day) if unit.follows is None or unit.pillar == "overall"]
    places = sorted(system.places, key=lambda place: place.order)
    return Tree(
        code=system.system,
        name=system.name,
        timezone=system.timezone,
        places=tuple(
            TreePlace(
                code=place.code,
                name=place.name,
                pillars=tuple(tree_pillar(pillar) for pillar in pillars_on(system, place.code, day)),
                units=tuple(tree_unit(system, unit) for unit in units if unit.place == place.code),
            )
            for place in places
        ),
        system_wide=tuple(tree_unit(system, unit) for unit in units if unit.place == system.system),
        pillars=tuple(tree_pillar(pillar) for pillar in pillars_on(system, system.system, day)),
        seats=tuple(seat_out(system, seat) for seat in system.seats),
        ended=str(system.until) if is_over(system, day) else None,
    )


def seat_out(system: SystemFile, seat: SeatText) -> SeatOut:
    """One seat, with the name of what it is at."""
    hours = None if seat.hours is None else (f"{seat.hours.from_:%H:%M}", f"{seat.hours.until:%H:%M}")
    return SeatOut(
        key=seat.key,
        seat=seat.seat,
        at=seat.at,
        title=seat.title,
        where=name_of(system, seat.at),
        must=seat.must,
        holds=seat.holds,
        hours=hours,
    )


def name_of(system: SystemFile, code: str) -> str:
    """The name of a system, place, unit, provider or region."""
    names = {region.code: region.name for region in system.regions}
    names |= {provider.code: provider.name for provider in system.providers}
    return names.get(code) or name_in(system, code)[0]


def tree_pillar(pillar: PillarBody) -> TreePillar:
    """One pillar for the board."""
    return TreePillar(code=pillar.code, pillar=pillar.pillar, name=PILLAR_WORDS[pillar.pillar])


def tree_unit(system: SystemFile, unit: Unit) -> TreeUnit:
    """One unit for the board."""
    return TreeUnit(
        code=unit.code,
        name=unit.name,
        short=unit.short,
        kind=unit.kind,
        pillar=unit.pillar,
        provider=unit.provider,
        hours=hours_of(system, unit),
    )


def hours_of(system: SystemFile, unit: Unit) -> tuple[OpenHours, ...]:
    """When it is open in a week, as the file has it."""
    return tuple(
        OpenHours(days=tuple(sorted(weekdays_of(line.days))), opens=line.from_, closes=line.until)
        for line in system.opening_hours
        if line.unit == unit.code
    )


def metrics_of(catalogue: Catalogue) -> dict[str, MetricOut]:
    """How the board names and shows each metric."""
    return {
        metric.id: MetricOut(
            title=metric.title,
            short=metric.short,
            unit=metric.unit,
            worse=metric.worse,
            places=metric.places,
        )
        for metric in catalogue.metrics.values()
    }
