"""One organisation as its own people see it, and what was refused of it. Thin: one call each."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from app.access.actions import Action
from app.access.may import may
from app.access.principal import Principal
from app.api.allowed import UnknownOrganisation, allowed
from app.api.held import RefusedOut, refused_out
from app.api.services import services_of
from app.api.where import AskedSystem, streams_asked
from app.board.organisation import organisation_out
from app.board.store import read_unit
from app.configuration import Configuration
from app.ingest.store import refused_of_unit
from app.messages.organisation import OrganisationOut
from app.organisations.queries import unit_of

router = APIRouter(prefix="/api/v1", tags=["organisations"])


@router.get("/organisations/{code}")
async def show_organisation(
    request: Request,
    code: str,
    caller: Annotated[Principal, Depends(allowed(Action.READ_HELD, on="unit"))],
    system: AskedSystem = None,
) -> OrganisationOut:
    """What the service holds and expects of an organisation, in full: also to its own provider."""
    services = services_of(request)
    for stream in streams_asked(caller, code, system):
        read = await read_unit(services.database.reader, stream, code)
        sha = read.head.config_sha
        if sha is not None:
            file = await services.snapshots.system(sha)
            unit = unit_of(file, code)
            if unit is not None:
                return organisation_out(stream, unit, read, Configuration(sha, file, services.rules))
    raise UnknownOrganisation(code)


@router.get("/organisations/{code}/refused")
async def show_refused_of(
    request: Request,
    code: str,
    caller: Annotated[Principal, Depends(allowed(Action.READ_HELD, on="unit"))],
    system: AskedSystem = None,
) -> tuple[RefusedOut, ...]:
    """What was refused of an organisation's figures, newest first. The room sees all that was sent in its name;
    its own provider what those sent who may write it.
    """
    streams = streams_asked(caller, code, system)
    room = [stream for stream in streams if may(caller, Action.READ_REFUSED, stream)]
    own = [stream for stream in streams if stream not in room]
    found = await refused_of_unit(services_of(request).database.reader, room, own, code)
    if found is None:
        raise UnknownOrganisation(code)
    return refused_out(found)
