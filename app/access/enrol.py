"""Adding and closing people and keys: what an administrator does. Runs as the owner of the tables."""

import secrets
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from app.access import register, store
from app.access.actions import Role
from app.access.passwords import LONGEST, SHORTEST, hash_password
from app.access.principal import ANY_UNIT
from app.access.tokens import digest, new_key
from app.db.connection import Connection

LONGEST_NAME = 200
KEY_ROLES = frozenset({Role.PROVIDER, Role.SIMULATOR})


class EnrolmentRefused(Exception):
    """What was asked for cannot be; the message says what exists instead."""


class Wanted(NamedTuple):
    """A role to be granted on units of a system."""

    system: str
    units: tuple[str, ...]
    role: Role


class NewKey(NamedTuple):
    """`key` is the only copy there will ever be."""

    id: str
    key: str


class Person(NamedTuple):
    """Somebody to be given a local account."""

    email: str
    name: str
    password: str


async def add_user(connection: Connection, person: Person, wanted: Wanted, now: datetime) -> str:
    """A person with a local account and one grant; returns the principal's id. Raises EnrolmentRefused."""
    _, name, password = person
    address = checked_email(person.email)
    if not SHORTEST <= len(password) <= LONGEST:
        raise EnrolmentRefused(f"A password has {SHORTEST} to {LONGEST} characters.")
    async with connection.transaction():
        await require_place(connection, wanted)
        if await register.account_id(connection, address) is not None:
            raise EnrolmentRefused(f"{address} already has an account. To give it another role: users grant.")
        principal = f"user:{secrets.token_hex(6)}"
        await register.add_principal(connection, principal, checked_name(name), now)
        await register.add_account(connection, principal, address, hash_password(password))
        await register.add_grants(connection, principal, wanted.system, wanted.units, wanted.role)
    return principal


async def grant_role(connection: Connection, email: str, wanted: Wanted) -> str:
    """A further role for somebody who has an account. Raises EnrolmentRefused."""
    async with connection.transaction():
        await require_place(connection, wanted)
        principal = await known_account(connection, email)
        await register.add_grants(connection, principal, wanted.system, wanted.units, wanted.role)
    return principal


async def add_key(connection: Connection, name: str, wanted: Wanted, now: datetime) -> NewKey:
    """A key for a provider's feed or a simulator. Raises EnrolmentRefused."""
    if wanted.role not in KEY_ROLES:
        raise EnrolmentRefused(f"A key is for a provider or a simulator; {wanted.role} is for people.")
    if not wanted.units:
        raise EnrolmentRefused("Name the units the key may write: --unit CODE, once for each.")
    async with connection.transaction():
        await require_place(connection, wanted)
        made = NewKey(f"key:{secrets.token_hex(6)}", new_key())
        await register.add_principal(connection, made.id, checked_name(name), now)
        await register.add_secret(connection, made.id, digest(made.key))
        await register.add_grants(connection, made.id, wanted.system, wanted.units, wanted.role)
    return made


async def grant_key(connection: Connection, named: str, wanted: Wanted) -> str:
    """Further units for a key, as of a system that its organisation moves to. Raises EnrolmentRefused."""
    if wanted.role not in KEY_ROLES:
        raise EnrolmentRefused(f"A key is for a provider or a simulator; {wanted.role} is for people.")
    async with connection.transaction():
        await require_place(connection, wanted)
        principal = await open_key(connection, named)
        await register.add_grants(connection, principal, wanted.system, wanted.units, wanted.role)
    return principal


async def close_user(connection: Connection, email: str, now: datetime) -> str:
    """No sign-in from now on, and every session ends. Raises EnrolmentRefused."""
    async with connection.transaction():
        principal = await known_account(connection, email)
        await register.close_principal(connection, principal, now)
        await store.end_sessions_of(connection, principal, now)
    return principal


async def revoke_key(connection: Connection, named: str, now: datetime) -> str:
    """End a key by its id, or by its name where only one open key has it. Raises EnrolmentRefused."""
    async with connection.transaction():
        principal = await open_key(connection, named)
        await register.close_principal(connection, principal, now)
    return principal


async def open_key(connection: Connection, named: str) -> str:
    """An open key by its id, or by its name where only one has it. Raises EnrolmentRefused."""
    keys = [key for key in await register.listed(connection, people=False) if key.closed_at is None]
    found = [key.id for key in keys if named in (key.id, key.name)]
    match found:
        case [principal]:
            return principal
        case []:
            raise EnrolmentRefused(f"There is no open key {named!r}. {among([key.id for key in keys])}")
        case _:
            raise EnrolmentRefused(f"Several open keys are called {named!r}: say which. {among(found)}")


async def known_account(connection: Connection, email: str) -> str:
    """The principal of somebody who has an account. Raises EnrolmentRefused."""
    principal = await register.account_id(connection, checked_email(email))
    if principal is None:
        raise EnrolmentRefused(f"There is no account for {email}. See: users list.")
    return principal


async def require_place(connection: Connection, wanted: Wanted) -> None:
    """The system and every unit exist, and a simulator is kept out of live systems."""
    systems = {system.code: system for system in await store.systems(connection)}
    if wanted.system not in systems:
        raise EnrolmentRefused(f"There is no system {wanted.system!r}. {among(systems)}")
    if wanted.role is Role.SIMULATOR and systems[wanted.system].mode == "live":
        raise EnrolmentRefused(f"{wanted.system} is a live system: nothing simulated may be posted to it.")
    units = await register.unit_codes(connection, wanted.system)
    for unit in wanted.units:
        if unit not in (ANY_UNIT, *units):
            raise EnrolmentRefused(f"{wanted.system} has no unit {unit!r}. {among(units)}")


def among(codes: Collection[str]) -> str:
    """What exists, in words."""
    return f"There is: {', '.join(codes)}." if codes else "There is none yet."


def checked_email(email: str) -> str:
    """In lower case, with something on both sides of one @."""
    address = email.strip().lower()
    before, at, after = address.partition("@")
    if not (before and at and after) or "@" in after or not address.isprintable() or " " in address:
        raise EnrolmentRefused(f"{email!r} is not an e-mail address.")
    return address


def checked_name(name: str) -> str:
    """A name people can be shown."""
    plain = name.strip()
    if not plain or len(plain) > LONGEST_NAME or not plain.isprintable():
        raise EnrolmentRefused(f"A name has 1 to {LONGEST_NAME} printable characters.")
    return plain
