"""The simulated winter Monday, lived through the real rules without a service."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.organisations.queries import assignment_at, local_day
from app.organisations.reference_systems import reference_text
from app.organisations.rules import packaged_rules
from app.organisations.system_file import SystemFile, read_system
from app.organisations.units_config import unit_config
from app.simulator.curves import figure_at
from app.simulator.day import plan_day, plan_days
from app.simulator.posts import ZONE, Post
from app.simulator.story import CUTS, STORY, STORY_METRICS
from triggers.assess import assess
from triggers.check_value import check_value
from triggers.compile import compile_pack
from triggers.hold import take
from triggers.packs import ParametersPack
from triggers.values import Assessment, Held, Measure, Reading

MONDAY = datetime(2026, 1, 12, 6, tzinfo=UTC)
CATALOGUE, PACKS = packaged_rules()


class Lived(NamedTuple):
    """What one post led to."""

    post: Post
    refused: list[str]
    queried: list[str]
    assessment: Assessment | None


def at(clock: str) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return MONDAY.replace(hour=hour, minute=minute)


def cuts_crossed(metric: str, value: Decimal) -> int:
    cuts = [Decimal(cut) for cut in CUTS[metric]]
    return sum(value > cut if cuts[0] < cuts[-1] else value < cut for cut in cuts)


@lru_cache(maxsize=1)
def blmk() -> SystemFile:
    return read_system(reference_text("blmk") or "", "blmk.yaml")


def live(seed: int) -> Iterator[Lived]:
    """Each post of the day through range checks, holding and assessing, as the service does."""
    held: dict[str, Mapping[str, Held]] = {}
    configs = {
        u.code: unit_config(blmk(), u.code, local_day(blmk(), MONDAY), CATALOGUE) for u in blmk().units
    }
    loaded = PACKS.get("opel-acute-2024-26", 1)
    assert loaded is not None
    assert isinstance(loaded.pack, ParametersPack)
    pack = compile_pack(loaded.pack)
    for post in plan_day(seed, MONDAY):
        good = [f for f in post.figures if not check_value(CATALOGUE.metrics[f.metric], f.value, None)]
        readings = [
            Reading(post.unit, f.metric, None if f.value is None else Measure(f.value), f.observed_at)
            for f in good
        ]
        taken = take(held.get(post.unit, {}), readings, CATALOGUE)
        held[post.unit] = taken.held
        assigned = assignment_at(blmk(), post.unit, post.at)
        yield Lived(
            post,
            [f.metric for f in post.figures if f not in good],
            [outcome.reading.metric for outcome in taken.outcomes if outcome.verdict == "queried"],
            None if assigned is None else assess(pack, configs[post.unit], taken.held, post.at),
        )


@lru_cache(maxsize=2)
def monday(seed: int = 1) -> tuple[Lived, ...]:
    return tuple(live(seed))


def last_by(clock: str, unit: str) -> Assessment:
    """The unit's assessment after the last of its posts up to a time."""
    found = [one.assessment for one in monday() if one.post.unit == unit and one.post.at <= at(clock)]
    assert found[-1] is not None
    return found[-1]


@pytest.mark.parametrize(
    ("clock", "unit", "score", "level"),
    [
        ("08:00", "RD8-MKH", 10, 2),
        ("08:00", "RC9-BED", 8, 2),
        ("08:01", "RC9-LDH", 9, 2),
        ("10:55", "RD8-MKH", 10, 2),
        ("11:14", "RD8-MKH", 10, 2),
        ("11:15", "RD8-MKH", 15, 3),
        ("11:20", "RC9-BED", 8, 2),
        ("11:24", "RC9-BED", 9, 2),
        ("13:00", "RC9-BED", 16, 3),
        ("14:29", "RD8-MKH", 15, 3),
        ("14:30", "RD8-MKH", 22, 4),
        ("14:45", "RD8-MKH", 22, 4),
        ("18:59", "RD8-MKH", 22, 4),
        ("19:00", "RD8-MKH", 16, 3),
        ("23:59", "RC9-LDH", 9, 2),
    ],
)
def test_the_story_is_told_at_its_times(clock: str, unit: str, score: int, level: int) -> None:
    assessment = last_by(clock, unit)

    assert (int(assessment.score), int(assessment.available), assessment.level) == (score, 27, level)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_each_site_takes_only_the_levels_of_the_story(seed: int) -> None:
    levels: dict[str, list[int | None]] = {}
    for one in monday(seed):
        if one.post.at >= at("08:05") and one.assessment is not None:
            told = levels.setdefault(one.post.unit, [])
            if not told or told[-1] != one.assessment.level:
                told.append(one.assessment.level)

    assert {unit: levels.pop(unit) for unit in STORY} == {
        "RD8-MKH": [2, 3, 4, 3],
        "RC9-BED": [2, 3],
        "RC9-LDH": [2],
    }


def test_the_beds_typed_at_10_55_are_as_at_08_00() -> None:
    (beds,) = [post for post in plan_day(1, MONDAY) if post.at == at("10:55")]

    assert {(f.metric, f.value, f.observed_at) for f in beds.figures} == {
        ("beds.ga_occupancy_pct", Decimal("95.6"), at("08:00")),
        ("beds.escalation_open_pct", Decimal("3.1"), at("08:00")),
        ("beds.nctr_pct", Decimal("14.2"), at("08:00")),
    }


def test_figures_that_cannot_be_true_are_refused_and_the_slip_is_queried() -> None:
    refused = {(one.post.note, *one.refused) for one in monday() if one.refused}
    queried = {(one.post.at, *one.queried) for one in monday() if one.queried}

    assert refused == {
        ("a dummy value", "ed.median_time_to_treatment_minutes"),
        ("an impossible value", "ed.median_time_to_treatment_minutes"),
        ("0 to 1 for a percentage", "ed.four_hour_performance_pct"),
        ("G&A typed as 956", "beds.ga_occupancy_pct"),
    }
    assert queried == {(at("11:20"), "beds.ga_occupancy_pct")}


def test_a_silent_feed_comes_back_with_its_backlog() -> None:
    luton = [post for post in plan_day(1, MONDAY) if post.unit == "RC9-LDH"]
    before, backlog = next(pair for pair in pairwise(luton) if pair[1].note == "backlog after a silence")

    assert backlog.at - before.at > timedelta(minutes=60)
    assert {f.observed_at for f in backlog.figures} == {
        at("16:30") + n * timedelta(minutes=15) for n in range(5)
    }


def test_one_post_comes_twice_and_an_ambulance_feed_stops_for_a_while() -> None:
    posts = plan_day(1, MONDAY)
    (again,) = [post for post in posts if post.note == "the same again"]
    eeast = [post.at for post in posts if post.unit == "RYC@BCA"]

    assert any(post.figures == again.figures and post.at < again.at for post in posts)
    assert max(later - earlier for earlier, later in pairwise(eeast)) > timedelta(minutes=45)


def test_no_unit_opens_blind_and_fridays_community_return_is_the_last() -> None:
    opening = [post for post in plan_day(1, MONDAY) if post.at < MONDAY + timedelta(minutes=15)]
    community = next(post for post in opening if post.unit == "RYV@LUT")

    assert {f.observed_at for f in community.figures} == {datetime(2026, 1, 9, 9, 30, tzinfo=UTC)}
    assert {post.unit for post in opening} == {u.code for u in blmk().units if u.kind != "utc"}


def test_every_figure_is_of_a_known_metric_at_a_unit_of_the_reference_system() -> None:
    for post in plan_day(1, MONDAY):
        assert post.unit in blmk().units_by_code
        assert {figure.metric for figure in post.figures} <= set(CATALOGUE.metrics)


def test_the_same_seed_gives_the_same_day_and_another_a_different_one() -> None:
    assert plan_day(7, MONDAY) == plan_day(7, MONDAY)
    assert plan_day(7, MONDAY) != plan_day(8, MONDAY)


def test_the_next_day_goes_on_where_the_day_ended() -> None:
    posts = list(islice(plan_days(1, MONDAY), 2500))

    assert posts == sorted(posts, key=lambda post: post.at)
    assert posts[-1].at > MONDAY + timedelta(days=1)


@pytest.mark.parametrize("night", [datetime(2026, 3, 29, tzinfo=UTC), datetime(2025, 10, 25, 23, tzinfo=UTC)])
def test_a_daylight_saving_night_has_a_post_for_every_real_quarter(night: datetime) -> None:
    scas = [
        p.at.astimezone(UTC)
        for p in plan_day(1, night, opening=False)
        if p.unit == "RYE@MK" and len(p.figures) == 5
    ]

    assert {later - earlier for earlier, later in pairwise(scas)} == {timedelta(minutes=15)}


def test_the_cuts_of_the_story_are_those_of_the_pack() -> None:
    loaded = PACKS.get("opel-acute-2024-26", 1)

    assert loaded is not None
    assert isinstance(loaded.pack, ParametersPack)
    assert {p.metric: p.cuts for p in loaded.pack.parameters} == {
        metric: tuple(map(Decimal, cuts)) for metric, cuts in CUTS.items()
    }


@settings(max_examples=60)
@given(
    st.sampled_from(sorted(STORY)),
    st.sampled_from(STORY_METRICS),
    st.integers(0, 1439),
    st.integers(0, 10_000),
)
def test_between_its_times_a_figure_stays_on_its_side_of_every_cut(
    unit: str, metric: str, minute: int, seed: int
) -> None:
    moment = MONDAY.astimezone(ZONE).replace(hour=minute // 60, minute=minute % 60)
    before = [w for w in STORY[unit] if w.at <= moment.time()] or [STORY[unit][0]]

    value = figure_at(seed, unit, metric, STORY[unit], moment)

    assert cuts_crossed(metric, value) == cuts_crossed(metric, before[-1].of(metric))
