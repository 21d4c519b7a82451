"""What was judged can be judged again from the figures then held: every level entry finds its assessment."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.board.past.replay import agrees, judge
from app.board.past.store import Window
from app.board.past.stretch import INSTANT
from app.board.past.why import EVER, NEAR
from app.decided import Decision
from app.ingest.submission import ConfirmReadings, Item, PostReadings, Submission, Tick
from app.ingest.times import AHEAD, BACK
from tests.examples import tried
from tests.unit.pasts import MKUH, chosen, figures_in, judging, told_in
from tests.unit.streams import BEGINS, METRICS, played, stream
from triggers.values import Measure, Reading

MANY = tried(12)
COUNTS = (
    "beds.ga_open",
    "beds.ga_occupied",
    "beds.escalation_open",
    "ed.in_department",
    "ed.over_12h_from_arrival",
    "ed.attendances_since_midnight",
    "ed.within_4h_since_midnight",
    "ed.majors_resus_patients",
    "ed.majors_resus_cubicles",
)
NOTHING_NEWER = 10**9
Given = dict[str, int | None] | set[str] | None
Story = Sequence[tuple[int, int, Given]]
values = st.one_of(st.none(), st.integers(0, 120), st.integers(0, 12), st.integers(60, 110))
figures = st.dictionaries(st.sampled_from([*METRICS, *COUNTS]), values, min_size=1, max_size=9)
wholes = st.fixed_dictionaries({metric: st.integers(20, 110) for metric in METRICS})
steps = st.tuples(
    st.sampled_from([1, 15, 15, 60, 240, 1500, 3500]),  # minutes since the step before
    st.sampled_from([0, 0, 0, 4, -15, -90, -3000]),  # minutes from then to what was observed
    st.one_of(figures, figures, wholes, st.none(), st.sets(st.sampled_from(METRICS), min_size=1)),
)


def submission(at: datetime, given_: Given) -> Submission:
    """Figures, "no change" for some metrics, or a tick."""
    if given_ is None:
        return Tick()
    if isinstance(given_, set):
        return ConfirmReadings("key:1", MKUH, tuple(sorted(given_)), NOTHING_NEWER)
    readings = (
        Reading(MKUH, metric, None if value is None else Measure(Decimal(value)), at)
        for metric, value in given_.items()
    )
    return PostReadings("key:1", tuple(Item(n, reading) for n, reading in enumerate(readings)))


def lived(story: Story) -> list[Decision]:
    """MKUH over some days."""
    now, batches = BEGINS, []
    for minutes, ago, given_ in story:
        now += timedelta(minutes=minutes)
        batches.append((now, [submission(now + timedelta(minutes=ago), given_)]))
    return played(stream(), batches)


@MANY
@given(st.lists(steps, min_size=4, max_size=14))
def test_the_figures_read_for_a_change_give_the_assessment_that_was_journalled(
    story: Story,
) -> None:
    decisions = lived(story)
    rows = figures_in(decisions)
    for told in told_in(decisions):
        given_ = judging(told)
        tries = []
        for near, back in ((NEAR, told.effective_at - BACK), (BACK, EVER)):
            since = told.effective_at - near
            window = Window(told.seq, since, back, told.effective_at + AHEAD + INSTANT)
            judged = judge(chosen(rows, window, given_), given_, since)
            tries.append(agrees(judged, told.said))
        assert any(tries)
