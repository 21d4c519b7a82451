"""A system, people and keys put straight into a database, for tests of who may do what."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from app.access import register, store
from app.access.actions import Role
from app.access.enrol import Wanted, add_key
from app.access.principal import Principal
from app.access.store import Session
from app.access.tokens import digest, new_token
from app.db.connection import Connection

UNITS = ("RC9-BED", "RD8-MKH")


class Browser(NamedTuple):
    """What a signed-in browser holds."""

    token: str
    csrf: str

    @property
    def headers(self) -> dict[str, str]:
        """The headers of a write by our own page."""
        return {"cookie": f"surgeline_session={self.token}", "x-csrf-token": self.csrf}


async def add_system(
    connection: Connection, code: str = "QHG", mode: str = "simulated", units: Sequence[str] = UNITS
) -> None:
    now = datetime.now(UTC)
    await connection.execute(
        "insert into stream (code, name, mode, seq, head_hash, last_at, created_at)"
        " values ($1, $2, $3, 0, ''::bytea, $4, $4)",
        code,
        f"System {code}",
        mode,
        now,
    )
    for unit in units:
        await connection.execute(
            "insert into unit (stream, code, provider, name, kind, pillar, opened)"
            " values ($1, $2, $3, $4, 'hospital', 'acute', $5)",
            code,
            unit,
            unit.partition("-")[0],
            f"Hospital {unit}",
            date(2020, 1, 1),
        )


async def sign_in_as(connection: Connection, role: Role, *, stream: str = "QHG", unit: str = "*") -> Browser:
    """A session of a new person holding one role, without a password: the hash would only take time."""
    now, browser = datetime.now(UTC), Browser(new_token(), new_token())
    principal = Principal(f"user:{new_token()[:12]}", f"The {role.value}", "user", {})
    await register.add_principal(connection, principal.id, principal.name, now)
    await register.add_grants(connection, principal.id, stream, [unit], role)
    session = Session(digest(browser.token), browser.csrf, now + timedelta(hours=1), principal)
    await store.add_session(connection, session, now)
    return browser


async def bearer(
    connection: Connection, role: Role, *, stream: str = "QHG", unit: str = "*"
) -> dict[str, str]:
    """The headers of a request with a new key."""
    made = await add_key(connection, "A feed", Wanted(stream, (unit,), role), datetime.now(UTC))
    return {"authorization": f"Bearer {made.key}"}
