"""What is around every route: errors as problems, limits, headers. Wiring adds routes, door and jobs."""

from typing import Any

from fastapi import FastAPI

from app.api.address import PlainAddress
from app.api.body import BodyLimit
from app.api.compress import Compressed
from app.api.errors import add_error_handlers
from app.api.problem import REFUSALS, SHAPES
from app.api.security import SecurityHeaders
from app.settings import Settings


class Shell(FastAPI):
    """An application whose own description holds the shapes of its problems."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document, made once all routes are there."""
        document = super().openapi()
        document.setdefault("components", {}).setdefault("schemas", {}).update(SHAPES)
        return document


def make_shell(settings: Settings, **options: object) -> FastAPI:
    """An application without routes. Wiring sets `app.state.door` before the first request."""
    app = Shell(
        title="Surgeline",
        version="1",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        responses=REFUSALS,
        **options,  # type: ignore[arg-type]
    )
    app.state.settings = settings
    add_error_handlers(app)
    app.add_middleware(BodyLimit, max_bytes=settings.max_body_bytes)
    app.add_middleware(PlainAddress)
    app.add_middleware(Compressed)
    app.add_middleware(SecurityHeaders)
    return app
