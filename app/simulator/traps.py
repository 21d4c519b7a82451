"""What real feeds and typists do wrong, done to a day's posts at fixed local times. Changes no level of the story."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from app.simulator.posts import ZONE, Figure, Post
from app.simulator.story import at_weekend

Trap = Callable[[Sequence[Post]], list[Post]]

TREATMENT = "ed.median_time_to_treatment_minutes"
FOUR_HOUR = "ed.four_hour_performance_pct"
AWAITING = "mental_health.awaiting_admission"
OCCUPANCY = "beds.ga_occupancy_pct"
MONDAY = 0


class Slip(NamedTuple):
    """One figure sent as something it is not, in the post of a local minute. `value` None: unknown."""

    unit: str
    at: time
    metric: str
    value: Decimal | None
    note: str


def with_traps(posts: Sequence[Post]) -> list[Post]:
    """The posts with every trap in them, each on its own local days."""
    spoilt: list[Post] = []
    for day, found in groupby(sorted(posts, key=lambda post: post.at), key=_day):
        of_day = list(found)
        for trap in traps_of(day):
            of_day = trap(of_day)
        spoilt += of_day
    return spoilt


def _day(post: Post) -> date:
    return post.at.astimezone(ZONE).date()


def late(posts: Sequence[Post], unit: str, span: tuple[time, time], arrives: time) -> list[Post]:
    """The unit's posts of the span are held back and all come in one, as a backlog."""
    held = [post for post in posts if _within(post, unit, span)]
    if not held:
        return list(posts)
    at = _moment(held, arrives)
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


def mistyped(posts: Sequence[Post], slip: Slip) -> list[Post]:
    """One figure is typed by itself at a local minute, as something it is not."""
    at = _moment(posts, slip.at)
    if not posts[0].at <= at <= posts[-1].at:
        return list(posts)
    return [*posts, Post(at, slip.unit, (Figure(slip.metric, slip.value, at),), slip.note)]


def _moment(posts: Sequence[Post], clock: time) -> datetime:
    """A local time of the posts' day."""
    day = posts[-1].at.astimezone(ZONE)
    return day.replace(hour=clock.hour, minute=clock.minute, second=0).astimezone(UTC)


def traps_of(day: date) -> Sequence[Trap]:
    """What goes wrong on a local day; at a weekend nothing but what the night after it brings."""
    if at_weekend(day):
        return ()
    return (*NIGHT_TRAPS, *TRAPS) if day.weekday() == MONDAY else TRAPS


DUMMY = Slip("RC9-LDH", time(12, 30), TREATMENT, Decimal(-9999), "a dummy value")
IMPOSSIBLE = Slip("RC9-LDH", time(20, 15), TREATMENT, Decimal(2576), "an impossible value")
SHARE = Slip("RD8-MKH", time(20, 45), FOUR_HOUR, Decimal("0.61"), "0 to 1 for a percentage")
TYPED = Slip("RD8-MKH", time(9, 10), OCCUPANCY, Decimal(956), "G&A typed as 956")
OWNED_UP = Slip("RWK-MH@BCA", time(10, 1), AWAITING, None, "unknown, owned up to")

TRAPS: Sequence[Trap] = (
    lambda posts: spoil(posts, DUMMY),
    lambda posts: spoil(posts, IMPOSSIBLE),
    lambda posts: spoil(posts, SHARE),
    lambda posts: spoil(posts, OWNED_UP),
    lambda posts: mistyped(posts, TYPED),
    lambda posts: late(posts, "RC9-LDH", (time(16, 30), time(17, 31)), time(17, 40)),
    lambda posts: missing(posts, "RYC@BCA", (time(12, 10), time(13, 5))),
    lambda posts: twice(posts, "RC9-BED", 15),
)
NIGHT_TRAPS: Sequence[Trap] = (lambda posts: missing(posts, "RD8-MKH", (time(2, 10), time(3, 20))),)
"""The small hours after a Sunday: Milton Keynes's feed is silent from 02:00 until 03:30."""
