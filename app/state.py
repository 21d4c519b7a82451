"""What is remembered of one unit between submissions, as a value. Decides nothing."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from triggers.compile import CompiledPack, CompiledRollup
from triggers.compile_triggers import CompiledTrigger
from triggers.trigger_state import TriggerState
from triggers.values import Assessment, Held, Measure, Settled, State


class Travel(NamedTuple):
    """How a metric came to its value: the one before, and the "no change" answers since the last number."""

    was: Measure | None = None
    confirmations: int = 0
    confirmed_since: datetime | None = None


class Awaited(NamedTuple):
    """How current a figure is that no pack looks at, and when the next one is due."""

    state: State
    due_at: datetime | None
    late_at: datetime | None


class PackRef(NamedTuple):
    """A pack in force: which text, and where it comes from."""

    id: str
    version: int
    sha: str
    provenance: str
    reads: str = "measured"  # or "declared": somebody's word on a scale of its own; or "rollup"

    @property
    def on_trial(self) -> bool:
        """Whether nobody has confirmed the pack: it enters no confirmed roll-up and calls nobody."""
        return self.provenance == "unverified"

    @property
    def calls(self) -> bool:
        """Whether a level by it opens cards and calls people."""
        return not self.on_trial and self.reads != "declared"


class LocalTrigger(NamedTuple):
    """A local trigger in force, and the pack it comes from."""

    compiled: CompiledTrigger
    pack: PackRef


class Judge(NamedTuple):
    """How a unit or body is judged. `pack` None: not assessed. `scope`: unit, pillar, place or system.

    `followed`: it stands as a body of another stream stands there, and nothing is judged here.
    """

    scope: str
    pack: CompiledPack | CompiledRollup | None
    ref: PackRef | None
    followed: bool = False

    @property
    def for_people(self) -> bool:
        """Whether people act on it here: on a pillar they do at its units, on another system over there."""
        return self.scope != "pillar" and not self.followed


class DatedStatus(NamedTuple):
    """What a unit's service is from a moment until another: "limited", "closed_to_ambulances" or "closed"; why."""

    status: str
    reason: str
    begins: datetime
    ends: datetime


class ServiceNow(NamedTuple):
    """A unit's service at a moment. `status` "open": nobody has said otherwise, until `until`.

    `shut`: by its hours or its status, nothing of it is due; `changes_at`: it then opens, or is next shut.
    """

    status: str
    reason: str | None
    until: datetime | None
    shut: bool
    changes_at: datetime | None


class UnitState(NamedTuple):
    """One unit or body. `body` is its picture as last written, `version` the seq it was written at.

    `figures`: the seq of its newest figures. `due`: when it must be looked at again. `awaited`: of a unit
    without a pack, each figure of which another is expected. `worst`: of a body the unit that is worst below it, at
    `worst_level`.
    `triggers`: where each local trigger of a unit stands, by its id. `service` None: always open, with nothing to say.
    """

    unit: str
    held: Mapping[str, Held] = {}
    travel: Mapping[str, Travel] = {}
    settled: Settled = Settled()
    assessment: Assessment | None = None
    pack: PackRef | None = None
    due: datetime | None = None
    figures: int = 0
    config_sha: str = ""  # of the system file it was last judged under
    version: int = 0
    body: str = ""
    awaited: Mapping[str, Awaited] = {}
    worst: str | None = None
    worst_level: int | None = None
    triggers: Mapping[str, TriggerState] = {}
    service: ServiceNow | None = None


class ChildPicture(NamedTuple):
    """A body of another stream as its newest picture there has it. `code`: what it is called here; `seq`: of the
    child's stream.
    """

    code: str
    stream: str
    seq: int
    picture: str


def shown_level(state: UnitState) -> int | None:
    """The level people are told: none while too few figures are known."""
    if state.assessment is None or not state.assessment.stated:
        return None
    return state.settled.level
