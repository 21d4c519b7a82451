"""What was: levels over a stretch of time, one unit's day, and why a level was what it was. Shapes only.

Times are UTC. A stretch [from, to) is named by its two ends; what is not known leaves a gap, never a zero.
"""

from typing import Annotated

from pydantic import ConfigDict, Field

from app.messages.board import LevelEvent, Mode
from app.messages.picture import MeasureOut, Wire
from triggers.values import State

From = Annotated[str, Field(alias="from")]


class Lasting(Wire):
    """Base of what has a `from`, which Python keeps for itself."""

    model_config = ConfigDict(populate_by_name=True)


class LevelSpan(Lasting):
    """What the settled level was from `from` until `to`; `level` null: not enough figures were held.

    A level that was reached just now has a span without length.
    """

    from_: From
    to: str
    level: int | None


class LevelsOut(Lasting):
    """Every unit and body of a system over a stretch. Before its first level a unit has no span."""

    stream: str
    seq: int  # everything up to here is in it
    from_: From
    to: str
    units: dict[str, tuple[LevelSpan, ...]]


class Point(Wire):
    """A figure as sent, and until when it stood: the next figure, the moment it was late, or the end.

    `value` null: the sender did not know. `queried`: it was doubted and did not score.
    """

    at: str
    until: str
    value: str | None
    source: str
    queried: bool = False


class Line(Wire):
    """One metric over a stretch, oldest first. Between a point's `until` and the next point nothing is known.

    `parameter`: its id in the unit's rules; null: it is held but not scored.
    """

    metric: str
    parameter: str | None
    points: tuple[Point, ...]


class UnitDay(Lasting):
    """One organisation over a local day, or over the 24 hours up to now (`date` null). Today ends now.

    `first_at`: the oldest figure held of it at all, so that a board can say how far back there is anything.
    """

    organisation: str
    stream: str
    mode: Mode
    timezone: str
    date: str | None
    from_: From
    to: str
    first_at: str | None
    pack: str | None  # in force at the end of the stretch
    pack_version: int | None
    levels: tuple[LevelSpan, ...]
    lines: tuple[Line, ...]
    changes: tuple[LevelEvent, ...]  # oldest first


class WhyParameter(Wire):
    """One parameter at the moment, and as it stood when the level before was reached (`was…`; null: unknown).

    `source` null: the newest figure is doubted, and an earlier one scores. `was_points` null also where the level
    before was reached by another pack: points of two packs are not of one scale.
    """

    id: str
    metric: str
    figure: MeasureOut | None
    observed_at: str | None
    source: str | None
    state: State
    points: str
    max_points: str
    was: str | None
    was_points: str | None


class Why(Wire):
    """Why a level was what it was when it changed at `seq`: worked out again from the figures then held.

    `sentence` can be read out. `level`, `was`: as people were told. `because`: the journal's own words. A body's
    parameters are empty: it is what its children are, the worst of them named in `because`. Empty too where the
    figures then held do not give what was journalled any more, which the sentence says.
    """

    organisation: str
    stream: str
    mode: Mode
    timezone: str
    seq: int
    at: str
    level: int | None
    was: int | None
    previous_at: str | None  # when the level before was reached
    floor: int
    ceiling: int
    score: str
    available: str
    sentence: str
    because: tuple[str, ...]
    pack: str | None
    pack_version: int | None
    pack_switched: bool
    provenance: str | None
    parameters: tuple[WhyParameter, ...]
