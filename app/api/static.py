"""The built board's files, and its one page wherever the board's own routes lead. Builds nothing."""

import asyncio
import gzip
from functools import lru_cache
from pathlib import Path, PurePosixPath

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocketClose

from app.api.compress import LEAST, takes_gzip
from app.api.decisions import ANYONE
from app.api.problem import problem

BOARD = Path(__file__).parent.parent / "web"
PAGE = "index.html"
NAMED_BY_CONTENT = "assets/"
NOT_PAGES = ("api", "health", "metrics", "assets")
TEXTS = (".css", ".html", ".js", ".json", ".svg", ".txt")
FOR_EVER = "public, max-age=31536000, immutable"


class BoardFiles(StaticFiles):
    """Files by name; any other address without a suffix is the page. Assets are named by their content."""

    decision = ANYONE

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI; there is no websocket among files."""
        if scope["type"] == "websocket":
            await WebSocketClose()(scope, receive, send)
            return
        await super().__call__(scope, receive, send)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, or the page, and how long a browser may keep it."""
        file = path
        try:
            response = await super().get_response(path, scope)
        except HTTPException as error:
            if error.status_code != 404 or not is_page(path):  # noqa: PLR2004
                raise
            file, response = PAGE, await super().get_response(PAGE, scope)
        response.headers["Cache-Control"] = FOR_EVER if path.startswith(NAMED_BY_CONTENT) else "no-cache"
        return await packed(response, scope) if file.endswith(TEXTS) else response


async def packed(response: Response, scope: Scope) -> Response:
    """The file gzipped where that is taken and worth it. Its ETag is then a weak one: the same file, other bytes."""
    asked = Headers(scope=scope)
    response.headers["Vary"] = "Accept-Encoding"
    if not takes_gzip(asked) or "range" in asked:
        return response
    response.headers["ETag"] = f"W/{response.headers['etag']}"
    if not isinstance(response, FileResponse) or int(response.headers["content-length"]) < LEAST:
        return response
    body = await asyncio.to_thread(packed_file, Path(response.path), response.headers["etag"])
    length = {"content-encoding": "gzip", "content-length": str(len(body))}
    headers = {name: value for name, value in response.headers.items() if name != "accept-ranges"} | length
    return Response(b"" if scope["method"] == "HEAD" else body, headers=headers)


@lru_cache(maxsize=64)
def packed_file(path: Path, _etag: str) -> bytes:
    """A file, gzipped as small as it goes: once for as long as it stands unchanged."""
    return gzip.compress(path.read_bytes(), mtime=0)


def is_page(path: str) -> bool:
    """Whether an address that is no file belongs to the board."""
    parts = PurePosixPath(path).parts
    return not parts or (parts[0] not in NOT_PAGES and "." not in parts[-1])


async def not_built(scope: Scope, receive: Receive, send: Send) -> None:
    """Says what to do where a checkout has no built board."""
    if scope["type"] == "websocket":
        await WebSocketClose()(scope, receive, send)
        return
    if not is_page(str(PurePosixPath(scope["path"].lstrip("/")))):
        raise HTTPException(404)
    answer = problem(
        404, "board_not_built", "The board is not built", "Run `make setup`. The API is at /api/v1."
    )
    await answer(scope, receive, send)


not_built.decision = ANYONE  # type: ignore[attr-defined]


def add_board(app: FastAPI, folder: Path = BOARD) -> None:
    """Serve the board at every path no route has taken: called after all routes are there."""
    built = (folder / PAGE).is_file()
    app.mount("/", BoardFiles(directory=folder) if built else not_built, name="board")
