"""A day of posts as values, in the order they are sent. Sends nothing, reads no clock."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count

from app.simulator.acute import QUARTER, acute_posts, opening_beds
from app.simulator.posts import ZONE, Post
from app.simulator.quiet import opening_returns, quiet_posts
from app.simulator.traps import with_traps

DAY = timedelta(days=1)


def plan_day(seed: int, start: datetime, *, opening: bool = True) -> list[Post]:
    """Everything that is sent in the 24 hours from `start`, earliest first.

    The same seed and start give the same posts. `opening`: begin with the last returns before
    `start`, so that no unit opens blind.
    """
    local = start.astimezone(ZONE)
    posts = [*opening_beds(seed, local), *opening_returns(seed, local)] if opening else []
    for quarter in _quarters(start):
        posts += acute_posts(seed, quarter)
        posts += quiet_posts(seed, quarter)
    return sorted(with_traps(posts), key=lambda post: post.at)


def plan_days(seed: int, start: datetime) -> Iterator[Post]:
    """One day after another, without end."""
    for day in count():
        yield from plan_day(seed, start + day * DAY, opening=day == 0)


def _quarters(start: datetime) -> Iterator[datetime]:
    """The local quarters of an hour in the 24 hours from `start`, right on daylight-saving nights."""
    first = start.astimezone(UTC)
    first += (datetime.min.replace(tzinfo=UTC) - first) % QUARTER
    while first < start + DAY:
        yield first.astimezone(ZONE)
        first += QUARTER
