"""Which pack judges which unit or roll-up from when. Packs carry no dates; these do."""

from datetime import UTC, date, datetime
from typing import Annotated, Self
from zoneinfo import ZoneInfo

from pydantic import Field, PositiveInt, model_validator

from app.organisations.bodies import Code, Mark, Part, Pillar, Unit, Words
from triggers.text_fields import Provenance

Start = Annotated[date | datetime, Field(alias="from", union_mode="left_to_right")]


class Assignment(Part):
    """A pack for every unit of a pillar (narrowed by what it `has`), one unit, or one roll-up (`body`).

    `from`: local midnight unless a time is given. `pack` null: from then on it is not assessed. `approver`: who decided
    on it, for what `reason`.
    """

    pillar: Pillar | None = None
    has: Mark | None = None
    unit: Code | None = None
    body: Code | None = None
    pack: str | None
    version: PositiveInt | None = None
    from_: Start
    approver: Words | None = None
    reason: Words | None = None
    provenance: Provenance = "unverified"

    @model_validator(mode="after")
    def names_one_target(self) -> Self:
        """Exactly one of pillar, unit, body; a pack with its version."""
        if sum(target is not None for target in (self.pillar, self.unit, self.body)) != 1:
            reason = "give exactly one of pillar, unit, body"
            raise ValueError(reason)
        if self.has is not None and self.pillar is None:
            reason = "has narrows a pillar; it means nothing beside unit or body"
            raise ValueError(reason)
        if (self.pack is None) != (self.version is None):
            reason = "a pack is named with its version"
            raise ValueError(reason)
        return self


class TriggerUse(Part):
    """A pack of local triggers, in force from a moment. `version` null: from then on not any more."""

    pack: str
    version: PositiveInt | None
    from_: Start
    approver: Words | None = None
    reason: Words | None = None
    provenance: Provenance = "unverified"


def starts_at(assignment: Assignment | TriggerUse, zone: ZoneInfo) -> datetime:
    """The moment an assignment begins, in UTC."""
    start = assignment.from_
    if not isinstance(start, datetime):
        start = datetime(start.year, start.month, start.day, tzinfo=zone)
    return (start if start.tzinfo else start.replace(tzinfo=zone)).astimezone(UTC)


def targets(assignment: Assignment, code: str, unit: Unit | None) -> bool:
    """Whether the assignment speaks of this code (`unit` None: it is a roll-up)."""
    if unit is None:
        return assignment.body == code
    if assignment.unit is not None:
        return assignment.unit == code
    return assignment.pillar == unit.pillar and (assignment.has is None or assignment.has in unit.has)


def target_words(assignment: Assignment) -> str:
    """The target as said to a person."""
    if assignment.pillar is None:
        return assignment.unit or assignment.body or ""
    return f"{assignment.pillar} with {assignment.has}" if assignment.has else assignment.pillar
