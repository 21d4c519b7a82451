"""Assessed levels over time → the levels that stand, where nothing in them is doubted. Assesses nothing.

What `triggers.settle` does when every fall in points is proven, on integers: microseconds since 1970.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from triggers.compile import CompiledPack
from triggers.replay.history import MICROSECOND, micros, moment_of
from triggers.replay.values import Change
from triggers.settle import FALLEN, RISEN
from triggers.values import Settled

Marks = list[int | None]


class Settler:
    """The level that stands, and since when assessments have been at least or at most so high.

    `assessed` None: not stated. `shown`: what people are told. `due`: when a hold runs out.
    """

    __slots__ = ("assessed", "down", "due", "least", "most", "shown", "stands", "up")

    def __init__(self, pack: CompiledPack) -> None:
        self.up, self.down = pack.hold_up // MICROSECOND, pack.hold_down // MICROSECOND
        self.stands: int | None = None
        self.shown: int | None = None
        self.assessed: int | None = None
        self.least: Marks = [None, None, None]
        self.most: Marks = [None, None, None]
        self.due: int | None = None

    def take(self, settled: Settled, assessed: int | None) -> None:
        """Goes on from what the rules left."""
        self.stands, self.assessed = settled.level, assessed
        self.shown = None if assessed is None else settled.level
        self.least, self.most = integers(settled.at_least), integers(settled.at_most)
        self.due = None if settled.next_change_at is None else micros(settled.next_change_at)

    def given(self, evidenced: Mapping[str, Decimal]) -> Settled:
        """What the rules go on from. `evidenced`: the points that each parameter stands at."""
        first, second, third = moments(self.least)
        one, two, three = moments(self.most)
        due = None if self.due is None else moment_of(self.due)
        return Settled(self.stands, None, None, (first, second, third), (one, two, three), evidenced, due)

    def arrive(self, at: int, assessed: int | None, told: list[Change]) -> None:
        """An assessment, after every hold that ran out before it."""
        if self.due is not None:
            self.pass_time(at, told)
        self.assessed = assessed
        self.look(at, told)

    def pass_time(self, upto: int, told: list[Change]) -> None:
        """Every hold that runs out up to a moment."""
        while self.due is not None and self.due <= upto:
            self.look(self.due, told)

    def look(self, at: int, told: list[Change]) -> None:
        """The level at a moment."""
        assessed = self.assessed
        if assessed is None:
            self.most, self.due = [None, None, None], None
        else:
            least, most = self.least, self.most
            for place in range(3):
                if assessed < RISEN[place]:
                    least[place] = None
                elif least[place] is None:
                    least[place] = at
                if assessed > FALLEN[place]:
                    most[place] = None
                elif most[place] is None:
                    most[place] = at
            if self.stands is None or assessed == self.stands:
                self.stands, self.due = assessed, None
            else:
                self.stands = self.moved(self.stands, at)
                self.due = self.next_due(self.stands)
        shown = None if assessed is None else self.stands
        if shown != self.shown:
            self.shown = shown
            told.append(Change(moment_of(at), shown))

    def moved(self, stands: int, at: int) -> int:
        """Up to the highest level held for long enough, or else down to the lowest."""
        for level in range(4, stands, -1):
            since = self.least[level - 2]
            if since is not None and at - since >= self.up:
                return level
        for level in range(1, stands):
            since = self.most[level - 1]
            if since is not None and at - since >= self.down:
                return level
        return stands

    def next_due(self, stands: int) -> int | None:
        """When the next hold runs out."""
        due: int | None = None
        for since in self.least[stands - 1 :]:
            if since is not None and (due is None or since + self.up < due):
                due = since + self.up
        for since in self.most[: stands - 1]:
            if since is not None and (due is None or since + self.down < due):
                due = since + self.down
        return due


def integers(marks: tuple[datetime | None, ...]) -> Marks:
    """Marks as integers."""
    return [None if mark is None else micros(mark) for mark in marks]


def moments(marks: Marks) -> list[datetime | None]:
    """Marks as moments."""
    return [None if mark is None else moment_of(mark) for mark in marks]
