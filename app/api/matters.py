"""Reading the people loop: matters open and lately closed, one whole, a handover on paper. Thin."""

import asyncio
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from actions.matters import Handover
from app.access.actions import Action
from app.access.principal import Principal
from app.api.acting import UnknownMatter, place_of, sees
from app.api.allowed import allowed
from app.api.services import Services, services_of
from app.board.people import Found, matters_of, whole_matter
from app.board.store import read_board_head
from app.clock import real_now
from app.messages.people import MatterOut, MattersOut
from integrations.paper.handover import handover_pdf
from integrations.paper.sheet import HandoverPaper

router = APIRouter(prefix="/api/v1", tags=["people"])

Kind = Literal["alert", "card", "declaration", "handover", "notice", "shift", "watch"]
KINDS: tuple[Kind, ...] = ("alert", "card", "declaration", "handover", "notice", "shift", "watch")
Sees = Annotated[Principal, Depends(allowed(Action.SEE_MATTERS, Action.SEE_OWN_MATTERS, on="system"))]


@router.get("/systems/{code}/matters")
async def list_matters(
    request: Request,
    code: str,
    caller: Sees,
    kind: Annotated[list[Kind] | None, Query()] = None,
    unit: Annotated[str | None, Query(max_length=40)] = None,
    closed_days: Annotated[int, Query(ge=0, le=35)] = 0,
) -> MattersOut:
    """Matters that are open, and those closed within so many days."""
    services = services_of(request)
    place = await place_of(services, code)
    found = await matters_of(services.database.reader, code, kind or KINDS, unit, closed_days)
    return MattersOut(matters=tuple(matter for matter in found if sees(caller, place, matter)))


async def found_for(services: Services, code: str, matter: str, caller: Principal) -> Found:
    """A matter that the caller may see. Raises UnknownMatter."""
    if not matter.isprintable():
        raise UnknownMatter(matter)
    found = await whole_matter(services.database.reader, code, matter)
    if found is None or not sees(caller, await place_of(services, code), found.matter):
        raise UnknownMatter(matter)
    return found


@router.get("/systems/{code}/matters/{matter}")
async def show_matter(request: Request, code: str, matter: str, caller: Sees) -> MatterOut:
    """One matter whole, with every attempt of its pages."""
    found = await found_for(services_of(request), code, matter, caller)
    return MatterOut(matter=found.matter, attempts=found.attempts)


@router.get(
    "/systems/{code}/handovers/{matter}/pdf",
    response_class=Response,
    responses={200: {"content": {"application/pdf": {}}}},
)
async def print_handover(request: Request, code: str, matter: str, caller: Sees) -> Response:
    """A handover on paper."""
    services = services_of(request)
    found = await found_for(services, code, matter, caller)
    if not isinstance(found.matter, Handover):
        raise UnknownMatter(matter)
    place = await place_of(services, code)
    head = await read_board_head(services.database.reader, code)
    paper = HandoverPaper(
        handover=found.matter,
        system=place.system.name,
        mode="live" if head.mode == "live" else "simulated" if head.mode == "simulated" else "exercise",
        zone=ZoneInfo(place.system.timezone),
        printed_at=real_now(),
        head=found.matter.pack.head,
    )
    body = await asyncio.to_thread(handover_pdf, paper)
    name = f'inline; filename="{matter}.pdf"'
    return Response(body, headers={"Content-Disposition": name}, media_type="application/pdf")
