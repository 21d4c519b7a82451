"""The simulator's side of the HTTP API: the clock, and one post at a time. Plans nothing."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from http import HTTPStatus
from typing import NamedTuple

import httpx
import orjson
import stamina

from app.simulator.posts import Post, body_of

READINGS = "/api/v1/readings"
RETRY_SECONDS = 300.0
LONGEST_WAIT = 5.0


class ClockReading(NamedTuple):
    """Service time as the server tells it, and its pace."""

    now: datetime
    speed: Decimal


class ServerTrouble(Exception):
    """The server is not able to answer just now: worth another try."""


class Refused(Exception):
    """The server answered, and the answer will not change by asking again."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        self.status, self.code, self.detail = status, code, detail
        super().__init__(f"{status} {code}: {detail}")


async def read_clock(client: httpx.AsyncClient, system: str) -> ClockReading:
    """The stream's service time now. Raises Refused."""
    answer = _taken(await _ask(client, "GET", f"/api/v1/systems/{system}/clock"))
    return ClockReading(datetime.fromisoformat(answer["now"]), Decimal(str(answer["speed"])))


async def set_clock(client: httpx.AsyncClient, system: str, at: datetime | None, speed: Decimal) -> None:
    """Sets the stream's service time and pace; `at` None: only the pace. Raises Refused."""
    body: dict[str, object] = {"speed": orjson.Fragment(format(speed, "f"))}
    if at is not None:
        body["at"] = at.astimezone(UTC).isoformat()
    _taken(await _ask(client, "PUT", f"/api/v1/systems/{system}/clock", content=orjson.dumps(body)))


async def send(client: httpx.AsyncClient, post: Post, run: str) -> Mapping[str, int]:
    """Sends a post, again while the server is in trouble, and gives the count of each verdict.

    `run` tells one simulation from another: a repeat within one is answered as before. Raises
    Refused, except where the readings themselves were refused.
    """
    body = orjson.dumps(body_of(post))
    key = sha256(f"{run}\n{post.at.isoformat()}\n{post.unit}\n".encode() + body).hexdigest()
    response = await _ask(client, "POST", READINGS, content=body, headers={"Idempotency-Key": key})
    found = response.json()
    if isinstance(found, dict) and "counts" in found:
        return {verdict: count for verdict, count in found["counts"].items() if count}
    _taken(response)
    return {}


@stamina.retry(
    on=(httpx.TransportError, ServerTrouble), attempts=None, timeout=RETRY_SECONDS, wait_max=LONGEST_WAIT
)
async def _ask(
    client: httpx.AsyncClient,
    method: str,
    path: str,
    content: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> httpx.Response:
    """The answer, whatever it is, unless the server is in trouble; then it is asked again."""
    response = await client.request(
        method, path, content=content, headers={"Content-Type": "application/json", **(headers or {})}
    )
    if (
        response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
        or response.status_code == HTTPStatus.TOO_MANY_REQUESTS
    ):
        raise ServerTrouble(f"{response.status_code} from {method} {path}")
    return response


def _taken(response: httpx.Response) -> Mapping[str, str]:
    """The JSON object of a good answer. Raises Refused."""
    found = response.json() if response.content else {}
    answer = found if isinstance(found, dict) else {}
    if response.is_error:
        raise Refused(
            response.status_code, answer.get("code", "refused"), answer.get("detail", response.text[:200])
        )
    return answer
