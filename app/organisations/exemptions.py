"""What a unit need not send, and what it cannot send for now: configuration, never a reading."""

from datetime import date
from typing import Annotated

from pydantic import Field

from app.organisations.bodies import Code, From, Part, Words
from triggers.text_fields import Provenance

MetricPattern = Annotated[str, Field(pattern=r"^[a-z0-9_*]+(\.[a-z0-9_*]+)*$", max_length=80)]


class NotApplicable(Part):
    """A figure that has no meaning at a unit, with who approved saying so."""

    unit: Code
    metric: MetricPattern
    approver: Words
    from_: From
    until: date | None = None
    provenance: Provenance = "unverified"


class KnownGap(Part):
    """Figures a unit cannot give for a recorded reason.

    In force until its review, at most 90 days later; it widens what the level could be and raises
    no chaser.
    """

    unit: Code
    metrics: tuple[MetricPattern, ...] = Field(min_length=1)
    reason: Words
    owner: Words
    from_: From
    review: date
    provenance: Provenance = "unverified"

    @property
    def until(self) -> date:
        """The review day ends it."""
        return self.review
