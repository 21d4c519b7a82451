"""What the simulator sends, as values: one post is one request. Sends nothing."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import NamedTuple


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


def body_of(post: Post) -> list[Mapping[str, object]]:
    """The JSON body of a post, as docs/contract.md has it."""
    return [
        {
            "organisation": post.unit,
            "metric": figure.metric,
            "value": "unknown" if figure.value is None else _number(figure.value),
            "observed_at": figure.observed_at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        }
        for figure in post.figures
    ]


def _number(value: Decimal) -> int | float:
    """A JSON number. A figure of few digits survives: its shortest decimal form is what is written."""
    return int(value) if value == value.to_integral_value() else float(value)
