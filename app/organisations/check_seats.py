"""Whether a system's seats and handovers fit together: somewhere to sit, somebody to hand to. Knows no rota."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

from actions.check_policy_seats import SeatScope
from actions.loading import packaged_policy
from actions.seat_text import HandoverText
from app.organisations.system_file import SystemFile
from triggers.yaml_text import Path

Fault = tuple[Path, str]


def check_seats(system: SystemFile) -> Iterator[Fault]:
    """Everything wrong with the seats, the handovers and the policy named."""
    scopes, times = seat_scopes(system), Counter(seat.key for seat in system.seats)
    for i, seat in enumerate(system.seats):
        path: Path = ("seats", i)
        if seat.at not in scopes:
            yield (
                (*path, "at"),
                f"{seat.at} is no unit, provider, place or region here, nor {system.system} itself",
            )
        if times[seat.key] > 1:
            yield path, f"{seat.key} is there twice"
        if seat.holds and seat.at != system.system:
            yield (*path, "holds"), f"only a seat at {system.system} can hold it"
    yield from _handovers(system)
    if system.policy != (default := packaged_policy().policy.policy):
        yield ("policy",), f"no policy {system.policy} here; there is {default}"


def seat_scopes(system: SystemFile) -> Mapping[str, SeatScope]:
    """What a seat's `at` may name, and what it is. A provider counts as its units."""
    scopes: dict[str, SeatScope] = {region.code: "region" for region in system.regions}
    scopes |= dict.fromkeys((provider.code for provider in system.providers), "unit")
    scopes |= dict.fromkeys(system.units_by_code, "unit")
    scopes |= dict.fromkeys((place.code for place in system.places), "place")
    return scopes | {system.system: "system"}


def _handovers(system: SystemFile) -> Iterator[Fault]:
    keys = {seat.key for seat in system.seats}
    holding = {seat.seat for seat in system.seats if seat.holds and seat.at == system.system}
    times = Counter(handover.at for handover in system.handovers)
    for i, handover in enumerate(system.handovers):
        path: Path = ("handovers", i)
        for field, seat in (("from", handover.from_), ("to", handover.to)):
            if seat not in holding:
                yield (*path, field), f"{seat} is no seat at {system.system} that holds it (`holds: true`)"
        for key in handover.signed_by:
            if key not in keys:
                yield (*path, "signed_by"), f"{key} is no seat of this system"
        if times[handover.at] > 1:
            yield (*path, "at"), f"another handover is at {handover.at:%H:%M}, too"
    yield from _round(system.handovers)


def _round(handovers: tuple[HandoverText, ...]) -> Iterator[Fault]:
    """Hazard H6: nobody holds the night. Who takes over is who next hands over, round the clock."""
    in_order = sorted(handovers, key=lambda handover: handover.at)
    for earlier, later in pairwise([*in_order, *in_order[:1]]):
        if earlier.to != later.from_:
            path: Path = ("handovers", handovers.index(later), "from")
            yield (
                path,
                f"{earlier.to} holds the system from {earlier.at:%H:%M}, so {later.from_} has none to give",
            )
