"""What a pack of local triggers says, as read from its text: of which units, when, for whom. Judges nothing."""

from datetime import timedelta
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, StringConstraints

from triggers.conditions import Condition
from triggers.local_hours import Hours, LocalTime, weekdays_of
from triggers.packs import Version
from triggers.text_fields import Closed, Day, Duration, Id, Provenance, Words

ZERO = timedelta(0)
UnitCode = Annotated[
    str, StringConstraints(pattern=r"^[A-Z0-9][A-Za-z0-9]*([-@][A-Za-z0-9]+)*$", max_length=40)
]
Severity = Literal["inform", "act", "urgent"]
Audience = Literal["room", "provider", "place", "region", "director"]
"""Who is told: the coordination room, the unit's own people, its place's, the region, the director on call."""


class Subject(NamedTuple):
    """A unit as a trigger may choose it."""

    unit: str
    pillar: str
    kind: str
    has: frozenset[str] = frozenset()


class About(Closed):
    """Which units: those of which everything given is true."""

    unit: UnitCode | None = None
    pillar: Id | None = None
    kind: Id | None = None
    has: Id | None = None

    def covers(self, subject: Subject) -> bool:
        """Whether the trigger is about this unit."""
        asked = ((self.unit, subject.unit), (self.pillar, subject.pillar), (self.kind, subject.kind))
        marked = self.has is None or self.has in subject.has
        return marked and all(wanted in {None, found} for wanted, found in asked)


class Quiet(Closed):
    """Local hours in which nobody is told: it waits for their end, and is shown meanwhile. Urgent does not wait."""

    from_: Annotated[LocalTime, Field(alias="from")]
    until: LocalTime
    days: Annotated[tuple[Day, ...], Field(min_length=1)] = ("every_day",)

    @property
    def hours(self) -> Hours:
        """As hours, by the days on which they begin."""
        return Hours(self.from_, self.until, weekdays_of(self.days))


class Trigger(Closed):
    """One rule. `about` None: every unit.

    It fires when `when` has held for `for_` (text: `for`), and is over when it has been left for `clear_for`.
    """

    id: Id
    title: Words | None = None
    about: About | None = None
    when: Condition
    for_: Annotated[Duration, Field(alias="for")] = ZERO
    clear_for: Duration = ZERO
    severity: Severity = "inform"
    audience: Annotated[tuple[Audience, ...], Field(min_length=1)] = ("room",)
    quiet: Quiet | None = None
    note: Words | None = None

    @property
    def name(self) -> str:
        """What people call it."""
        return self.title or self.id

    def is_about(self, subject: Subject) -> bool:
        """Whether it looks at this unit."""
        return self.about is None or self.about.covers(subject)


class TriggerPack(Closed):
    """Local triggers, reviewed together. An unverified pack is on trial."""

    pack: Id
    version: Version
    kind: Literal["triggers"]
    title: Words
    provenance: Provenance
    source: Words | None = None
    triggers: Annotated[tuple[Trigger, ...], Field(min_length=1, max_length=200)]
