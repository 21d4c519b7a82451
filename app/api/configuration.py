"""The text by which a system is run: what it says, who changed it and why, and a change of one of its lists. Thin."""

from typing import Annotated

import asyncpg
from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from app.access.actions import Action
from app.access.may import may
from app.access.principal import Principal
from app.api.allowed import NotAllowed, allowed
from app.api.patients import refuse_patients
from app.api.problem import FieldError, problem
from app.api.services import services_of
from app.board.configured import configuration_of
from app.clock import real_now
from app.messages.configuration import ChangeAsked, ChangeOut, ConfigurationOut
from app.organisations.amend import Amendment, approved
from app.organisations.amending import amend, propose
from app.organisations.apply import Why
from app.organisations.history import WouldOrphanHistoryError
from app.organisations.problems import SystemFileError
from app.stream.writer import NotPermitted

router = APIRouter(prefix="/api/v1", tags=["configuration"])

Sees = Annotated[Principal, Depends(allowed(Action.SEE_BOARD, on="system"))]
Changes = Annotated[Principal, Depends(allowed(Action.CONFIGURE, on="system"))]


@router.get("/systems/{code}/configuration")
async def show_configuration(request: Request, code: str, caller: Sees) -> ConfigurationOut:
    """The text in force, its lists, and its newest changes."""
    may_change = caller.kind == "user" and may(caller, Action.CONFIGURE, code)
    return await configuration_of(services_of(request).database.reader, code, may_change=may_change)


@router.post("/systems/{code}/configuration", response_model=ChangeOut)
async def change_configuration(
    request: Request, code: str, asked: ChangeAsked, caller: Changes
) -> ChangeOut | Response:
    """Changes one list of the text, or only says what the change would come to. What was lived stays as it was."""
    if caller.kind != "user":
        raise NotAllowed("configure, and a person: a key does nothing for anybody")
    refuse_patients(asked)
    try:
        return await changed(request, code, asked, caller)
    except SystemFileError as error:
        faults = [FieldError(one.path, one.reason) for one in error.problems]
        detail = "; ".join(f"{fault.field}: {fault.reason}" for fault in faults[:3])
        return problem(
            422, "configuration_refused", "It does not check", f"{detail}. Nothing was changed.", faults
        )
    except WouldOrphanHistoryError as error:
        faults = [FieldError(asked.part, reason) for reason in error.reasons]
        detail = "; ".join(error.reasons)
        return problem(
            422,
            "would_change_history",
            "It would change what was lived",
            f"{detail}. Nothing was changed.",
            faults,
        )


async def changed(request: Request, code: str, asked: ChangeAsked, caller: Principal) -> ChangeOut:
    """What came of it. Raises NotPermitted, MovedMeanwhile, SystemFileError, WouldOrphanHistoryError."""
    amendment = approved(
        Amendment(part=asked.part, number=asked.number, entry=asked.entry, text=asked.text),
        caller.name,
        asked.reason,
    )
    services = services_of(request)
    async with services.database.writer.acquire() as connection:
        now = real_now()
        proposed = await propose(connection, code, amendment, asked.seen, now)
        if asked.try_only:
            return ChangeOut(changes=tuple(proposed.changes), seq=None)
        try:
            applied = await amend(connection, code, proposed, Why(caller.id, asked.reason), now)
        except asyncpg.InsufficientPrivilegeError as error:
            raise NotPermitted from error
    if applied.changes:  # written beside the stream's writer: boards and other processes are told here
        services.follower.heard(code)
        services.follower.wake_others(code)
        services.beat.look(code)
    return ChangeOut(changes=tuple(applied.changes), seq=applied.seq)
