"""The one table from broken rule to status, and the handlers that answer by it."""

from collections.abc import Awaitable, Callable, Mapping
from math import ceil
from typing import NamedTuple

import asyncpg
import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy import exc as sqlalchemy_errors
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.websockets import WebSocket

from app.access.sign_in import SignInFailed, TooManyAttempts
from app.api.allowed import (
    ForeignPage,
    NotAllowed,
    NotSignedIn,
    UnknownOrganisation,
    UnknownSystem,
)
from app.api.missing import missing
from app.api.problem import FieldError, problem
from app.api.security import API_HEADERS

log = structlog.get_logger()

TRY_AGAIN_LATER = 1013
INTERNAL_ERROR = 1011
LONGEST_FIELD = 120
PARTS_OF_A_REQUEST = frozenset({("body",), ("query",), ("path",), ("header",), ("cookie",)})


class Rule(NamedTuple):
    """How a broken rule is answered. `detail` may name the exception's arguments as {0}, {1} and so on."""

    status: int
    code: str
    title: str
    detail: str


UNAVAILABLE = Rule(
    503, "database_unavailable", "The database cannot be reached", "Nothing was stored. Send it again."
)

RULES: Mapping[type[Exception], Rule] = {
    NotSignedIn: Rule(401, "not_signed_in", "Who is asking is not known", "{0}"),
    SignInFailed: Rule(
        401, "sign_in_failed", "Sign-in failed", "The e-mail address and the password do not go together."
    ),
    NotAllowed: Rule(403, "not_allowed", "Not allowed", "This needs a role that may: {0}."),
    ForeignPage: Rule(403, "foreign_page", "Not from our own page", "{0}"),
    UnknownSystem: Rule(404, "unknown_system", "No such system", "No system {0!r} is known to you."),
    UnknownOrganisation: Rule(
        404, "unknown_organisation", "No such organisation", "No organisation {0!r} is yours to ask about."
    ),
    TooManyAttempts: Rule(
        429,
        "too_many_attempts",
        "Too many attempts",
        "Wait before signing in again; Retry-After says how long.",
    ),
    ConnectionError: UNAVAILABLE,
    TimeoutError: UNAVAILABLE,
    asyncpg.PostgresConnectionError: UNAVAILABLE,
    asyncpg.CannotConnectNowError: UNAVAILABLE,
    asyncpg.AdminShutdownError: UNAVAILABLE,
    asyncpg.CrashShutdownError: UNAVAILABLE,
    asyncpg.TooManyConnectionsError: UNAVAILABLE,
    sqlalchemy_errors.OperationalError: UNAVAILABLE,
    sqlalchemy_errors.InterfaceError: UNAVAILABLE,
}

STATUS_CODES: Mapping[int, tuple[str, str]] = {
    400: ("bad_json", "The body cannot be read"),
    401: ("not_signed_in", "Who is asking is not known"),
    403: ("not_allowed", "Not allowed"),
    404: ("not_found", "Not found"),
    409: ("conflict", "Something else came first"),
    413: ("too_large", "The body is too large"),
    415: ("not_json", "The body is not JSON"),
    422: ("invalid", "Some fields were refused"),
}
NOTHING_SAID = frozenset({"Not Found", "Method Not Allowed"})
"""The router's own words: no route was found."""


def add_rules(app: FastAPI, rules: Mapping[type[Exception], Rule] = RULES) -> None:
    """Answer each broken rule by its row. Features' own rows are added the same way."""
    for kind, rule in rules.items():
        app.add_exception_handler(kind, answering(rule))


def add_error_handlers(app: FastAPI) -> None:
    """Every error of the application becomes problem+json."""
    add_rules(app)
    app.add_exception_handler(RequestValidationError, answer_invalid)  # type: ignore[arg-type]
    app.add_exception_handler(HTTPException, answer_status)  # type: ignore[arg-type]
    app.add_exception_handler(Exception, answer_bug)


def answering(rule: Rule) -> Callable[[Request, Exception], Awaitable[Response]]:
    """A handler for one row; a websocket that was not accepted is closed instead."""

    async def answer(connection: HTTPConnection, error: Exception) -> Response:
        if rule is UNAVAILABLE:
            log.warning("database_unavailable", error=repr(error), path=pattern_of(connection))
        if isinstance(connection, WebSocket):
            await connection.close(TRY_AGAIN_LATER if rule is UNAVAILABLE else INTERNAL_ERROR)
        detail = rule.detail.format(*error.args)
        return problem(rule.status, rule.code, rule.title, detail, headers=headers_of(rule, error))

    return answer


def pattern_of(connection: HTTPConnection) -> str:
    """The address as its route writes it: what stands in it may be a link's token."""
    return str(getattr(connection.scope.get("route"), "path", "no route"))


def headers_of(rule: Rule, error: Exception) -> dict[str, str]:
    """What the status asks for beside the body."""
    if isinstance(error, TooManyAttempts):
        return {"Retry-After": str(ceil(error.seconds))}
    if rule.status == UNAVAILABLE.status:
        return {"Retry-After": "1"}
    return {"WWW-Authenticate": "Bearer"} if isinstance(error, NotSignedIn) else {}


async def answer_invalid(_request: Request, error: RequestValidationError) -> Response:
    """400 where the body is no JSON, otherwise 422 with each field and its reason."""
    found = error.errors()
    if any(one["type"] == "json_invalid" for one in found):
        at = next(one["loc"][-1] for one in found if one["type"] == "json_invalid")
        code, title = STATUS_CODES[400]
        return problem(400, code, title, f"The body is not valid JSON, from character {at} on.")
    errors = [FieldError(field_named(one["loc"]), one["msg"]) for one in found]
    detail = "; ".join(f"{one.field}: {one.reason}" for one in errors[:3])
    return problem(422, "invalid", "Some fields were refused", detail, errors)


def field_named(location: tuple[str | int, ...]) -> str:
    """The path of a field inside the body, or the parameter's name; cut where somebody sent a long one."""
    inside = location[1:] if location[:1] in PARTS_OF_A_REQUEST else location
    return (".".join(str(part) for part in inside) or str(*location[:1]) or "body")[:LONGEST_FIELD]


async def answer_status(request: Request, error: HTTPException) -> Response:
    """What the framework or a middleware refused by status alone."""
    if error.detail in NOTHING_SAID:
        return missing(request)
    code, title = STATUS_CODES.get(error.status_code, (f"http_{error.status_code}", "Refused"))
    return problem(error.status_code, code, title, error.detail, headers=error.headers)


async def answer_bug(_request: Request, _error: Exception) -> Response:
    """A bug. The server that called us logs it once, with its traceback; none of it is told."""
    detail = "The service made a mistake. It has been logged."
    return problem(500, "our_mistake", "Our mistake", detail, headers=API_HEADERS)
