"""Whether this machine's clock can be believed, beside the database's and beside its own steady one."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from app.clock import real_now

OFF_SECONDS = 10.0
"""A clock off by more writes nothing: a time ahead, once recorded, would hold up the stream until it is reached."""


class ClockGuard:
    """Lives as long as the process. `now` and `steady` are the machine's two clocks."""

    def __init__(
        self, now: Callable[[], datetime] = real_now, steady: Callable[[], float] = time.monotonic
    ) -> None:
        self.now, self.steady = now, steady
        self.theirs: datetime | None = None
        self.at = 0.0

    def compare(self, theirs: datetime, asked: float) -> None:
        """What the database's clock said, between `asked` (steady) and now. The halfway moment is taken for when."""
        self.theirs, self.at = theirs, (asked + self.steady()) / 2

    def off_by(self) -> float:
        """Seconds by which this clock is ahead of what the database's must say by now; 0 before they were compared."""
        if self.theirs is None:
            return 0.0
        expected = self.theirs + timedelta(seconds=self.steady() - self.at)
        return (self.now() - expected) / timedelta(seconds=1)

    def doubt(self) -> str | None:
        """Why nothing may be written or vouched for by this clock, or None."""
        off = self.off_by()
        if abs(off) <= OFF_SECONDS:
            return None
        where = "ahead of" if off > 0 else "behind"
        return f"this server's clock is {abs(off):.0f} s {where} the database's: set it right"
