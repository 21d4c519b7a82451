"""Closes the sockets of sessions that have ended or run out, whichever process ended them."""

import asyncpg

from app.access.store import living_sessions
from app.clock import real_now
from app.jobs.presence import Presence

ENDED = 4401


async def close_ended(pool: asyncpg.Pool, presence: Presence) -> None:
    """One look at all sessions that have boards here."""
    watchers = list(presence.watchers.values())
    if not watchers:
        return
    async with pool.acquire() as connection:
        living = await living_sessions(connection, {w.token_sha for w in watchers}, real_now())
    for watcher in watchers:
        if watcher.token_sha not in living:
            watcher.board.close(ENDED, "session ended")
