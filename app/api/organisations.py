"""One organisation as its own people see it, and what was refused of it. Thin: one call each."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from app.access.actions import Action
from app.access.principal import Principal
from app.api.allowed import allowed
from app.api.held import RefusedOut
from app.messages.organisation import OrganisationOut

router = APIRouter(prefix="/api/v1", tags=["organisations"])


@router.get("/organisations/{code}")
async def show_organisation(
    request: Request, code: str, caller: Annotated[Principal, Depends(allowed(Action.READ_HELD, on="unit"))]
) -> OrganisationOut:
    """What the service holds and expects of an organisation."""
    raise NotImplementedError


@router.get("/organisations/{code}/refused")
async def show_refused_of(
    request: Request, code: str, caller: Annotated[Principal, Depends(allowed(Action.READ_HELD, on="unit"))]
) -> tuple[RefusedOut, ...]:
    """What was refused of an organisation's figures, newest first."""
    raise NotImplementedError
