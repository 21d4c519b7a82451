"""Ways to reach people: what an administrator adds, changes and proves. Runs as the owner of the tables.

Addresses live outside the journal altogether, so that they can be changed and erased.
"""

import re
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from app.access import register, store
from app.access.enrol import EnrolmentRefused, Wanted, checked_email, checked_name, require_place
from app.db.connection import Connection

CHANNELS = ("sms", "email", "voice", "phone")
"""`phone` is the number that people are shown, which nobody's machine rings."""
NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")
SHOWN = re.compile(r"[0-9 +()-]{3,30}( ext [0-9]{1,6})?")


class Contact(NamedTuple):
    """A way to reach somebody. `verified_at` None: nobody has proven that it works."""

    principal: str
    channel: str
    address: str
    verified_at: datetime | None


async def add_person(
    connection: Connection, name: str, wanted: Wanted, contacts: Mapping[str, str], now: datetime
) -> str:
    """Somebody who is called but does not sign in; returns the principal's id. Raises EnrolmentRefused."""
    async with connection.transaction():
        await require_place(connection, wanted)
        principal = f"user:{secrets.token_hex(6)}"
        await register.add_principal(connection, principal, checked_name(name), now)
        await register.add_grants(connection, principal, wanted.system, wanted.units, wanted.role)
        await set_contacts(connection, principal, contacts)
    return principal


async def close_person(connection: Connection, named: str, now: datetime) -> str:
    """Neither called nor signed in from now on; returns the principal's id. Raises EnrolmentRefused."""
    async with connection.transaction():
        principal = await person_named(connection, named)
        await register.close_principal(connection, principal, now)
        await store.end_sessions_of(connection, principal, now)
    return principal


async def set_contacts(connection: Connection, principal: str, contacts: Mapping[str, str]) -> None:
    """Each as given; an empty address removes it; a changed one must be proven anew. Raises EnrolmentRefused."""
    for channel, address in contacts.items():
        if not address:
            await connection.execute(
                "delete from contact where principal = $1 and channel = $2", principal, channel
            )
            continue
        await connection.execute(
            "insert into contact (principal, channel, address) values ($1, $2, $3)"
            " on conflict (principal, channel) do update set address = excluded.address,"
            " verified_at = case when contact.address = excluded.address then contact.verified_at end",
            principal,
            channel,
            checked_address(channel, address),
        )


async def verify_contacts(connection: Connection, principal: str, now: datetime) -> int:
    """Somebody has proven that they work: how many."""
    status: str = await connection.execute(
        "update contact set verified_at = $2 where principal = $1 and verified_at is null", principal, now
    )
    return int(status.rpartition(" ")[2])


async def person_named(connection: Connection, named: str) -> str:
    """The id of somebody by id, account address, or name if only one has it. Raises EnrolmentRefused."""
    rows = await connection.fetch(
        "select p.id from principal p left join user_account a on a.principal = p.id"
        " where p.id like 'user:%' and p.closed_at is null and (p.id = $1 or a.email = lower($1) or p.name = $1)",
        named,
    )
    if len(rows) != 1:
        found = "Nobody is" if not rows else "Several people are"
        raise EnrolmentRefused(f"{found} known as {named!r}. See: users list.")
    return str(rows[0]["id"])


async def contacts_of(connection: Connection, principal: str) -> tuple[Contact, ...]:
    """How somebody is reached."""
    rows = await connection.fetch(
        "select principal, channel, address, verified_at from contact where principal = $1 order by channel",
        principal,
    )
    return tuple(Contact(**row) for row in rows)


def checked_address(channel: str, address: str) -> str:
    """An address that its carrier can take. Raises EnrolmentRefused."""
    plain = address.strip()
    if channel not in CHANNELS:
        raise EnrolmentRefused(f"{channel!r} is no way to reach somebody: {', '.join(CHANNELS)}.")
    if channel == "email":
        return checked_email(plain)
    if channel == "phone":
        if SHOWN.fullmatch(plain) is None:
            raise EnrolmentRefused(f"{address!r} is not a number to be shown, such as 01908 000000 ext 12.")
        return plain
    number = re.sub(r"[ ()-]", "", plain)
    if number.startswith("0"):
        number = "+44" + number[1:]
    if NUMBER.fullmatch(number) is None:
        raise EnrolmentRefused(f"{address!r} is not a telephone number such as +44 7700 900123.")
    return number
