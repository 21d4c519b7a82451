"""Answers POST /api/v1/readings ahead of FastAPI's layers: the same function, limits, errors and headers as its
route there, which stays for OpenAPI and for whoever asks who may call it. Every other request goes through.
"""

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.api.body import counted, refuse
from app.api.errors import Rule, answer_status, answering
from app.api.problem import problem
from app.api.readings import post_readings
from app.api.security import API_HEADERS

PATH = "/api/v1/readings"
HEADERS = [(name.lower().encode(), value.encode()) for name, value in API_HEADERS.items()]


class Front:
    """Pure ASGI; made last, so that it stands first."""

    def __init__(self, app: ASGIApp, max_bytes: int, rules: Mapping[type[Exception], Rule]) -> None:
        self.app = app
        self.max_bytes = max_bytes
        self.rules = rules
        self.known = tuple(rules)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http" or scope["path"] != PATH or scope["method"] != "POST":
            await self.app(scope, receive, send)
            return
        request = Request(scope, counted(receive, self.max_bytes))
        response = refuse(request.headers, self.max_bytes) or await self.answered(request)
        response.raw_headers.extend(HEADERS)
        await response(scope, receive, send)

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
