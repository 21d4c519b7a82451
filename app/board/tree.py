"""A system file as the board's tree. Pure."""

from datetime import date

from actions.seat_text import SeatText
from app.messages.board import MetricOut, Tree, TreePlace, TreeUnit
from app.messages.people import SeatOut
from app.organisations.bodies import Unit
from app.organisations.queries import units_on
from app.organisations.system_file import SystemFile
from triggers.catalogue import Catalogue


def tree_of(system: SystemFile, day: date) -> Tree:
    """The places in their order, and the units displayed there on a day."""
    units = units_on(system, day)
    places = sorted(system.places, key=lambda place: place.order)
    return Tree(
        code=system.system,
        name=system.name,
        timezone=system.timezone,
        places=tuple(
            TreePlace(
                code=place.code,
                name=place.name,
                units=tuple(tree_unit(unit) for unit in units if unit.place == place.code),
            )
            for place in places
        ),
        system_wide=tuple(tree_unit(unit) for unit in units if unit.place == system.system),
        seats=tuple(seat_out(system, seat) for seat in system.seats),
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
    if code == system.system:
        return system.name
    names = {region.code: region.name for region in system.regions}
    names |= {provider.code: provider.name for provider in system.providers}
    names |= {place.code: place.name for place in system.places}
    names |= {unit.code: unit.name for unit in system.units}
    return names.get(code, code)


def tree_unit(unit: Unit) -> TreeUnit:
    """One unit for the board."""
    return TreeUnit(
        code=unit.code,
        name=unit.name,
        short=unit.short,
        kind=unit.kind,
        pillar=unit.pillar,
        provider=unit.provider,
        opens=unit.opens,
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
