"""What a rule pack says, as read from its text. Scores nothing."""

from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from triggers.text_fields import Closed, Duration, Id, Number, Provenance, Share, Words

Scale = Literal["points", "percent_of_available"]
Version = Annotated[int, Field(ge=1)]
PERCENT = Decimal(100)
TOP_LEVEL = 4


class Band(Closed):
    """A level holds scores up to and including `up_to`: 11.4 points is above 11, so OPEL 2."""

    level: Annotated[int, Field(ge=1, le=TOP_LEVEL)]
    up_to: Number


class Parameter(Closed):
    """One scored metric: `points[i]` up to `cuts[i]`, the last beyond them all."""

    id: Id
    metric: Id
    worse: Literal["higher", "lower"]
    cuts: Annotated[tuple[Number, ...], Field(min_length=1, max_length=10)]
    points: Annotated[tuple[Number, ...], Field(min_length=2, max_length=11)]
    cut_belongs_to: Literal["calmer", "worse"] = "calmer"
    provenance: Provenance
    note: Words | None = None

    @property
    def most(self) -> Decimal:
        """Points at its worst."""
        return self.points[-1]


class _Pack(Closed):
    pack: Id
    version: Version
    title: Words
    pillar: Id
    provenance: Provenance
    source: Words | None = None
    state_from: Share = Decimal("0.5")
    hold_up: Duration = timedelta(0)
    hold_down: Duration = timedelta(minutes=30)
    bands: Annotated[tuple[Band, ...], Field(min_length=TOP_LEVEL, max_length=TOP_LEVEL)]


class AppliesTo(Closed):
    """Which units the pack may be assigned to."""

    has: Id


class ParametersPack(_Pack):
    """Scores a unit's figures.

    `reads` "declared": its figure is somebody's judgement on a scale of its own (REAP, GPAS, a council's level). It is
    shown as said, enters no roll-up and calls nobody.
    """

    kind: Literal["parameters"] = "parameters"
    reads: Literal["measured", "declared"] = "measured"
    score: Scale
    applies_to: AppliesTo | None = None
    parameters: Annotated[tuple[Parameter, ...], Field(min_length=1, max_length=60)]

    @property
    def maximum(self) -> Decimal:
        """The highest score: of a percent pack 100."""
        return (
            PERCENT
            if self.score == "percent_of_available"
            else sum((p.most for p in self.parameters), Decimal())
        )


class RollupPack(_Pack):
    """Combines the scores, or the settled levels (as points, 1 to 4), of children by their weights.

    `takes` "confirmed": children on trial (packs that are unverified) are left out; "trial": they count as well.
    Children whose level is declared never count.
    """

    kind: Literal["rollup"] = "rollup"
    input: Literal["score", "level"]
    takes: Literal["confirmed", "trial"] = "confirmed"
    score: Scale

    @property
    def maximum(self) -> Decimal:
        """The highest score: the last band's bound."""
        return self.bands[-1].up_to


Pack = ParametersPack | RollupPack
