"""The boards of this process, by stream and audience, and the frames they are offered."""

import asyncio
from collections.abc import Callable, Mapping
from time import monotonic

from app.live.board import Board
from app.live.chunk import Chunk, frame_text, joined, wire_frame

CONFLATE_SECONDS = 0.15
"""States wait this long for company; events do not wait."""

Disclose = Callable[[str, Chunk], Chunk]
"""(audience, chunk) → what that audience may see of it."""


class Topic:
    """One stream: its boards, its head here, and what waits to be sent together."""

    def __init__(self, stream: str, head: int) -> None:
        self.stream = stream
        self.head = head
        self.boards: set[Board] = set()
        self.waiting: list[Chunk] = []
        self.flush_at: asyncio.TimerHandle | None = None


class Hub:
    """Lives as long as the process; all of it runs on the event loop's thread."""

    def __init__(self, disclose: Disclose) -> None:
        self.disclose = disclose
        self.topics: dict[str, Topic] = {}

    def join(self, stream: str, board: Board, head: int) -> None:
        """From now on the board is offered what happens; `head`: where the stream stands if nobody watched it yet."""
        topic = self.topics.setdefault(stream, Topic(stream, head))
        topic.boards.add(board)

    def leave(self, stream: str, board: Board) -> None:
        """The board's socket has ended."""
        topic = self.topics.get(stream)
        if topic is None:
            return
        topic.boards.discard(board)
        if not topic.boards:
            if topic.flush_at is not None:
                topic.flush_at.cancel()
            del self.topics[stream]

    def head(self, stream: str) -> int | None:
        """Up to where the stream's boards have been offered everything; None: nobody watches."""
        topic = self.topics.get(stream)
        return None if topic is None else topic.head

    def publish(self, stream: str, chunk: Chunk) -> bool:
        """Takes a chunk that follows on. False: there is a gap before it, which must be read first."""
        topic = self.topics.get(stream)
        if topic is None or chunk.to <= topic.head:
            return True
        if chunk.after != topic.head:
            return False
        topic.head = chunk.to
        topic.waiting.append(chunk)
        if chunk.events:
            self.flush(topic)
        elif topic.flush_at is None:
            topic.flush_at = asyncio.get_running_loop().call_later(CONFLATE_SECONDS, self.flush, topic)
        return True

    def skip(self, stream: str, chunk: Chunk) -> None:
        """Boards here are too far behind to be told everything: the empty chunk at the head sends them to a
        snapshot.
        """
        topic = self.topics.get(stream)
        if topic is not None and chunk.to > topic.head:
            topic.head = chunk.to
            topic.waiting.clear()
            for board in topic.boards:
                board.offer(chunk, frame_text(chunk))

    def flush(self, topic: Topic) -> None:
        """Offers what waits to every board, made into text once for each audience."""
        if topic.flush_at is not None:
            topic.flush_at.cancel()
            topic.flush_at = None
        if not topic.waiting:
            return
        chunk = joined(topic.waiting)
        topic.waiting.clear()
        made: dict[str, tuple[Chunk, str, bytes]] = {}
        for board in topic.boards:
            if board.audience not in made:
                seen = self.disclose(board.audience, chunk)
                text = frame_text(seen)
                made[board.audience] = (seen, text, wire_frame(text))
            board.offer(*made[board.audience])

    def note(self, stream: str, text: str) -> None:
        """A heartbeat or an `unsure` to every board of a stream."""
        topic, frame = self.topics.get(stream), wire_frame(text)
        for board in topic.boards if topic is not None else ():
            board.offer_note(text, frame)

    def longest_wait(self) -> float:
        """Seconds for which the slowest board has had a frame waiting; 0 when nobody waits."""
        now = monotonic()
        return max(
            (
                now - board.waiting_since
                for topic in self.topics.values()
                for board in topic.boards
                if board.waiting_since is not None
            ),
            default=0.0,
        )

    def watched(self) -> Mapping[str, int]:
        """Streams somebody watches here, with the number of boards."""
        return {stream: len(topic.boards) for stream, topic in self.topics.items()}

    def close(self, code: int, reason: str) -> None:
        """Ends every board's socket."""
        for topic in self.topics.values():
            for board in topic.boards:
                board.close(code, reason)
