"""A unit's history under a pack → what its people would have been told. Quick where all is plain, exact elsewhere.

Where figures take each other's place in order, levels come from columns. From a figure that is doubted, late, corrected
or unknown on, submissions are taken one by one through the rules of the live service, until every figure held is again
the newest one received.
"""

from bisect import bisect_right
from datetime import datetime
from typing import NamedTuple

from triggers.assess import assess
from triggers.replay.history import History, micros, moment_of
from triggers.replay.lane import Lane
from triggers.replay.scale import scaled
from triggers.replay.settler import Settler
from triggers.replay.suspects import behind
from triggers.replay.turns import Turns, turns_of
from triggers.replay.values import Change, Judging
from triggers.replay.walk import Standing, look, pass_time, receive
from triggers.values import Reading


class Told(NamedTuple):
    """Every change of a unit, and how many of its submissions were worked out one by one."""

    changes: list[Change]
    exact: int


def replay_unit(history: History, unit: str, judging: Judging, upto: datetime) -> Told:
    """Every change of a unit's level up to a moment; it begins with nothing known."""
    wanted = behind(judging.pack, judging.catalogue)
    lanes = {metric: rows for metric, rows in history.lanes[unit].items() if metric in wanted}
    pack = scaled(judging.pack)
    read = {metric: Lane(unit, metric, rows, history.sources) for metric, rows in lanes.items()}
    if pack is None or rules_vary(judging):
        at = sorted(first for lane in read.values() if (first := lane.next_at) is not None)[:1]
        return Joined(read, judging, Turns(at, [None] * len(at), [True] * len(at)), resumes=False).told(upto)
    return Joined(read, judging, turns_of(lanes, judging, pack), resumes=True).told(upto)


def rules_vary(judging: Judging) -> bool:
    """Whether what does not apply to the unit, or when its figures are due, changes with the days or its hours."""
    first, *later = (era.config for era in judging.eras)
    return first.opening is not None or any(
        (config.not_applicable, config.expectations) != (first.not_applicable, first.expectations)
        for config in later
    )


class Joined:
    """One run over one unit: the quick way and the exact way, each going on from where the other stopped."""

    def __init__(self, lanes: dict[str, Lane], judging: Judging, turns: Turns, *, resumes: bool) -> None:
        self.lanes, self.judging, self.turns, self.resumes = lanes, judging, turns, resumes
        self.settler = Settler(judging.pack)
        self.changes: list[Change] = []
        self.exact = 0

    def told(self, upto: datetime) -> Told:
        """Everything up to a moment."""
        end = micros(upto)
        place, beyond = 0, bisect_right(self.turns.at, end)
        while place < beyond:
            doubtful = self.quickly(place, beyond)
            place = self.one_by_one(doubtful, end) if doubtful < beyond else beyond
        self.settler.pass_time(end, self.changes)
        return Told(self.changes, self.exact)

    def quickly(self, place: int, beyond: int) -> int:
        """Goes on to the next turn that needs a second look."""
        at, levels, suspect = self.turns
        before = self.settler.assessed
        for i in range(place, beyond):
            if suspect[i]:
                return i
            if levels[i] != before:
                before = levels[i]
                self.settler.arrive(at[i], before, self.changes)
        return beyond

    def one_by_one(self, place: int, end: int) -> int:
        """Goes on from a doubtful turn until everything is plain again; the next turn to take quickly."""
        standing = self.standing(self.turns.at[place])
        while (moment := self.next_at()) is not None and moment <= end:
            readings = [reading for lane in self.lanes.values() for reading in lane.take(moment)]
            submission = moment_of(moment), readings
            standing = receive(self.judging, standing, submission, self.seen, self.changes)
            self.exact += 1
            place = bisect_right(self.turns.at, moment)
            if self.resumes and not self.doubtful_next(place) and self.plain(standing, place):
                self.settler.take(standing.settled, stated(standing))
                return place
        pass_time(self.judging, standing, moment_of(end), self.changes)
        self.settler.due = None
        return len(self.turns.at)

    def next_at(self) -> int | None:
        """When the next submission was received."""
        coming = (lane.next_at for lane in self.lanes.values())
        return min((moment for moment in coming if moment is not None), default=None)

    def seen(self, reading: Reading) -> bool:
        """Whether an equal reading was received before."""
        return self.lanes[reading.metric].seen(reading)

    def doubtful_next(self, place: int) -> bool:
        """Whether the very next submission is doubtful: then there is nothing to be quick about."""
        at, _, suspect = self.turns
        return place < len(at) and suspect[place] and at[place] == self.next_at()

    def plain(self, standing: Standing, place: int) -> bool:
        """Whether each figure held is the newest received, as columns have it, and backs the points it has."""
        given, lanes = standing.assessment, [lane for lane in self.lanes.values() if lane.place]
        if (
            given is None
            or stated(standing) != self.turns.levels[place - 1]
            or len(lanes) != len(standing.held)
        ):
            return False
        if not all(lane.stands(standing.held[lane.metric]) for lane in lanes):
            return False
        if not given.stated:
            return standing.settled.level is None
        backed = standing.settled.evidenced
        return all(backed[p.id] == p.points for p in given.parameters if p.measure is not None)

    def standing(self, moment: int) -> Standing:
        """How the unit stood just before a moment at which something doubtful arrived."""
        for lane in self.lanes.values():
            lane.seek(moment)
        known = [lane for lane in self.lanes.values() if lane.place]
        if not known:
            return Standing(moment_of(moment))
        before = max(lane.received[lane.place - 1] for lane in known)
        self.settler.pass_time(before, self.changes)
        at, held = moment_of(before), {lane.metric: lane.held() for lane in known}
        seen = assess(self.judging.pack, self.judging.config_at(at), held, at).parameters
        points = {p.id: p.points for p in seen if p.measure is not None} if self.settler.stands else {}
        return look(self.judging, Standing(at, held, self.settler.given(points)), at)


def stated(standing: Standing) -> int | None:
    """The level assessed, if it may be told."""
    given = standing.assessment
    return given.level if given is not None and given.stated else None
