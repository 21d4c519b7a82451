"""The rota: who sits where, where nobody does; shifts from a file. Thin."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from actions.seats import gaps
from app.access.actions import Action
from app.access.principal import Principal
from app.api.acting import do_deed, place_of, require_deed, told
from app.api.allowed import allowed
from app.api.problem import FieldError, problem
from app.api.services import services_of
from app.board.people import read_rota
from app.board.rota_file import RotaFileError, shifts_of_file
from app.board.tree import seat_out
from app.clock import wire_time
from app.messages.people import DeedOut, GapOut, RotaOut
from app.organisations.queries import zone_of

router = APIRouter(prefix="/api/v1", tags=["people"])

Sees = Annotated[Principal, Depends(allowed(Action.SEE_MATTERS, Action.SEE_OWN_MATTERS, on="system"))]
Keeps = Annotated[Principal, Depends(allowed(Action.KEEP_ROTA, on="system"))]
CSV = {"requestBody": {"required": True, "content": {"text/csv": {"schema": {"type": "string"}}}}}


@router.get("/systems/{code}/rota")
async def show_rota(
    request: Request, code: str, _caller: Sees, days: Annotated[int, Query(ge=1, le=60)] = 14
) -> RotaOut:
    """Who holds which seat from now on, and where nobody does."""
    services = services_of(request)
    read = await read_rota(services.database.reader, code, days)
    system = (await place_of(services, code)).system
    until = read.now + timedelta(days=days)
    titles = {seat.key: seat.title for seat in system.seats}
    found = gaps(system.seats, read.shifts, read.now, until, zone_of(system))
    return RotaOut(
        starts_at=wire_time(read.now),
        ends_at=wire_time(until),
        seats=tuple(seat_out(system, seat) for seat in system.seats),
        shifts=read.shifts,
        gaps=tuple(
            GapOut(
                seat=gap.seat,
                title=titles[gap.seat],
                starts_at=wire_time(gap.starts_at),
                ends_at=wire_time(gap.ends_at),
            )
            for gap in found
        ),
        people=read.people,
    )


@router.post("/systems/{code}/rota/csv", response_model=DeedOut, openapi_extra=CSV)
async def load_rota(request: Request, code: str, caller: Keeps) -> DeedOut | Response:
    """Shifts from a file with the columns seat, person, starts_at, ends_at: all of them or none.

    A person is named by id or full name; a time without a zone is the room's. Lines are counted after the heading.
    """
    services = services_of(request)
    place = await place_of(services, code)
    read = await read_rota(services.database.reader, code, 1)
    try:
        deed = shifts_of_file(await request.body(), read.people, zone_of(place.system))
    except RotaFileError as error:
        faults = [FieldError(f"line {line}" if line else "file", reason) for line, reason in error.faults]
        return problem(422, "rota_file", "The file cannot be taken", f"{error} Nothing was stored.", faults)
    await require_deed(services, caller, place, deed)
    return told(await do_deed(services, caller, code, deed), lines=True)
