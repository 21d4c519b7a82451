"""What people do in the people loop: one route for every deed. Thin."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from actions.deeds import Deed
from app.access.principal import Principal
from app.api.acting import ACTION_OF, do_deed, is_rota, place_of, require_deed, told
from app.api.allowed import allowed
from app.api.patients import refuse_patients
from app.api.services import services_of
from app.messages.people import DeedOut

router = APIRouter(prefix="/api/v1", tags=["people"])

ACTS = tuple(dict.fromkeys(ACTION_OF.values()))


@router.post("/systems/{code}/deeds", response_model=DeedOut)
async def take_deed(
    request: Request,
    code: str,
    deed: Deed,
    caller: Annotated[Principal, Depends(allowed(*ACTS, on="system"))],
) -> DeedOut | Response:
    """Declare, answer, work a card, keep the rota, hand over, tell partners."""
    refuse_patients(deed)
    services = services_of(request)
    await require_deed(services, caller, await place_of(services, code), deed)
    return told(await do_deed(services, caller, code, deed), lines=is_rota(deed))
