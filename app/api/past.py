"""What was: levels over a day, one organisation's day, why a level changed. Thin: one call each."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from app.access.actions import Action
from app.access.principal import Principal
from app.api.allowed import UnknownOrganisation, allowed
from app.api.services import services_of
from app.api.where import AskedSystem, streams_asked
from app.board.past.day import day_of
from app.board.past.found import Found, find
from app.board.past.levels import levels_over
from app.board.past.why import Sources, why_at
from app.messages.past import LevelsOut, UnitDay, Why

router = APIRouter(prefix="/api/v1", tags=["past"])

SEES = (Action.SEE_BOARD, Action.SEE_LEVELS)


@router.get("/systems/{code}/levels")
async def show_levels(
    request: Request,
    code: str,
    _caller: Annotated[Principal, Depends(allowed(*SEES, on="system"))],
    hours: Annotated[int, Query(ge=1, le=72)] = 24,
) -> LevelsOut:
    """Every organisation's level over the last hours."""
    return await levels_over(services_of(request).database.reader, code, hours)


async def organisation(
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


@router.get("/organisations/{code}/day")
async def show_day(
    request: Request,
    found: Annotated[Found, Depends(organisation)],
    date: Annotated[date | None, Query()] = None,
) -> UnitDay:
    """An organisation's figures and levels over a local day; without a date, over the last 24 hours."""
    services = services_of(request)
    return await day_of(services.database.reader, services.rules, found, date)


@router.get("/organisations/{code}/changes/{seq}")
async def show_why(request: Request, found: Annotated[Found, Depends(organisation)], seq: int) -> Why:
    """Why an organisation's level changed at an entry of the journal."""
    services = services_of(request)
    sources = Sources(services.database.reader, services.snapshots, services.rules, services.replays)
    return await why_at(sources, found, seq)
