"""Where a figure is heading, from its last hours, and when it would be at a cut. Foretells nothing."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import combinations
from statistics import median
from typing import NamedTuple

WINDOW = timedelta(hours=3)
LEAST_FIGURES = 3
LEAST_SPAN = timedelta(minutes=30)
FARTHEST = timedelta(hours=12)
"""Nothing is said of what lies beyond."""
HOUR = timedelta(hours=1)
INSTANT = timedelta(microseconds=1)


class Trend(NamedTuple):
    """How fast a figure has moved. `per_hour`: units an hour, negative where it falls. `over`: from the first of the
    figures to the last.
    """

    per_hour: Decimal
    figures: int
    over: timedelta


def trend(
    figures: Iterable[tuple[datetime, Decimal]], now: datetime, since: datetime | None = None
) -> Trend | None:
    """The median of the slopes between every two figures of the last three hours (Theil-Sen): one odd figure does not
    bend it. `since`: nothing older counts, as where counting began again at midnight.

    None where there are fewer than three figures, or all lie within half an hour.
    """
    begins = now - WINDOW if since is None else max(since, now - WINDOW)
    known = sorted({at: value for at, value in figures if begins <= at <= now}.items())
    if len(known) < LEAST_FIGURES or known[-1][0] - known[0][0] < LEAST_SPAN:
        return None
    slopes = [
        (value - earlier) / hours(at - before) for (before, earlier), (at, value) in combinations(known, 2)
    ]
    return Trend(median(slopes), len(known), known[-1][0] - known[0][0])


def time_to(distance: Decimal, per_hour: Decimal, *, rising: bool) -> timedelta | None:
    """How long a figure needs for `distance` (not negative) that way, at this rate. None: it does not go that way, or
    would take more than twelve hours.
    """
    rate = per_hour if rising else -per_hour
    if rate <= 0 or distance > rate * hours(FARTHEST):
        return None
    return timedelta(microseconds=int(distance / rate * (HOUR // INSTANT)))


def hours(length: timedelta) -> Decimal:
    """A length of time in hours."""
    return Decimal(length // INSTANT) / (HOUR // INSTANT)
