"""Signing in and out with a local account, and finding the session of a cookie. Knows no HTTP."""

import asyncio
from typing import NamedTuple

from app.access import store
from app.access.door import Door
from app.access.passwords import Checked, check_password
from app.access.store import Account, Session
from app.access.throttle import limits_for
from app.access.tokens import digest, is_token, new_token


class SignInFailed(Exception):
    """The e-mail address and the password do not go together; which of them is wrong is not said."""


class TooManyAttempts(Exception):
    """Guessing is slowed down: the next attempt is taken in `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class SignedIn(NamedTuple):
    """A new session and the only copy of its cookie's value."""

    token: str
    session: Session


async def sign_in(
    door: Door, email: str, password: str, *, address: str, replacing: str | None = None
) -> SignedIn:
    """Open a session, ending the one whose token the browser came with.

    No connection is held while the password is checked.
    Raises SignInFailed and TooManyAttempts.
    """
    limits = limits_for(email.strip().lower(), address)
    wait = door.throttle.admit(limits, door.steady())
    if wait > 0:
        raise TooManyAttempts(wait)
    async with door.connect() as connection:
        account = await store.account_of(connection, email.strip().lower())
    async with door.hashing:
        stored = account.password_hash if account else None
        checked = await asyncio.to_thread(check_password, stored, password)
    if account is None or not checked.right:
        raise SignInFailed
    door.throttle.forgive(limits)
    return await open_session(door, account, checked, replacing)


async def open_session(door: Door, account: Account, checked: Checked, replacing: str | None) -> SignedIn:
    """Write the session, the better hash if there is one, and the end of the session it replaces."""
    now, token = door.now(), new_token()
    session = Session(digest(token), new_token(), now + door.session_length, account.principal)
    async with door.connect() as connection, connection.transaction():
        await store.add_session(connection, session, now)
        if checked.rehashed is not None:
            await store.replace_password(connection, account.principal.id, checked.rehashed)
        if replacing is not None:
            await store.end_session(connection, digest(replacing), now)
    return SignedIn(token, session)


async def sign_out(door: Door, session: Session) -> None:
    """End the session; its sockets are closed by those who hold them."""
    async with door.connect() as connection:
        await store.end_session(connection, session.token_sha, door.now())


async def session_of(door: Door, token: str) -> Session | None:
    """The living session of a cookie's value."""
    if not is_token(token):
        return None
    async with door.connect() as connection:
        return await store.session_at(connection, digest(token), door.now())
