"""A small application in the real shell, on a real database, with one route of each kind of decision."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Annotated

import asyncpg
import httpx
import pytest
from fastapi import APIRouter, Depends, FastAPI, WebSocket
from pydantic import BaseModel, ConfigDict, Field

from app.access.actions import Action
from app.access.door import Door
from app.access.may import streams_for_unit
from app.access.principal import Principal
from app.access.store import Session
from app.api import session as session_routes
from app.api.allowed import PUBLIC, SocketRefused, UnknownOrganisation, allowed, allowed_socket
from app.api.decisions import require_decisions
from app.api.shell import make_shell
from app.api.static import add_board
from app.db.engine import as_owner
from app.settings import Settings
from tests.people import add_system

small = APIRouter()

Board = Annotated[Principal, Depends(allowed(Action.SEE_BOARD, Action.SEE_LEVELS, on="system"))]
Held = Annotated[Principal, Depends(allowed(Action.READ_HELD, on="unit"))]
Sender = Annotated[Principal, Depends(allowed(Action.POST_READINGS, Action.RECORD_BY_PHONE))]
ClockSetter = Annotated[Principal, Depends(allowed(Action.SET_CLOCK, on="system"))]
Watcher = Annotated[Session | SocketRefused, Depends(allowed_socket(Action.SEE_BOARD, Action.SEE_LEVELS))]


class Figure(BaseModel):
    """A body to be refused."""

    model_config = ConfigDict(extra="forbid")
    organisation: Annotated[str, Field(max_length=20)]
    value: int


@small.get("/api/v1/systems/{code}/board")
async def board(code: str, _caller: Board) -> str:
    return code


@small.get("/api/v1/organisations/{code}/readings")
async def held(code: str, caller: Held) -> str:
    if "QHG" not in streams_for_unit(caller, code, [Action.READ_HELD]):
        raise UnknownOrganisation(code)
    return code


@small.post("/api/v1/readings")
async def post(figures: list[Figure], _caller: Sender) -> int:
    return len(figures)


@small.put("/api/v1/systems/{code}/clock")
async def set_clock(code: str, _caller: ClockSetter) -> str:
    return code


@small.get("/health/live", dependencies=[PUBLIC])
async def live() -> str:
    return "ok"


@small.websocket("/api/v1/systems/{code}/live")
async def watch(socket: WebSocket, code: str, watcher: Watcher) -> None:
    await socket.accept()
    if isinstance(watcher, SocketRefused):
        await socket.close(watcher.close_code, watcher.reason)
        return
    await socket.send_text(code)
    await socket.close()


@pytest.fixture
def settings(database: str) -> Settings:
    return Settings(dsn=database)


@pytest.fixture
async def owner(database: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection that may do everything, to a database with the systems QHG and QK1."""
    async with as_owner(database) as connection:
        await add_system(connection)
        await add_system(connection, "QK1")
        yield connection


@pytest.fixture
async def door(database: str, owner: asyncpg.Connection) -> AsyncIterator[Door]:  # noqa: ARG001
    role = {"role": "surgeline_app"}
    async with asyncpg.create_pool(database, min_size=1, max_size=4, server_settings=role) as pool:
        yield Door(pool.acquire, timedelta(hours=12))


def assembled(settings: Settings) -> FastAPI:
    """The small application, still without a door."""
    app = make_shell(settings)
    app.include_router(session_routes.router)
    app.include_router(small)
    add_board(app)
    require_decisions(app)
    return app


@pytest.fixture
def small_app(settings: Settings, door: Door) -> FastAPI:
    app = assembled(settings)
    app.state.door = door
    return app


@pytest.fixture
async def client(small_app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(small_app)
    async with httpx.AsyncClient(transport=transport, base_url="http://board.local") as client:
        yield client


@pytest.fixture
async def outside() -> AsyncIterator[httpx.AsyncClient]:
    """A client of the small application without a database: for what is refused before anybody asks it."""
    transport = httpx.ASGITransport(assembled(Settings(dsn="postgresql://")))
    async with httpx.AsyncClient(transport=transport, base_url="http://board.local") as client:
        yield client
