"""Action cards as reviewed text. Shapes only; opens nothing."""

from typing import Annotated, Literal

from pydantic import Field

from actions.text_fields import Line, SeatRef
from triggers.text_fields import Closed, Duration, Id, Words

CardPillar = Literal["acute", "community", "mental_health", "nhs111", "ambulance", "council", "primary_care"]
Purpose = Literal["act", "review", "stand_down"]
CardScope = Literal["unit", "system", "region"]


class Risk(Closed):
    """What risk the action moves, to whom, and who is told and may object."""

    moves: Line
    to: Line
    tell: Annotated[tuple[SeatRef, ...], Field(min_length=1)]


class CardText(Closed):
    """One action card.

    `scope` unit: opens at a unit of `pillar` whose acting level reaches `level`. System: when a unit of `pillar`
    reaches it, or, without a pillar, when the system itself does. Region: when the system reaches `level`.
    `purpose` stand_down opens when the level has settled below `level`. `within`: time to finish it. `moves`: the
    metrics it is meant to move. `risk` is required of what acts at level 3 and 4.
    """

    card: Id
    version: Annotated[int, Field(ge=1)]
    title: Words
    scope: CardScope
    pillar: CardPillar | None = None
    level: Annotated[int, Field(ge=2, le=4)]
    purpose: Purpose = "act"
    owner: SeatRef
    within: Duration
    steps: Annotated[tuple[Line, ...], Field(min_length=1, max_length=7)]
    moves: tuple[Id, ...] = ()
    risk: Risk | None = None


class LibraryText(Closed):
    """One file of cards."""

    library: Id
    version: Annotated[int, Field(ge=1)]
    title: Words
    provenance: Literal["example", "local"]
    cards: Annotated[tuple[CardText, ...], Field(min_length=1)]
