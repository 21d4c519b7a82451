"""Rule packs as a system has them: where each is in force, what one changes of another, a back-test. Shapes only."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from app.messages.past import From, Lasting, LevelSpan
from app.messages.picture import Wire

Kind = Literal["parameters", "rollup", "triggers"]
Count = Annotated[int, Field(ge=0)]


class Named(Wire):
    """A unit or body."""

    code: str
    name: str
    short: str


class PackUse(Lasting):
    """Over [from, until) a version is in force for these. `until` null: nothing says that it ends.

    `approver` and `reason`: who decided on it, and why, where that is recorded; `provenance` of the assignment.
    """

    from_: From
    until: str | None
    standing: Literal["past", "now", "ahead"]
    approver: str | None
    reason: str | None
    provenance: str
    of: tuple[Named, ...]


class KnownPack(Wire):
    """One version of a pack. `judges`: what packs of its group judge, in words; `group`: versions that can be compared
    on one history have the same. `trial_units`: those it can be tried on; none, where it scores no figures.
    """

    id: str
    version: int
    title: str
    provenance: str
    source: str | None
    sha: str
    kind: Kind
    group: str
    judges: str
    uses: tuple[PackUse, ...]
    trial_units: tuple[str, ...]
    local_triggers: tuple[str, ...]  # of a pack of those, what each is called


class PacksOut(Wire):
    """Every pack this service knows, by what it judges; `units`: what `trial_units` are called."""

    stream: str
    timezone: str
    at: str
    packs: tuple[KnownPack, ...]
    units: tuple[Named, ...]


class PackText(Wire):
    """A pack as it was reviewed: the text that its sha256 is of."""

    id: str
    version: int
    sha: str
    text: str


class PackName(Wire):
    """A version by its name."""

    id: str
    version: int


class PackDifference(Wire):
    """`about`: the field, or the metric or trigger whose entry differs. `moves`: whether it is more than
    words: a level, or who is told, can be another for it.
    """

    about: str
    sentence: str
    moves: bool


class PackDifferences(Wire):
    """What `after` changes of `before`; nothing, exactly if they mean the same."""

    before: PackName
    after: PackName
    differences: tuple[PackDifference, ...]


class BackTestProgress(Wire):
    """How far a back-test has come. `of` null: how much there is is not known."""

    kind: Literal["progress"] = "progress"
    stage: Literal["waiting", "reading", "running"]
    done: Count = 0
    of: Count | None = None


class TriedVersion(Wire):
    """One of the versions, by the name it is shown under."""

    name: str
    id: str
    version: int
    title: str
    provenance: str
    sha: str


class TriedLevels(Wire):
    """One unit under one version: whole seconds at each level, at none for want of figures (`unstated`), how often what
    people are told moved, and how often a level was left and come back to within the hour.

    `spans`: for drawing, without a gap; where some are too short to be seen, each stretch has its highest (`coarse`).
    """

    one: Count
    two: Count
    three: Count
    four: Count
    unstated: Count
    changes: Count
    flaps: Count
    spans: tuple[LevelSpan, ...]
    coarse: bool


class TriedDifference(Lasting):
    """A stretch over which the versions do not tell the same; `levels` in their order, null: not enough figures."""

    from_: From
    to: str
    seconds: Count
    levels: tuple[int | None, ...]


class TriedUnit(Named):
    """One unit under every version. `differ`: the longest stretches, the longest first, of `differ_count`."""

    levels: tuple[TriedLevels, ...]
    differ_seconds: Count
    differ_count: Count
    differ: tuple[TriedDifference, ...]


class BackTestResult(Lasting):
    """What people would have been told. `rows`: the figures it rests on, those before `from` among them; `first_at`:
    when the first of them was received; `silent`: units of which no figure was received before `to`.

    `refused`: how many figures of these units were refused as they came, by reason, as far as that is still kept.
    `picture`: all of it as SVG.
    """

    model_config = ConfigDict(populate_by_name=True)

    kind: Literal["result"] = "result"
    from_: From
    to: str
    timezone: str
    rows: Count
    first_at: str | None
    versions: tuple[TriedVersion, ...]
    units: tuple[TriedUnit, ...]
    silent: tuple[Named, ...]
    refused: dict[str, int]
    picture: str | None


class BackTestFailed(Wire):
    """It came to nothing, and why: what a person can do is said in `detail`."""

    kind: Literal["failed"] = "failed"
    code: str
    detail: str


BackTestLine = Annotated[BackTestProgress | BackTestResult | BackTestFailed, Field(discriminator="kind")]
"""One line of the answer: progress until the last, which is one of the other two."""
