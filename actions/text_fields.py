"""Field types of policies, cards and seats as reviewed text. Checks no meaning."""

from datetime import time
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

Channel = Literal["sms", "email", "voice", "human"]
"""`voice` rings by machine; `human` is a person who rings: a card of its own, chased until its result is known."""

HEARD = frozenset({"voice", "human"})
"""Channels that wake somebody: an OPEL 4 policy without one of them is refused."""

SeatId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Scope = Literal["unit", "place", "system"]

SeatRef = Annotated[
    str,
    StringConstraints(
        pattern=r"^((unit|place|system|region)\.[a-z][a-z0-9_]{0,39}|holder|owner|receiver|giver|declarer)$"
    ),
]
"""Whom a rule or card means, seen from what it is about.

`unit.site_manager`: the seat at the unit, else at its provider; `place.…`, `system.…`, `region.…` likewise.
`holder`: whoever holds the system now, both people while a handover stands unaccepted. `owner`: a card's owner.
`giver` and `receiver`: of a handover. `declarer`: whose word a declaration is, by name, whichever seat they hold now.
"""


def local_time(given: time) -> time:
    """A time of day without a zone: the room's."""
    if given.tzinfo is not None:
        raise ValueError("is a local time: no zone")
    return given


LocalTime = Annotated[time, AfterValidator(local_time)]
Line = Annotated[str, Field(min_length=1, max_length=300)]


def between(moment: time, first: time, until: time) -> bool:
    """Whether a time of day lies in [first, until); a span over midnight wraps."""
    return first <= moment < until if first < until else moment >= first or moment < until
