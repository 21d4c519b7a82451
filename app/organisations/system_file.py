"""A system as reviewed text: bodies, units, memberships, expectations, assignments, seats. Checks no meaning."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, ValidationError

from actions.seat_text import HandoverText, SeatText
from app.organisations.assignments import Assignment, TriggerUse
from app.organisations.bodies import Code, From, Part, PillarBody, Place, Provider, Region, Unit, Words
from app.organisations.exemptions import KnownGap, NotApplicable
from app.organisations.expected import ExpectationRule
from app.organisations.memberships import Membership
from app.organisations.problems import Source, SystemFileError
from app.organisations.service import OpeningHours, ServiceStatus
from triggers.plans import PlannedValue
from triggers.problems import Problem, problems_of
from triggers.text_fields import Id, Provenance
from triggers.yaml_text import TextProblem, read_yaml


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        reason = f"{name!r} is not a time zone such as Europe/London"
        raise ValueError(reason) from error
    return name


class SystemFile(Part):
    """A coordinating body and everything it coordinates. `until`: first day it no longer exists.

    `policy`: who is called, by its id.
    """

    system: Code
    name: Words
    short: Words
    tier: Literal["system", "region", "nation"]
    timezone: Annotated[str, AfterValidator(_known_zone)]
    from_: From
    until: date | None = None
    provenance: Provenance = "unverified"
    regions: tuple[Region, ...]
    providers: tuple[Provider, ...]
    places: tuple[Place, ...]
    pillars: tuple[PillarBody, ...] = ()
    units: tuple[Unit, ...]
    memberships: tuple[Membership, ...] = ()
    expectations: tuple[ExpectationRule, ...] = ()
    not_applicable: tuple[NotApplicable, ...] = ()
    known_gaps: tuple[KnownGap, ...] = ()
    service_status: tuple[ServiceStatus, ...] = ()
    opening_hours: tuple[OpeningHours, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    triggers: tuple[TriggerUse, ...] = ()
    plans: tuple[PlannedValue, ...] = ()
    seats: tuple[SeatText, ...] = ()
    handovers: tuple[HandoverText, ...] = ()
    policy: Id = "default"

    @cached_property
    def units_by_code(self) -> Mapping[str, Unit]:
        """Every unit of the file, open or closed."""
        return {unit.code: unit for unit in self.units}

    @cached_property
    def pillars_by_code(self) -> Mapping[str, PillarBody]:
        """Every pillar of a place or of the system."""
        return {pillar.code: pillar for pillar in self.pillars}

    @cached_property
    def bodies(self) -> frozenset[str]:
        """The codes that are not units: places, their pillars, the system."""
        return frozenset({place.code for place in self.places} | set(self.pillars_by_code) | {self.system})


def sha256_of(text: str) -> str:
    """What names the text for good."""
    return sha256(text.encode()).hexdigest()


def read_system(text: str, name: str) -> SystemFile:
    """The system as written; `name` is what problems call the file. Raises SystemFileError."""
    return read_with_source(text, name)[0]


def read_with_source(text: str, name: str) -> tuple[SystemFile, Source]:
    """As read_system, with what is needed to point at its lines."""
    try:
        document, lines = read_yaml(text, name)
    except TextProblem as error:
        raise SystemFileError([Problem(error.name, "", error.line, error.reason)]) from error
    try:
        return SystemFile.model_validate(document), Source(name, lines)
    except ValidationError as error:
        raise SystemFileError(problems_of(error, name, lines)) from error
