"""A back-test of a day tells what the live service journalled of the same readings, change for change."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.backtest.history import eras_of
from app.decided import Decision
from app.ingest.submission import Item, PostReadings, Submission, Tick
from app.simulator.day import plan_day
from app.simulator.posts import Post
from tests.examples import tried
from tests.unit.pasts import MKUH, told_in
from tests.unit.ruling import LATER, catalogue
from tests.unit.streams import SITES, configuration, played, stream
from tests.unit.test_past_replay import Story, lived, steps
from triggers.check_value import check_value
from triggers.compile import CompiledPack
from triggers.derive import DERIVED
from triggers.replay.history import history_of
from triggers.replay.replay import replay_unit
from triggers.replay.values import Change, Judging
from triggers.replay.walk import walked
from triggers.values import Measure, Reading

DAYS = {
    "a winter Monday": datetime(2026, 1, 12, 6, tzinfo=UTC),
    "a Saturday on which clocks go forward": datetime(2026, 3, 28, 12, tzinfo=UTC),
    "a Saturday on which clocks go back": datetime(2026, 10, 24, 12, tzinfo=UTC),
}
Received = tuple[datetime, Reading]


def posted(post: Post) -> list[Reading]:
    """What the service takes of a post."""
    good = [f for f in post.figures if not check_value(catalogue().metrics[f.metric], f.value, None)]
    measures = [None if figure.value is None else Measure(figure.value) for figure in good]
    given_ = zip(good, measures, strict=True)
    return [Reading(post.unit, f.metric, measure, f.observed_at.astimezone(UTC)) for f, measure in given_]


@cache
def day(begins: datetime) -> tuple[list[Received], list[Decision]]:
    """The simulator's day, as sent to a stream of its own."""
    received: list[Received] = []
    batches: list[tuple[datetime, Sequence[Submission]]] = []
    for post in plan_day(1, begins):
        at, readings = post.at.astimezone(UTC), posted(post)
        received += ((at, reading) for reading in readings if reading.organisation in SITES)
        items = tuple(Item(n, reading) for n, reading in enumerate(readings))
        batches.append((at, [PostReadings("key:1", items)]))
    batches.append((batches[-1][0] + timedelta(hours=9), [Tick()]))
    return received, played(stream(begins), batches)


def judging(unit: str) -> Judging:
    """As the reference system judges a unit since June 2025."""
    pack = configuration().rules.packs[LATER, 1]
    assert isinstance(pack, CompiledPack)
    return Judging(pack, catalogue(), eras_of(configuration().system, unit, catalogue()))


def journalled(decisions: Iterable[Decision], unit: str) -> list[Change]:
    """A unit's level entries."""
    return [Change(told.effective_at, told.now) for told in told_in(decisions, unit)]


@pytest.mark.parametrize("begins", DAYS.values(), ids=DAYS.keys())
@pytest.mark.parametrize("unit", SITES)
def test_a_day_is_told_as_it_was_journalled(unit: str, begins: datetime) -> None:
    received, decisions = day(begins)
    found = replay_unit(history_of(received), unit, judging(unit), decisions[-1].now)
    assert found.changes == journalled(decisions, unit)


@pytest.mark.parametrize("begins", DAYS.values(), ids=DAYS.keys())
def test_the_exact_way_alone_tells_the_same(begins: datetime) -> None:
    received, decisions = day(begins)
    mine = [(at, reading) for at, reading in received if reading.organisation == MKUH]
    submissions = [(at, [r for _, r in rows]) for at, rows in groupby(mine, key=lambda row: row[0])]
    assert walked(judging(MKUH), submissions, decisions[-1].now) == journalled(decisions, MKUH)


@tried(20)
@given(st.lists(steps, min_size=4, max_size=14))
def test_whatever_is_sent_the_stored_readings_tell_what_was_journalled(story: Story) -> None:
    decisions = lived(story)
    stored = [
        (decision.now, entry.kept.reading)
        for decision in decisions
        for entry in decision.readings
        if entry.kept.verdict != DERIVED and entry.kept.reading.organisation == MKUH
    ]
    if stored:
        found = replay_unit(history_of(stored), MKUH, judging(MKUH), decisions[-1].now)
        assert found.changes == journalled(decisions, MKUH)
