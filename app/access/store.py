"""All SQL of access. Takes a connection, decides nothing; times are real time."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

import asyncpg

from app.access.actions import Role
from app.access.principal import Grant, Principal
from app.db.connection import Connection


class Session(NamedTuple):
    """A signed-in browser."""

    token_sha: bytes
    csrf: str
    expires_at: datetime
    principal: Principal


class Account(NamedTuple):
    """What sign-in reads of a local account."""

    principal: Principal
    password_hash: str


class System(NamedTuple):
    """A stream as it is named to people."""

    code: str
    name: str
    mode: Literal["live", "simulated", "exercise"]


ACCOUNT = """
select a.password_hash, p.id, p.name, g.stream, g.unit, g.role
from user_account a join principal p on p.id = a.principal left join permission g on g.principal = p.id
where a.email = $1 and p.closed_at is null
"""
KEY = """
select p.id, p.name, g.stream, g.unit, g.role
from api_key k join principal p on p.id = k.principal left join permission g on g.principal = p.id
where k.secret_sha = $1 and p.closed_at is null
"""
SESSION = """
select s.token_sha, s.csrf, s.expires_at, p.id, p.name, g.stream, g.unit, g.role
from session s join principal p on p.id = s.principal left join permission g on g.principal = p.id
where s.token_sha = $1 and s.ended_at is null and s.expires_at > $2 and p.closed_at is null
"""
LIVING = """
select s.token_sha from session s join principal p on p.id = s.principal
where s.token_sha = any($1) and s.ended_at is null and s.expires_at > $2 and p.closed_at is null
"""


def principal_from(rows: Sequence[asyncpg.Record], kind: Literal["user", "key"]) -> Principal:
    """One principal from its rows, one row a grant (or one row with none)."""
    roles: dict[str, tuple[Grant, ...]] = {}
    for row in rows:
        if row["stream"] is not None:
            grant = Grant(row["unit"], Role(row["role"]))
            roles[row["stream"]] = (*roles.get(row["stream"], ()), grant)
    return Principal(rows[0]["id"], rows[0]["name"], kind, roles)


async def account_of(connection: Connection, email: str) -> Account | None:
    """The open account of an e-mail address in lower case."""
    rows = await connection.fetch(ACCOUNT, email)
    return Account(principal_from(rows, "user"), rows[0]["password_hash"]) if rows else None


async def principal_of_secret(connection: Connection, secret_sha: bytes) -> Principal | None:
    """The open principal of a key."""
    rows = await connection.fetch(KEY, secret_sha)
    return principal_from(rows, "key") if rows else None


async def session_at(connection: Connection, token_sha: bytes, now: datetime) -> Session | None:
    """The session, unless it ended, expired, or its person's account was closed."""
    rows = await connection.fetch(SESSION, token_sha, now)
    if not rows:
        return None
    first = rows[0]
    return Session(first["token_sha"], first["csrf"], first["expires_at"], principal_from(rows, "user"))


async def living_sessions(
    connection: Connection, token_shas: Collection[bytes], now: datetime
) -> frozenset[bytes]:
    """Which of these sessions still live: asked for all sockets of a process at once."""
    rows = await connection.fetch(LIVING, list(token_shas), now)
    return frozenset(row["token_sha"] for row in rows)


async def add_session(connection: Connection, session: Session, now: datetime) -> None:
    """A browser signed in."""
    await connection.execute(
        "insert into session (token_sha, principal, csrf, created_at, expires_at)"
        " values ($1, $2, $3, $4, $5)",
        session.token_sha,
        session.principal.id,
        session.csrf,
        now,
        session.expires_at,
    )


async def end_session(connection: Connection, token_sha: bytes, now: datetime) -> None:
    """A browser signed out; ending twice keeps the first time."""
    await connection.execute(
        "update session set ended_at = $2 where token_sha = $1 and ended_at is null", token_sha, now
    )


async def end_sessions_of(connection: Connection, principal: str, now: datetime) -> None:
    """Every session of a person."""
    await connection.execute(
        "update session set ended_at = $2 where principal = $1 and ended_at is null", principal, now
    )


async def replace_password(connection: Connection, principal: str, password_hash: str) -> None:
    """The same or a new password under the present parameters."""
    await connection.execute(
        "update user_account set password_hash = $2 where principal = $1", principal, password_hash
    )


async def systems(connection: Connection, codes: Iterable[str] | None = None) -> tuple[System, ...]:
    """The streams of these codes, or all of them, by code."""
    wanted = None if codes is None else list(codes)
    rows = await connection.fetch(
        "select code, name, mode from stream where ($1::text[] is null or code = any($1)) order by code",
        wanted,
    )
    return tuple(System(row["code"], row["name"], row["mode"]) for row in rows)
