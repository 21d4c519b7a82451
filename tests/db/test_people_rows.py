"""Rows of the people loop: who may write and read which, seats that nobody shares, all of a batch or nothing."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

import asyncpg
import pytest

from actions.deeds import AddShifts, Declare, NewShift
from actions.matters import Person, Shift
from actions.perform import Doer
from app.access.actions import Role
from app.access.enrol import Wanted
from app.access.reach import add_person
from app.clock import real_now
from app.db.engine import as_owner
from app.db.names import APP, PIPELINE
from app.ingest.submission import Act, SetClock, Tick
from app.journal.verify import verify
from app.stream.writer import NotPermitted, Outcome, SeatTaken, StreamWriter, Unavailable
from tests.people import add_system
from tests.writing import BEDFORD, MKUH, minutes, posting, prepared, process, reading

SEAT = "executive@RD8"
DAY = datetime.now(UTC).replace(microsecond=0) + timedelta(days=2)
TABLES = ("matter", "shift", "delivery", "attempt", "contact")


class People(NamedTuple):
    """BLMK's people, all of one system: who leads the room, who runs MKUH; `now` in real time."""

    dsn: str
    lead: Person
    site: Person
    now: datetime
    feed: str  # a key that may write every unit

    @property
    def known(self) -> Mapping[str, Person]:
        """Whom a rota may name."""
        return {one.id: one for one in (self.lead, self.site)}


@pytest.fixture
async def people(database: str) -> People:
    made = await prepared(database)
    async with as_owner(database) as owner:

        async def add(name: str, role: Role, unit: str) -> Person:
            contacts = {"sms": "+447700900201", "email": "somebody@example.invalid"}
            return Person(
                id=await add_person(owner, name, Wanted("QHG", (unit,), role), contacts, real_now()),
                name=name,
            )

        lead = await add("Rowan Achebe", Role.ROOM_LEAD, "*")
        site = await add("Sol Hartigan", Role.PROVIDER, MKUH)
    return People(database, lead, site, made.now, made.by)


@pytest.fixture
async def sql(database: str) -> AsyncIterator[asyncpg.Connection]:
    """The superuser's connection: it sees everything."""
    connection = await asyncpg.connect(database)
    yield connection
    await connection.close()


@asynccontextmanager
async def as_role(dsn: str, role: str, *streams: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection of a role of the service, with these streams in scope."""
    settings = {"role": role, "surgeline.streams": ",".join(streams)}
    connection = await asyncpg.connect(dsn, server_settings=settings)
    try:
        yield connection
    finally:
        await connection.close()


def seated(people: People, person: Person, starts: datetime, hours: float = 8, seat: str = SEAT) -> Act:
    """A shift, as the room lead adds it."""
    new = NewShift(seat=seat, person=person.id, starts_at=starts, ends_at=starts + timedelta(hours=hours))
    return Act(people.lead.id, AddShifts(shifts=(new,)), Doer(people.lead, "room lead", people.known))


def declared(by: Person, unit: str, at: datetime, level: int = 4) -> Act:
    """A level, as a person declares it."""
    until = at + timedelta(hours=1)
    return Act(
        by.id, Declare(unit=unit, level=level, reason="No beds", until=until), Doer(by, "somebody", {})
    )


def problem(outcome: Outcome) -> str | None:
    """What was wrong with a deed."""
    return None if outcome.answer.problem is None else outcome.answer.problem[0]


# --- two people in one seat ---

SHIFT = "INSERT INTO shift (stream, id, seat, person, starts_at, ends_at) VALUES ($1, $2, $3, $4, $5, $6)"


async def test_two_people_are_never_in_one_seat_at_once(people: People, sql: asyncpg.Connection) -> None:
    await add_system(sql, "QK1")
    later = DAY + timedelta(hours=8)
    await sql.execute(SHIFT, "QHG", "shift-1", SEAT, people.site.id, DAY, later)
    await sql.execute(SHIFT, "QHG", "shift-2", SEAT, people.lead.id, later, later + timedelta(hours=8))
    await sql.execute(SHIFT, "QHG", "shift-3", "on_call@RD8", people.lead.id, DAY, later)
    await sql.execute(SHIFT, "QK1", "shift-1", SEAT, people.lead.id, DAY, later)
    await sql.execute(
        SHIFT, "QHG", "shift-4", SEAT, people.lead.id, DAY + timedelta(hours=1), DAY + timedelta(hours=1)
    )
    for starts, ends in (
        (DAY, later),
        (DAY - timedelta(hours=1), DAY + timedelta(seconds=1)),
        (DAY + timedelta(hours=1), DAY + timedelta(hours=2)),
        (later - timedelta(microseconds=1), later),
    ):
        with pytest.raises(asyncpg.ExclusionViolationError):
            await sql.execute(SHIFT, "QHG", "shift-9", SEAT, people.lead.id, starts, ends)


async def test_two_may_change_places_in_one_transaction(people: People, sql: asyncpg.Connection) -> None:
    later = DAY + timedelta(hours=8)
    await sql.execute(SHIFT, "QHG", "shift-1", SEAT, people.site.id, DAY, later)
    async with sql.transaction():
        await sql.execute(SHIFT, "QHG", "shift-2", SEAT, people.lead.id, DAY + timedelta(hours=4), later)
        await sql.execute("UPDATE shift SET ends_at = $1 WHERE id = 'shift-1'", DAY + timedelta(hours=4))
    assert await sql.fetchval("SELECT count(*) FROM shift") == 2


async def test_a_shift_never_ends_before_it_begins_and_is_somebody_s(
    people: People, sql: asyncpg.Connection
) -> None:
    with pytest.raises(asyncpg.CheckViolationError):
        await sql.execute(SHIFT, "QHG", "s", SEAT, people.site.id, DAY, DAY - timedelta(seconds=1))
    with pytest.raises(asyncpg.ForeignKeyViolationError):
        await sql.execute(SHIFT, "QHG", "s", SEAT, "user:nobody", DAY, DAY + timedelta(hours=1))


async def test_of_two_processes_that_fill_one_seat_at_once_one_is_told_who_sits_there(
    people: People, sql: asyncpg.Connection
) -> None:
    async with process(people.dsn) as a, process(people.dsn) as b:
        for day in range(6):
            starts = DAY + timedelta(days=day)
            outcomes = await asyncio.gather(
                a.submit(seated(people, people.site, starts)),
                b.submit(seated(people, people.lead, starts + timedelta(hours=4))),
            )
            assert sorted(problem(outcome) or "" for outcome in outcomes) == ["", "seat_taken"]
    assert await sql.fetchval("SELECT count(*) FROM shift") == 6
    assert (await verify(sql, "QHG")).problem is None


async def test_a_seat_taken_behind_the_writer_s_back_is_refused_by_the_database_and_alone(
    people: People, sql: asyncpg.Connection
) -> None:
    async with process(people.dsn) as writer:
        await writer.submit(seated(people, people.site, DAY + timedelta(days=9)))
        before = await sql.fetchval("SELECT seq FROM stream WHERE code = 'QHG'")
        await sql.execute(SHIFT, "QHG", "shift-x", SEAT, people.site.id, DAY, DAY + timedelta(hours=8))
        taken, other = await asyncio.gather(
            writer.submit(seated(people, people.lead, DAY)),
            writer.submit(seated(people, people.lead, DAY, seat="on_call@RD8")),
            return_exceptions=True,
        )
    assert isinstance(taken, SeatTaken)
    assert isinstance(other, Outcome)
    entries = await sql.fetch("SELECT kind FROM journal WHERE seq > $1", before)
    assert [entry["kind"] for entry in entries] == ["shift"]


# --- who may write what ---

ENTRY = (
    "INSERT INTO journal (stream, seq, kind, unit, recorded_at, body, hash, submitted_by)"
    " VALUES ('QHG', 900000, $1, $2, now(), '{}', '', $3)"
)
KINDS = ("declaration", "card", "shift", "handover", "watch", "notice", "alert")
OF_UNITS = frozenset({"declaration", "card", "shift"})
TO_ANSWER = frozenset({"alert", "notice"})


async def may_add(connection: asyncpg.Connection, kind: str, unit: str, by: str) -> bool:
    """Whether the pipeline's role could write such an entry of this submitter's; nothing stays."""
    trial = connection.transaction()
    await trial.start()
    try:
        await connection.execute(ENTRY, kind, unit, by)
    except asyncpg.InsufficientPrivilegeError:
        return False
    else:
        return True
    finally:
        await trial.rollback()


@pytest.mark.parametrize(
    ("role", "granted", "at", "allowed"),
    [
        (Role.ROOM_LEAD, "*", MKUH, frozenset(KINDS)),
        (Role.ROOM_LEAD, "*", "QHG", frozenset(KINDS)),
        (Role.DIRECTOR, "*", "QHG", frozenset(KINDS)),
        (Role.DIRECTOR, MKUH, MKUH, frozenset(KINDS)),
        (Role.DIRECTOR, MKUH, "QHG", TO_ANSWER),
        (Role.PROVIDER, MKUH, MKUH, OF_UNITS | TO_ANSWER),
        (Role.PROVIDER, MKUH, "RD8", OF_UNITS | TO_ANSWER),
        (Role.PROVIDER, MKUH, BEDFORD, TO_ANSWER),
        (Role.PROVIDER, MKUH, "RC9", TO_ANSWER),
        (Role.PROVIDER, MKUH, "QHG", TO_ANSWER),
        (Role.VIEWER, "*", MKUH, TO_ANSWER),
        (Role.OPERATOR, "*", MKUH, frozenset()),
        (Role.SIMULATOR, "*", MKUH, frozenset()),
    ],
)
async def test_an_entry_about_people_is_written_for_those_only_who_may(
    people: People, sql: asyncpg.Connection, role: Role, granted: str, at: str, allowed: frozenset[str]
) -> None:
    await sql.execute(
        "UPDATE permission SET role = $2, unit = $3 WHERE principal = $1", people.site.id, role, granted
    )
    async with as_role(people.dsn, PIPELINE) as pipeline:
        found = {kind for kind in KINDS if await may_add(pipeline, kind, at, people.site.id)}
    assert found == allowed


async def test_no_entry_is_written_for_somebody_closed_unknown_or_of_another_system(
    people: People, sql: asyncpg.Connection
) -> None:
    await add_system(sql, "QK1")
    await sql.execute("UPDATE principal SET closed_at = now() WHERE id = $1", people.lead.id)
    await sql.execute("UPDATE permission SET stream = 'QK1' WHERE principal = $1", people.site.id)
    async with as_role(people.dsn, PIPELINE) as pipeline:
        for by in (people.lead.id, people.site.id, "user:nobody", ""):
            assert not any([await may_add(pipeline, kind, MKUH, by) for kind in KINDS])
        assert all([await may_add(pipeline, kind, MKUH, "service") for kind in KINDS])


async def test_a_deed_that_a_route_let_through_wrongly_is_refused_by_the_database(
    people: People, sql: asyncpg.Connection
) -> None:
    async with process(people.dsn) as writer:
        refused, other = await asyncio.gather(
            writer.submit(declared(people.site, BEDFORD, real_now())),
            writer.submit(posting(people.feed, reading(MKUH, "90", people.now))),
            return_exceptions=True,
        )
        assert isinstance(refused, NotPermitted)
        assert isinstance(other, Outcome)
        await writer.submit(declared(people.site, MKUH, real_now()))
    units = await sql.fetch("SELECT unit FROM matter WHERE kind = 'declaration'")
    assert [row["unit"] for row in units] == [MKUH]


# --- who may read and change what ---


async def filled(people: People) -> None:
    """A row in each table: a declared 4 has called somebody."""
    async with process(people.dsn) as writer:
        await writer.submit(seated(people, people.site, real_now() - timedelta(hours=1)))
        await writer.submit(declared(people.site, MKUH, real_now()))


async def counted(connection: asyncpg.Connection) -> dict[str, int]:
    """Rows of each table that are seen."""
    return {table: len(await connection.fetch(f"TABLE {table}")) for table in TABLES}


async def test_readers_see_the_people_loop_of_the_systems_in_scope_only(
    people: People, sql: asyncpg.Connection
) -> None:
    await filled(people)
    await add_system(sql, "QK1")
    await sql.execute(
        "INSERT INTO attempt SELECT stream, matter, n, 1, now(), 'delivered', '' FROM delivery LIMIT 1"
    )
    async with as_role(people.dsn, APP, "QK1") as app:
        assert await counted(app) == dict.fromkeys(TABLES, 0)
    async with as_role(people.dsn, APP) as app:
        assert await counted(app) == dict.fromkeys(TABLES, 0)
    async with as_role(people.dsn, APP, "QK1", "QHG") as app:
        seen = await counted(app)
    assert seen == await counted(sql)
    assert min(seen.values()) > 0


async def test_an_address_is_seen_where_its_person_has_a_part(
    people: People, sql: asyncpg.Connection
) -> None:
    await add_system(sql, "QK1")
    await sql.execute("UPDATE permission SET stream = 'QK1' WHERE principal = $1", people.site.id)
    async with as_role(people.dsn, APP, "QHG") as app:
        found = {row["principal"] for row in await app.fetch("SELECT principal FROM contact")}
    assert found == {people.lead.id}


CHANGES = [
    "INSERT INTO contact (principal, channel, address) SELECT id, 'voice', '+441' FROM principal",
    "UPDATE contact SET address = '+447700900999'",
    "DELETE FROM contact",
    "DELETE FROM matter",
    "DELETE FROM shift",
    "DELETE FROM delivery",
    "UPDATE attempt SET result = 'delivered'",
    "DELETE FROM attempt",
    "UPDATE service_secret SET secret = ''",
    "DELETE FROM service_secret",
    "UPDATE journal_detail SET text = ''",
]
READERS_CHANGES = [
    *CHANGES,
    "UPDATE matter SET body = '{}'",
    "UPDATE shift SET ends_at = now()",
    "UPDATE delivery SET done_at = now()",
    "INSERT INTO attempt SELECT stream, matter, n, 1, now(), 'delivered', '' FROM delivery",
    "SELECT secret FROM service_secret",
]


@pytest.mark.parametrize(("role", "changes"), [(PIPELINE, CHANGES), (APP, READERS_CHANGES)])
async def test_neither_role_changes_addresses_attempts_or_secrets(
    people: People, role: str, changes: list[str]
) -> None:
    async with as_role(people.dsn, role, "QHG") as connection:
        for statement in changes:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement)


# --- all of a batch or nothing ---


@pytest.mark.parametrize("table", ["delivery", "matter", "journal_detail"])
async def test_what_is_decided_is_written_whole_or_not_at_all(
    people: People, sql: asyncpg.Connection, table: str
) -> None:
    async with process(people.dsn) as writer:
        await writer.submit(seated(people, people.site, real_now() - timedelta(hours=1)))
        before = await rows_of(sql)
        await sql.execute(f"ALTER TABLE {table} ADD CONSTRAINT none_of_it CHECK (false) NOT VALID")
        with pytest.raises(Unavailable):
            await writer.submit(declared(people.site, MKUH, real_now()))
        assert await rows_of(sql) == before
        await sql.execute(f"ALTER TABLE {table} DROP CONSTRAINT none_of_it")
        assert problem(await writer.submit(declared(people.site, MKUH, real_now()))) is None
    assert (await verify(sql, "QHG")).problem is None
    after = await rows_of(sql)
    assert all(after[table] > before[table] for table in ("journal", "journal_detail", "matter", "delivery"))


async def rows_of(sql: asyncpg.Connection) -> dict[str, int]:
    """Rows of every table that a batch writes."""
    return {table: len(await sql.fetch(f"TABLE {table}")) for table in (*TABLES, "journal", "journal_detail")}


async def test_what_another_process_closed_long_ago_in_the_stream_s_time_is_not_open_here(
    database: str, sql: asyncpg.Connection
) -> None:
    made = await prepared(database, "simulated")
    async with as_owner(database) as owner:
        wanted = Wanted("QHG", ("*",), Role.ROOM_LEAD)
        lead = Person(id=await add_person(owner, "Rowan Achebe", wanted, {}, real_now()), name="Rowan Achebe")
    people = People(database, lead, lead, made.now, made.by)
    async with process(database) as here, process(database) as there:
        await clock_at(here, made.by, made.now)
        (held,) = shifts(await here.submit(seated(people, lead, made.now + minutes(1), hours=1)))
        await there.submit(posting(made.by, reading(MKUH, "90", made.now)))
        await clock_at(there, made.by, made.now + timedelta(days=3))
        await here.submit(posting(made.by, reading(MKUH, "91", made.now + timedelta(days=3))))
        assert here.state is not None
        left = here.state.people.matters.get(held.id)
    assert left is None or left.closed_at is not None
    over = await sql.fetch("SELECT seq FROM journal WHERE kind = 'shift' AND body LIKE '%\"over\"%'")
    assert len(over) == 1


def shifts(outcome: Outcome) -> list[Shift]:
    """The shifts that a deed came to."""
    assert problem(outcome) is None, outcome
    return [matter for matter in outcome.answer.matters if isinstance(matter, Shift)]


async def clock_at(writer: StreamWriter, by: str, at: datetime) -> None:
    """A simulated system's clock stands there, and what fell due was looked at."""
    await writer.submit(SetClock(by, at, Decimal(0)))
    await writer.submit(Tick())
