"""One organisation as its own people see it, and the rules that judge it. Shapes only."""

from typing import Annotated, Literal

from pydantic import Field

from app.messages.board import MetricOut, Mode, TreeUnit
from app.messages.picture import PictureOut, Wire
from triggers.values import State


class DueFigure(Wire):
    """When one metric is expected. `schedule` in words: "every 15 min, late after 45 min" (by its age), "Mon–Fri
    09:30, 45 min grace".

    `state` null: nothing has been received of it yet and nothing says how late that is (of what its rules score:
    never_known). It is then due by the schedule alone: of a feed at once, of a return at the first of its times that
    can still be kept. What does not apply is never due; a known gap has no times where nothing was received, and is
    among the last.
    """

    metric: str
    parameter: str | None  # its id in the unit's rules; null: not scored
    schedule: str
    state: State | None
    observed_at: str | None
    due_at: str | None
    late_at: str | None


class OrganisationOut(Wire):
    """What the service holds of a unit, in full, and what it expects of it, soonest due first."""

    stream: str
    system: str  # its name
    mode: Mode
    timezone: str
    at: str
    seq: int  # of the stream: everything up to here is in it
    unit: TreeUnit
    place: str  # its name
    picture: PictureOut | None  # null: nothing was ever received
    metrics: dict[str, MetricOut]  # of everything named here
    due: tuple[DueFigure, ...]
    silent_by_rule: tuple[str, ...]  # known gaps and what does not apply, in words


class PackParameter(Wire):
    """One scored metric: `points[i]` up to `cuts[i]`, the last beyond them all; a value on a cut belongs to the
    `cut_belongs_to` side. Cuts as written: falling where lower is worse.
    """

    id: str
    metric: str
    worse: Literal["higher", "lower"]
    cuts: tuple[str, ...]
    points: tuple[str, ...]
    cut_belongs_to: Literal["calmer", "worse"]
    provenance: str
    note: str | None


class PackDetail(Wire):
    """A rule pack in full: text that never changes under its id and version. A roll-up has no parameters."""

    id: str
    version: int
    title: str
    pillar: str
    provenance: str
    source: str | None
    sha: str
    kind: Literal["parameters", "rollup"]
    score: Literal["points", "percent_of_available"]
    state_from: str  # the share of points that must be seen for a level to be said at all
    hold_up_minutes: int
    hold_down_minutes: int
    bands: Annotated[
        tuple[str, ...], Field(min_length=3, max_length=3)
    ]  # inclusive upper bounds of levels 1-3
    parameters: tuple[PackParameter, ...]
