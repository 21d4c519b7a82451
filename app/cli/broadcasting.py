"""uvicorn's websocket with one thing more: bytes that are a frame already go straight to a board whose line is free.

A frame for a thousand boards is made once; what is left for each is the kernel's send.
"""

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from app.api.board import DIRECT


class Broadcasting(WebSocketsSansIOProtocol):
    """One board's connection."""

    async def run_asgi(self) -> None:
        """The application, told of the direct way."""
        extensions: dict[str, object] = self.scope["extensions"]  # type: ignore[assignment]
        extensions[DIRECT] = self.send_frame
        await super().run_asgi()

    def send_frame(self, frame: bytes) -> bool:
        """Sends a whole frame at once. False: the line is not free, and nothing was sent."""
        free = (
            self.writable.is_set()
            and self.handshake_complete
            and not self.close_sent
            and not self.disconnected
        )
        if not free or self.transport.is_closing():
            return False
        self.transport.write(frame)
        return True
