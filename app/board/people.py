"""All SQL of reading the people loop: matters, the rota, who can be put on it, attempts. Each is one transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from actions.matters import AnyMatter, Person, Shift
from app.access.actions import Role
from app.board.store import StreamHead, read_head
from app.clock import real_now, wire_time
from app.db.engine import scoped_read
from app.db.models import AttemptRow, ContactRow, MatterRow, PermissionRow, PrincipalRow, ShiftRow
from app.messages.people import AttemptOut, ReachOut, RotaPerson

MATTER: TypeAdapter[AnyMatter] = TypeAdapter(AnyMatter)
CALLED = (Role.DIRECTOR.value, Role.ROOM_LEAD.value, Role.PROVIDER.value, Role.VIEWER.value)
MOST_MATTERS = 1000


class Found(NamedTuple):
    """A matter with every attempt of its pages."""

    matter: AnyMatter
    attempts: tuple[AttemptOut, ...]


def now_of(head: StreamHead) -> datetime:
    """The stream's time now."""
    return max(head.clock.at(real_now()), head.last_at)


async def matter_at(reader: AsyncEngine, stream: str, matter: str) -> AnyMatter | None:
    """One matter as it stands."""
    async with scoped_read(reader, [stream]) as connection:
        return await read_matter(connection, stream, matter)


async def read_matter(connection: AsyncConnection, stream: str, matter: str) -> AnyMatter | None:
    """One matter as it stands, within a transaction."""
    wanted = select(MatterRow.body).where(MatterRow.stream == stream, MatterRow.id == matter)
    body = (await connection.execute(wanted)).scalar_one_or_none()
    return None if body is None else MATTER.validate_json(body)


async def whole_matter(reader: AsyncEngine, stream: str, matter: str) -> Found | None:
    """One matter with its attempts, oldest first."""
    async with scoped_read(reader, [stream]) as connection:
        found = await read_matter(connection, stream, matter)
        rows = await connection.execute(
            select(
                AttemptRow.n,
                AttemptRow.attempt,
                AttemptRow.started_at,
                AttemptRow.result,
                AttemptRow.evidence,
            )
            .where(AttemptRow.stream == stream, AttemptRow.matter == matter)
            .order_by(AttemptRow.started_at, AttemptRow.n)
        )
    if found is None:
        return None
    attempts = tuple(
        AttemptOut(n=n, attempt=attempt, started_at=wire_time(started), result=result, evidence=evidence)
        for n, attempt, started, result, evidence in rows
    )
    return Found(found, attempts)


async def matters_of(
    reader: AsyncEngine, stream: str, kinds: Sequence[str], unit: str | None, closed_days: int
) -> list[AnyMatter]:
    """Matters that are open, or were closed within so many days; the newest first."""
    async with scoped_read(reader, [stream]) as connection:
        head = await read_head(connection, stream)
        since = now_of(head) - timedelta(days=closed_days)
        wanted = select(MatterRow.body).where(
            MatterRow.stream == stream,
            MatterRow.kind.in_(kinds),
            or_(MatterRow.closed_at.is_(None), MatterRow.closed_at > since),
        )
        if unit is not None:
            wanted = wanted.where(MatterRow.unit == unit)
        rows = await connection.execute(wanted.order_by(MatterRow.version.desc()).limit(MOST_MATTERS))
        return [MATTER.validate_json(body) for (body,) in rows]


class RotaRead(NamedTuple):
    """A stream's time, its shifts in a span, and those who can be put on its rota."""

    now: datetime
    config_sha: str | None
    shifts: tuple[Shift, ...]
    people: tuple[RotaPerson, ...]


async def read_rota(reader: AsyncEngine, stream: str, days: int) -> RotaRead:
    """The shifts that are not over, up to so many days ahead. Raises NoStream."""
    async with scoped_read(reader, [stream]) as connection:
        head = await read_head(connection, stream)
        now = now_of(head)
        span = select(ShiftRow.id).where(
            ShiftRow.stream == stream, ShiftRow.ends_at > now, ShiftRow.starts_at < now + timedelta(days=days)
        )
        rows = await connection.execute(
            select(MatterRow.body).where(
                MatterRow.stream == stream, MatterRow.closed_at.is_(None), MatterRow.id.in_(span)
            )
        )
        shifts = [MATTER.validate_json(body) for (body,) in rows]
        people = await read_people(connection, stream)
    held = sorted((s for s in shifts if isinstance(s, Shift)), key=lambda s: (s.starts_at, s.seat))
    return RotaRead(now, head.config_sha, tuple(held), people)


async def people_of(reader: AsyncEngine, stream: str) -> dict[str, Person]:
    """Who can be put on a stream's rota, by id."""
    async with scoped_read(reader, [stream]) as connection:
        people = await read_people(connection, stream)
    return {one.id: Person(id=one.id, name=one.name, phone=one.phone) for one in people}


async def read_people(connection: AsyncConnection, stream: str) -> tuple[RotaPerson, ...]:
    """People with a part in the stream, by name, with the ways to reach them but not where those lead."""
    rows = await connection.execute(
        select(PrincipalRow.id, PrincipalRow.name)
        .join(PermissionRow, PermissionRow.principal == PrincipalRow.id)
        .where(
            PermissionRow.stream == stream,
            PermissionRow.role.in_(CALLED),
            PrincipalRow.closed_at.is_(None),
            PrincipalRow.id.startswith("user:"),
        )
        .distinct()
    )
    names: dict[str, str] = {person: name for person, name in rows}  # noqa: C416 - rows are no pairs to dict()
    found = await connection.execute(
        select(ContactRow.principal, ContactRow.channel, ContactRow.address, ContactRow.verified_at).where(
            ContactRow.principal.in_(names)
        )
    )
    contacts: dict[str, dict[str, tuple[str, datetime | None]]] = {}
    for principal, channel, address, verified_at in found:
        contacts.setdefault(principal, {})[channel] = (address, verified_at)
    people = [rota_person(person, name, contacts.get(person, {})) for person, name in names.items()]
    return tuple(sorted(people, key=lambda one: (one.name.casefold(), one.id)))


def rota_person(person: str, name: str, contacts: Mapping[str, tuple[str, datetime | None]]) -> RotaPerson:
    """Somebody with the number people are shown: their own for that, else the one that is rung."""
    shown = contacts.get("phone") or contacts.get("voice")
    reach = [
        ReachOut.model_validate(
            {"channel": way, "verified_at": wire_time(verified_at) if verified_at is not None else None}
        )
        for way, (_, verified_at) in sorted(contacts.items())
        if way != "phone"
    ]
    return RotaPerson(id=person, name=name, phone=shown[0] if shown else None, reach=tuple(reach))
