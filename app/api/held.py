"""What the service holds for a unit, and what it refused."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel

from app.access.actions import Action
from app.access.may import may
from app.access.principal import Principal
from app.api.allowed import UnknownOrganisation, allowed
from app.api.services import services_of
from app.api.where import AskedSystem, streams_asked
from app.clock import wire_time
from app.ingest.store import RefusedReading, held_picture, refused_readings
from app.messages.picture import HeldOut, PictureOut

router = APIRouter(prefix="/api/v1", tags=["readings"])


class HeldFigure(HeldOut):
    """What is held of one metric, and when the next is due, where that is expected."""

    metric: str


class HeldReadings(BaseModel):
    """A unit's figures. `seq` is what a "no change" must have seen."""

    organisation: str
    stream: str
    seq: int
    held: tuple[HeldFigure, ...]


class RefusedOut(BaseModel):
    """A reading that was not taken. `at`: when it came, by the system's clock. `raw` null: it was not kept, as it
    might identify a patient.
    """

    at: str
    organisation: str | None
    metric: str | None
    code: str
    field: str
    raw: str | None
    length: int
    message: str


@router.get("/organisations/{code}/readings")
async def show_held(
    request: Request,
    code: str,
    caller: Annotated[Principal, Depends(allowed(Action.READ_HELD, on="unit"))],
    system: AskedSystem = None,
) -> HeldReadings:
    """What is held for an organisation, metric by metric."""
    reader = services_of(request).database.reader
    for stream in streams_asked(caller, code, system):
        text = await held_picture(reader, stream, code)
        if text is not None:
            return held_readings(stream, text)
    raise UnknownOrganisation(code)


def held_readings(stream: str, text: str) -> HeldReadings:
    """A picture's figures, with what its pack says of each."""
    picture = PictureOut.model_validate_json(text)
    judged = {parameter.metric: parameter for parameter in picture.parameters}
    figures = []
    for metric, held in picture.held.items():
        said = judged.get(metric)
        extra = {} if said is None else said.model_dump(include={"state", "due_at", "late_at"})
        figures.append(HeldFigure.model_validate({**held.model_dump(), **extra, "metric": metric}))
    return HeldReadings(organisation=picture.unit, stream=stream, seq=picture.figures, held=tuple(figures))


@router.get("/readings/refused")
async def show_refused(
    request: Request,
    caller: Annotated[Principal, Depends(allowed(Action.READ_REFUSED, Action.READ_OWN_REFUSED))],
) -> tuple[RefusedOut, ...]:
    """What was refused, newest first: a sender's own, or for the room the whole system's."""
    room = [stream for stream in caller.roles if may(caller, Action.READ_REFUSED, stream)]
    own = [stream for stream in caller.roles if stream not in room]
    reader = services_of(request).database.reader
    return refused_out(await refused_readings(reader, room, own, caller.id))


def refused_out(found: Iterable[RefusedReading]) -> tuple[RefusedOut, ...]:
    """As they travel."""
    return tuple(RefusedOut(**{**refused._asdict(), "at": wire_time(refused.at)}) for refused in found)
