"""Figures between the times of the story: smooth, a little noisy, never across a cut. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import sha256

from app.simulator.story import CUTS, Waypoint

TENTH = Decimal("0.1")
SPREAD = Decimal("0.012")


def noise(*what: object) -> Decimal:
    """A number in [-1, 1) that depends only on what is given."""
    digest = sha256("|".join(map(str, what)).encode()).digest()
    return Decimal(int.from_bytes(digest[:4], "big")) / Decimal(2**31) - 1


def around(middle: str, spread: str, *what: object) -> Decimal:
    """A whole figure near `middle`, within `spread`, never below zero; depends only on what is given."""
    wobble = noise(*what) * Decimal(spread)
    return max((Decimal(middle) + wobble).quantize(Decimal(1)), Decimal(0))


def figure_at(seed: int, unit: str, metric: str, waypoints: Sequence[Waypoint], at: datetime) -> Decimal:
    """The figure of a story metric at local `at`.

    Exact at a waypoint; before the first and after the last it hovers; between two it heads for the
    next, and takes as many points as it did at the last one until the next is reached.
    """
    last = max((w for w in waypoints if w.at <= at.time()), key=lambda w: w.at, default=waypoints[0])
    if last.at == at.time():
        return last.of(metric)
    following = min((w for w in waypoints if w.at > at.time()), key=lambda w: w.at, default=last)
    start, goal = last.of(metric), following.of(metric)
    aim = start + (goal - start) * _progress(last, following, at)
    wobble = aim * SPREAD * noise(seed, unit, metric, at.isoformat())
    return within_band(metric, (aim + wobble).quantize(TENTH), start)


def within_band(metric: str, value: Decimal, like: Decimal) -> Decimal:
    """The value, or the nearest to it (in tenths) that takes the points that `like` takes."""
    sign = -1 if Decimal(CUTS[metric][0]) > Decimal(CUTS[metric][-1]) else 1
    cuts = [sign * Decimal(cut) for cut in CUTS[metric]]
    pressure, wanted = sign * value, sign * like
    highest = min((cut for cut in cuts if cut >= wanted), default=max(pressure, wanted))
    lowest = max((cut + TENTH for cut in cuts if cut < wanted), default=min(pressure, wanted))
    return sign * max(min(pressure, highest), lowest)


def _progress(last: Waypoint, following: Waypoint, at: datetime) -> Decimal:
    """How much of the way from one waypoint to the next has gone by, 0 to 1."""
    whole = _since_midnight(following) - _since_midnight(last)
    gone = timedelta(hours=at.hour, minutes=at.minute, seconds=at.second) - _since_midnight(last)
    if not whole or gone < timedelta(0):
        return Decimal(0)
    return Decimal(int(gone.total_seconds())) / Decimal(int(whole.total_seconds()))


def _since_midnight(waypoint: Waypoint) -> timedelta:
    return timedelta(hours=waypoint.at.hour, minutes=waypoint.at.minute)
