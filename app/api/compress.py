"""Answers of the API, gzipped for whoever takes that. Pure ASGI; never what holds a secret, never a socket.

What answers a GET under /api is packed as it goes, above a size; what came packed already goes as it is. A secret
packed together with what somebody else can put into the same answer could be guessed from its length (BREACH): so
the answers that carry the CSRF token are left alone. POST /api/v1/readings never comes by here (app.api.front).
"""

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipResponder, IdentityResponder
from starlette.types import ASGIApp, Receive, Scope, Send

UNDER = "/api/"
WITH_SECRETS = ("/api/v1/session",)
LEAST = 1_000
"""Bytes: what is smaller fits into one packet as it is."""
LEVEL = 6
GZIPPED: Mapping[str, str] = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
"""The headers of a body that was packed before it came here."""


class Compressed:
    """Packs GET answers; starlette's own responders do it, in a thread where it takes long."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if not packable(scope):
            await self.app(scope, receive, send)
        elif takes_gzip(Headers(scope=scope)):
            await GZipResponder(self.app, LEAST, LEVEL)(scope, receive, send)
        else:
            await IdentityResponder(self.app, LEAST)(scope, receive, send)


def packable(scope: Scope) -> bool:
    """Whether the answer may be packed at all."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    path: str = scope["path"]
    return path.startswith(UNDER) and not path.startswith(WITH_SECRETS)


def takes_gzip(headers: Headers) -> bool:
    """Whether the client says it takes gzip; `gzip;q=0` says that it does not."""
    taken: dict[str, float] = {}
    for part in ",".join(headers.getlist("accept-encoding")).split(","):
        name, _, parameters = part.partition(";")
        taken[name.strip().lower()] = quality(parameters)
    return taken.get("gzip", taken.get("*", 0)) > 0


def quality(parameters: str) -> float:
    """The weight of `q=0.5`; 1 where none is given, 0 where it is none."""
    name, _, given = parameters.partition("=")
    if name.strip().lower() != "q":
        return 1
    try:
        return float(given)
    except ValueError:
        return 0
