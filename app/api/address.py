"""What a request's query may hold: text that a database can be asked about. Pure ASGI; knows no route."""

from starlette.types import ASGIApp, Receive, Scope, Send

from app.api.problem import problem


class PlainAddress:
    """Refuses a query with a zero byte in it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] == "http" and b"%00" in scope["query_string"]:
            refusal = problem(400, "bad_address", "Not an address", "An address holds no zero bytes.")
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, send)
