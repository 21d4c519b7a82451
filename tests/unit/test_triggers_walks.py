"""Local triggers over random days: nothing flaps, and what is not known neither fires nor clears.

The oracle knows nothing of triggers: the figure in force at a minute is the last that came, unless it is 45 minutes old
or was `unknown`.
"""

import json
from bisect import bisect_right
from datetime import datetime, timedelta
from decimal import Decimal
from operator import itemgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.ruling import START
from tests.unit.triggering import LOST, QUEUE, Ward, local, reading, rule
from triggers.scene import Scene
from triggers.trigger_state import differs, read, write

MINUTE = timedelta(minutes=1)
FRESH_FOR = 45 * MINUTE
Step = tuple[int, int | None, bool]  # minutes on, the figure, whether one comes at all

steps = st.lists(
    st.tuples(
        st.sampled_from([5, 10, 15, 15, 30, 50, 70]),
        st.sampled_from([0, 3, 3, 4, 5, 7, 7, 9, 12, None]),
        st.sampled_from([True, True, True, False]),
    ),
    min_size=8,
    max_size=20,
)
dwells = st.sampled_from([0, 5, 15, 60])

EVERY_KIND = [
    f"when: {{above: 6, metric: {QUEUE}, leave_below: 4}}, for: 20m, clear_for: 30m",
    f"when: {{below: 5, metric: {QUEUE}}}, quiet: {{from: '09:00', until: '12:30'}}",
    f"when: {{between: [4, 7], metric: {QUEUE}, leave_outside: [3, 8]}}, clear_for: 10m",
    f"when: {{changed: {QUEUE}, by: 5, within: 2h, leave_by: 3}}, for: 5m",
    f"when: {{sum: {LOST}, over: day, above: 8}}",
    f"when: {{sum: {LOST}, over: week, above: 20, leave_below: 15}}, for: 10m",
    f"when: {{sum: {LOST}, over: 3h, above: 4}}, clear_for: 15m",
    "when: {silent: 'ed.*', longer_than: 50m}, clear_for: 20m",
    f"when: {{all: [{{above: 6, metric: {QUEUE}}}, {{on: {{times: ['09:00', '11:00']}}}}]}}, for: 15m",
    f"when: {{all: [{{above: 6, metric: {QUEUE}}}, {{on: {{from: '08:30', until: '11:00'}}}}]}}",
    f"when: {{any: [{{above: 9, metric: {QUEUE}}}, {{not: {{below: 8, metric: {LOST}, leave_above: 9}}}}]}}",
    f"when: {{not: {{above: 5, metric: {QUEUE}, leave_below: 3}}}}, for: 30m, clear_for: 30m",
]


def walked(
    ward: Ward, walk: list[Step], metrics: tuple[str, ...] = (QUEUE,)
) -> list[tuple[datetime, Decimal | None]]:
    """The ward after the walk; what came when."""
    came, now = [], ward.now
    for on, value, comes in walk:
        now += on * MINUTE
        if comes:
            ward.comes(now, *(reading(metric, value, now) for metric in metrics))
            came.append((now, None if value is None else Decimal(value)))
        else:
            ward.passes(now)
    return came


def in_force(came: list[tuple[datetime, Decimal | None]], moment: datetime) -> Decimal | None:
    found = bisect_right(came, moment, key=itemgetter(0)) - 1
    return came[found][1] if found >= 0 and moment - came[found][0] < FRESH_FOR else None


def through(came: list[tuple[datetime, Decimal | None]], end: datetime, dwell: int) -> list[Decimal | None]:
    """The figures in force from `end` back through a dwell, by the minute; what came at its very end came after it."""
    if dwell == 0:
        return [in_force(came, end)]
    return [in_force(came, end - n * MINUTE) for n in range(1, dwell + 1)]


def dwelling(for_: int, clear_for: int) -> Ward:
    line = f"when: {{above: 6, metric: {QUEUE}, leave_below: 4}}, for: {for_}m, clear_for: {clear_for}m"
    return Ward(rule(line), START)


@given(steps, dwells, dwells)
def test_between_two_fires_it_was_left_for_the_whole_of_its_time(
    walk: list[Step], for_: int, clear_for: int
) -> None:
    ward = dwelling(for_, clear_for)
    came = walked(ward, walk)
    assert len(ward.over) in {len(ward.fired), len(ward.fired) - 1}
    for again, over in zip(ward.fired[1:], ward.over, strict=False):
        assert over <= again
    for over in ward.over:
        figures = through(came, over, clear_for)
        assert all(figure is not None and figure < 4 for figure in figures)


@given(steps, dwells, dwells)
def test_it_fires_on_a_figure_known_to_be_above_and_none_known_to_be_calm_since(
    walk: list[Step], for_: int, clear_for: int
) -> None:
    ward = dwelling(for_, clear_for)
    came = walked(ward, walk)
    for fired in ward.fired:
        figures = through(came, fired, for_)
        assert all(figure is None or figure > 6 for figure in figures)
        assert figures[0] is not None or (in_force(came, fired) or 0) > 6
    above = [at for at, value in came if value is not None and value > 6]
    if for_ == 0 and above:
        assert ward.fired[0] == above[0]


@given(steps, st.sampled_from(EVERY_KIND))
def test_a_feed_that_stops_clears_nothing(walk: list[Step], line: str) -> None:
    ward = Ward(rule(line), START)
    walked(ward, walk, (QUEUE, LOST))
    ward.comes(ward.now, *(reading(metric, None, ward.now) for metric in (QUEUE, LOST)))
    fires, hours_end = ward.state.fires, "from: '08:30'" in line
    ward.passes(ward.now + timedelta(days=9))
    assert ward.state.fires or not fires or hours_end


@given(steps, st.sampled_from(EVERY_KIND), st.sampled_from([5, 7, 15]))
def test_looking_more_often_changes_nothing(walk: list[Step], line: str, every: int) -> None:
    alone, watched = Ward(rule(line), START), Ward(rule(line), START)
    walked(alone, walk, (QUEUE, LOST))
    for on, value, comes in walk:
        until = watched.now + on * MINUTE
        while watched.now + every * MINUTE < until:
            watched.passes(watched.now + every * MINUTE)
        walked(watched, [((until - watched.now) // MINUTE, value, comes)], (QUEUE, LOST))
    end = alone.now + timedelta(hours=30)
    assert watched.passes(end).state == alone.passes(end).state
    assert (watched.fired, watched.told, watched.over) == (alone.fired, alone.told, alone.over)


@given(steps, st.sampled_from(EVERY_KIND))
def test_what_is_written_down_is_read_back(walk: list[Step], line: str) -> None:
    ward = Ward(rule(line), START)
    walked(ward, walk, (QUEUE, LOST))
    found = read(json.loads(json.dumps(write(ward.state))))
    assert found == ward.state
    assert not differs(found, ward.state)


@given(steps, st.sampled_from(EVERY_KIND), st.data())
def test_one_that_is_read_back_goes_on_as_if_it_never_stopped(
    walk: list[Step], line: str, data: st.DataObject
) -> None:
    split = data.draw(st.integers(0, len(walk)))
    through, stopped = Ward(rule(line), START), Ward(rule(line), START)
    walked(through, walk, (QUEUE, LOST))
    walked(stopped, walk[:split], (QUEUE, LOST))
    stopped.state = read(write(stopped.state))
    walked(stopped, walk[split:], (QUEUE, LOST))
    assert stopped.state == through.state


@given(steps, st.integers(1, 9))
def test_more_pressure_never_leaves_a_trigger_calmer(walk: list[Step], more: int) -> None:
    ward, harder = dwelling(0, 0), dwelling(0, 0)
    walked(ward, walk)
    walked(harder, [(on, None if value is None else value + more, comes) for on, value, comes in walk])
    assert harder.state.fires or not ward.state.fires


@given(
    steps,
    st.integers(0, 23),
    st.integers(1, 22),
    st.sampled_from(["every_day", "weekdays", "weekends", "fri", "sun"]),
    st.sampled_from(["2026-01-12 08:00", "2026-03-28 20:00", "2026-10-24 20:00"]),
)
def test_quiet_hours_end_and_then_people_are_told(
    walk: list[Step], first: int, long: int, day: str, begins: str
) -> None:
    quiet = f"quiet: {{from: '{first:02}:30', until: '{(first + long) % 24:02}:30', days: [{day}]}}"
    ward = Ward(rule(f"when: {{above: 6, metric: {QUEUE}}}, {quiet}"), local(begins))
    walked(ward, walk)
    if ward.state.fired_at is not None and ward.state.tell_at is not None:
        tell_at, fired_at = ward.state.tell_at, ward.state.fired_at
        assert timedelta(0) <= tell_at - fired_at <= timedelta(hours=24)
        ward.passes(max(tell_at, ward.now))
        assert ward.state.told_at is not None
    assert len(ward.told) <= len(ward.fired)


@given(steps, st.sampled_from(EVERY_KIND), st.integers(0, 600))
def test_what_begins_enters_and_what_enters_holds(walk: list[Step], line: str, later: int) -> None:
    """Whatever is known: else one that is over could begin again in the same moment."""
    ward = Ward(rule(line), START)
    walked(ward, walk, (QUEUE, LOST))
    now = ward.now + later * MINUTE
    scene = Scene(ward.facts, ward.state.trails, START, now)
    begins, enters, holds = (
        ask(scene).truth for ask in (ward.trigger.begin, ward.trigger.enter, ward.trigger.hold)
    )
    order = {False: 0, None: 1, True: 2}
    assert order[begins] <= order[enters] <= order[holds]


@pytest.mark.parametrize("line", EVERY_KIND)
def test_every_kind_can_fire(line: str) -> None:
    """None of the walks above is empty for want of a rule that ever comes about."""
    ward = Ward(rule(line), START)
    for n, value in enumerate([0, 5, 7, 7, 7, 7, 10, 10, 4, 2, 2, 2]):
        at = START + n * 15 * MINUTE
        ward.comes(at, reading(QUEUE, value, at), reading(LOST, n * 2, at))
    ward.passes(ward.now + timedelta(hours=2))
    assert ward.fired
