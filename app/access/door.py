"""What one process keeps in order to let people and keys in: connections, clocks, and what it remembers."""

import asyncio
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.access.key_cache import KeyCache
from app.access.throttle import Throttle
from app.clock import real_now
from app.db.connection import Connection

HASHES_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Door:
    """One per process, made in wiring. `connect` lends a connection in the role `surgeline_app`.

    `now` is real time; `steady` never runs back. A password hash takes 64 MiB, so few are made at once.
    """

    connect: Callable[[], AbstractAsyncContextManager[Connection]]
    session_length: timedelta
    now: Callable[[], datetime] = real_now
    steady: Callable[[], float] = time.monotonic
    keys: KeyCache = field(default_factory=KeyCache)
    throttle: Throttle = field(default_factory=Throttle)
    hashing: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(HASHES_AT_ONCE))
