"""Local triggers in a stream: each fires and is over at its own moment, is told of once, and outlives its feed."""

import json
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from app.decided import Decision, StreamState
from app.ingest.record import Intake, record_posted
from app.ingest.submission import Item, PostReadings, Sighting, Submission, Tick
from app.messages.picture import PictureOut
from app.state import UnitState
from tests.unit.streams import BEGINS, entries, played, read_back, rules, stream
from triggers.values import Measure, Reading

MKUH = "RD8-MKH"
QUEUE, WAIT = "ed.ambulance_queue", "ed.longest_ambulance_wait_minutes"
Batch = tuple[datetime, list[Submission]]


def at(minutes: int) -> datetime:
    return BEGINS + timedelta(minutes=minutes)


def crews(minutes: int, queue: int, longest: int) -> Batch:
    """MKUH says how many crews wait, and how long the first of them has."""
    figures = {QUEUE: queue, WAIT: longest}
    readings = [
        Reading(MKUH, metric, Measure(Decimal(value)), at(minutes)) for metric, value in figures.items()
    ]
    return at(minutes), [PostReadings("key:1", tuple(Item(n, one) for n, one in enumerate(readings)))]


def told(decisions: list[Decision]) -> list[tuple[str, str, str]]:
    """What was journalled of triggers at MKUH: when by the room's clock, which, and what became of it."""
    bodies = [json.loads(body) for _, body in entries(decisions, "trigger")]
    return [(b["effective_at"][11:16], b["trigger"], b["did"]) for b in bodies if b["unit"] == MKUH]


def shown(state: StreamState) -> list[tuple[str, str]]:
    picture = PictureOut.model_validate_json(state.units[MKUH].body)
    return [(trigger.id, trigger.says) for trigger in picture.triggers if trigger.fires]


def test_a_trigger_fires_after_its_dwell_and_is_over_after_its_own_once_each() -> None:
    day = [crews(n, 7, 70) for n in (0, 15, 30)] + [crews(n, 2, 20) for n in (45, 60, 75, 90)]
    decisions = played(stream(), day)
    assert [one for one in told(decisions) if one[1] == "crews-waiting"] == [
        ("08:15", "crews-waiting", "fired"),
        ("09:15", "crews-waiting", "over"),
    ]


def test_while_it_fires_the_strip_says_so_with_its_figures() -> None:
    state = played(stream(), [crews(n, 7, 70) for n in (0, 15)])[-1].state
    ((trigger, says),) = shown(state)
    assert trigger == "crews-waiting"
    assert says.startswith("Crews waiting, and one for long:")
    assert "7" in says
    assert "since 08:15" in says


def test_a_feed_that_dies_fires_at_its_moment_though_nothing_arrives_and_its_figures_clear_nothing() -> None:
    decisions = played(stream(), [crews(0, 7, 70), crews(15, 7, 70), (at(240), [Tick()])])
    assert told(decisions) == [("08:15", "crews-waiting", "fired"), ("09:15", "quiet-feed", "fired")]
    assert {trigger for trigger, _ in shown(decisions[-1].state)} == {"crews-waiting", "quiet-feed"}


def test_another_process_goes_on_with_what_was_remembered() -> None:
    first = played(stream(), [crews(n, 7, 70) for n in (0, 15)])[-1].state
    after = [crews(n, 2, 20) for n in (30, 45, 60, 75)]
    assert told(played(read_back(first), after)) == told(played(first, after)) != []


@settings(deadline=None, max_examples=15)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 90)), min_size=1, max_size=6),
    st.sets(st.integers(0, 120)),
)
def test_looking_more_often_changes_nothing_that_is_told(
    figures: list[tuple[int, int]], looks: set[int]
) -> None:
    day = [crews(15 * n, *given) for n, given in enumerate(figures)]
    ticks: list[Batch] = [(at(n), [Tick()]) for n in sorted(looks)]
    often = [*day, *ticks]
    end: Batch = (at(180), [Tick()])
    alone = told(played(stream(), [*day, end]))
    assert told(played(stream(), [*sorted(often, key=lambda batch: batch[0]), end])) == alone


def test_no_trigger_calls_anybody_or_moves_a_level() -> None:
    decisions = played(stream(), [crews(n, 9, 90) for n in (0, 15, 30)])
    assert not any(decision.outgoing for decision in decisions)
    assert not [body for _, body in entries(decisions, "level") if json.loads(body)["unit"] == MKUH]


def test_a_figure_that_rests_on_too_few_patients_is_not_counted() -> None:
    handover, count = "ambulance.mean_handover_minutes", "ambulance.handovers_since_midnight"
    figures = {handover: 180, count: 1}
    readings = [Reading(MKUH, metric, Measure(Decimal(value)), at(0)) for metric, value in figures.items()]
    submission = PostReadings("key:1", tuple(Item(n, one) for n, one in enumerate(readings)))
    units = {MKUH: UnitState(MKUH)}
    intake = Intake(frozenset({MKUH}), rules().catalogue, ZoneInfo("Europe/London"))
    recorded = record_posted(units, intake, submission, lambda _: Sighting(), at(0))
    assert {one.metric for one in recorded.counted[MKUH]} == {count}


def test_by_another_text_a_dwell_begins_again() -> None:
    before = played(stream(), [crews(0, 7, 70)])[-1].state
    triggers = {name: one._replace(sha="another text") for name, one in before.units[MKUH].triggers.items()}
    units = {**before.units, MKUH: before.units[MKUH]._replace(triggers=triggers)}
    decisions = played(before._replace(units=units), [crews(n, 7, 70) for n in (15, 30)])
    assert ("08:30", "crews-waiting", "fired") in told(decisions)
    assert ("08:15", "crews-waiting", "fired") not in told(decisions)
