"""The dependencies by which every route states who may call it. Reads the credential; decides by app.access.

caller: Annotated[Principal, Depends(allowed(Action.READ_CLOCK, on="system"))]
dependencies=[PUBLIC]
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from fastapi import Depends
from starlette.requests import HTTPConnection

from app.access.actions import Action
from app.access.door import Door
from app.access.keys import principal_of_key
from app.access.may import may_somewhere, streams_for_unit
from app.access.principal import Principal
from app.access.sign_in import session_of
from app.access.store import Session
from app.api.decisions import ANYONE, SIGNED_IN, Decision
from app.api.origin import SAFE_METHODS, csrf_matches, origin_allowed, same_site
from app.settings import Settings

SESSION_ENDED = 4401
NOT_ALLOWED = 4403


class NotSignedIn(Exception):
    """No credential that holds; `reason` says which was tried."""


class NotAllowed(Exception):
    """Known, and not allowed."""


class ForeignPage(Exception):
    """A write that carries the cookie and does not come from our own page."""


class UnknownSystem(Exception):
    """No such system, or none the caller may know of: the two are not told apart."""


class UnknownOrganisation(Exception):
    """No such organisation, or another's: the two are not told apart."""


class SocketRefused(NamedTuple):
    """A socket that is accepted only to be closed: a browser sees no reason otherwise."""

    close_code: int
    reason: str


def door_of(connection: HTTPConnection) -> Door:
    """What wiring put there."""
    door: Door = connection.app.state.door
    return door


def settings_of(connection: HTTPConnection) -> Settings:
    """What wiring put there."""
    settings: Settings = connection.app.state.settings
    return settings


async def session_in(connection: HTTPConnection) -> Session | None:
    """The living session of the request's cookie."""
    token = connection.cookies.get(settings_of(connection).cookie_name)
    return None if token is None else await session_of(door_of(connection), token)


async def session_caller(connection: HTTPConnection) -> Session:
    """The session of a person; a write must come from our own page.

    Raises NotSignedIn and ForeignPage.
    """
    session = await session_in(connection)
    if session is None:
        raise NotSignedIn("Sign in, or send a key as: Authorization: Bearer slk_…")
    if connection.scope.get("method", "GET") not in SAFE_METHODS:
        if not same_site(connection.headers, settings_of(connection)):
            raise ForeignPage("This request was sent by a page of another site.")
        if not csrf_matches(connection.headers, session.csrf):
            raise ForeignPage("Send the session's `csrf` value in the X-CSRF-Token header.")
    return session


async def caller_of(connection: HTTPConnection) -> Principal:
    """Whoever the request's credential names; a key goes before a cookie.

    Raises NotSignedIn and ForeignPage.
    """
    authorization = connection.headers.get("authorization")
    if authorization is None:
        return (await session_caller(connection)).principal
    scheme, _, key = authorization.partition(" ")
    if scheme.lower() != "bearer":
        raise NotSignedIn("The Authorization header takes: Bearer slk_…")
    principal = await principal_of_key(door_of(connection), key.strip())
    if principal is None:
        raise NotSignedIn("This key is not known, or was revoked.")
    return principal


def require(principal: Principal, decision: Decision, code: str | None = None) -> None:
    """Hold a caller to a decision; `code` is the system's or unit's of the path.

    Raises NotAllowed, UnknownSystem and UnknownOrganisation.
    """
    if decision.on == "system" and code not in principal.roles:
        raise UnknownSystem(code)
    if not may_somewhere(principal, decision.actions, code if decision.on == "system" else None):
        raise NotAllowed(" or ".join(sorted(decision.actions)))
    if decision.on == "unit" and not streams_for_unit(principal, code or "", decision.actions):
        raise UnknownOrganisation(code)


@dataclass(frozen=True, slots=True)
class Allowed:
    """Lets a caller through who holds to the decision."""

    decision: Decision

    async def __call__(self, connection: HTTPConnection) -> Principal:
        """The caller, held to the decision."""
        principal = await caller_of(connection)
        require(principal, self.decision, connection.path_params.get("code"))
        return principal


@dataclass(frozen=True, slots=True)
class AllowedSocket:
    """Tells a websocket's endpoint whose session it is, or the code to close with. Cookies only."""

    decision: Decision

    async def __call__(self, connection: HTTPConnection) -> Session | SocketRefused:
        """The session, or how to close."""
        if not origin_allowed(connection.headers, settings_of(connection)):
            return SocketRefused(NOT_ALLOWED, "not from this page")
        session = await session_in(connection)
        if session is None:
            return SocketRefused(SESSION_ENDED, "session ended")
        stream = str(connection.path_params.get("code"))
        if not may_somewhere(session.principal, self.decision.actions, stream):
            return SocketRefused(NOT_ALLOWED, "not allowed")
        return session


@dataclass(frozen=True, slots=True)
class SignedInSession:
    """Lets any person through who has a session."""

    decision: Decision = SIGNED_IN

    async def __call__(self, connection: HTTPConnection) -> Session:
        """The session of the cookie."""
        return await session_caller(connection)


@dataclass(frozen=True, slots=True)
class Public:
    """Lets everybody through."""

    decision: Decision = ANYONE

    async def __call__(self) -> None:
        """Nothing to find out."""


def allowed(*actions: Action, on: Literal["anywhere", "system", "unit"] = "anywhere") -> Allowed:
    """Whoever may do one of the actions. `on`: what the path's `{code}` is, if it counts."""
    return Allowed(Decision("allowed", frozenset(actions), on))


def allowed_socket(*actions: Action) -> AllowedSocket:
    """Whoever may do one of the actions on the system of the path, with a session."""
    return AllowedSocket(Decision("allowed", frozenset(actions), "system"))


PUBLIC = Depends(Public())
"""For `dependencies=[PUBLIC]`."""
signed_in = SignedInSession()
