"""Levels over time → hours at each, changes, flaps, and where versions of a pack disagree. Works no level out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from triggers.replay.values import Change, Span

FLAP = timedelta(minutes=60)
LEVELS = (1, 2, 3, 4)
ZERO = timedelta(0)


class Tally(NamedTuple):
    """What a unit's levels came to. `at`: time at each level, None being not enough figures.

    `changes`: how often what people are told moved, "not enough figures" being one such thing; the first telling is
    none. `flaps`: how often a level was left and come back to within FLAP of being left.
    """

    at: Mapping[int | None, timedelta]
    changes: int
    flaps: int


class Disagreement(NamedTuple):
    """A stretch over which versions do not tell the same. `levels`: in the order of the versions."""

    begins: datetime
    ends: datetime
    levels: tuple[int | None, ...]


def spans_of(changes: Iterable[Change], begins: datetime, ends: datetime) -> tuple[Span, ...]:
    """The levels over [begins, ends). Before the first change there are not enough figures; of several changes at one
    moment the last stands.
    """
    stands: int | None = None
    since = begins
    found: list[Span] = []
    for at, level in changes:
        if at >= ends:
            break
        if at > since and at > begins:
            found.append(Span(since, at, stands))
            since = at
        stands = level
    if ends > since:
        found.append(Span(since, ends, stands))
    return tuple(merged(found))


def merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Neighbours at the same level as one."""
    open_: Span | None = None
    for span in spans:
        if open_ is not None and open_.level == span.level:
            open_ = open_._replace(ends=span.ends)
        else:
            if open_ is not None:
                yield open_
            open_ = span
    if open_ is not None:
        yield open_


def tally(spans: Sequence[Span]) -> Tally:
    """Hours, changes and flaps of one timeline."""
    at: dict[int | None, timedelta] = dict.fromkeys((*LEVELS, None), ZERO)
    for begins, ends, level in spans:
        at[level] += ends - begins
    told = spans[1:] if spans and spans[0].level is None else spans
    return Tally(at, max(0, len(told) - 1), sum(1 for _ in flaps(spans)))


def flaps(spans: Sequence[Span]) -> Iterator[Span]:
    """The stretches away from a level that was left and come back to within FLAP."""
    for (before, away), (_, after) in pairwise(pairwise(spans)):
        known = before.level is not None and away.level is not None
        if known and after.level == before.level and away.ends - away.begins <= FLAP:
            yield away


def disagreements(timelines: Sequence[Sequence[Span]]) -> tuple[Disagreement, ...]:
    """Where not all of one unit's timelines, which cover the same stretch, tell the same."""
    moments = sorted({moment for spans in timelines for span in spans for moment in span[:2]})
    places = [0] * len(timelines)
    found: list[Disagreement] = []
    for begins, ends in pairwise(moments):
        for i, spans in enumerate(timelines):
            while places[i] < len(spans) - 1 and spans[places[i]].ends <= begins:
                places[i] += 1
        levels = tuple(spans[place].level for place, spans in zip(places, timelines, strict=True))
        if len(set(levels)) == 1:
            continue
        if found and found[-1].ends == begins and found[-1].levels == levels:
            found[-1] = found[-1]._replace(ends=ends)
        else:
            found.append(Disagreement(begins, ends, levels))
    return tuple(found)


def lasting(stretches: Iterable[Disagreement]) -> timedelta:
    """How long they last in all."""
    return sum((stretch.ends - stretch.begins for stretch in stretches), ZERO)
