"""Whatever was sent, columns tell exactly what the rules tell one submission at a time."""

from datetime import datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.examples import tried
from tests.unit.replays import exactly, judged_by, quickly
from tests.unit.ruling import EARLIER, FEED, LATER, NOTHING, minutes, pack
from triggers.assess import UnitConfig
from triggers.expectations import TimesExpectation
from triggers.values import Measure, Reading

MANY = tried(100)
TYPED = TimesExpectation.model_validate(
    {
        "times": ["08:00", "11:00", "14:00", "22:00"],
        "grace": "45m",
        "satisfied_from": "3h",
        "dead_after": "24h",
    }
)
METRICS = [parameter.metric for parameter in pack(LATER).parameters]
COUNTS = ["ed.in_department", "ed.over_12h_from_arrival", "beds.ga_open", "beds.ga_occupied"]
ordinary = st.sampled_from([n * Decimal("0.5") for n in range(20, 200)])
odd = st.sampled_from([None, Decimal(5), Decimal("33.3333333"), Decimal(0), Decimal(100), Decimal(95)])
Step = tuple[int, int, dict[str, Decimal | None]]
plain_step = st.tuples(
    st.sampled_from([15, 15, 15, 30, 90]),
    st.just(0),
    st.dictionaries(st.sampled_from(METRICS), ordinary, min_size=1, max_size=9),
)
whole_step = st.tuples(st.just(15), st.just(0), st.fixed_dictionaries(dict.fromkeys(METRICS, ordinary)))
CUTS = {p.metric: p.cuts[1] for p in pack(LATER).parameters}
near = {m: st.sampled_from([cut + n * Decimal("0.5") for n in range(-5, 6)]) for m, cut in CUTS.items()}
crowd = st.sampled_from([Decimal(n) for n in (40, 41, 42, 43, 4)])
fed_step = st.tuples(
    st.just(15), st.just(0), st.fixed_dictionaries({**near, COUNTS[0]: crowd}, optional={COUNTS[1]: crowd})
)
odd_step = st.tuples(
    st.sampled_from([0, 1, 15, 240, 1500]),
    st.sampled_from([0, 0, 4, -1, -15, -30, -60, -300]),
    st.dictionaries(st.sampled_from([*METRICS, *COUNTS]), st.one_of(ordinary, odd), min_size=1, max_size=5),
)
mixed = st.lists(st.one_of(plain_step, plain_step, whole_step, odd_step), min_size=2, max_size=30)
regular = st.lists(st.one_of(fed_step, fed_step, fed_step, odd_step), min_size=2, max_size=30)
stories = st.one_of(mixed, regular)
configs = st.sampled_from(
    [
        NOTHING,
        NOTHING._replace(expectations=dict.fromkeys(METRICS, FEED)),
        NOTHING._replace(expectations=dict.fromkeys(METRICS, TYPED), not_applicable=frozenset(METRICS[:2])),
    ]
)


def readings(story: list[Step]) -> list[tuple[datetime, Reading]]:
    """What a unit sends, with the time each was received."""
    moment = 0
    found: list[tuple[datetime, Reading]] = []
    for wait, ago, figures in story:
        moment += wait
        for metric, value in figures.items():
            measure = None if value is None else Measure(value)
            found.append((minutes(moment), Reading("RD8", metric, measure, minutes(moment + ago))))
    return found


@MANY
@given(stories, configs, st.sampled_from([EARLIER, LATER]))
def test_columns_tell_what_the_rules_tell(story: list[Step], config: UnitConfig, name: str) -> None:
    received, judging = readings(story), judged_by(name, config)
    assert quickly(received, judging).changes == exactly(received, judging)


def test_a_figure_that_comes_after_its_count_and_rests_on_too_few_is_seen() -> None:
    whole: Step = (0, 0, {metric: Decimal(cut) for metric, cut in CUTS.items()})
    few: Step = (15, 0, {COUNTS[0]: Decimal(4)})
    after: Step = (
        1,
        -1,
        {"ed.over_12h_from_arrival_pct": Decimal(20), "ed.referred_to_service_pct": Decimal(80)},
    )
    received, judging = readings([whole, few, after]), judged_by(LATER)
    found = quickly(received, judging)
    assert (found.changes, found.exact) == (exactly(received, judging), 2)


def test_a_count_that_comes_after_its_figure_and_is_too_small_is_seen() -> None:
    whole: Step = (0, 0, {metric: Decimal(cut) for metric, cut in CUTS.items()})
    few: Step = (1, -1, {COUNTS[0]: Decimal(4)})
    later: Step = (14, 0, {COUNTS[0]: Decimal(40), "ed.over_12h_from_arrival_pct": Decimal(9)})
    received, judging = readings([whole, few, later]), judged_by(LATER)
    found = quickly(received, judging)
    assert (found.changes, found.exact) == (exactly(received, judging), 2)


def test_a_percentage_made_of_counts_is_seen() -> None:
    whole: Step = (0, 0, {metric: Decimal(cut) for metric, cut in CUTS.items()})
    made: Step = (15, 0, {COUNTS[2]: Decimal(100), COUNTS[3]: Decimal(99)})
    received, judging = readings([whole, made]), judged_by(LATER)
    found = quickly(received, judging)
    assert (found.changes, found.exact) == (exactly(received, judging), 1)
