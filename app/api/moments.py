"""Earlier moments as they are asked for in an address. Whether there is anything of them is for others to say."""

from datetime import datetime
from typing import Annotated

from fastapi import Query

from app.api.services import Services
from app.board.past.then_read import MomentOutOfReach
from app.board.past.why import Sources

AskedMoment = Annotated[
    str | None, Query(max_length=40, description="A time with its zone, as 2026-01-12T14:30:00Z")
]


def moment_asked(text: str) -> datetime:
    """The moment. Raises MomentOutOfReach where it is none, or has no zone."""
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        raise MomentOutOfReach(f"{text!r} is no time. {HOW}") from None
    if moment.tzinfo is None:
        raise MomentOutOfReach(f"{text!r} does not say in which zone it is. {HOW}")
    return moment


HOW = "Give `at` with its zone, as in 2026-01-12T14:30:00Z or 2026-01-12T14:30:00+00:00."


def sources_of(services: Services) -> Sources:
    """Where the past is read from."""
    return Sources(services.database.reader, services.snapshots, services.rules, services.replays)
