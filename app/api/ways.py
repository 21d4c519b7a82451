"""What would bring an organisation's level down, and what is closest to pushing it up. Thin: one call."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from app.api.services import services_of
from app.api.where import organisation_asked
from app.board.past.found import Found
from app.board.ways import ways_of
from app.messages.ways import WaysOut

router = APIRouter(prefix="/api/v1", tags=["organisations"])


@router.get("/organisations/{code}/ways")
async def show_ways(request: Request, found: Annotated[Found, Depends(organisation_asked)]) -> WaysOut:
    """The smallest improvements that would lower an organisation's level, and what is closest to raising it."""
    services = services_of(request)
    return await ways_of(services.database.reader, services.rules, found)
