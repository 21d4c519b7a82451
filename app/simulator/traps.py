"""What real feeds do wrong, done to a day's posts at fixed local times. Changes no level of the story."""

from collections.abc import Callable, Sequence
from datetime import UTC, time
from decimal import Decimal
from typing import NamedTuple

from app.simulator.posts import ZONE, Post

Trap = Callable[[Sequence[Post]], list[Post]]

TREATMENT = "ed.median_time_to_treatment_minutes"
FOUR_HOUR = "ed.four_hour_performance_pct"
AWAITING = "mental_health.awaiting_admission"


class Slip(NamedTuple):
    """One figure sent as something it is not, in the post of a local minute. `value` None: unknown."""

    unit: str
    at: time
    metric: str
    value: Decimal | None
    note: str


def with_traps(posts: Sequence[Post]) -> list[Post]:
    """The day with every trap in it."""
    spoilt = list(posts)
    for trap in TRAPS:
        spoilt = trap(spoilt)
    return spoilt


def late(posts: Sequence[Post], unit: str, span: tuple[time, time], arrives: time) -> list[Post]:
    """The unit's posts of the span are held back and all come in one, as a backlog."""
    held = [post for post in posts if _within(post, unit, span)]
    if not held:
        return list(posts)
    day = held[-1].at.astimezone(ZONE)
    at = day.replace(hour=arrives.hour, minute=arrives.minute, second=0).astimezone(UTC)
    figures = tuple(figure for post in held for figure in post.figures)
    return [*(post for post in posts if post not in held), Post(at, unit, figures, "backlog after a silence")]


def missing(posts: Sequence[Post], unit: str, span: tuple[time, time]) -> list[Post]:
    """The unit's posts of the span never come."""
    return [post for post in posts if not _within(post, unit, span)]


def _within(post: Post, unit: str, span: tuple[time, time]) -> bool:
    return post.unit == unit and span[0] <= post.clock <= span[1]


def twice(posts: Sequence[Post], unit: str, hour: int) -> list[Post]:
    """The unit's first post of that hour comes again half a minute later."""
    first = next((post for post in posts if post.unit == unit and post.clock.hour == hour), None)
    again = [] if first is None else [first._replace(at=first.at.replace(second=59), note="the same again")]
    return [*posts, *again]


def spoil(posts: Sequence[Post], slip: Slip) -> list[Post]:
    """One figure of one quarter of an hour is sent as something it is not."""
    return [
        _slipped(post, slip) if post.unit == slip.unit and _minute(post) == slip.at else post
        for post in posts
    ]


def _slipped(post: Post, slip: Slip) -> Post:
    figures = tuple(f._replace(value=slip.value) if f.metric == slip.metric else f for f in post.figures)
    return post._replace(figures=figures, note=slip.note)


def _minute(post: Post) -> time:
    return post.clock.replace(second=0)


DUMMY = Slip("RC9-LDH", time(12, 30), TREATMENT, Decimal(-9999), "a dummy value")
IMPOSSIBLE = Slip("RC9-LDH", time(20, 15), TREATMENT, Decimal(2576), "an impossible value")
SHARE = Slip("RD8-MKH", time(20, 45), FOUR_HOUR, Decimal("0.61"), "0 to 1 for a percentage")
OWNED_UP = Slip("RWK-MH@BCA", time(10, 1), AWAITING, None, "unknown, owned up to")

TRAPS: Sequence[Trap] = (
    lambda posts: spoil(posts, DUMMY),
    lambda posts: spoil(posts, IMPOSSIBLE),
    lambda posts: spoil(posts, SHARE),
    lambda posts: spoil(posts, OWNED_UP),
    lambda posts: late(posts, "RC9-LDH", (time(16, 30), time(17, 31)), time(17, 40)),
    lambda posts: missing(posts, "RYC@BCA", (time(12, 10), time(13, 5))),
    lambda posts: twice(posts, "RC9-BED", 15),
)
