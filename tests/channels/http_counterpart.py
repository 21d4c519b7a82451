"""An ASGI application on a loopback port, in the loop of the test. Knows no carrier."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.requests import Request
from starlette.types import ASGIApp


@asynccontextmanager
async def listening(app: ASGIApp) -> AsyncIterator[str]:
    """Its URL without a slash at the end."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, lifespan="off", ws="none", log_config=None)
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    [listener] = server.servers
    try:
        yield f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}"
    finally:
        await _stop(server, listener)


async def _stop(server: uvicorn.Server, listener: asyncio.Server) -> None:
    """At once: the server's own way of stopping polls, which is most of a short test."""
    listener.close()
    for connection in list(server.server_state.connections):
        connection.shutdown()
    await asyncio.gather(*server.server_state.tasks)
    await listener.wait_closed()


async def never(request: Request) -> None:
    """Does not answer before the caller has gone away."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
