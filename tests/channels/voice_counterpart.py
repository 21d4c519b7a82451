"""A supplier of voice calls behind the signed webhook, on loopback: takes calls and calls back. Rings nobody."""

import hashlib
import hmac
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Literal, NamedTuple

import httpx
import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.clock import real_now
from tests.channels.http_counterpart import listening, never

SECRET = "a secret shared with the supplier"
CLOCK_SECONDS = 300


class Answer(NamedTuple):
    """What it says to one request to come, whatever that is."""

    status: int
    body: bytes = b"{}"
    headers: Mapping[str, str] = {}


class VoiceCounterpart:
    """The calls it took, once for each Idempotency-Key, and the answers it is to give instead."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.url = ""
        self.calls: list[dict[str, object]] = []
        self.answers: deque[Answer | Literal["hangs"]] = deque()
        self._taken: set[str] = set()
        self._now = now

    async def take(self, request: Request) -> Response:
        if self.answers:
            answer = self.answers.popleft()
            if answer == "hangs":
                await never(request)
                return Response()
            return Response(answer.body, answer.status, dict(answer.headers))
        body = await request.body()
        timestamp = request.headers["surgeline-timestamp"]
        late = abs(self._now().timestamp() - int(timestamp)) > CLOCK_SECONDS
        if late or request.headers["surgeline-signature"] != signature(timestamp, body):
            return JSONResponse({"error": "signature"}, 401)
        key = request.headers["idempotency-key"]
        if key not in self._taken:
            self._taken.add(key)
            self.calls.append(orjson.loads(body))
        return JSONResponse({"id": f"call-{key}"}, 202)


def signature(timestamp: str, body: bytes) -> str:
    """As the documentation of the webhook says, and not as our own function does it."""
    return "v1=" + hmac.new(SECRET.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


async def call_back(
    client: httpx.AsyncClient, url: str, told: Mapping[str, object], now: datetime
) -> httpx.Response:
    """Posts what became of a call to a service, signed: reference, status, keypress."""
    body, timestamp = orjson.dumps(dict(told)), str(int(now.timestamp()))
    headers = {"surgeline-timestamp": timestamp, "surgeline-signature": signature(timestamp, body)}
    return await client.post(url, content=body, headers={"content-type": "application/json", **headers})


@asynccontextmanager
async def voice_listening(now: Callable[[], datetime] = real_now) -> AsyncIterator[VoiceCounterpart]:
    """Takes calls at its `url` if they are signed with SECRET."""
    counterpart = VoiceCounterpart(now)
    route = Route("/calls", counterpart.take, methods=["POST"])
    async with listening(Starlette(routes=[route])) as base:
        counterpart.url = f"{base}/calls"
        yield counterpart
