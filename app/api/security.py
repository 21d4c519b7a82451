"""Headers by which a browser protects its user. Pure ASGI; looks at the path, never at the answer's body."""

from collections.abc import Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

EVERYWHERE = {
    "Content-Security-Policy": (
        "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data:; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
API_HEADERS = {**EVERYWHERE, "Cache-Control": "no-store"}


def raw(headers: Mapping[str, str]) -> tuple[tuple[bytes, bytes], ...]:
    """As ASGI sends them."""
    return tuple((name.lower().encode(), value.encode()) for name, value in headers.items())


RAW_EVERYWHERE, RAW_API_HEADERS = raw(EVERYWHERE), raw(API_HEADERS)


class SecurityHeaders:
    """Adds what an answer does not say itself; what is under /api is never stored by anybody on the way."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        wanted = RAW_API_HEADERS if scope["path"].startswith("/api/") else RAW_EVERYWHERE

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(h for h in wanted if h[0] not in said)]
            await send(message)

        await self.app(scope, receive, send_with_headers)
