"""What the rules take and give, as values. Decides nothing."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class State(StrEnum):
    """How far one parameter's figure can be relied on at a moment."""

    FRESH = "fresh"
    NOT_DUE = "not_due"  # valid until the next due time + grace; shown "as at HH:MM"
    LATE = "late"
    DEAD = "dead"
    FEW = "few"  # too few patients to mean anything; the last full value scores
    QUERIED = "queried"  # implausibly calmer; the earlier value scores until confirmed or repeated
    UNKNOWN = "unknown"  # the sender owned up to not knowing; the last known value, if any, scores
    NEVER_KNOWN = "never_known"
    KNOWN_GAP = "known_gap"  # silent for a recorded reason: widens the range, raises no chaser
    CLOSED = "closed"  # the unit is shut, and nothing of it is due: keeps its points, bears out no fall
    NOT_APPLICABLE = "not_applicable"  # configuration only, never sent


CURRENT = frozenset({State.FRESH, State.NOT_DUE})
"""States whose points are evidence: they widen nothing, and may carry a level down."""


class Doubt(StrEnum):
    """Why the newest reading of a metric is not the one that scores."""

    UNKNOWN = "unknown"
    FEW = "few"
    QUERIED = "queried"


class Measure(NamedTuple):
    """A figure, with the counts it was derived from, if any.

    Cuts are then compared with the counts by cross-multiplication (value = 100 × numerator / denominator);
    `value` is rounded to two places and is for display and storage only.
    """

    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None


class Reading(NamedTuple):
    """One figure as received. `measure` None: unknown, owned up to."""

    organisation: str
    metric: str
    measure: Measure | None
    observed_at: datetime
    source: str = "feed"
    confirmed: bool = False  # a person said the figure is right: it is never queried


class Held(NamedTuple):
    """What is held of one metric at one unit: the value that scores, and the newest reading."""

    metric: str
    scores: Measure | None  # None: never known
    scores_at: datetime | None  # its observed_at
    latest_at: datetime  # observed_at of the newest reading, whatever it was
    source: str = "feed"
    doubt: Doubt | None = None  # None: the newest reading is the one that scores
    latest: Measure | None = None  # the newest reading where doubted (None: it was `unknown`)


class Band(NamedTuple):
    """The stretch of a parameter's values that earns `points`. `above`/`below` None: open on that side."""

    above: Decimal | None
    below: Decimal | None
    points: Decimal
    cut_belongs_to: str  # "calmer" or "worse": where a value exactly on a cut counts
    provenance: str


class ParameterAssessment(NamedTuple):
    """One parameter at a moment. In a roll-up one child: `id` its code, `metric` "score"."""

    id: str
    metric: str
    measure: Measure | None  # the value that scores
    observed_at: datetime | None
    age_seconds: int | None
    state: State
    points: Decimal
    max_points: Decimal
    least: Decimal  # points at its best, for the floor
    most: Decimal  # points at its worst, for the ceiling
    due_at: datetime | None = None  # when the next figure is expected
    late_at: datetime | None = None  # due_at + grace
    band: Band | None = None  # where the value lies; None without a value, and in a roll-up


class Assessment(NamedTuple):
    """What a pack says of a unit at a moment, before settling.

    `level` None: nothing at all is known. `stated` False: the level must not be shown.
    `floor_score`/`ceiling_score` are out of `bounds_available` (every applicable parameter),
    `score` out of `available` (a percent pack leaves never-known parameters out).
    """

    pack: str
    version: int
    level: int | None
    floor: int
    ceiling: int
    stated: bool
    reachable: int | None  # None: nothing is configured or was ever reported
    score: Decimal
    available: Decimal
    floor_score: Decimal
    ceiling_score: Decimal
    bounds_available: Decimal
    parameters: tuple[ParameterAssessment, ...]
    next_change_at: datetime | None
    shut: bool = False  # the unit is closed: its level may rise meanwhile, and does not fall


class Settled(NamedTuple):
    """The level after hysteresis, and what is needed to move it on.

    `at_least[i]`: since when every assessment has been at or above level i + 2.
    `at_most[i]`: since when every assessment has been at or below level i + 1, with every
    fall in points backed by a current figure. `evidenced`: the points each parameter last
    had on good evidence.
    """

    level: int | None = None
    since: datetime | None = None
    previous: int | None = None
    at_least: tuple[datetime | None, datetime | None, datetime | None] = (None, None, None)
    at_most: tuple[datetime | None, datetime | None, datetime | None] = (None, None, None)
    evidenced: Mapping[str, Decimal] = {}
    next_change_at: datetime | None = None  # when a hold runs out, if nothing else happens
