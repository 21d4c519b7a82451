"""What is remembered of one unit between submissions, as a value. Decides nothing."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from triggers.compile import CompiledPack, CompiledRollup
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


class Judge(NamedTuple):
    """How a unit or body is judged. `pack` None: not assessed. `scope`: unit, place or system."""

    scope: str
    pack: CompiledPack | CompiledRollup | None
    ref: PackRef | None


class UnitState(NamedTuple):
    """One unit or body. `body` is its picture as last written, `version` the seq it was written at.

    `figures`: the seq of its newest figures. `due`: when it must be looked at again. `awaited`: of a unit
    without a pack, each figure of which another is expected.
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


def shown_level(state: UnitState) -> int | None:
    """The level people are told: none while too few figures are known."""
    if state.assessment is None or not state.assessment.stated:
        return None
    return state.settled.level
