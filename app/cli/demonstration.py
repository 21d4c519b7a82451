"""The demonstration in order: database, schema, system, people and keys, service, simulator; and its end."""

import asyncio
import itertools
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import asyncpg
import uvloop

from app.access.actions import Role
from app.access.enrol import Person, Wanted, add_key, add_user
from app.cli.logs import set_up_logs
from app.cli.server import CannotStart, serve
from app.clock import real_now
from app.db.engine import as_owner
from app.db.upgrade import upgrade
from app.embedded import Cluster, EmbeddedError, FolderInUse, running
from app.organisations.apply import apply_system
from app.organisations.reference_systems import reference_text
from app.settings import Settings

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
        for one in PEOPLE:
            person = Person(one.email, one.name, password)
            await add_user(connection, person, Wanted(SYSTEM, (one.unit,), one.role), real_now())
        simulator = Wanted(SYSTEM, ("*",), Role.SIMULATOR)
        simulated = await add_key(connection, "simulator", simulator, real_now())
        provider = Wanted(SYSTEM, (SHOWN_UNIT,), Role.PROVIDER)
        provided = await add_key(connection, f"demo key of {SHOWN_UNIT}", provider, real_now())
    return Credentials(password, simulated.key, provided.key)


async def live(demo: Demo, dsn: str, made: Credentials, say: Say) -> None:
    """The service and the simulator beside it; when one ends so does the other."""
    started: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    settings = Settings(dsn=dsn, host=LOOPBACK, port=demo.port)
    serving = asyncio.create_task(serve_somewhere(settings, started))
    port = await first_of(started, serving)
    url = f"http://{LOOPBACK}:{port}"
    tell(say, url, made)
    simulating = asyncio.create_task(simulate(demo, url, made.simulator_key, say))
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


async def simulate(demo: Demo, url: str, key: str, say: Say) -> None:
    """Sunday and the winter Monday, as any client would post them, once the service is ready."""
    import httpx

    from app.cli.simulate import local_moment, speed_of
    from app.simulator.run import Simulation, open_client, run

    async with open_client(url, key) as client:
        while True:
            with suppress(httpx.TransportError):
                if (await client.get("/health/ready")).status_code == httpx.codes.OK:
                    break
            await asyncio.sleep(0.2)
        speed, begin = speed_of(demo.speed), local_moment(demo.begin)
        simulation = Simulation(SYSTEM, speed, begin, demo.seed, yesterday=demo.yesterday)
        await run(client, simulation, progress(say, simulation))


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
