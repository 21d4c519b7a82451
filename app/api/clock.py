"""The service clock of a system: what time it is there, and setting it where it is simulated."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from starlette.responses import Response

from app.access.actions import Action
from app.access.principal import Principal
from app.api.allowed import UnknownSystem, allowed
from app.api.problem import problem
from app.api.services import Services, services_of
from app.clock import wire_time
from app.ingest.submission import SetClock
from app.jobs.upkeep import make_months
from app.messages.board import Mode

router = APIRouter(prefix="/api/v1", tags=["clock"])


class ClockOut(BaseModel):
    """A system's time. `speed`: service seconds in a real second."""

    mode: Mode
    now: str
    speed: str


EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


class ClockIn(BaseModel):
    """From now on `speed` (0: paused), and at `at` if given: never earlier than what the system has lived through."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    at: Annotated[AwareDatetime, Field(ge=EARLIEST, lt=LATEST)] | None = None
    speed: Annotated[Decimal, Field(ge=0, le=3600, max_digits=10)]


@router.get("/systems/{code}/clock")
async def show_clock(
    request: Request,
    code: str,
    _caller: Annotated[Principal, Depends(allowed(Action.READ_CLOCK, on="system"))],
) -> ClockOut:
    """What time it is in the system."""
    return await clock_of(services_of(request), code)


@router.put("/systems/{code}/clock", response_model=ClockOut)
async def set_clock(
    request: Request,
    code: str,
    wanted: ClockIn,
    caller: Annotated[Principal, Depends(allowed(Action.SET_CLOCK, on="system"))],
) -> ClockOut | Response:
    """Set a simulated or exercise system's clock; a live one's is real time."""
    services = services_of(request)
    if wanted.at is not None:
        await make_months(services.database.writer, wanted.at)
    outcome = await services.writers.of(code).submit(SetClock(caller.id, wanted.at, wanted.speed))
    if outcome.answer.problem is not None:
        reason, sentence = outcome.answer.problem
        return problem(409, reason, "The clock was not set", sentence)
    return await clock_of(services, code)


async def clock_of(services: Services, code: str) -> ClockOut:
    """The clock as the database has it."""
    for head in await services.heads.read():
        if head.stream == code:
            return ClockOut(mode=head.mode, now=wire_time(head.now()), speed=str(head.clock.pace))
    raise UnknownSystem(code)
