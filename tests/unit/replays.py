"""Histories made up for tests of back-tests, and both ways to run a pack over them. Asserts nothing."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby

from tests.unit.ruling import NOTHING, catalogue, pack
from triggers.assess import UnitConfig
from triggers.replay.history import history_of
from triggers.replay.replay import Told, replay_unit
from triggers.replay.values import Change, Era, Judging
from triggers.replay.walk import walked
from triggers.values import Reading

EVER = datetime(1970, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
Received = tuple[datetime, Reading]


def judged_by(name: str, config: UnitConfig = NOTHING, eras: Sequence[Era] = ()) -> Judging:
    """A packaged pack."""
    return Judging(pack(name), catalogue(), tuple(eras) or (Era(EVER, config),))


def quickly(received: Iterable[Received], judging: Judging) -> Told:
    """By columns where that is possible, a day beyond the last."""
    rows = list(received)
    history = history_of(rows)
    return replay_unit(history, next(iter(history.lanes)), judging, max(at for at, _ in rows) + DAY)


def exactly(received: Iterable[Received], judging: Judging) -> list[Change]:
    """Submission by submission, a day beyond the last."""
    rows = sorted(received, key=lambda row: row[0])
    submissions = [(at, [r for _, r in given]) for at, given in groupby(rows, key=lambda row: row[0])]
    return walked(judging, submissions, rows[-1][0] + DAY)
