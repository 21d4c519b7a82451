"""A unit as it is weighed now → its ways down and up as they are sent. Pure; settles nothing."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple
from zoneinfo import ZoneInfo

from app.board.past.sentence import local
from app.board.schedule import listed
from app.board.way_words import (
    about,
    acts_of,
    brief_words,
    difference,
    down_sentence,
    goal_words,
    heading_of,
    name_of,
    now_words,
    up_sentence,
)
from app.journal.chain import plain
from app.messages.ways import DownOut, HeadingOut, MoveOut, Standing, UpOut, WayOut
from triggers.catalogue import Catalogue
from triggers.compile import CompiledPack
from triggers.moves import Move, Towards
from triggers.packs import TOP_LEVEL
from triggers.trend import Trend
from triggers.values import Assessment, Settled
from triggers.way_down import Way, Ways, closest_up, unproven, ways_down

MINUTE = timedelta(minutes=1)
RATE_PLACES = 2


class Weighed(NamedTuple):
    """A unit's assessment with all it is read by. `trends`: of the metrics whose last hours have one."""

    assessment: Assessment
    settled: Settled
    pack: CompiledPack
    catalogue: Catalogue
    trends: Mapping[str, Trend]
    zone: ZoneInfo

    @property
    def levels(self) -> tuple[int, int] | None:
        """The level that stands and the one that the figures are at. None: too few figures are known."""
        stands, found = self.settled.level, self.assessment.level
        return (stands, found) if stands and found and self.assessment.stated else None


def down_of(unit: Weighed) -> DownOut:
    """What would bring its level one down, or why there is nothing to say."""
    if unit.levels is None:
        return no_way_down("not_enough", NOT_ENOUGH)
    stands, found = unit.levels
    level, waits = max(1, stands - 1), waits_for(unit)
    if found <= level:
        if stands == 1:
            return no_way_down("end", "It is at OPEL 1: there is nothing to bring down.")
        return no_way_down("moving", falling_words(unit, waits), waits)
    ways = ways_down(unit.assessment, unit.pack, unit.catalogue, level)
    if ways.total == 0:
        return no_way_down("none", f"Its known figures alone cannot bring it to OPEL {level}.", waits)
    verb, hold = ("reach" if level < stands else "stay at"), unit.pack.hold_down
    outs = [improved(unit, way, f"To {verb} OPEL {level}") for way in ways.shown]
    shortest = ways.shortest if ways.shortest not in ways.shown else None
    return DownOut(
        state="ways",
        level=level,
        hold_minutes=hold // MINUTE,
        total=ways.total,
        exact=ways.complete,
        ways=tuple(outs),
        shortest=None if shortest is None else improved(unit, shortest, f"To {verb} OPEL {level}"),
        waits_for=waits,
        sentence=f"{number_words(ways)} to {verb} OPEL {level}.{waiting_words(waits)}",
    )


def up_of(unit: Weighed) -> UpOut:
    """What is closest to raising its level by one, or why there is nothing to say."""
    if unit.levels is None:
        return no_way_up("not_enough", NOT_ENOUGH)
    stands, found = unit.levels
    if found > stands:
        return no_way_up("moving", rising_words(unit))
    if stands == TOP_LEVEL:
        return no_way_up("end", "It is at OPEL 4: there is no level above.")
    ways = closest_up(unit.assessment, unit.pack, unit.catalogue, stands + 1)
    if ways.total == 0:
        return no_way_up("none", f"Its known figures alone cannot raise it to OPEL {stands + 1}.")
    return UpOut(
        state="ways",
        level=stands + 1,
        hold_minutes=unit.pack.hold_up // MINUTE,
        total=ways.total,
        exact=ways.complete,
        ways=tuple(worsened(unit, way) for way in ways.shown),
        sentence=f"{number_words(ways)} to OPEL {stands + 1}.",
    )


def no_way_down(state: Standing, sentence: str, waits: tuple[str, ...] = ()) -> DownOut:
    """Nothing to choose from, and why."""
    return DownOut(
        state=state,
        level=None,
        hold_minutes=None,
        total=0,
        exact=True,
        ways=(),
        shortest=None,
        waits_for=waits,
        sentence=sentence,
    )


def no_way_up(state: Standing, sentence: str) -> UpOut:
    """Nothing to fear, or nothing to say, and why."""
    return UpOut(state=state, level=None, hold_minutes=None, total=0, exact=True, ways=(), sentence=sentence)


def improved(unit: Weighed, way: Way, opening: str) -> WayOut:
    """One way down."""
    moves = [move_out(unit, move, "calmer", None) for move in way.moves]
    sentence = down_sentence(way, unit.catalogue, opening, unit.pack.hold_down)
    return way_out(way, moves, None, sentence)


def worsened(unit: Weighed, way: Way) -> WayOut:
    """One way up. It has a time only where every figure of it is on its way."""
    metrics, trends = unit.catalogue.metrics, unit.trends
    headings = [heading_of(move, metrics[move.metric], trends.get(move.metric)) for move in way.moves]
    outs = [
        HeadingOut(
            per_hour=None if one.per_hour is None else plain(round(one.per_hour, RATE_PLACES)),
            minutes=None if one.after is None else one.after // MINUTE,
            words=one.words,
        )
        for one in headings
    ]
    moves = [move_out(unit, move, "worse", out) for move, out in zip(way.moves, outs, strict=True)]
    times = [one.after for one in headings if one.after is not None]
    after = max(times) if len(times) == len(headings) else None
    return way_out(way, moves, after, up_sentence(way, unit.catalogue, after, unit.pack.hold_up))


def way_out(way: Way, moves: Sequence[MoveOut], after: timedelta | None, sentence: str) -> WayOut:
    """A way as it is sent."""
    return WayOut(
        moves=tuple(moves),
        level=way.level,
        points=plain(sum((move.gain for move in way.moves), Decimal(0))),
        certain=way.certain,
        minutes=None if after is None else after // MINUTE,
        when=None if after is None else about(after),
        sentence=sentence,
    )


def move_out(unit: Weighed, move: Move, towards: Towards, heading: HeadingOut | None) -> MoveOut:
    """A move as it is sent."""
    metric = unit.catalogue.metrics[move.metric]
    return MoveOut(
        parameter=move.parameter,
        metric=move.metric,
        name=name_of(metric),
        state=move.state,
        certain=move.certain,
        value=plain(move.measure.value),
        cut=plain(move.cut),
        on_cut=move.on_cut,
        rising=move.rising,
        points=plain(move.gain),
        now=now_words(move, metric),
        goal=goal_words(move, metric),
        brief=brief_words(move, metric),
        difference=difference(move, metric),
        acts=acts_of(move, unit.catalogue, towards),
        heading=heading,
    )


def waits_for(unit: Weighed) -> tuple[str, ...]:
    """The figures whose fall no current one bears out."""
    found = unproven(unit.assessment, unit.settled.evidenced)
    return tuple(name_of(unit.catalogue.metrics[parameter.metric]) for parameter in found)


def number_words(ways: Ways) -> str:
    """ "There are 567 ways", "There is one way"."""
    if ways.total == 1 and ways.complete:
        return "There is one way"
    return f"There are {'' if ways.complete else 'at least '}{ways.total:,} ways"


def falling_words(unit: Weighed, waits: tuple[str, ...]) -> str:
    """The figures are lower than the level that stands: when it follows."""
    stands, found = unit.levels or (1, 1)
    already = f"Its figures are already at OPEL {found}"
    if waits:
        return f"{already}.{waiting_words(waits)}"
    marks, hold = unit.settled.at_most[found - 1 : stands - 1], unit.pack.hold_down
    return f"{already}{moves_at([at + hold for at in marks if at is not None], 'falls', unit.zone)}"


def rising_words(unit: Weighed) -> str:
    """The figures are higher than the level that stands: when it follows."""
    stands, found = unit.levels or (1, 1)
    marks, hold = unit.settled.at_least[stands - 1 : found - 1], unit.pack.hold_up
    moves = moves_at([at + hold for at in marks if at is not None], "rises", unit.zone)
    return f"Its figures are already at OPEL {found}{moves}"


def moves_at(moments: Sequence[datetime], verb: str, zone: ZoneInfo) -> str:
    """When the level moves by itself."""
    return f": the level {verb} at {local(min(moments), zone)} if they stay so." if moments else "."


def waiting_words(waits: tuple[str, ...]) -> str:
    """What no level falls without."""
    return f" No level falls until a fresh figure bears out {listed(waits)}." if waits else ""


NOT_ENOUGH = "Too few figures are known to say what its level would be."
