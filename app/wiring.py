"""Puts one process together: connections, writers, jobs, routes. The only place that knows every part."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta

import asyncpg
from fastapi import FastAPI

from app.access.door import Door
from app.api.services import Services
from app.backtest.order import Limits
from app.backtest.process import BackTests
from app.board.disclose import disclose
from app.board.snapshot import Snapshots
from app.carriers import carriers
from app.clock import real_now
from app.clock_guard import ClockGuard
from app.configuration import Rules, compile_rules
from app.db.engine import CONNECT_SECONDS, Database, close_database, open_database
from app.db.names import APP
from app.decided import Decision, StreamState
from app.jobs.beat import Beat
from app.jobs.deliver import Deliverer
from app.jobs.follow import Follower
from app.jobs.gauges import Gauges
from app.jobs.heads import Heads
from app.jobs.parents import Parents
from app.jobs.presence import Presence
from app.jobs.schedule import keep_going, scheduler_for
from app.jobs.sessions import close_ended
from app.jobs.upkeep import Upkeep
from app.jobs.waking import Waking
from app.live.hub import Hub
from app.organisations.rules import packaged_rules, rules_here
from app.settings import Settings
from app.stream.configurations import Configurations
from app.stream.writers import Writers
from integrations.channels.message import Channel
from integrations.channels.opening import close_channels, open_channels

HOUR = 3600.0
RESTARTING = 1012
BACK_TESTS_WAITING = 4
NEEDED_SCHEMA = "0006"
"""The newest migration that the code relies on."""


async def rules_at(dsn: str) -> Rules:
    """The packaged packs and those of the database. Raises PackErrors, CatalogueErrors, NotUpgraded: it does not
    start.
    """
    connection = await asyncpg.connect(dsn, server_settings={"role": APP}, timeout=CONNECT_SECONDS)
    try:
        await check_schema(connection)
        return compile_rules(await rules_here(connection))
    finally:
        await connection.close()


def load_rules() -> Rules:
    """The packaged packs alone."""
    return compile_rules(packaged_rules())


def make_services(
    database: Database, rules: Rules, channels: Mapping[str, Channel], settings: Settings
) -> tuple[Services, Waking]:
    """The parts, joined and not yet started."""
    hub = Hub(disclose)
    guard = ClockGuard()
    heads = Heads(database.writer, guard)
    waking = Waking(database.dsn)
    follower = Follower(hub, database.reader, waking.tell)
    waking.heard = follower.heard
    snapshots = Snapshots(database.reader, rules.catalogue)

    def committed(before: StreamState, decision: Decision) -> None:
        follower.committed(before, decision)
        if decision.outgoing:
            deliverer.wake()

    writers = Writers(database.writer, Configurations(), committed, guard)
    deliverer = Deliverer(database.writer, writers, heads, snapshots, channels, public_url_of(settings))
    presence = Presence(database.access)
    parents = Parents(database.writer, writers, heads)
    services = Services(
        database=database,
        rules=rules,
        writers=writers,
        hub=hub,
        heads=heads,
        follower=follower,
        presence=presence,
        beat=Beat(heads, writers, hub, follower, presence, parents),
        parents=parents,
        snapshots=snapshots,
        deliverer=deliverer,
        upkeep=Upkeep(database.writer, heads),
        gauges=Gauges(heads, hub, writers, deliverer),
        back_tests=BackTests(limits_of(settings)),
    )
    return services, waking


async def check_schema(database: asyncpg.Pool | asyncpg.Connection) -> None:
    """Raises NotUpgraded if the database lacks what this version needs. A later schema will do: it is upgraded first,
    while processes of this version still run.
    """
    try:
        version = await database.fetchval("SELECT version_num FROM alembic_version")
    except (
        asyncpg.UndefinedTableError,
        asyncpg.InvalidSchemaNameError,
        asyncpg.InsufficientPrivilegeError,
    ) as error:
        raise NotUpgraded from error
    if version is None or version < NEEDED_SCHEMA:
        raise NotUpgraded


class NotUpgraded(Exception):
    """The database has not been upgraded: `surgeline db upgrade`."""

    def __init__(self) -> None:
        super().__init__("the database lacks the schema of this version: run `surgeline db upgrade`")


def limits_of(settings: Settings) -> Limits:
    """What a back-test may take."""
    return Limits(settings.back_test_seconds, settings.back_test_megabytes, BACK_TESTS_WAITING)


def public_url_of(settings: Settings) -> str:
    """What links in pages begin with."""
    return (settings.public_url or f"http://{settings.host}:{settings.port}").rstrip("/")


def lifespan_for(
    settings: Settings, rules: Rules, channels: Mapping[str, Channel] | None = None
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """The life of the process: everything opened in order, closed in the reverse. `channels`: other carriers than
    those of the settings.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        database = await open_database(settings.dsn)
        await check_schema(database.writer)
        carrying = open_channels(carriers(settings), real_now) if channels is None else channels
        services, waking = make_services(database, rules, carrying, settings)
        scheduler = scheduler_for(
            {
                "beat": (1, services.beat.tick),
                "parents": (1, services.parents.tick),
                "deliver": (1, services.deliverer.tick),
                "presence": (5, services.presence.refresh),
                "sessions": (5, lambda: close_ended(database.access, services.presence)),
                "partitions": (HOUR, services.upkeep.keep_ready),
                "forget": (HOUR, services.upkeep.forget_expired),
            }
        )
        app.state.services = services
        app.state.door = Door(
            lambda: database.access.acquire(timeout=CONNECT_SECONDS), timedelta(hours=settings.session_hours)
        )
        await services.heads.read()
        await services.parents.look()
        await services.upkeep.keep_ready()
        waking.start()
        scheduler.start()
        going = asyncio.create_task(keep_going(scheduler), name="keep going")
        try:
            yield
        finally:
            going.cancel()
            await asyncio.gather(going, return_exceptions=True)
            scheduler.shutdown(wait=False)
            services.hub.close(RESTARTING, "the service is restarting")
            await services.parents.close()
            await services.deliverer.close()
            await services.writers.close()
            await close_channels(carrying)
            await waking.close()
            await close_database(database)

    return lifespan
