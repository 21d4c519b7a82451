"""One connected board's queue: newest state wins, events are never dropped, the hopeless are cut."""

import asyncio
from collections import deque
from collections.abc import Callable
from time import monotonic

from app.live.chunk import Chunk, frame_text, joined

MOST_EVENTS = 500
"""Events that may wait for one board; beyond it the board is cut and starts again from a snapshot."""


class Board:
    """Lives as long as its socket. `offer…` never waits."""

    def __init__(self, audience: str, after: int) -> None:
        self.audience = audience
        self.sent = after
        self.frames: deque[tuple[Chunk, str]] = deque()
        self.note: str | None = None
        self.cut: tuple[int, str] | None = None
        self.wake = asyncio.Event()
        self.direct: Callable[[bytes], bool] | None = (
            None  # its own way to the line, where the server has one
        )
        self.idle = False  # whoever sends for it waits, and all that was offered is sent
        self.waiting_since: float | None = None  # on the monotonic clock

    def offer(self, chunk: Chunk, text: str, frame: bytes | None = None) -> None:
        """A frame, with its text and bytes made once for the whole audience. Where nothing waits and the line is free
        it is sent at once.

        Frames are joined only where they follow on: what waits before a gap goes, since the gap sends the board to a
        snapshot that holds it.
        """
        if frame is not None and self.sent_at_once(frame):
            self.sent = chunk.to
            return
        if self.frames and chunk.after > self.frames[-1][0].to:
            self.frames.clear()
        self.frames.append((chunk, text))
        self.waiting_since = self.waiting_since or monotonic()
        if len(self.frames) > 2:  # noqa: PLR2004 - one in hand, one waiting; more are joined
            whole = joined(waiting for waiting, _ in self.frames)
            self.frames.clear()
            if len(whole.events) > MOST_EVENTS:
                self.close(4408, "this board could not keep up")
            else:
                self.frames.append((whole, ""))
        self.wake.set()

    def sent_at_once(self, frame: bytes) -> bool:
        """Sends bytes straight away if the board waits for nothing but them. False: they are to be queued."""
        waits = self.frames or self.note is not None or self.cut is not None
        return self.idle and not waits and self.direct is not None and self.direct(frame)

    def offer_note(self, text: str, frame: bytes | None = None) -> None:
        """A heartbeat or an `unsure`: only the newest counts."""
        if frame is not None and self.sent_at_once(frame):
            return
        self.note = text
        self.wake.set()

    def close(self, code: int, reason: str) -> None:
        """Ends the board's socket; the first reason stands."""
        self.cut = self.cut or (code, reason)
        self.wake.set()

    async def next(self) -> str | None:
        """The next text to send; None when the board has been cut."""
        while True:
            if self.cut is not None:
                return None
            if self.frames:
                chunk, text = self.frames.popleft()
                self.sent = chunk.to
                if not self.frames:
                    self.waiting_since = None
                return text or frame_text(chunk)
            if self.note is not None:
                text, self.note = self.note, None
                return text
            self.wake.clear()
            self.idle = True
            try:
                await self.wake.wait()
            finally:
                self.idle = False
