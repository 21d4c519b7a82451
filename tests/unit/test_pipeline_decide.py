"""What a batch comes to: the same facts give the same levels, however they were put together."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from app.configuration import plan_at
from app.decided import StreamState
from app.ingest.submission import Item, PostReadings, Submission, Tick
from app.journal.chain import GENESIS
from app.messages.board import Event
from app.messages.events import event_of
from app.messages.picture import PictureOut
from app.pipeline import decide
from app.restore import restored
from tests.unit.streams import (
    BEGINS,
    METRICS,
    SITES,
    configuration,
    entries,
    played,
    posting,
    read_back,
    stream,
    ticking,
)
from triggers.plans import PlannedValue
from triggers.values import Measure, Reading

EVENT: TypeAdapter[Event] = TypeAdapter(Event)
FEW = settings(max_examples=12, deadline=None)
RANGES = ((5, 70), (50, 95), (60, 140), (40, 230), (0, 20), (20, 80), (85, 100), (0, 8), (5, 25))
values = st.tuples(
    *(
        st.one_of(st.none(), st.integers(low, high).map(str), st.integers(low, high).map(str))
        for low, high in RANGES
    )
)
posts = st.builds(
    lambda unit, minutes, given: posting(unit, BEGINS + timedelta(minutes=minutes), *given),
    st.sampled_from(SITES),
    st.integers(-20, 3),
    values,
)


def batched(
    submissions: Sequence[Submission], cuts: Sequence[int], at: datetime
) -> list[tuple[datetime, list[Submission]]]:
    """The submissions cut into batches, in their order."""
    edges = sorted({0, *(cut % (len(submissions) + 1) for cut in cuts), len(submissions)})
    return [(at, list(submissions[a:b])) for a, b in pairwise(edges)]


@FEW
@given(st.lists(posts, min_size=1, max_size=6), st.lists(st.integers(0, 6), max_size=4))
def test_the_same_submissions_give_the_same_levels_however_they_are_batched(
    submissions: list[PostReadings], cuts: list[int]
) -> None:
    at = BEGINS + timedelta(minutes=1)
    whole = played(stream(), [(at, submissions)])
    parts = played(stream(), batched(submissions, cuts, at))
    assert entries(parts) == entries(whole)
    assert parts[-1].state.units == whole[-1].state.units
    assert parts[-1].state.head == whole[-1].state.head


@FEW
@given(st.permutations(SITES), st.tuples(values, values, values))
def test_the_order_of_units_does_not_matter(
    order: list[str], given_values: tuple[tuple[str | None, ...], ...]
) -> None:
    figures = dict(zip(SITES, given_values, strict=True))

    def ends(units: Sequence[str]) -> dict[str, object]:
        batch = [posting(unit, BEGINS, *figures[unit]) for unit in units]
        units_after = played(stream(), [(BEGINS, batch)])[-1].state.units
        return {code: (unit.assessment, unit.held) for code, unit in units_after.items()}

    assert ends(order) == ends(SITES)


@FEW
@given(st.lists(posts, min_size=1, max_size=5), st.integers(0, 400))
def test_a_state_read_back_from_its_pictures_is_the_state_that_wrote_them(
    submissions: list[PostReadings], minutes: int
) -> None:
    written = ticking(played(stream(), [(BEGINS, submissions)])[-1].state, minutes)
    again = read_back(written)
    assert again.units == written.units
    assert again.plan == written.plan


@FEW
@given(st.lists(posts, min_size=2, max_size=6), st.integers(0, 400))
def test_another_process_goes_on_as_the_first_would_have(
    submissions: list[PostReadings], minutes: int
) -> None:
    first = played(stream(), [(BEGINS, submissions[:-1])])[-1].state
    later = BEGINS + timedelta(minutes=minutes)
    moved = submissions[-1]._replace(
        items=tuple(
            item._replace(reading=item.reading._replace(observed_at=later)) for item in submissions[-1].items
        )
    )
    assert entries(played(read_back(first), [(later, [moved])])) == entries(played(first, [(later, [moved])]))


@FEW
@given(st.lists(posts, min_size=1, max_size=4), st.integers(0, 1500))
def test_every_picture_and_every_event_has_its_shape(submissions: list[PostReadings], minutes: int) -> None:
    later = BEGINS + timedelta(minutes=minutes)
    decisions = played(stream(), [(BEGINS, submissions), (later, [Tick()])])
    for decision in decisions:
        for code in decision.changed:
            picture = PictureOut.model_validate_json(decision.state.units[code].body)
            assert picture.floor <= picture.ceiling
        for entry in decision.entries:
            event = event_of(entry.seq, entry.kind, decision.now, json.loads(entry.body))
            assert event is None or EVENT.validate_python(event).seq == entry.seq


@FEW
@given(st.lists(posts, min_size=1, max_size=4), st.lists(st.integers(1, 600), min_size=1, max_size=5))
def test_time_passed_in_one_step_or_in_many_leaves_the_same_levels(
    submissions: list[PostReadings], steps: list[int]
) -> None:
    start = played(stream(), [(BEGINS, submissions)])[-1].state
    many, moment = [], BEGINS
    for minutes in steps:
        moment += timedelta(minutes=minutes)
        many.append((moment, [Tick()]))
    stepwise, at_once = played(start, many), played(start, [(moment, [Tick()])])
    assert entries(stepwise, "level", "passed") == entries(at_once, "level", "passed")


def test_seq_has_no_gap_and_every_entry_is_chained() -> None:
    decisions = played(stream(), [(BEGINS, [posting(unit, BEGINS, "38", "66", "112")]) for unit in SITES])
    found = [entry for decision in decisions for entry in decision.entries]
    assert [entry.seq for entry in found] == list(range(1, len(found) + 1))
    assert len({GENESIS, *(entry.hash for entry in found)}) == len(found) + 1


def test_a_late_figure_is_late_whether_or_not_it_shares_a_batch_with_what_overtook_it() -> None:
    old = posting(SITES[0], BEGINS - timedelta(minutes=30), "20")
    new, late = posting(SITES[0], BEGINS, "22"), posting(SITES[0], BEGINS - timedelta(minutes=15), "40")
    start = played(stream(), [(BEGINS, [old])])[-1].state
    (together,) = played(start, [(BEGINS, [new, late, late])])
    assert [answer.verdicts[0].verdict for answer in together.answers] == [
        "accepted",
        "superseded",
        "duplicate",
    ]
    assert [kind for kind, _ in entries([together], "past_revised")] == ["past_revised"]


def test_without_figures_no_unit_is_at_any_level() -> None:
    state: StreamState = ticking(stream(), 60)
    shown = [PictureOut.model_validate_json(unit.body) for unit in state.units.values()]
    assert {(picture.level, picture.stated) for picture in shown} == {(None, False)}
    assert len(METRICS) == 9


def test_attendances_are_kept_with_what_was_planned_of_them_and_judged_by_it() -> None:
    attended, planned_of = "ed.attendances_since_midnight", "ed.attendances_expected_since_midnight"
    plan = {
        "unit": "RD8-MKH",
        "metric": attended,
        "on": "every_day",
        "hour": 8,
        "value": 80,
        "source": "Plan",
    }
    whole = configuration().system
    system = whole.model_copy(update={"plans": (PlannedValue.model_validate(plan),)})
    configured = configuration()._replace(system=system)
    state = restored(stream()._replace(configuration=configured, plan=plan_at(configured, BEGINS)), [])
    sent = Reading("RD8-MKH", attended, Measure(Decimal(100)), BEGINS)
    decision = decide(state, [PostReadings("key:1", (Item(0, sent),))], {}, BEGINS)
    assert [verdict.metric for verdict in decision.answers[0].verdicts] == [attended]
    kept = {entry.kept.reading.metric: entry.kept.reading for entry in decision.readings}
    assert (kept[planned_of].source, kept["ed.attendance_variation_pct"].source) == ("plan", "derived")
    held = decision.state.units["RD8-MKH"].held["ed.attendance_variation_pct"]
    assert held.scores == Measure(Decimal("25.00"), Decimal(20), Decimal(80))
