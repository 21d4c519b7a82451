"""A carrier in a process of its own: takes texts by the signed webhook and e-mails as Notify does. Reaches nobody.

`python -m tests.torture.carrier` prints its port. Each process of the service has its own paths, so that the record
says who sent what. A page is taken after `AWAY_SECONDS`, as by a carrier some networks away.
"""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple, TypeAlias

import httpx
import orjson
import uvicorn
from starlette.types import Receive, Scope, Send

from app.clock import real_now
from tests.channels.notify_checks import token_problem
from tests.channels.notify_counterpart import API_KEY, EMAIL_TEMPLATE, SERVICE_ID
from tests.channels.notify_counterpart import SECRET as NOTIFY_SECRET
from tests.channels.voice_counterpart import SECRET, signature

AWAY_SECONDS = 0.05

Headers: TypeAlias = dict[bytes, bytes]


class Arrival(NamedTuple):
    """A page as it was taken: which one, from which process of the service, and when, in seconds since 1970."""

    reference: str
    sender: str
    at: float


class Carrier(NamedTuple):
    """Where it listens."""

    url: str
    pid: int

    def settings(self, sender: str) -> dict[str, str]:
        """What leads a process of the service to it."""
        return {
            "SURGELINE_SMS_WEBHOOK_URL": f"{self.url}/{sender}/pages",
            "SURGELINE_SMS_WEBHOOK_SECRET": SECRET,
            "SURGELINE_NOTIFY_API_KEY": API_KEY,
            "SURGELINE_NOTIFY_EMAIL_TEMPLATE": EMAIL_TEMPLATE,
            "SURGELINE_NOTIFY_URL": f"{self.url}/{sender}",
        }

    def taken(self) -> int:
        """How many it has taken."""
        return int(httpx.get(f"{self.url}/count").text)

    def arrivals(self) -> list[Arrival]:
        """All it has taken, in their order. Raises AssertionError if any was not to be taken."""
        told = orjson.loads(httpx.get(f"{self.url}/taken").content)
        assert not told["refused"], told["refused"][:3]
        return [Arrival(*one) for one in told["taken"]]


@contextmanager
def carrier() -> Iterator[Carrier]:
    """While inside, it listens on loopback."""
    command = [sys.executable, "-m", "tests.torture.carrier"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ))
    assert process.stdout is not None
    try:
        yield Carrier(f"http://127.0.0.1:{int(process.stdout.readline())}", process.pid)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


class Listener:
    """What it has taken, and what it refused."""

    def __init__(self) -> None:
        self.taken: list[Arrival] = []
        self.refused: list[str] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        at, path, body, more = time.time(), str(scope["path"]), b"", True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return  # whoever began it was killed: it never arrived
            body, more = body + message.get("body", b""), message.get("more_body", False)
        match path.split("/")[1:]:
            case ["count"]:
                await answer(send, 200, str(len(self.taken)).encode())
            case ["taken"]:
                await answer(
                    send, 200, orjson.dumps({"taken": [*map(list, self.taken)], "refused": self.refused})
                )
            case path_of:
                sender = path_of[0]
                problem = fault(path, dict(scope["headers"]), body)
                self.refused += [problem] if problem else []
                reference = str(orjson.loads(body)["reference"])
                self.taken.append(Arrival(reference, sender, at))
                await asyncio.sleep(AWAY_SECONDS)
                await answer(send, 201, orjson.dumps({"id": f"taken-{len(self.taken)}"}))


def fault(path: str, headers: Headers, body: bytes) -> str | None:
    """Why a request is not one of the service's."""
    if path.endswith("/pages"):
        signed = signature(headers[b"surgeline-timestamp"].decode(), body)
        return None if headers[b"surgeline-signature"].decode() == signed else "signature"
    problem = token_problem(headers[b"authorization"].decode(), SERVICE_ID, NOTIFY_SECRET, real_now())
    return None if problem is None else problem.message


async def answer(send: Send, status: int, body: bytes) -> None:
    """A whole answer."""
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def listen() -> None:
    """For ever."""
    config = uvicorn.Config(
        Listener(), host="127.0.0.1", port=0, lifespan="off", ws="none", log_config=None, access_log=False
    )
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    sys.stdout.write(f"{server.servers[0].sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.main_loop()


if __name__ == "__main__":
    asyncio.run(listen())
