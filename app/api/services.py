"""What wiring gives the routes, on `app.state.services`. Holds; decides nothing."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from starlette.requests import HTTPConnection

from app.backtest.process import BackTests
from app.board.snapshot import Snapshots
from app.configuration import Rules
from app.db.engine import Database
from app.ingest.submission import Submission
from app.jobs.beat import Beat
from app.jobs.deliver import Deliverer
from app.jobs.follow import Follower
from app.jobs.gauges import Gauges
from app.jobs.heads import Heads
from app.jobs.parents import Parents
from app.jobs.presence import Presence
from app.jobs.upkeep import Upkeep
from app.live.hub import Hub
from app.stream.writer import Outcome
from app.stream.writers import Writers

REPLAYS_AT_ONCE = 1
"""Two cores also have readings to take and boards to tell."""


@dataclass(frozen=True, slots=True)
class Services:
    """One per process."""

    database: Database
    rules: Rules
    writers: Writers
    hub: Hub
    heads: Heads
    follower: Follower
    presence: Presence
    beat: Beat
    snapshots: Snapshots
    deliverer: Deliverer
    parents: Parents
    upkeep: Upkeep
    gauges: Gauges
    back_tests: BackTests
    replays: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(REPLAYS_AT_ONCE))

    async def submit_all(self, parts: Mapping[str, Submission]) -> dict[str, Outcome]:
        """Each part to its stream's writer; returns when all have committed. Raises the first failure."""
        if len(parts) == 1:
            ((stream, part),) = parts.items()
            return {stream: await self.writers.of(stream).submit(part)}
        outcomes = await asyncio.gather(
            *(self.writers.of(stream).submit(part) for stream, part in parts.items())
        )
        return dict(zip(parts, outcomes, strict=True))


def services_of(connection: HTTPConnection) -> Services:
    """What wiring put there."""
    return cast("Services", connection.app.state.services)
