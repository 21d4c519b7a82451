"""What a body may be: JSON, or CSV for an address that ends so; and not too large. Pure ASGI; never reads it itself."""

from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.problem import problem

CLOSE = {"Connection": "close"}  # what was refused unread would otherwise still have to be read
LONGEST_NUMBER = 12
WITH_BODY = frozenset({"POST", "PUT", "PATCH", "DELETE"})
JSON, CSV = "application/json", "text/csv"


class BodyLimit:
    """Refuses what is declared too large before reading, and what turns out too large while reading."""

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self.app = app
        self.max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http" or scope["method"] not in WITH_BODY:
            await self.app(scope, receive, send)
            return
        takes = (JSON, CSV) if scope["path"].endswith("/csv") else (JSON,)
        refusal = refuse(Headers(scope=scope), self.max_bytes, takes)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        await self.app(scope, counted(receive, self.max_bytes), send)


def refuse(headers: Headers, max_bytes: int, takes: Sequence[str] = (JSON,)) -> Response | None:
    """413, 415 or 400 where the headers alone say so. `takes`: media types."""
    length = headers.get("content-length", "0" if "transfer-encoding" not in headers else None)
    if length is not None and not (length.isascii() and length.isdigit()):
        return problem(400, "bad_request", "Bad request", "Content-Length is not a number.")
    if length is not None and (len(length) > LONGEST_NUMBER or int(length) > max_bytes):
        return problem(413, "too_large", "The body is too large", too_large(max_bytes), headers=CLOSE)
    if length != "0" and media_type(headers.get("content-type", "")) not in takes:
        wanted = f"Send Content-Type: {takes[-1]}."
        return problem(415, "not_json", "The body is not JSON", wanted, headers=CLOSE)
    return None


def media_type(content_type: str) -> str:
    """What the body is, whatever its parameters."""
    return content_type.partition(";")[0].strip().lower()


def too_large(max_bytes: int) -> str:
    """What a sender can do about it."""
    return f"At most {max_bytes} bytes are taken at once. Send it in several parts."


def counted(receive: Receive, max_bytes: int) -> Receive:
    """The same messages, until they are more than is taken: then the status a route's reading ends with."""
    left = max_bytes

    async def receive_counted() -> Message:
        nonlocal left
        message = await receive()
        if message["type"] == "http.request":
            left -= len(message.get("body", b""))
            if left < 0:
                raise HTTPException(413, too_large(max_bytes), CLOSE)
        return message

    return receive_counted
