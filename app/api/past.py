"""What was: levels over a day, one organisation's day, why a level changed. Thin: one call each."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from app.access.actions import Action
from app.access.principal import Principal
from app.api.allowed import allowed
from app.messages.past import LevelsOut, UnitDay, Why

router = APIRouter(prefix="/api/v1", tags=["past"])

SEES = (Action.SEE_BOARD, Action.SEE_LEVELS)


@router.get("/systems/{code}/levels")
async def show_levels(
    request: Request,
    code: str,
    caller: Annotated[Principal, Depends(allowed(*SEES, on="system"))],
    hours: Annotated[int, Query(ge=1, le=72)] = 24,
) -> LevelsOut:
    """Every organisation's level over the last hours."""
    raise NotImplementedError


@router.get("/organisations/{code}/day")
async def show_day(
    request: Request,
    code: str,
    caller: Annotated[Principal, Depends(allowed(Action.READ_HELD, on="unit"))],
    date: Annotated[date | None, Query()] = None,
) -> UnitDay:
    """An organisation's figures and levels over a local day; without a date, over the last 24 hours."""
    raise NotImplementedError


@router.get("/organisations/{code}/changes/{seq}")
async def show_why(
    request: Request,
    code: str,
    seq: int,
    caller: Annotated[Principal, Depends(allowed(Action.READ_HELD, on="unit"))],
) -> Why:
    """Why an organisation's level changed at an entry of the journal."""
    raise NotImplementedError
