"""Which boards are watching: one batched write a process every few seconds. Lost in a crash, on purpose."""

from typing import NamedTuple

import asyncpg

from app.live.board import Board

SEEN = """
INSERT INTO presence (board, stream, principal, role, seen_at)
SELECT b.board, b.stream, b.principal, b.role, clock_timestamp()
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS b (board, stream, principal, role)
ON CONFLICT (board) DO UPDATE SET seen_at = excluded.seen_at
"""
COUNT = """
SELECT stream, count(*)::int AS boards FROM presence
WHERE seen_at > clock_timestamp() - interval '15 seconds' GROUP BY stream
"""
FORGET = "DELETE FROM presence WHERE seen_at < clock_timestamp() - interval '1 minute'"


class Watcher(NamedTuple):
    """One connected board. `token_sha` names its session."""

    id: str
    stream: str
    principal: str
    role: str
    token_sha: bytes
    board: Board


class Presence:
    """Lives as long as the process."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool
        self.watchers: dict[str, Watcher] = {}
        self.counts: dict[str, int] = {}

    def enter(self, watcher: Watcher) -> None:
        """A board has connected here."""
        self.watchers[watcher.id] = watcher
        self.counts[watcher.stream] = self.counts.get(watcher.stream, 0) + 1

    async def leave(self, watcher: Watcher) -> None:
        """A board has gone."""
        self.watchers.pop(watcher.id, None)
        self.counts[watcher.stream] = max(0, self.counts.get(watcher.stream, 0) - 1)
        await self.pool.execute("DELETE FROM presence WHERE board = $1", watcher.id)

    def watching(self, stream: str) -> int:
        """Boards of a stream, in all processes, a few seconds ago."""
        return max(self.counts.get(stream, 0), sum(w.stream == stream for w in self.watchers.values()))

    async def refresh(self) -> None:
        """Writes ours, reads everybody's."""
        here = list(self.watchers.values())
        async with self.pool.acquire() as connection:
            await connection.execute(
                SEEN,
                [w.id for w in here],
                [w.stream for w in here],
                [w.principal for w in here],
                [w.role for w in here],
            )
            await connection.execute(FORGET)
            self.counts = {row["stream"]: row["boards"] for row in await connection.fetch(COUNT)}
