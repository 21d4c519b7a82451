"""Figures as received → what was known of a metric from when until when. Pure; judges no level."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from operator import attrgetter

from app.board.past.facts import Figure, reading_of, spelled
from app.board.past.stretch import Stretch
from app.journal.chain import plain
from app.messages.past import Point
from triggers.catalogue import Catalogue
from triggers.hold import take
from triggers.values import Held

Late = Callable[[datetime], datetime | None]
"""When a figure of that time is late; None: no other is expected."""


def points_of(
    figures: Sequence[Figure], queried: frozenset[tuple[int, int]], late: Late, stretch: Stretch
) -> tuple[Point, ...]:
    """One metric's points, oldest first. `figures`: those of the stretch, and the last one before it.

    `queried`: (seq, line) of those that were doubted.
    """
    points: list[Point] = []
    follows = stretch.to
    for figure, doubted in shown_of(figures, queried):
        at = figure.observed_at
        until = min(follows, stretch.to, late(at) or stretch.to)
        if until > stretch.from_ or at >= stretch.from_:
            value = None if figure.value is None else plain(figure.value)
            point = Point(
                at=spelled(at),
                until=spelled(max(at, until)),
                value=value,
                source=figure.said_by,
                queried=doubted,
            )
            points.append(point)
        follows = follows if doubted else at
    return tuple(reversed(points))


def shown_of(figures: Iterable[Figure], queried: frozenset[tuple[int, int]]) -> Iterable[tuple[Figure, bool]]:
    """Of each time the figure that counts, latest first; and one that was received after it and doubted (True)."""
    newest: dict[datetime, tuple[Figure, bool]] = {}
    counted: dict[datetime, tuple[Figure, bool]] = {}
    for figure in sorted(figures, key=weight):
        doubted = (figure.seq, figure.line) in queried
        newest[figure.observed_at] = figure, doubted
        if not doubted:
            counted[figure.observed_at] = figure, doubted
    for at in sorted(newest, reverse=True):
        if newest[at][1]:
            yield newest[at]
        if at in counted:
            yield counted[at]


def weight(figure: Figure) -> tuple[bool, int, int]:
    """The greater counts: the last received, and one that was sent before one made from counts."""
    return not figure.derived, figure.seq, figure.line


def queried_of(figures: Sequence[Figure], catalogue: Catalogue) -> frozenset[tuple[int, int]]:
    """Which of one metric's figures were doubted. A percentage made from counts is kept without its verdict: it is
    held up against the ones before it once more.
    """
    if not any(figure.derived for figure in figures) or figures[0].metric not in catalogue.metrics:
        return frozenset((f.seq, f.line) for f in figures if f.verdict == "queried")
    held: dict[str, Held] = {}
    found = set[tuple[int, int]]()
    for figure in sorted(figures, key=attrgetter("seq", "line")):
        taken = take(held, [reading_of(figure, "")], catalogue)
        held = taken.held
        if taken.outcomes[0].verdict == "queried" or figure.verdict == "queried":
            found.add((figure.seq, figure.line))
    return frozenset(found)
