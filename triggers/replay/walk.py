"""One unit's submissions → its levels, one by one through the rules of the live service. Knows no columns.

The exact way: whatever is quicker must agree with it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from triggers.assess import assess
from triggers.hold import take
from triggers.replay.values import Change, Judging
from triggers.settle import Holds, settle
from triggers.values import Assessment, Held, Reading, Settled

STEP = timedelta(seconds=1)
"""As the service does: a rule that is due again at once would hold time still."""


class Standing(NamedTuple):
    """How a unit stands after it was looked at `at`. `level`: as people are told. `due`: when to look again."""

    at: datetime
    held: Mapping[str, Held] = {}
    settled: Settled = Settled()
    assessment: Assessment | None = None
    level: int | None = None
    due: datetime | None = None


def look(judging: Judging, standing: Standing, at: datetime) -> Standing:
    """Assesses and settles what is held at a moment."""
    pack = judging.pack
    assessment = assess(pack, judging.config_at(at), standing.held, at)
    settled = settle(standing.settled, assessment, Holds(pack.hold_up, pack.hold_down), at)
    soonest = [m for m in (assessment.next_change_at, settled.next_change_at, judging.next_era(at)) if m]
    due = min(soonest, default=None)
    if due is not None and due <= at:
        due = at + STEP
    level = settled.level if assessment.stated else None
    return Standing(at, standing.held, settled, assessment, level, due)


def pass_time(judging: Judging, standing: Standing, upto: datetime, told: list[Change]) -> Standing:
    """Looks at whatever falls due up to and at a moment, each at its own; adds what changes to `told`."""
    while standing.due is not None and standing.due <= upto:
        standing = tell(standing, look(judging, standing, standing.due), told)
    return standing


def receive(
    judging: Judging,
    standing: Standing,
    submission: tuple[datetime, Iterable[Reading]],
    seen: Callable[[Reading], bool],
    told: list[Change],
) -> Standing:
    """Takes one submission, after all that fell due before it. `seen`: whether an earlier one had an equal reading: of
    those that are late the service takes none twice.
    """
    at, given = submission
    standing = pass_time(judging, standing, at, told)
    readings = [r for r in given if not (is_late(standing.held.get(r.metric), r) and seen(r))]
    held = take(standing.held, readings, judging.catalogue).held
    return tell(standing, look(judging, standing._replace(held=held), at), told)


def is_late(held: Held | None, reading: Reading) -> bool:
    """Whether a reading is not newer than what is held."""
    return held is not None and reading.observed_at <= held.latest_at and not reading.confirmed


def tell(before: Standing, after: Standing, told: list[Change]) -> Standing:
    """Adds the change between two looks, if there is one."""
    if after.level != before.level:
        told.append(Change(after.at, after.level))
    return after


def walked(
    judging: Judging, submissions: Iterable[tuple[datetime, Sequence[Reading]]], upto: datetime
) -> list[Change]:
    """Every change of a unit that begins with nothing known. `submissions`: in the order received."""
    told: list[Change] = []
    standing: Standing | None = None
    taken: set[Reading] = set()
    for at, readings in submissions:
        begun = standing or Standing(at)
        standing = receive(judging, begun, (at, readings), taken.__contains__, told)
        taken.update(readings)
    if standing is not None:
        pass_time(judging, standing, upto, told)
    return told
