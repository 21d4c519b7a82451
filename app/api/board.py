"""The board's snapshot and its live socket."""

import asyncio
import re
from contextlib import suppress
from secrets import token_hex
from typing import Annotated

import asyncpg
import structlog
from fastapi import APIRouter, Depends, Request
from sqlalchemy.exc import DBAPIError
from starlette.responses import Response
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from app.access.actions import Action
from app.access.may import disclosure, leading_role
from app.access.principal import Principal
from app.access.store import Session
from app.api.allowed import NOT_ALLOWED, SocketRefused, allowed, allowed_socket
from app.api.compress import GZIPPED, takes_gzip
from app.api.moments import AskedMoment, moment_asked, sources_of
from app.api.services import Services, services_of
from app.board.chunks import chunk_after
from app.board.past.board_then import board_then
from app.jobs.presence import Watcher
from app.live.board import Board
from app.live.chunk import frame_text
from app.measured import BOARDS_CUT
from app.messages.board import LiveMessage, Snapshot

router = APIRouter(prefix="/api/v1", tags=["board"])

SEES = (Action.SEE_BOARD, Action.SEE_LEVELS)
UNREACHABLE = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, DBAPIError)
DIRECT = "surgeline.direct"
"""Among the extensions of a server that can send a frame at once."""
SEND_SECONDS = 10
"""A board whose network takes nothing for so long is cut."""
CLOSE_SECONDS = 1
MOST_HEARD = 1_000
"""Messages a board may send before it is cut: it has nothing to say."""
SEQ = re.compile("[0-9]{1,18}")
GONE = 1000
UNAVAILABLE = 1013
OUR_MISTAKE = 1011
BAD_AFTER = 4400
OVERLOADED = 4408

log = structlog.get_logger()


@router.get("/systems/{code}/board", response_model=Snapshot)
async def show_board(
    request: Request,
    code: str,
    caller: Annotated[Principal, Depends(allowed(*SEES, on="system"))],
    at: AskedMoment = None,
) -> Response:
    """The whole board at one seq; the socket carries on from there. With `at`: as it stood then, and not live."""
    audience, gzipped = disclosure(caller, code) or "level", takes_gzip(request.headers)
    if at is not None:
        then = await board_then(sources_of(services_of(request)), code, moment_asked(at), audience)
        return Response(then, media_type="application/json")
    body = await services_of(request).snapshots.of(code, audience, gzipped=gzipped)
    return Response(body, headers=GZIPPED if gzipped else None, media_type="application/json")


@router.get("/systems/{code}/live", response_model=LiveMessage, status_code=426, deprecated=False)
async def explain_live(
    code: str, _caller: Annotated[Principal, Depends(allowed(*SEES, on="system"))]
) -> Response:
    """A websocket: `…/live?after=SEQ` sends what OpenAPI shows here as messages."""
    return Response(
        f"Open a websocket at /api/v1/systems/{code}/live?after=SEQ.", 426, media_type="text/plain"
    )


@router.websocket("/systems/{code}/live")
async def follow_live(
    socket: WebSocket,
    code: str,
    session: Annotated[Session | SocketRefused, Depends(allowed_socket(*SEES))],
    after: str = "0",
) -> None:
    """Frames after a seq, heartbeats, and nothing that is not true."""
    await socket.accept()
    if isinstance(session, SocketRefused):
        await socket.close(session.close_code, session.reason)
        return
    audience = disclosure(session.principal, code)
    if audience is None:
        await socket.close(NOT_ALLOWED, "not allowed")
        return
    if not SEQ.fullmatch(after):
        await socket.close(BAD_AFTER, "after is a seq: a whole number")
        return
    services = services_of(socket)
    board = Board(audience, int(after))
    board.direct = socket.scope["extensions"].get(DIRECT) if "extensions" in socket.scope else None
    role = leading_role(session.principal, code)
    watcher = Watcher(token_hex(8), code, session.principal.id, str(role), session.token_sha, board)
    try:
        services.presence.enter(watcher)
        await join(services, board, code)
        await serve(socket, board)
    except Exception as error:  # noqa: BLE001 - the websocket loop: see style, errors
        await end(socket, code, error)
    finally:
        services.hub.leave(code, board)
        with suppress(Exception):
            await services.presence.leave(watcher)


async def join(services: Services, board: Board, stream: str) -> None:
    """Joins the hub at head h first, then has (after, h] replayed: nothing falls between."""
    head = services.hub.head(stream)
    if head is None:
        head = (await chunk_after(services.database.reader, stream, board.sent)).to
    services.hub.join(stream, board, head)
    head = services.hub.head(stream) or head
    chunk = await chunk_after(services.database.reader, stream, board.sent)
    if chunk.to > head:  # nobody here watched when that was written: it is read for everybody who watches now
        services.follower.catch_up(stream)
    if chunk.after == board.sent:
        kept = [(seq, text) for seq, text in zip(chunk.seqs, chunk.events, strict=True) if seq <= head]
        chunk = chunk._replace(
            to=max(head, board.sent),
            seqs=tuple(seq for seq, _ in kept),
            events=tuple(text for _, text in kept),
        )
    chunk = services.hub.disclose(board.audience, chunk)
    board.frames.appendleft((chunk, frame_text(chunk)))
    if (note := services.beat.note_now(stream)) is not None:
        board.offer_note(note)


async def serve(socket: WebSocket, board: Board) -> None:
    """Sends until the board is cut or its socket ends; what a board says is thrown away, up to a point."""
    listening = asyncio.create_task(listen(socket, board))
    try:
        while (text := await board.next()) is not None:
            await send(socket, board, text)
        if board.cut is not None:
            await close(socket, *board.cut)
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)


async def send(socket: WebSocket, board: Board, text: str) -> None:
    """Sends one text; a board that is gone, or takes nothing, is cut."""
    try:
        await asyncio.wait_for(socket.send_text(text), SEND_SECONDS)
    except TimeoutError:
        board.close(OVERLOADED, "this board could not keep up")
    except (WebSocketDisconnect, RuntimeError):  # RuntimeError: the server closed it, for want of a pong
        board.close(GONE, "gone")


async def close(socket: WebSocket, code: int, reason: str) -> None:
    """Says why, if the board can still hear it."""
    if code != GONE:
        BOARDS_CUT.labels(code).inc()
    if socket.application_state is WebSocketState.CONNECTED:
        with suppress(WebSocketDisconnect, RuntimeError, TimeoutError):
            await asyncio.wait_for(socket.close(code, reason), CLOSE_SECONDS)


async def end(socket: WebSocket, stream: str, error: Exception) -> None:
    """Closes the socket of a loop that failed; its board comes back by itself."""
    if isinstance(error, UNREACHABLE):
        log.warning("live_socket_without_database", stream=stream, reason=repr(error))
        await close(socket, UNAVAILABLE, "the database cannot be reached")
    else:
        log.error("live_socket_failed", stream=stream, exc_info=error)
        await close(socket, OUR_MISTAKE, "our mistake")


async def listen(socket: WebSocket, board: Board) -> None:
    """Notices that the socket has ended."""
    with suppress(WebSocketDisconnect, RuntimeError):
        for _ in range(MOST_HEARD):
            await socket.receive()
        board.close(OVERLOADED, "a board has nothing to say")
        return
    board.close(GONE, "gone")
