"""A parent follows its children: what moved in a child stream is submitted to the streams that follow it."""

import asyncio
import math
import time
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

import asyncpg
import structlog

from app.ingest.submission import Follow
from app.jobs.heads import Heads
from app.state import ChildPicture
from app.stream.reload import NoSuchStream, NotConfigured
from app.stream.writer import NotPermitted, Unavailable
from app.stream.writers import Writers

BEHIND_SECONDS = 10
"""A parent that has not taken a child over for longer says that it cannot see it."""

FOLLOWED = """
SELECT f.stream AS parent, f.unit, f.child, p.version, s.last_at,
       coalesce((own.body::jsonb ->> 'figures')::bigint, -1) AS seen
FROM follow f
JOIN stream parent ON parent.code = f.stream AND parent.config_sha IS NOT NULL
JOIN stream s ON s.code = f.child AND s.mode = parent.mode
JOIN unit u ON u.stream = f.stream AND u.code = f.unit
    AND u.opened <= (greatest(parent.last_at, s.last_at) AT TIME ZONE 'Europe/London')::date
    AND (u.closed IS NULL OR u.closed > (greatest(parent.last_at, s.last_at) AT TIME ZONE 'Europe/London')::date)
JOIN picture p ON p.stream = f.child AND p.unit = f.body
LEFT JOIN picture own ON own.stream = f.stream AND own.unit = f.unit
ORDER BY f.stream, f.unit
"""
"""Readings never cross modes: a simulated parent follows simulated children only."""

PICTURES = """
SELECT f.unit, f.child, p.version, p.body FROM follow f
JOIN picture p ON p.stream = f.child AND p.unit = f.body
WHERE f.stream = $1 AND f.unit = ANY($2::text[])
"""

UNREACHABLE = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError)

log = structlog.get_logger()


class Followed(NamedTuple):
    """One followed body as last read."""

    parent: str
    unit: str
    child: str
    moved: bool  # the child's picture is newer than what the parent took over
    last_at: datetime  # of the child


class Parents:
    """Lives as long as the process; `tick` is called each second, and never follows twice at once."""

    def __init__(self, pool: asyncpg.Pool, writers: Writers, heads: Heads) -> None:
        self.pool = pool
        self.writers = writers
        self.heads = heads
        self.children: dict[str, set[str]] = {}
        self.behind: dict[tuple[str, str], float] = {}  # (parent, child) → since when, on the monotonic clock
        self.following: asyncio.Task[None] | None = None
        self.bringing: dict[str, asyncio.Task[None]] = {}
        self.read_at = -math.inf
        self.down = False

    async def tick(self) -> None:
        """Begins to follow, unless it is at it."""
        if self.following is None or self.following.done():
            self.following = asyncio.create_task(self.try_to_follow(), name="follow children")

    async def close(self) -> None:
        """Stops following."""
        tasks = [*self.bringing.values(), *([self.following] if self.following is not None else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def try_to_follow(self) -> None:
        """As `follow`; what keeps it from that shows as parents that are behind."""
        try:
            await self.follow()
        except UNREACHABLE as error:
            if not self.down:
                log.warning("children_unreadable", reason=repr(error))
            self.down = True
        else:
            self.down = False

    async def follow(self) -> None:
        """Looks at every followed body, and begins to bring up each parent that is not being brought up yet."""
        found = await self.read()
        self.note(found)
        for parent, group in groupby((one for one in found if one.moved), key=attrgetter("parent")):
            if parent not in self.bringing:
                task = asyncio.create_task(self.bring_up(parent, list(group)), name=f"bring up {parent}")
                self.bringing[parent] = task
                task.add_done_callback(partial(self.brought_up, parent))

    def brought_up(self, parent: str, _task: asyncio.Task[None]) -> None:
        """The next look may begin again."""
        self.bringing.pop(parent, None)

    async def look(self) -> None:
        """Who follows whom, before anything is vouched for."""
        self.note(await self.read())

    async def read(self) -> list[Followed]:
        """Every body that some stream follows, in the order of the parents."""
        return [
            Followed(row["parent"], row["unit"], row["child"], row["version"] > row["seen"], row["last_at"])
            for row in await self.pool.fetch(FOLLOWED)
        ]

    def note(self, found: Iterable[Followed]) -> None:
        """Remembers who follows whom, and since when a parent is behind."""
        self.read_at = time.monotonic()
        now, children, behind = self.read_at, dict[str, set[str]](), dict[tuple[str, str], float]()
        for one in found:
            children.setdefault(one.parent, set()).add(one.child)
            if one.moved:
                key = (one.parent, one.child)
                behind[key] = self.behind.get(key, now)
        self.children, self.behind = children, behind

    async def bring_up(self, parent: str, moved: list[Followed]) -> None:
        """One coalesced submission to a parent's writer."""
        try:
            rows = await self.pool.fetch(PICTURES, parent, [one.unit for one in moved])
            children = tuple(
                ChildPicture(row["unit"], row["child"], row["version"], row["body"]) for row in rows
            )
            await self.writers.of(parent).submit(Follow(children, max(one.last_at for one in moved)))
        except (*UNREACHABLE, Unavailable, NotPermitted, NoSuchStream, NotConfigured) as error:
            log.warning("parent_behind", stream=parent, reason=str(error))

    def doubt(self, stream: str) -> str | None:
        """Why a parent's picture may not be that of its children, or None."""
        children = sorted(self.children.get(stream, ()))
        if children and time.monotonic() - self.read_at > BEHIND_SECONDS:
            return "the systems that it follows have not been looked at for some seconds"
        for child in children:
            since = self.behind.get((stream, child))
            if since is not None and time.monotonic() - since > BEHIND_SECONDS:
                return f"it has not seen {child} for more than {BEHIND_SECONDS} seconds"
            head = self.heads.known.get(child)
            reason = "this server does not know it yet" if head is None else head.doubt(None, 0)
            if reason is not None:
                return f"{child} cannot be vouched for: {reason}"
        return None
