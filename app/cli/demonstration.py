"""The demonstration in order: database, schema, system, people and keys, service, simulator; and its end."""

import asyncio
import itertools
import secrets
from collections.abc import Callable, Iterator
from contextlib import aclosing, contextmanager, suppress
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import asyncpg
import uvloop

from app.access.actions import Role
from app.access.enrol import Person, Wanted, add_key, add_user
from app.access.reach import add_person, set_contacts, verify_contacts
from app.cli.logs import set_up_logs
from app.cli.server import CannotStart, serve
from app.clock import real_now
from app.db.engine import as_owner
from app.db.upgrade import upgrade
from app.embedded import Cluster, EmbeddedError, FolderInUse, running
from app.organisations.apply import apply_system
from app.organisations.reference_systems import reference_text
from app.settings import Settings
from app.simulator.people import Acting, Duty, Handing, Office, Routine, Staff

if TYPE_CHECKING:
    from app.simulator.run import Simulation

Say = Callable[[str], None]
SYSTEM = "QHG"
SHOWN_UNIT = "RD8-MKH"
DATABASE = "surgeline"
PORTS_TRIED = 50
LOOPBACK = "127.0.0.1"
TOLD_EVERY = 6  # hours of yesterday


class Someone(NamedTuple):
    """Who one can sign in as. Made up; `sees` is for the newcomer."""

    email: str
    name: str
    role: Role
    unit: str
    sees: str


PEOPLE = (
    Someone("room.lead@demo.invalid", "Rowan Achebe", Role.ROOM_LEAD, "*", "runs the room: the whole board"),
    Someone("director@demo.invalid", "Dilys Marchetti", Role.DIRECTOR, "*", "on call: the same, on a phone"),
    Someone(
        "mkuh.site@demo.invalid", "Sol Hartigan", Role.PROVIDER, SHOWN_UNIT, "a hospital's: its own page"
    ),
)


class Called(NamedTuple):
    """Somebody who is called and does not sign in here. Made up; the numbers are kept free for drama."""

    name: str
    role: Role
    unit: str
    seats: tuple[str, ...]
    number: str


CALLED = (
    Called("Ines Whitlock", Role.DIRECTOR, "*", ("deputy@QHG",), "07700 900111"),
    Called("Tomas Greer", Role.DIRECTOR, "*", ("executive@QHG",), "07700 900112"),
    Called("Asha Bell", Role.ROOM_LEAD, "*", ("cell_lead@MK",), "07700 900113"),
    Called("Piers Nolan", Role.ROOM_LEAD, "*", ("cell_lead@BCA",), "07700 900114"),
    Called("Maeve Lund", Role.PROVIDER, "RC9-BED", ("site_manager@RC9-BED",), "07700 900115"),
    Called("Owen Tash", Role.PROVIDER, "RC9-LDH", ("site_manager@RC9-LDH",), "07700 900116"),
    Called("Farida Coyle", Role.PROVIDER, SHOWN_UNIT, ("executive@RD8", "on_call@RD8"), "07700 900117"),
    Called("Hugh Varley", Role.PROVIDER, "RC9-BED", ("executive@RC9", "on_call@RC9"), "07700 900118"),
    Called("Lena Osei", Role.PROVIDER, SHOWN_UNIT, ("feed_contact@RD8",), "07700 900119"),
    Called("Regional desk", Role.VIEWER, "*", ("on_call@Y61",), "07700 900120"),
    Called("Nia Prosser", Role.PROVIDER, "RYE@MK", ("on_call@RYE",), "07700 900121"),
    Called("Callum Reid", Role.PROVIDER, "RYC@BCA", ("on_call@RYC",), "07700 900122"),
)
EIGHT, TWENTY = time(8), time(20)
AT_HAND = timedelta(minutes=20)
"""What was opened so shortly before the demo begins is left to whoever watches it."""
LEAD, DIRECTOR = (
    Acting("room.lead@demo.invalid", "room_lead@QHG"),
    Acting("director@demo.invalid", "director@QHG"),
)
HANDINGS = (Handing(time(20, 5), LEAD, DIRECTOR), Handing(time(8, 4), DIRECTOR, LEAD))
SIGNED_IN = {
    "room.lead@demo.invalid": ("room_lead@QHG", EIGHT, TWENTY, "01632 960101"),
    "director@demo.invalid": ("director@QHG", TWENTY, EIGHT, "01632 960102"),
    "mkuh.site@demo.invalid": ("site_manager@RD8-MKH", None, None, "01632 960103"),
}
"""Of those who sign in: seat, hours, number. Each is reached by console only."""


class Demo(NamedTuple):
    """What was asked for."""

    folder: Path
    port: int
    speed: str
    begin: str
    seed: int
    yesterday: bool


class Credentials(NamedTuple):
    """Made for this run only."""

    password: str
    simulator_key: str
    provider_key: str
    duties: tuple[Duty, ...]


def demonstrate(demo: Demo, say: Say) -> None:
    """Runs until interrupted. Raises CannotStart."""
    set_up_logs("text")
    say("Starting PostgreSQL …")
    try:
        with first_free(demo.folder, say) as cluster:
            dsn, made = prepare(cluster, say)
            uvloop.run(live(demo, dsn, made, say))
    except EmbeddedError as error:
        raise CannotStart(str(error)) from None


@contextmanager
def first_free(folder: Path, say: Say) -> Iterator[Cluster]:
    """A database of this run's own: the folder, or its next neighbour where another demo holds it."""
    for n in itertools.count(1):
        place = folder if n == 1 else folder.with_name(f"{folder.name}-{n}")
        try:
            with running(place, fresh=True, say=say) as cluster:
                yield cluster
                return
        except FolderInUse:
            continue


def prepare(cluster: Cluster, say: Say) -> tuple[str, Credentials]:
    """An upgraded database with BLMK in it, and somebody to sign in."""
    asyncio.run(make_database(cluster.dsn()))
    dsn = cluster.dsn(DATABASE)
    say("Making the schema …")
    upgrade(dsn)
    say("Loading Bedfordshire, Luton and Milton Keynes …")
    return dsn, asyncio.run(fill(dsn))


async def make_database(dsn: str) -> None:
    """The demo's own database."""
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute(f"CREATE DATABASE {DATABASE}")
    finally:
        await connection.close()


async def fill(dsn: str) -> Credentials:
    """The reference system as a simulated stream, its people, and two keys."""
    text = reference_text("blmk")
    if text is None:
        raise CannotStart("The reference system blmk is not in this distribution.")
    password = secrets.token_urlsafe(9)
    async with as_owner(dsn) as connection:
        await apply_system(connection, text, "blmk.yaml", stream=SYSTEM, mode="simulated", now=real_now())
        duties = [*await enrol(connection, password), *await enrol_called(connection)]
        simulator = Wanted(SYSTEM, ("*",), Role.SIMULATOR)
        simulated = await add_key(connection, "simulator", simulator, real_now())
        provider = Wanted(SYSTEM, (SHOWN_UNIT,), Role.PROVIDER)
        provided = await add_key(connection, f"demo key of {SHOWN_UNIT}", provider, real_now())
    return Credentials(password, simulated.key, provided.key, tuple(duties))


async def enrol(connection: asyncpg.Connection, password: str) -> list[Duty]:
    """Those who sign in, their numbers and their seats."""
    duties: list[Duty] = []
    for one in PEOPLE:
        person, wanted = Person(one.email, one.name, password), Wanted(SYSTEM, (one.unit,), one.role)
        made = await add_user(connection, person, wanted, real_now())
        seat, begins, ends, number = SIGNED_IN[one.email]
        ways = {"phone": number, "voice": number, "sms": number, "email": one.email}
        await set_contacts(connection, made, ways)
        await verify_contacts(connection, made, real_now())
        duties.append(Duty(seat, made, begins, ends))
    return duties


async def enrol_called(connection: asyncpg.Connection) -> list[Duty]:
    """Those who are called, and their seats."""
    duties: list[Duty] = []
    for one in CALLED:
        ways = {"sms": one.number, "voice": one.number, "phone": one.number}
        wanted = Wanted(SYSTEM, (one.unit,), one.role)
        made = await add_person(connection, one.name, wanted, ways, real_now())
        await verify_contacts(connection, made, real_now())
        duties += (Duty(seat, made) for seat in one.seats)
    return duties


async def live(demo: Demo, dsn: str, made: Credentials, say: Say) -> None:
    """The service and the simulator beside it; when one ends so does the other."""
    started: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    settings = Settings(dsn=dsn, host=LOOPBACK, port=demo.port, posts_per_second=0)
    serving = asyncio.create_task(serve_somewhere(settings, started))
    port = await first_of(started, serving)
    url = f"http://{LOOPBACK}:{port}"
    tell(say, url, made)
    simulating = asyncio.create_task(simulate(demo, url, made, say))
    both: set[asyncio.Task[None]] = {serving, simulating}
    await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    if simulating.done() and not serving.done():
        with suppress(asyncio.CancelledError):
            error = simulating.exception()
            if error is not None:
                say(f"The simulator stopped: {error}. The board stays; Ctrl-C ends it.")
        await serving
    simulating.cancel()
    await asyncio.gather(simulating, return_exceptions=True)
    serving.result()


async def first_of(started: asyncio.Future[int], serving: asyncio.Task[None]) -> int:
    """The port, once the service listens. Raises what kept it from starting."""
    either: set[asyncio.Future[int] | asyncio.Task[None]] = {started, serving}
    await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    if not started.done():
        serving.result()
        raise CannotStart("The service did not start.")
    return started.result()


async def serve_somewhere(settings: Settings, started: asyncio.Future[int]) -> None:
    """On the port asked for, or the next that is free."""
    for port in range(settings.port, settings.port + PORTS_TRIED):
        try:
            own = {"port": port, "cookie_name": f"surgeline_session_{port}"}
            await serve(settings.model_copy(update=own), started=started.set_result)
        except CannotStart:
            if started.done() or port == settings.port + PORTS_TRIED - 1:
                raise
        else:
            return


async def simulate(demo: Demo, url: str, made: Credentials, say: Say) -> None:
    """Sunday and the winter Monday, as any client would post them, once the service is ready."""
    import httpx

    from app.cli.simulate import local_moment, speed_of
    from app.simulator.run import Simulation, open_client, run

    speed, begin = speed_of(demo.speed), local_moment(demo.begin)
    routine = Routine(HANDINGS, {SHOWN_UNIT: PEOPLE[2].email, "*": PEOPLE[0].email}, begin - AT_HAND)
    staff = Staff(Office(url, SYSTEM, made.password), made.duties, routine)
    async with open_client(url, made.simulator_key) as client, aclosing(staff):
        while True:
            with suppress(httpx.TransportError):
                if (await client.get("/health/ready")).status_code == httpx.codes.OK:
                    break
            await asyncio.sleep(0.2)
        simulation = Simulation(SYSTEM, speed, begin, demo.seed, yesterday=demo.yesterday)
        await run(client, simulation, progress(say, simulation), staff.meanwhile)


def progress(say: Say, simulation: "Simulation") -> Callable[[datetime], None]:
    """Says every few hours how far the day before has come, and then that the day begins."""
    from app.simulator.posts import ZONE

    said: set[datetime] = set()

    def hear(moment: datetime) -> None:
        local = moment.astimezone(ZONE)
        if moment >= simulation.begin:
            pace = f"{simulation.speed} times as fast as it was" if simulation.speed else "and stands still"
            say(f"Ready. It is {local:%A %-d %B %Y, %H:%M}, {pace}.")
            return
        mark = local.replace(hour=local.hour // TOLD_EVERY * TOLD_EVERY, minute=0, second=0)
        if mark not in said:
            said.add(mark)
            say(f"Living through {local:%A}: {local:%H:%M} …")

    return hear


def tell(say: Say, url: str, made: Credentials) -> None:
    """What a newcomer needs, in the order they need it."""
    say("")
    say(f"  Board      {url}")
    for one, label in zip(PEOPLE, ("Sign in as", "or", "or"), strict=True):
        say(f"  {label:10} {one.email:24} {one.name}, {one.sees}")
    say(f"  Password   {made.password}   (for all of them, for this run only)")
    say("")
    say(f"  A key of {SHOWN_UNIT}'s, for posting readings (see README):")
    say(f"  {made.provider_key}")
    say("")
    say("  Ctrl-C stops all of it.")
    say("")
