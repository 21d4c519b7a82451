"""Seats as reviewed text: which there are, where, and in which hours each must be filled. Shapes only."""

from typing import Annotated

from pydantic import Field

from actions.policy_text import Span
from actions.text_fields import LocalTime, SeatId
from triggers.text_fields import Closed, Words

At = Annotated[str, Field(min_length=1, max_length=40)]


class SeatText(Closed):
    """A seat. `at`: the system, a place, a provider, a unit or a region. `hours` None: round the clock.

    `holds`: who sits there can hold the system. `role`: whether it must always be filled (a gap is then shown).
    """

    seat: SeatId
    at: At
    title: Words
    hours: Span | None = None
    must: bool = True
    holds: bool = False

    @property
    def key(self) -> str:
        """How shifts, alerts and cards name it: `director@QHG`."""
        return f"{self.seat}@{self.at}"


class HandoverText(Closed):
    """A daily handover of the system, at a local time, from one holding seat to another.

    `signed_by`: the seats whose people sign their part; the giver's is always among them.
    """

    from_: Annotated[SeatId, Field(alias="from")]
    to: SeatId
    at: LocalTime
    signed_by: tuple[str, ...] = ()
