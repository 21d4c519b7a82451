"""Who only broadcasts: our hub and socket loop, and nginx with nchan. Both take a POST and tell all."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from tests.torture.house import NGINX, free_port

MODULE = Path("/usr/lib/nginx/modules/ngx_nchan_module.so")
NCHAN = None if NGINX is None or not MODULE.exists() else NGINX
CONFIGURATION = """
load_module {module};
daemon off;
worker_processes 1;
pid {place}/pid;
error_log {place}/error.log;
events {{ worker_connections 8192; }}
http {{
  access_log off;
  client_body_temp_path {place}/body;
  client_max_body_size 1m;
  client_body_buffer_size 1m;
  nchan_shared_memory_size 64m;
  server {{
    listen 127.0.0.1:{port} backlog=2048;
    location = /pub {{ nchan_publisher http; nchan_channel_id bench; nchan_message_buffer_length 1; }}
    location = /sub {{ nchan_subscriber websocket; nchan_channel_id bench; nchan_subscriber_first_message newest; }}
  }}
}}
"""
HUB = """
import asyncio, socket
import uvicorn, uvloop
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from app.api.board import DIRECT, serve
from app.board.disclose import disclose
from app.cli.broadcasting import Broadcasting
from app.cli.server import calm_collector
from app.live.board import Board
from app.live.chunk import Chunk
from app.live.hub import Hub

hub = Hub(disclose)
seq = 0

async def sub(websocket):
    await websocket.accept()
    board = Board("all", seq)
    board.direct = websocket.scope["extensions"][DIRECT]
    hub.join("S", board, seq)
    try:
        await serve(websocket, board)
    finally:
        hub.leave("S", board)

async def pub(request):
    global seq
    text = (await request.body()).decode()
    seq += 1
    if hub.head("S") is not None:
        at, event = "2026-01-12T12:00:00.000000Z", '{"kind":"level"}'
        hub.publish("S", Chunk(seq - 1, seq, at, "live", (seq,), (event,), {"U": text}))
    return Response(str(seq))

app = Starlette(routes=[Route("/pub", pub, methods=["POST"]), WebSocketRoute("/sub", sub)])
sock = socket.socket(); sock.bind(("127.0.0.1", 0)); sock.listen(2048); print(sock.getsockname()[1], flush=True)
config = uvicorn.Config(app, loop="uvloop", http="httptools", ws=Broadcasting, ws_per_message_deflate=False,
                        access_log=False, log_level="error")
calm_collector()
uvloop.run(uvicorn.Server(config).serve(sockets=[sock]))
"""
"""The service's own fan-out, from the hub to the socket."""


@contextmanager
def our_hub() -> Iterator[tuple[str, psutil.Process]]:
    """Our broadcast alone: its address and process."""
    process = subprocess.Popen(
        [sys.executable, "-c", HUB], stdout=subprocess.PIPE, text=True, env=dict(os.environ)
    )
    assert process.stdout is not None
    port = process.stdout.readline().strip()
    try:
        yield f"http://127.0.0.1:{port}", psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def nchan(folder: Path) -> Iterator[tuple[str, psutil.Process]]:
    """The peer's."""
    assert NCHAN is not None
    place, port = folder / "nchan", free_port()
    place.mkdir()
    file = place / "nginx.conf"
    file.write_text(CONFIGURATION.format(module=MODULE, place=place, port=port))
    process = subprocess.Popen([NCHAN, "-p", str(place), "-c", str(file), "-e", f"{place}/error.log"])
    url = f"http://127.0.0.1:{port}"
    try:
        asyncio.run(listening(port))
        yield url, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(10)


async def listening(port: int) -> None:
    """Until somebody does."""
    for _ in range(200):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.05)
        else:
            writer.close()
            return
    raise AssertionError(f"nobody listens on {port}")


def memory_of(process: psutil.Process) -> float:
    """Megabytes of a process and its children, what they share counted once."""
    family = [process, *process.children(recursive=True)]
    return float(sum(one.memory_full_info().pss for one in family)) / 2**20
