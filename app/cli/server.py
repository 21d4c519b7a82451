"""uvicorn as this service runs it. Knows no route."""

import gc
import socket
from collections.abc import Callable

import asyncpg
import uvicorn

from app.cli.broadcasting import Broadcasting
from app.cli.impatient import Impatient
from app.configuration import Rules
from app.main import create_app
from app.settings import Settings
from app.wiring import NotUpgraded, rules_at
from triggers.loading import PackErrors

QUEUE = 2048
STOP_SECONDS = 5
COLLECT_AFTER = (50_000, 20, 20)
UNTAKEN_MS = 30_000
SAYS_NOTHING = 4096  # bytes: a board has nothing to say


class CannotStart(Exception):
    """The service does not start; the message says what to do."""


def listening(host: str, port: int) -> socket.socket:
    """A bound socket. Raises CannotStart."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(
        socket, "TCP_USER_TIMEOUT"
    ):  # a peer that takes nothing for so long is gone: connections inherit it
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNTAKEN_MS)
    try:
        made.bind((host, port))
        made.listen(QUEUE)  # at once: two may bind a port that nobody listens on yet
    except OSError as error:
        made.close()
        raise CannotStart(f"Cannot listen on {host}:{port}: {error.strerror}") from None
    return made


async def rules_of(dsn: str) -> Rules:
    """The rules this process judges by. Raises CannotStart for packs that do not check."""
    try:
        return await rules_at(dsn)
    except PackErrors as error:
        raise CannotStart(f"A rule pack does not check, so the service does not start:\n{error}") from None
    except (NotUpgraded, asyncpg.InvalidParameterValueError):
        raise CannotStart(str(NotUpgraded())) from None
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise CannotStart(f"The database cannot be reached: {error}") from None


def make_server(settings: Settings, rules: Rules) -> uvicorn.Server:
    """A server not yet started."""
    app = create_app(settings, rules)
    config = uvicorn.Config(
        app,
        loop="uvloop",
        http=Impatient,
        ws=Broadcasting,
        ws_max_size=SAYS_NOTHING,
        ws_per_message_deflate=False,
        backlog=QUEUE,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=STOP_SECONDS,
        server_header=False,
        lifespan="on",
    )
    return uvicorn.Server(config)


def calm_collector() -> None:
    """Leaves what lives as long as the process out of every later collection, and collects less often.

    A request makes thousands of tuples, none in a circle: with the defaults the collector walked the whole heap
    again and again, which cost more than the request and made its slowest hundredth some 20 times slower.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)


async def serve(settings: Settings, *, started: Callable[[int], None] | None = None) -> None:
    """Serves until told to stop. Raises CannotStart."""
    bound = listening(settings.host, settings.port)
    try:
        server = make_server(settings, await rules_of(settings.dsn))
    except CannotStart:
        bound.close()
        raise
    calm_collector()
    port = bound.getsockname()[1]
    if started is None:
        print(f"Surgeline listens on http://{settings.host}:{port}", flush=True)  # noqa: T201 - a command's output
    else:
        started(port)
    await server.serve(sockets=[bound])
    if not server.started:
        raise CannotStart("The service did not start; the log says why. Is the database there and upgraded?")
