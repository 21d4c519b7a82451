"""The SQL by which an administrator adds, lists and closes people and keys. Decides nothing."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from app.access.actions import Role
from app.db.connection import Connection


class Listed(NamedTuple):
    """A person or a key in a list. `email` None: a key, or a person who does not sign in. `grants` as
    "role at STREAM/UNIT".
    """

    id: str
    name: str
    email: str | None
    grants: tuple[str, ...]
    created_at: datetime
    closed_at: datetime | None


LISTED = """
select p.id, p.name, a.email, p.created_at, p.closed_at,
       array_agg(g.role || ' at ' || g.stream || '/' || g.unit order by g.stream, g.unit)
           filter (where g.role is not null) as grants
from principal p left join user_account a on a.principal = p.id left join permission g on g.principal = p.id
where (p.id like 'user:%') = $1
group by p.id, p.name, a.email, p.created_at, p.closed_at order by p.created_at, p.id
"""


async def unit_codes(connection: Connection, stream: str) -> tuple[str, ...]:
    """The open reporting units of a stream, by code."""
    rows = await connection.fetch(
        "select code from unit where stream = $1 and closed is null order by code", stream
    )
    return tuple(row["code"] for row in rows)


async def listed(connection: Connection, *, people: bool) -> tuple[Listed, ...]:
    """All people, or all keys, the closed among them, oldest first."""
    rows = await connection.fetch(LISTED, people)
    return tuple(
        Listed(r["id"], r["name"], r["email"], tuple(r["grants"] or ()), r["created_at"], r["closed_at"])
        for r in rows
    )


async def add_principal(connection: Connection, principal: str, name: str, now: datetime) -> None:
    """A person or a key, still without credential or grant."""
    await connection.execute(
        "insert into principal (id, name, created_at) values ($1, $2, $3)", principal, name, now
    )


async def add_grants(
    connection: Connection, principal: str, stream: str, units: Iterable[str], role: Role
) -> None:
    """A role on each of the units; what is already held stays."""
    await connection.executemany(
        "insert into permission (principal, stream, unit, role) values ($1, $2, $3, $4)"
        " on conflict do nothing",
        [(principal, stream, unit, role.value) for unit in units],
    )


async def add_account(connection: Connection, principal: str, email: str, password_hash: str) -> None:
    """A local account for a person."""
    await connection.execute(
        "insert into user_account (principal, email, password_hash) values ($1, $2, $3)",
        principal,
        email,
        password_hash,
    )


async def add_secret(connection: Connection, principal: str, secret_sha: bytes) -> None:
    """A key's secret, as its sha256."""
    await connection.execute(
        "insert into api_key (principal, secret_sha) values ($1, $2)", principal, secret_sha
    )


async def account_id(connection: Connection, email: str) -> str | None:
    """The principal of an e-mail address, closed or not."""
    found: str | None = await connection.fetchval(
        "select principal from user_account where email = $1", email
    )
    return found


async def close_principal(connection: Connection, principal: str, now: datetime) -> None:
    """No sign-in, key or session of this principal works from now on."""
    await connection.execute(
        "update principal set closed_at = $2 where id = $1 and closed_at is null", principal, now
    )
