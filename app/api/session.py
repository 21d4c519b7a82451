"""Signing in and out, and which systems the caller may see. Thin: one call each."""

from collections.abc import Iterable
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr

from app.access import store
from app.access.actions import Action, Role
from app.access.may import leading_role
from app.access.passwords import LONGEST
from app.access.principal import ANY_UNIT, Principal
from app.access.sign_in import sign_in, sign_out
from app.access.store import Session, System
from app.api.allowed import PUBLIC, ForeignPage, allowed, door_of, settings_of, signed_in
from app.api.origin import same_site

router = APIRouter(prefix="/api/v1", tags=["session"])


class Closed(BaseModel):
    """Base of what goes in and out here."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def text_only(given: SecretStr) -> SecretStr:
    """JSON can carry half a character, which no hash can take."""
    try:
        given.get_secret_value().encode()
    except UnicodeEncodeError:
        raise ValueError("not text") from None
    return given


class Credentials(Closed):
    """A local account's."""

    email: Annotated[str, Field(max_length=320, pattern=r"^[^\s\x00@]+@[^\s\x00@]+$")]
    password: Annotated[SecretStr, Field(min_length=1, max_length=LONGEST), AfterValidator(text_only)]


class SystemOut(Closed):
    """A system and the strongest role the caller holds in it. `units`: those that a grant names one by one."""

    code: str
    name: str
    mode: Literal["live", "simulated", "exercise"]
    role: Role
    units: tuple[str, ...]


class SessionOut(Closed):
    """Who is signed in; `csrf` goes with every write, in X-CSRF-Token."""

    id: str
    name: str
    csrf: str
    streams: tuple[SystemOut, ...]


@router.post("/session", dependencies=[PUBLIC])
async def open_session(request: Request, response: Response, given: Credentials) -> SessionOut:
    """Sign in; the answer sets the cookie."""
    if not same_site(request.headers, settings_of(request)):
        raise ForeignPage("Sign in on our own page.")
    address = request.client.host if request.client else "unknown"
    entered = await sign_in(
        door_of(request),
        given.email,
        given.password.get_secret_value(),
        address=address,
        replacing=request.cookies.get(settings_of(request).cookie_name),
    )
    set_cookie(request, response, entered.token)
    return await described(request, entered.session)


@router.get("/session")
async def show_session(request: Request, session: Annotated[Session, Depends(signed_in)]) -> SessionOut:
    """Who is signed in, and the CSRF token for a page that was loaded anew."""
    return await described(request, session)


@router.delete("/session", status_code=204)
async def close_session(
    request: Request, response: Response, session: Annotated[Session, Depends(signed_in)]
) -> None:
    """Sign out: the cookie and every socket of the session end."""
    await sign_out(door_of(request), session)
    set_cookie(request, response, "", seconds=0)


@router.get("/systems")
async def list_systems(
    request: Request, caller: Annotated[Principal, Depends(allowed(Action.SEE_SYSTEMS))]
) -> tuple[SystemOut, ...]:
    """The systems the caller holds a role in."""
    return await systems_of(request, caller)


async def described(request: Request, session: Session) -> SessionOut:
    """A session as its browser sees it."""
    principal = session.principal
    return SessionOut(
        id=principal.id, name=principal.name, csrf=session.csrf, streams=await systems_of(request, principal)
    )


async def systems_of(request: Request, principal: Principal) -> tuple[SystemOut, ...]:
    """The names of what was granted."""
    async with door_of(request).connect() as connection:
        return with_roles(principal, await store.systems(connection, principal.roles))


def with_roles(principal: Principal, systems: Iterable[System]) -> tuple[SystemOut, ...]:
    """Each system with the strongest role held there."""
    return tuple(
        SystemOut(
            code=system.code,
            name=system.name,
            mode=system.mode,
            role=role,
            units=units_of(principal, system.code),
        )
        for system in systems
        if (role := leading_role(principal, system.code)) is not None
    )


def units_of(principal: Principal, stream: str) -> tuple[str, ...]:
    """The units that grants of the stream name, in order; one on the whole stream names none."""
    return tuple(sorted({grant.unit for grant in principal.roles.get(stream, ()) if grant.unit != ANY_UNIT}))


def set_cookie(request: Request, response: Response, token: str, seconds: int | None = None) -> None:
    """The session's cookie; Secure where the settings or the request's own scheme say so."""
    settings = settings_of(request)
    secure = request.url.scheme == "https" if settings.secure_cookies is None else settings.secure_cookies
    response.set_cookie(
        settings.cookie_name,
        token,
        max_age=settings.session_hours * 3600 if seconds is None else seconds,
        path="/",
        secure=secure,
        httponly=True,
        samesite="lax",
    )
