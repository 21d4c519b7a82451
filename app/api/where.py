"""In which of a caller's systems an organisation is asked about. Whether it exists there is for others to say."""

from typing import Annotated

from fastapi import Query

from app.access.actions import Action
from app.access.may import streams_for_unit
from app.access.principal import Principal

AskedSystem = Annotated[str | None, Query(alias="system", max_length=40)]
"""A code may be in two systems of a caller, as in a live one and its exercise: a page says which it is of."""


def streams_asked(caller: Principal, code: str, system: str | None) -> tuple[str, ...]:
    """Where the caller may read the organisation: in the system asked for, or else in any of theirs."""
    streams = streams_for_unit(caller, code, [Action.READ_HELD])
    return streams if system is None else tuple(stream for stream in streams if stream == system)
