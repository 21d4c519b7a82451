"""Every system of the caller's, side by side. Thin: one call."""

from typing import Annotated

import orjson
from fastapi import APIRouter, Depends, Request

from app.access.actions import Action
from app.access.may import may_somewhere
from app.access.principal import Principal
from app.api.allowed import allowed
from app.api.services import Services, services_of
from app.board.together import positions
from app.messages.together import TogetherOut

router = APIRouter(prefix="/api/v1", tags=["board"])

SEES = (Action.SEE_BOARD, Action.SEE_LEVELS)


@router.get("/together")
async def show_together(
    request: Request, caller: Annotated[Principal, Depends(allowed(*SEES))]
) -> TogetherOut:
    """The level of every system that the caller may see, its pillars, and how many sites stand where."""
    services = services_of(request)
    streams = [stream for stream in caller.roles if may_somewhere(caller, SEES, stream)]
    doubts = {stream: doubt_of(services, stream) for stream in streams}
    return TogetherOut(systems=await positions(services.database.reader, services.snapshots, streams, doubts))


def doubt_of(services: Services, stream: str) -> str | None:
    """Why a heartbeat of the stream would not vouch for its picture now."""
    note = services.beat.note_now(stream)
    if note is None:
        return "this server has not looked at it yet"
    told = orjson.loads(note)
    return told["reason"] if told["kind"] == "unsure" else None
