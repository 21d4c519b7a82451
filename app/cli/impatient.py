"""uvicorn's HTTP that does not wait for ever: a request that is not whole in time, or whose head has no end, is cut.

Who says nothing, or a byte a minute, would otherwise hold a connection and its memory for as long as they like.
"""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

WHOLE_SECONDS = 20.0
"""Until a request is there with its body. Between two requests of one connection uvicorn's own patience counts."""
LONGEST_HEAD = 64 * 1024  # bytes


class Impatient(HttpToolsProtocol):
    """One connection."""

    patience = WHOLE_SECONDS
    overdue: asyncio.TimerHandle | None = None
    heard: int = 0
    in_head: bool = True

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody has come, and is expected to say something."""
        super().connection_made(transport)
        self.wait_for_request()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing more is awaited."""
        self.wait_no_more()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Counts what comes ahead of a body."""
        if self.in_head:
            self.heard += len(data)
        super().data_received(data)
        if self.in_head and self.heard > LONGEST_HEAD:
            self.give_up()

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self.in_head = True
        if self.overdue is None:
            self.wait_for_request()

    def on_headers_complete(self) -> None:
        """Its head is whole."""
        self.in_head, self.heard = False, 0
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """It is whole."""
        self.wait_no_more()
        self.in_head = True
        super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        """From here on the socket has its own patience."""
        self.wait_no_more()
        super().handle_websocket_upgrade()

    def wait_for_request(self) -> None:
        """Not for ever."""
        self.overdue = asyncio.get_running_loop().call_later(self.patience, self.give_up)

    def wait_no_more(self) -> None:
        """It came in time."""
        if self.overdue is not None:
            self.overdue.cancel()
            self.overdue = None

    def give_up(self) -> None:
        """Cuts the connection; whoever was at the request is told that the sender is gone."""
        self.wait_no_more()
        if not self.transport.is_closing():
            self.transport.abort()
