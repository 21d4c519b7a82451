"""What would bring an organisation's level down, and what is closest to pushing it up. Shapes only.

Words can be read out; numbers stand beside them for what is drawn.
"""

from typing import Literal

from app.messages.board import Mode
from app.messages.picture import Wire
from triggers.values import State

Standing = Literal["ways", "moving", "end", "none", "not_enough", "not_assessed", "body"]
"""`ways`: there are some. `moving`: the figures are there already, and the level follows after its hold. `end`: there
is no level beyond. `none`: its figures alone cannot do it. `not_enough`: no level is known to start from. `body`: it
is what its organisations are; ask it of them.
"""


class HeadingOut(Wire):
    """Where a figure has been going: units an hour by its last three hours (negative: falling), null where too few
    figures say. `minutes`: until it would be at the cut at that rate; null: not that way, or beyond twelve hours.
    """

    per_hour: str | None
    minutes: int | None
    words: str  # "rising 6 an hour: at that rate in about 40 min"


class MoveOut(Wire):
    """One parameter to a better or worse band. `on_cut`: a value exactly on the cut will do. `acts`: in what people
    act, each enough by itself ("12 patients discharged", "13 more beds open"); empty of a figure without its counts.

    `certain` false: the figure is not current, so that a fresh one must bear the fall out first.
    """

    parameter: str
    metric: str
    name: str  # inside a sentence: "majors", "G&A"
    state: State
    certain: bool
    value: str
    cut: str
    on_cut: bool
    rising: bool
    points: str  # by how many it moves the score
    now: str  # "97.4 %"
    goal: str  # "95 % or below"
    brief: str  # the same beside `now`: "95 %"
    difference: str  # "7 min less"; of percents "2.4 lower"
    acts: tuple[str, ...]
    heading: HeadingOut | None  # of what would push it up


class WayOut(Wire):
    """Moves that do it together, and the level that the figures then stand for. `minutes`: until the last of them
    would be at its cut, where all are on their way there; `when`: the same in words ("in about 40 min").
    """

    moves: tuple[MoveOut, ...]
    level: int
    points: str
    certain: bool
    minutes: int | None
    when: str | None
    sentence: str


class DownOut(Wire):
    """The smallest sets of improvements: fewest parameters first, then least points, then the shortest way.

    `total`: how many such sets there are; where not `exact`, at least so many. `shortest`: the one with the smallest
    moves of all, where it is not among `ways`. `waits_for`: figures without a current one of which no level falls.
    """

    state: Standing
    level: int | None  # to be reached; null: none is
    hold_minutes: int | None
    total: int
    exact: bool
    ways: tuple[WayOut, ...]
    shortest: WayOut | None
    waits_for: tuple[str, ...]
    sentence: str


class UpOut(Wire):
    """The smallest sets of parameters that would raise it by getting worse: fewest first, then nearest."""

    state: Standing
    level: int | None  # that would be reached; null: none is
    hold_minutes: int | None
    total: int
    exact: bool
    ways: tuple[WayOut, ...]
    sentence: str


class ChildOut(Wire):
    """One of a body's organisations, and its share of the body's score in percent; null: it has none to share."""

    organisation: str
    name: str
    level: int | None  # null: not assessed, or not enough figures
    share: str | None


class WaysOut(Wire):
    """An organisation's ways down and up as at `as_at`, by the pack named. `children`: a body's, the greatest first."""

    organisation: str
    stream: str
    mode: Mode
    timezone: str
    as_at: str
    seq: int  # everything up to here is in it
    level: int | None  # as people are told; null: not assessed, or not enough figures
    pack: str | None
    pack_version: int | None
    provenance: str | None
    down: DownOut
    up: UpOut
    children: tuple[ChildOut, ...]
