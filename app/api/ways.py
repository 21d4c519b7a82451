"""What would bring an organisation's level down, and what is closest to pushing it up. Thin: one call."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from app.access.actions import Action
from app.access.principal import Principal
from app.api.allowed import UnknownOrganisation, allowed
from app.api.services import services_of
from app.api.where import AskedSystem, streams_asked
from app.board.past.found import find
from app.board.ways import ways_of
from app.messages.ways import WaysOut

router = APIRouter(prefix="/api/v1", tags=["organisations"])


@router.get("/organisations/{code}/ways")
async def show_ways(
    request: Request,
    code: str,
    caller: Annotated[Principal, Depends(allowed(Action.READ_HELD, on="unit"))],
    system: AskedSystem = None,
) -> WaysOut:
    """The smallest improvements that would lower an organisation's level, and what is closest to raising it."""
    services = services_of(request)
    streams = streams_asked(caller, code, system)
    found = await find(services.database.reader, services.snapshots, streams, code)
    if found is None:
        raise UnknownOrganisation(code)
    return await ways_of(services.database.reader, services.rules, found)
