"""What was: levels over a day, hours at each level, one organisation's day, why a level changed. One call each."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from app.access.actions import Action
from app.access.principal import Principal
from app.api.allowed import allowed
from app.api.moments import AskedMoment, moment_asked, sources_of
from app.api.services import services_of
from app.api.where import organisation_asked
from app.board.past.day import day_of
from app.board.past.found import Found
from app.board.past.hours import DaysAsked, hours_at_level
from app.board.past.levels import levels_over
from app.board.past.why import why_at
from app.messages.hours import By, HoursOut
from app.messages.past import LevelsOut, UnitDay, Why

router = APIRouter(prefix="/api/v1", tags=["past"])

SEES = (Action.SEE_BOARD, Action.SEE_LEVELS)


@router.get("/systems/{code}/levels")
async def show_levels(
    request: Request,
    code: str,
    _caller: Annotated[Principal, Depends(allowed(*SEES, on="system"))],
    hours: Annotated[int, Query(ge=1, le=72)] = 24,
    at: AskedMoment = None,
) -> LevelsOut:
    """Every organisation's level over the last hours, or over those before a moment."""
    until = None if at is None else moment_asked(at)
    return await levels_over(services_of(request).database.reader, code, hours, until)


@router.get("/systems/{code}/hours")
async def show_hours(
    request: Request,
    code: str,
    _caller: Annotated[Principal, Depends(allowed(*SEES, on="system"))],
    from_: Annotated[date, Query(alias="from")],
    to: Annotated[date, Query()],
    by: Annotated[By, Query()] = "day",
) -> HoursOut:
    """How long every organisation was at each level, by local day, week or month; both days are part of it."""
    services = services_of(request)
    return await hours_at_level(services.database.reader, services.snapshots, code, DaysAsked(from_, to, by))


@router.get("/organisations/{code}/day")
async def show_day(
    request: Request,
    found: Annotated[Found, Depends(organisation_asked)],
    date: Annotated[date | None, Query()] = None,
) -> UnitDay:
    """An organisation's figures and levels over a local day; without a date, over the last 24 hours."""
    services = services_of(request)
    return await day_of(services.database.reader, services.rules, found, date)


@router.get("/organisations/{code}/changes/{seq}")
async def show_why(request: Request, found: Annotated[Found, Depends(organisation_asked)], seq: int) -> Why:
    """Why an organisation's level changed at an entry of the journal."""
    services = services_of(request)
    return await why_at(sources_of(services), found, seq)
