"""GOV.UK Notify as far as we use it, over real HTTP on loopback: takes messages and calls back. Sends no text."""

from collections import Counter, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Literal, NamedTuple, cast
from uuid import uuid4

import httpx
import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.clock import real_now
from tests.channels.http_counterpart import listening, never
from tests.channels.notify_checks import Kind, Refusal, Wanted, checked, token_problem

SERVICE_ID = "26785a09-ab16-4eb0-8407-a37497a57506"
SECRET = "3d844edf-8d35-48ac-975b-e847b4f122b0"
API_KEY = f"surgeline-test-{SERVICE_ID}-{SECRET}"
SMS_TEMPLATE = "f33517ff-2a88-4f6e-b855-c550268ce08a"
EMAIL_TEMPLATE = "9d751e0e-f929-4891-82a1-a3e1c3c18ee3"
SAME_PER_HOUR, ANY_PER_HOUR = 20, 100
"""To one number; beyond it networks refuse what Notify has taken."""
ENDS = {"7700900002": "permanent-failure", "7700900003": "temporary-failure"}
"""How texts to the test numbers of Notify end; to all others: delivered."""

Trouble = int | Literal["hangs"]


class Sent(NamedTuple):
    """A message that Notify took. `end`: the status its receipt will have."""

    id: str
    wanted: Wanted
    at: datetime
    end: str


class NotifyCounterpart:
    """What it was sent, and how it behaves; both may be changed while it listens."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.url = ""
        self.sent: list[Sent] = []
        self.refused: list[Refusal] = []
        self.troubles: deque[Trouble] = deque()  # each is the fate of one request to come
        self.per_minute, self.per_day = 3000, 250_000
        self.templates: dict[str, Kind] = {SMS_TEMPLATE: "sms", EMAIL_TEMPLATE: "email"}
        self._now = now

    def to(self, address: str) -> list[str]:
        """The texts, or subjects of e-mails, that went to an address."""
        return [_words(sent.wanted) for sent in self.sent if sent.wanted.to == address]

    async def take(self, request: Request) -> Response:
        if self.troubles:
            trouble = self.troubles.popleft()
            if trouble == "hangs":
                await never(request)
                return Response()
            return JSONResponse(Refusal(trouble, "Exception", "Internal server error").body(), trouble)
        answer = self._answer(request, await request.body())
        if isinstance(answer, Refusal):
            self.refused.append(answer)
            return JSONResponse(answer.body(), answer.status)
        self.sent.append(answer)
        return JSONResponse({"id": answer.id, "reference": answer.wanted.reference}, 201)

    def _answer(self, request: Request, body: bytes) -> Sent | Refusal:
        now = self._now()
        if problem := token_problem(request.headers.get("authorization"), SERVICE_ID, SECRET, now):
            return problem
        if request.headers.get("content-type") != "application/json":
            return Refusal(400, "BadRequestError", "Invalid JSON supplied in POST data")
        if problem := self._limit_problem(now):
            return problem
        wanted = checked(cast("Kind", request.path_params["kind"]), body, self.templates)
        return (
            wanted if isinstance(wanted, Refusal) else Sent(str(uuid4()), wanted, now, self._end(wanted, now))
        )

    def _limit_problem(self, now: datetime) -> Refusal | None:
        if len(self.sent) >= self.per_day:
            return Refusal(429, "TooManyRequestsError", f"Exceeded send limits ({self.per_day}) for today")
        if self._count(now, timedelta(minutes=1)).total() >= self.per_minute:
            words = f"Exceeded rate limit for key type LIVE of {self.per_minute} requests per 60 seconds"
            return Refusal(429, "RateLimitError", words)
        return None

    def _end(self, wanted: Wanted, now: datetime) -> str:
        if wanted.kind == "email":
            return "delivered"
        hour = self._count(now, timedelta(hours=1))
        anything = sum(count for (to, _), count in hour.items() if to == wanted.to)
        if hour[wanted.to, _words(wanted)] >= SAME_PER_HOUR or anything >= ANY_PER_HOUR:
            return "permanent-failure"
        return next((end for number, end in ENDS.items() if wanted.to.endswith(number)), "delivered")

    def _count(self, now: datetime, span: timedelta) -> Counter[tuple[str, str]]:
        return Counter((sent.wanted.to, _words(sent.wanted)) for sent in self.sent if sent.at > now - span)


def _words(wanted: Wanted) -> str:
    return wanted.personalisation["text" if wanted.kind == "sms" else "subject"]


def receipt(sent: Sent, status: str | None = None) -> bytes:
    """The body of its receipt: with the status it ends with, or another."""
    at = sent.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return orjson.dumps(
        {
            "id": sent.id,
            "reference": sent.wanted.reference,
            "to": sent.wanted.to,
            "status": status or sent.end,
            "created_at": at,
            "completed_at": at,
            "sent_at": at,
            "notification_type": sent.wanted.kind,
            "template_id": SMS_TEMPLATE if sent.wanted.kind == "sms" else EMAIL_TEMPLATE,
            "template_version": 1,
        }
    )


async def call_back(
    client: httpx.AsyncClient, url: str, token: str, sent: Sent, status: str | None = None
) -> httpx.Response:
    """Posts the receipt to a service as Notify does, with the token the service gave it."""
    headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
    return await client.post(url, content=receipt(sent, status), headers=headers)


@asynccontextmanager
async def notify_listening(now: Callable[[], datetime] = real_now) -> AsyncIterator[NotifyCounterpart]:
    """Takes messages for API_KEY at its `url`."""
    counterpart = NotifyCounterpart(now)
    route = Route("/v2/notifications/{kind}", counterpart.take, methods=["POST"])
    async with listening(Starlette(routes=[route])) as counterpart.url:
        yield counterpart
