"""An escalation policy as reviewed text: on what, whom, by what, wait, next, repeat. Shapes only; calls nobody."""

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import Field, model_validator

from actions.text_fields import Channel, LocalTime, Scope, SeatRef
from triggers.text_fields import Closed, Duration, Id, Words

Provenance = Literal["example", "local"]
ZERO = timedelta(0)


class Span(Closed):
    """Local hours, `from` until (not including) `until`; over midnight where `until` is the earlier."""

    from_: Annotated[LocalTime, Field(alias="from")]
    until: LocalTime

    @model_validator(mode="after")
    def _check(self) -> "Span":
        if self.from_ == self.until:
            raise ValueError(f"begins and ends at {self.until:%H:%M}: is that no hour, or all of them?")
        return self


class OnCalculated(Closed):
    """A calculated level is reached at a unit, place or system, and stands for `for_` (text: `for`)."""

    cause: Literal["calculated"]
    at: Scope
    level: Annotated[int, Field(ge=2, le=4)]
    for_: Annotated[Duration, Field(alias="for")] = ZERO
    between: Span | None = None


class OnDeclared(Closed):
    """Somebody declares this level."""

    cause: Literal["declared"]
    level: Annotated[int, Field(ge=2, le=4)]


class OnDeclarationLapsing(Closed):
    """A declaration in force ends in `before`; of a shorter one half its life is left."""

    cause: Literal["declaration_lapsing"]
    before: Duration


class OnDeclarationDiffers(Closed):
    """The declared and the calculated level are `by` levels apart or more, and have been for `for_` (text: `for`).

    `declared`: only where the declared one is the lower, or the higher; None: either.
    """

    cause: Literal["declaration_differs"]
    by: Annotated[int, Field(ge=1, le=3)]
    for_: Annotated[Duration, Field(alias="for")] = ZERO
    declared: Literal["below", "above"] | None = None


class OnSightLost(Closed):
    """A unit's figures are no longer seen. `source`: a feed, or figures that people type."""

    cause: Literal["sight_lost"]
    source: Literal["feed", "manual"]


class OnCardOverdue(Closed):
    """A card passes its time unanswered. `level`: of that level or above."""

    cause: Literal["card_overdue"]
    level: Annotated[int, Field(ge=2, le=4)] = 2


class OnHandoverUnaccepted(Closed):
    """A handover stands unaccepted when its hour has come."""

    cause: Literal["handover_unaccepted"]


Cause = Annotated[
    OnCalculated
    | OnDeclared
    | OnDeclarationLapsing
    | OnDeclarationDiffers
    | OnSightLost
    | OnCardOverdue
    | OnHandoverUnaccepted,
    Field(discriminator="cause"),
]


class Only(Closed):
    """What must hold for a step to be taken; a step for which it does not hold yet is waited for, no longer than
    `or_after` from the alert's start.

    `readings`: so many readings in a row that confirm the level. `last_known_at_least`: the unit's level.
    `between`: local hours; outside them the step is skipped.
    """

    readings: Annotated[int, Field(ge=2, le=9)] | None = None
    or_after: Duration | None = None
    last_known_at_least: Annotated[int, Field(ge=1, le=4)] | None = None
    between: Span | None = None


class Step(Closed):
    """One step: these seats, by these channels at once, then `wait` for an answer before the next step."""

    to: Annotated[tuple[SeatRef, ...], Field(min_length=1)]
    by: Annotated[tuple[Channel, ...], Field(min_length=1)]
    wait: Duration = ZERO
    only: Only | None = None
    via: SeatRef | None = None  # who rings, where `by` has a human step


class Rule(Closed):
    """What happens on one cause. `repeat`: how often the steps begin again when nobody answers.

    `night`: false waits for `quiet.until` before the first step. `all_clear`: those who were paged are told when it
    is over.
    """

    id: Id
    on: Cause
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    repeat: Annotated[int, Field(ge=0, le=20)] = 0
    night: bool = True
    all_clear: bool = True


class Policy(Closed):
    """Who is called, when. `quiet`: all-clears wait for its end unless the person was paged within
    `all_clear_anyway`. `again_after`: one page per person and episode within it, unless worse.
    `lapse_after`: an answer without a commitment holds for so long.
    """

    policy: Id
    version: Annotated[int, Field(ge=1)]
    title: Words
    provenance: Provenance
    quiet: Span
    all_clear_anyway: Duration
    again_after: Duration
    lapse_after: Duration
    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]
