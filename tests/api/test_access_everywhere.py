"""Each route of an application, tried as each caller: what happens is what the route says.

The routes come from the OpenAPI document and the application itself, so that a new one is tried without
being named here.
"""

import asyncio
import itertools
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

import asyncpg
import httpx
import pytest
from fastapi import FastAPI
from starlette.types import Message

from app.access.actions import Role
from app.api.decisions import decided_routes
from app.db.engine import as_owner
from app.main import create_app
from app.organisations.apply import apply_system
from app.organisations.reference_systems import reference_text
from app.settings import Settings
from tests.people import add_system, bearer, sign_in_as

SYSTEM, UNIT, OTHER_SYSTEM, OTHER_UNIT = "QHG", "RD8-MKH", "QK1", "RC9-BED"
REFUSED_CLOSES = {1008, 4401, 4403}


class Caller(NamedTuple):
    """Who tries. `role` None: nobody known."""

    role: Role | None
    stream: str = SYSTEM
    unit: str = "*"
    by: str = "session"


class Operation(NamedTuple):
    """A method of a path, and the decision that OpenAPI carries for it."""

    method: str
    path: str
    access: Mapping[str, Any]


CALLERS = [
    Caller(None),
    *(Caller(role) for role in Role),
    *(Caller(role, OTHER_SYSTEM) for role in Role),
    Caller(Role.PROVIDER, unit=UNIT),
    Caller(Role.PROVIDER, unit=OTHER_UNIT),
    Caller(Role.PROVIDER, unit=UNIT, by="key"),
    Caller(Role.PROVIDER, unit=OTHER_UNIT, by="key"),
    Caller(Role.SIMULATOR, by="key"),
]


@pytest.fixture
async def owner(database: str) -> AsyncIterator[asyncpg.Connection]:
    """A database with the reference system as QHG, and with another, QK1."""
    async with as_owner(database) as connection:
        text, now = reference_text("blmk") or "", datetime.now(UTC)
        await apply_system(connection, text, "blmk", stream=SYSTEM, mode="simulated", now=now)
        await add_system(connection, OTHER_SYSTEM)
        yield connection


@pytest.fixture(params=["small", "service"])
async def whole_app(
    request: pytest.FixtureRequest,
    small_app: FastAPI,
    owner: asyncpg.Connection,  # noqa: ARG001 - the systems are there before the service starts
    settings: Settings,
) -> AsyncIterator[FastAPI]:
    """The application whose every route is tried, running: the tests' own, and the service itself."""
    app = small_app if request.param == "small" else create_app(settings)
    async with app.router.lifespan_context(app):
        yield app


def named(caller: Caller) -> str:
    """The caller in a failure."""
    return f"{caller.role or 'nobody'} of {caller.stream}/{caller.unit} by {caller.by}"


def operations(app: FastAPI) -> Iterator[Operation]:
    """Every operation that OpenAPI describes; one without a decision fails here."""
    for path, methods in app.openapi()["paths"].items():
        for method, operation in methods.items():
            yield Operation(method.upper(), path, operation["x-access"])


def expected(access: Mapping[str, Any], caller: Caller) -> int | None:
    """The status a caller is refused with; None: let through."""
    if access["who"] == "anyone":
        return None
    if caller.role is None or (access["who"] == "signed_in" and caller.by != "session"):
        return 401
    if access["who"] == "signed_in":
        return None
    if access["on"] == "system" and caller.stream != SYSTEM:
        return 404
    if caller.role not in access["roles"]:
        return 403
    elsewhere = caller.unit == OTHER_UNIT or caller.stream != SYSTEM
    return 404 if access["on"] == "unit" and elsewhere else None


async def credential(owner: asyncpg.Connection, caller: Caller) -> dict[str, str]:
    """New headers for each request: signing out is one of the things tried."""
    if caller.role is None:
        return {}
    if caller.by == "key":
        return await bearer(owner, caller.role, stream=caller.stream, unit=caller.unit)
    return (await sign_in_as(owner, caller.role, stream=caller.stream, unit=caller.unit)).headers


def filled(path: str, on: str) -> str:
    """The path for the system or unit that the callers of `SYSTEM` were granted."""
    return path.replace("{code}", UNIT if on == "unit" else SYSTEM)


async def tried(client: httpx.AsyncClient, operation: Operation, headers: Mapping[str, str]) -> int:
    """The status of a request with an empty body: what is wrong with a body is said after who may send it."""
    path = filled(operation.path, operation.access["on"])
    content = None if operation.method in {"GET", "DELETE"} else b"{}"
    json = {"content-type": "application/json", **headers}
    return (await client.request(operation.method, path, headers=json, content=content)).status_code


async def test_every_route_lets_through_whom_it_says_and_nobody_else(
    whole_app: FastAPI, owner: asyncpg.Connection
) -> None:
    wrong = []
    transport = httpx.ASGITransport(whole_app)
    async with httpx.AsyncClient(transport=transport, base_url="http://board.local") as client:
        for caller, operation in itertools.product(CALLERS, operations(whole_app)):
            status = await tried(client, operation, await credential(owner, caller))
            refusal = expected(operation.access, caller)
            unknown = status == 404 and "{matter}" in operation.path  # there is none of that name
            through = status not in {401, 403, 404} or unknown or operation.access["who"] == "anyone"
            if not (through if refusal is None else status == refusal):
                wrong.append(f"{named(caller)}: {operation.method} {operation.path} {status}, not {refusal}")
    assert "\n".join(wrong) == ""


async def test_every_socket_lets_through_whom_it_says_and_nobody_else(
    whole_app: FastAPI, owner: asyncpg.Connection
) -> None:
    wrong = []
    for caller, (path, access) in itertools.product(CALLERS, sockets(whole_app)):
        headers = await credential(owner, caller)
        let_in = await close_code(whole_app, filled(path, access["on"]), headers) not in REFUSED_CLOSES
        if let_in != (caller.by == "session" and expected(access, caller) is None):
            wrong.append(f"{named(caller)}: {path} let in: {let_in}")
    assert "\n".join(wrong) == ""


async def test_no_socket_opens_for_a_page_of_another_site(
    whole_app: FastAPI, owner: asyncpg.Connection
) -> None:
    for path, access in sockets(whole_app):
        headers = await credential(owner, Caller(Role.ROOM_LEAD)) | {"origin": "https://evil.example"}
        assert await close_code(whole_app, filled(path, access["on"]), headers) in REFUSED_CLOSES


def test_no_route_is_without_a_decision(whole_app: FastAPI) -> None:
    assert [route.path for route in decided_routes(whole_app) if route.decision is None] == []


def sockets(app: FastAPI) -> list[tuple[str, Mapping[str, Any]]]:
    """Every websocket that the document names, with its decision; that there is one is part of the test."""
    found = list(app.openapi()["x-websockets"].items())
    assert found
    return found


async def close_code(app: FastAPI, path: str, headers: Mapping[str, str]) -> int | None:
    """Connect, hang up at once, and tell what the other side closed with, if it did."""
    said: list[Message] = []
    to_say: asyncio.Queue[Message] = asyncio.Queue()
    to_say.put_nowait({"type": "websocket.connect"})
    to_say.put_nowait({"type": "websocket.disconnect", "code": 1001})

    async def send(message: Message) -> None:
        said.append(message)

    scope = {
        "type": "websocket",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "scheme": "ws",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"after=0",
        "root_path": "",
        "headers": [(k.encode(), v.encode()) for k, v in {"host": "board.local", **headers}.items()],
        "client": ("127.0.0.1", 1),
        "server": ("board.local", 80),
        "subprotocols": [],
        "state": {},
        "extensions": {},
    }
    async with asyncio.timeout(20):
        await app(scope, to_say.get, send)
    closes = [message["code"] for message in said if message["type"] == "websocket.close"]
    return closes[0] if closes else None
