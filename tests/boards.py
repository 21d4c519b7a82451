"""A board as a client: signs in, takes a snapshot, follows the socket, comes back by itself."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any, Self

import httpx
import orjson
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from tests.running import EMAIL, PASSWORD

Json = dict[str, Any]
AWAY = (OSError, TimeoutError, ConnectionClosed, InvalidHandshake, httpx.HTTPError)
RETRY_SECONDS = 0.1


@asynccontextmanager
async def signed_in(
    url: str, email: str = EMAIL, password: str = PASSWORD
) -> AsyncIterator[httpx.AsyncClient]:
    """A browser's client: it carries the cookie, and the CSRF token with every write."""
    async with httpx.AsyncClient(base_url=url, timeout=30) as client:
        answer = await client.post("/api/v1/session", json={"email": email, "password": password})
        assert answer.status_code == httpx.codes.OK, answer.text
        client.headers["x-csrf-token"] = answer.json()["csrf"]
        yield client


def cookie_of(client: httpx.AsyncClient) -> str:
    """The cookie as a header's value."""
    return "; ".join(f"{name}={value}" for name, value in client.cookies.items())


def live(url: str, cookie: str, *, stream: str = "QHG", after: int | str = 0, origin: str = "") -> connect:
    """The live socket, not yet opened."""
    address = f"{url.replace('http', 'ws', 1)}/api/v1/systems/{stream}/live?after={after}"
    headers = {"Cookie": cookie, "Origin": origin or url}
    return connect(address, additional_headers=headers, compression=None, max_size=None, open_timeout=10)


async def message(socket: ClientConnection, kind: str, seconds: float = 15) -> Json:
    """The next message of a kind; others are passed over."""
    async with asyncio.timeout(seconds):
        while True:
            found: Json = orjson.loads(await socket.recv())
            if found["kind"] == kind:
                return found


async def closing(socket: ClientConnection, seconds: float = 15) -> tuple[int | None, str | None]:
    """How the other side ends the socket: code and reason."""
    async with asyncio.timeout(seconds):
        with suppress(ConnectionClosed):
            while True:
                await socket.recv()
    return socket.close_code, socket.close_reason


class BoardClient:
    """What a board holds: `states` by unit, right up to `seq`. Follows until it is stopped."""

    def __init__(self, client: httpx.AsyncClient, stream: str = "QHG") -> None:
        self.client = client
        self.stream = stream
        self.seq = -1
        self.states: dict[str, Json] = {}
        self.seen: list[int] = []
        self.notes: list[str] = []
        self.snapshots = self.connections = 0
        self.moved = asyncio.Event()
        self.following: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        await self.resume()
        self.following = asyncio.create_task(self.follow())
        return self

    async def __aexit__(self, *_error: object) -> None:
        assert self.following is not None
        self.following.cancel()
        with suppress(asyncio.CancelledError):
            await self.following

    async def snapshot(self) -> Json:
        """The board now, as the service shows it to whoever comes new."""
        answer = await self.client.get(f"/api/v1/systems/{self.stream}/board")
        answer.raise_for_status()
        body: Json = orjson.loads(answer.content)
        return body

    async def resume(self) -> None:
        """Starts from a snapshot."""
        found = await self.snapshot()
        self.snapshots += 1
        self.seq, self.states = found["head"], found["states"]
        self.moved.set()

    async def follow(self) -> None:
        """For ever: connects after what it has, and takes what comes."""
        url = str(self.client.base_url).rstrip("/")
        while True:
            with suppress(*AWAY):
                async with live(url, cookie_of(self.client), stream=self.stream, after=self.seq) as socket:
                    self.connections += 1
                    async for text in socket:
                        await self.take(orjson.loads(text))
            await asyncio.sleep(RETRY_SECONDS)

    async def take(self, message: Json) -> None:
        """Applies one message as the protocol says."""
        self.notes.append(message["kind"])
        if message["kind"] == "frame":
            if message["from"] > self.seq:
                await self.resume()
            self.seen += [event["seq"] for event in message["events"]]
            for unit, state in message["states"].items():
                if state["v"] > self.states.get(unit, {"v": -1})["v"]:
                    self.states[unit] = state
            self.seq = max(self.seq, message["to"])
        self.moved.set()

    async def until_right(self, seconds: float = 15) -> None:
        """Waits until the board shows what a fresh snapshot shows."""
        fresh = await self.snapshot()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while (self.seq, self.states) != (fresh["head"], fresh["states"]):
                    self.moved.clear()
                    with suppress(TimeoutError):
                        await asyncio.wait_for(self.moved.wait(), 0.2)
                    fresh = await self.snapshot()
        assert (self.seq, self.states) == (fresh["head"], fresh["states"])
