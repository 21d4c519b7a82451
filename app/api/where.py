"""In which of a caller's systems an organisation is asked about. Whether it exists there is for others to say."""

from typing import Annotated

from fastapi import Depends, Query, Request

from app.access.actions import Action
from app.access.may import streams_for_unit
from app.access.principal import Principal
from app.api.allowed import UnknownOrganisation, allowed
from app.api.services import services_of
from app.board.past.found import Found, find

AskedSystem = Annotated[str | None, Query(alias="system", max_length=40)]
"""A code may be in two systems of a caller, as in a live one and its exercise: a page says which it is of."""


def streams_asked(caller: Principal, code: str, system: str | None) -> tuple[str, ...]:
    """Where the caller may read the organisation: in the system asked for, or else in any of theirs."""
    streams = streams_for_unit(caller, code, [Action.READ_HELD])
    return streams if system is None else tuple(stream for stream in streams if stream == system)


async def organisation_asked(
    request: Request,
    code: str,
    caller: Annotated[Principal, Depends(allowed(Action.READ_HELD, on="unit"))],
    system: AskedSystem = None,
) -> Found:
    """The organisation where the caller may read it. Raises UnknownOrganisation."""
    services = services_of(request)
    streams = streams_asked(caller, code, system)
    found = await find(services.database.reader, services.snapshots, streams, code)
    if found is None:
        raise UnknownOrganisation(code)
    return found
