"""The parts of a system file that name organisations: regions, providers, places, units. Shapes only."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from triggers.text_fields import Provenance

Pillar = Literal[
    "overall", "acute", "community", "mental_health", "nhs111", "ambulance", "council", "primary_care"
]
Kind = Literal[
    "acute_site",
    "community",
    "mental_health",
    "ambulance",
    "nhs111",
    "council",
    "utc",
    "primary_care",
    "system",
]
Mark = Literal["type_1_ed"]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Za-z0-9]*([-@][A-Za-z0-9]+)*$", max_length=40)]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True, max_length=300)]
From = Annotated[date, Field(alias="from")]


class Part(BaseModel):
    """Base of everything in a system file: closed and immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Dated(Protocol):
    """Something in force from a day, until (not including) another."""

    @property
    def from_(self) -> date:
        """First day in force."""

    @property
    def until(self) -> date | None:
        """First day no longer in force; None: open-ended."""


def in_force(dated: Dated, day: date) -> bool:
    """Whether `day` lies within [from, until)."""
    return dated.from_ <= day and (dated.until is None or day < dated.until)


class Region(Part):
    """A relation to a region. `accountable`: rolls up there; `ambulance`: contact and diverts only."""

    code: Code
    name: Words
    relation: Literal["accountable", "ambulance"]
    from_: From
    until: date | None = None
    provenance: Provenance = "unverified"


class Provider(Part):
    """An organisation that runs units. `code` is its ODS code where it has one."""

    code: Code
    name: Words
    provenance: Provenance = "unverified"


class Place(Part):
    """A column of the board; `order` from the left."""

    code: Code
    name: Words
    short: Words | None = None
    order: int = 0
    provenance: Provenance = "unverified"


class PillarBody(Part):
    """One pillar of a place or of the system (`of`): its units roll up here, and it into what it is of."""

    code: Code
    of: Code
    pillar: Pillar
    from_: From
    provenance: Provenance = "unverified"


PILLAR_WORDS: Mapping[str, str] = {
    "overall": "Systems",
    "acute": "Acute",
    "community": "Community",
    "mental_health": "Mental health",
    "nhs111": "NHS 111",
    "ambulance": "Ambulance",
    "council": "Councils",
    "primary_care": "Primary care",
}


class Follows(Part):
    """A body of another system's stream: the system itself, or one of its pillars."""

    stream: Code
    body: Code


class Unit(Part):
    """What readings are about: a site, or a provider's service in this system.

    `place` is the one display edge: a place, or the system itself for what belongs to no single
    place. `scope` "provider": its figures describe the whole provider and are shown as such.
    `closed` is the first day on which it no longer reports. One that `follows` a body of another stream has no figures
    of its own: it stands as that body stands there. `opens`: hours as earlier texts had them, in words; nobody reads
    them.
    """

    code: Code
    name: Words
    short: Words
    provider: Code
    kind: Kind
    pillar: Pillar
    place: Code
    opened: date
    closed: date | None = None
    opens: Words | None = None
    has: tuple[Mark, ...] = ()
    scope: Literal["site", "service", "provider"] = "site"
    follows: Follows | None = None
    provenance: Provenance = "unverified"


def unit_open(unit: Unit, day: date) -> bool:
    """Whether the unit reports on that day."""
    return unit.opened <= day and (unit.closed is None or day < unit.closed)
