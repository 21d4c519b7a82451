"""Answers POST /api/v1/readings ahead of FastAPI's layers: the same function, limits, errors and headers as its
route there, which stays for OpenAPI and for whoever asks who may call it. Every other request goes through.
"""

from collections.abc import Mapping
from math import ceil
from time import monotonic

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.access.flood import Flood, cost_of
from app.api.body import CLOSE, counted, refuse
from app.api.errors import Rule, answer_status, answering
from app.api.problem import problem
from app.api.readings import post_readings
from app.api.security import API_HEADERS
from app.measured import POSTS_LIMITED

PATH = "/api/v1/readings"
HEADERS = [(name.lower().encode(), value.encode()) for name, value in API_HEADERS.items()]


class Front:
    """Pure ASGI; made last, so that it stands first."""

    def __init__(
        self, app: ASGIApp, max_bytes: int, rules: Mapping[type[Exception], Rule], flood: Flood
    ) -> None:
        self.app = app
        self.flood = flood
        self.max_bytes = max_bytes
        self.rules = rules
        self.known = tuple(rules)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http" or scope["path"] != PATH or scope["method"] != "POST":
            await self.app(scope, receive, send)
            return
        request = Request(scope, counted(receive, self.max_bytes))
        response = (
            refuse(request.headers, self.max_bytes)
            or self.limited(request.headers)
            or await self.answered(request)
        )
        response.raw_headers.extend(HEADERS)
        await response(scope, receive, send)

    def limited(self, headers: Headers) -> Response | None:
        """429 for a sender that floods us, before its body is read: the others must not wait for it."""
        length = headers.get("content-length", "")
        cost = cost_of(int(length) if length.isdigit() else self.max_bytes)
        whose = headers.get("authorization") or headers.get("cookie") or ""
        wait = self.flood.admit(hash(whose), cost, monotonic())
        if wait == 0:
            return None
        POSTS_LIMITED.inc()
        seconds = ceil(wait)
        detail = f"Nothing of this post was stored. Send it again after {seconds} s, and fewer at a time."
        again = {"Retry-After": str(seconds), **CLOSE}
        return problem(429, "too_many_posts", "Too many posts at once", detail, headers=again)

    async def answered(self, request: Request) -> Response:
        """The route's answer; a broken rule is answered by the same table as everywhere."""
        try:
            return await post_readings(request)
        except HTTPException as error:
            return await answer_status(request, error)
        except ClientDisconnect:
            return problem(
                400, "gone", "The sender is gone", "The body did not arrive whole; nothing was stored."
            )
        except self.known as error:
            kind = next(kind for kind in type(error).__mro__ if kind in self.rules)
            return await answering(self.rules[kind])(request, error)
