"""The one place that reads the machine's time, and the service time of a stream. Knows no feature."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple


def real_now() -> datetime:
    """Real time: sessions, sockets and carriers use it; domain facts never do directly."""
    return datetime.now(UTC)


class StreamClock(NamedTuple):
    """Service time = service + (real − `real`) × speed. A live stream has none of them: it is real time."""

    real: datetime | None = None
    service: datetime | None = None
    speed: Decimal | None = None

    def at(self, real: datetime) -> datetime:
        """Service time at a moment of real time, to the microsecond."""
        if self.real is None or self.service is None or self.speed is None:
            return real
        passed = Decimal((real - self.real) // timedelta(microseconds=1)) * self.speed
        return self.service + timedelta(microseconds=int(passed))

    @property
    def pace(self) -> Decimal:
        """Service seconds that pass in a real second."""
        return Decimal(1) if self.speed is None else self.speed


def clock_of(
    mode: str, last_at: datetime, real: datetime | None, service: datetime | None, speed: Decimal | None
) -> StreamClock:
    """A stream's clock as stored. A simulated or exercise one that was never set stands still."""
    if mode != "live" and speed is None:
        return StreamClock(last_at, last_at, Decimal(0))
    return StreamClock(real, service, speed)


def wire_time(moment: datetime) -> str:
    """UTC with microseconds, always the same length: the form that is hashed and sent."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def parse_time(text: str) -> datetime:
    """A moment as `wire_time` wrote it."""
    return datetime.fromisoformat(text)


def parse_optional(text: str | None) -> datetime | None:
    """A moment as `wire_time` wrote it, or nothing."""
    return None if text is None else datetime.fromisoformat(text)
