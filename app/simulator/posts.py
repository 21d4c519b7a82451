"""What the simulator sends, as values: one post is one request. Sends nothing."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple
from zoneinfo import ZoneInfo

import orjson

ZONE = ZoneInfo("Europe/London")


class Figure(NamedTuple):
    """One reading of a post. `value` None is sent as "unknown"."""

    metric: str
    value: Decimal | None
    observed_at: datetime


class Post(NamedTuple):
    """What one unit sends at one moment of service time. `note` says which trap it is, for the log."""

    at: datetime
    unit: str
    figures: tuple[Figure, ...]
    note: str = ""

    @property
    def clock(self) -> time:
        """Local time of day."""
        return self.at.astimezone(ZONE).time()


def later(moment: datetime, wait: timedelta) -> datetime:
    """In UTC, since local times lose their way on the night the clocks go back."""
    return moment.astimezone(UTC) + wait


def body_of(post: Post) -> list[Mapping[str, object]]:
    """A post as the API takes it, for orjson: the digits of a figure are kept as they are."""
    return [
        {
            "organisation": post.unit,
            "metric": figure.metric,
            "value": "unknown" if figure.value is None else orjson.Fragment(format(figure.value, "f")),
            "observed_at": figure.observed_at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        }
        for figure in post.figures
    ]
