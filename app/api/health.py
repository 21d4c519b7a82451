"""Whether the process lives, and whether it can do its work. Public; names no fact."""

from datetime import UTC, date, datetime

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel
from starlette.responses import JSONResponse, Response

from app.api.allowed import PUBLIC
from app.api.services import services_of
from app.clock import real_now
from app.jobs.heads import TRUSTED_SECONDS

router = APIRouter(tags=["health"])


class Ready(BaseModel):
    """`ready` false: `waiting_for` says why, in words."""

    ready: bool
    waiting_for: list[str]


@router.get("/health/live", dependencies=[PUBLIC])
async def live() -> dict[str, bool]:
    """The process answers."""
    return {"live": True}


@router.get("/health/ready", dependencies=[PUBLIC], response_model=Ready)
async def ready(request: Request) -> Response:
    """Whether facts can be written and the picture vouched for; 503 while not."""
    services = services_of(request)
    missing = []
    if services.heads.silent_for() > TRUSTED_SECONDS:
        missing.append("the database")
    elif (doubt := services.heads.guard.doubt()) is not None:
        missing.append(f"the right time: {doubt}")
    elif not services.heads.known:
        missing.append("a system: surgeline systems apply FILE")
    if services.upkeep.months_until < first_of_next(real_now()):
        missing.append("partitions for next month's readings")
    return JSONResponse(Ready(ready=not missing, waiting_for=missing).model_dump(), 503 if missing else 200)


def first_of_next(moment: datetime) -> date:
    """The first day of the following month."""
    day = moment.astimezone(UTC).date()
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


@router.get("/metrics", dependencies=[PUBLIC], response_model=None)
async def metrics(request: Request) -> Response:
    """Prometheus' text format."""
    standing = services_of(request).gauges.registry
    return Response(generate_latest() + generate_latest(standing), media_type=CONTENT_TYPE_LATEST)
