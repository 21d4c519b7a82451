"""The Sunday before the winter Monday, lived through the real pipeline without a service."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise, takewhile

import pytest

from app.ingest.submission import Item, PostReadings
from app.organisations.rules import packaged_rules
from app.simulator.day import plan_day, plan_days
from app.simulator.posts import ZONE, Post
from app.simulator.run import Simulation
from app.simulator.story import CUTS, STORY, STORY_METRICS, SUNDAY
from app.state import UnitState
from tests.unit.streams import played, stream
from triggers.check_value import check_value
from triggers.values import Measure, Reading

BEGINS = datetime(2026, 1, 11, 6, tzinfo=UTC)
MONDAY = datetime(2026, 1, 12, 6, tzinfo=UTC)
ENDS = datetime(2026, 1, 13, 6, tzinfo=UTC)
OFFICE_HOURS = {"RV3-COM@MK", "RWK-COM@BED", "RYV@LUT", "MKCC", "BBC", "CBC", "LBC"}
CATALOGUE, _ = packaged_rules()

Change = tuple[str, str, int | None, int | None]
"""(local day and time, unit, level before, level after)."""


def planned(begins: datetime, ends: datetime, seed: int = 1) -> Iterator[Post]:
    return takewhile(lambda post: post.at < ends, plan_days(seed, begins))


ACUTE = ("RD8-MKH", "RC9-BED", "RC9-LDH", "MK-acute", "BCA-acute", "QHG-acute", "MK", "BCA", "QHG")
AMBULANCES = ("RYE@MK", "RYC@BCA")


def submission(post: Post) -> PostReadings:
    """What the service makes of a post: figures that cannot be true are left out."""
    readings = [
        Reading(post.unit, f.metric, None if f.value is None else Measure(f.value), f.observed_at)
        for f in post.figures
        if not check_value(CATALOGUE.metrics[f.metric], f.value, None)
    ]
    return PostReadings("key:1", tuple(Item(n, reading) for n, reading in enumerate(readings)))


def changes(begins: datetime, posts: Iterable[Post]) -> list[Change]:
    """Every level change that the posts lead to, each at its own moment."""
    decisions = played(stream(begins), ((post.at, [submission(post)]) for post in posts))
    told = (entry for decision in decisions for entry in decision.entries if entry.kind == "level")
    return [change_of(json.loads(entry.body)) for entry in told]


def change_of(body: dict[str, object]) -> Change:
    at = datetime.fromisoformat(str(body["effective_at"])).astimezone(ZONE)
    return f"{at:%a %H:%M:%S}", str(body["unit"]), body["was"], body["now"]  # type: ignore[return-value]


@lru_cache(maxsize=3)
def both_days(seed: int = 1) -> tuple[Change, ...]:
    return tuple(changes(BEGINS, planned(BEGINS, ENDS, seed)))


def cuts_crossed(metric: str, value: Decimal) -> int:
    cuts = [Decimal(cut) for cut in CUTS[metric]]
    return sum(value > cut if cuts[0] < cuts[-1] else value < cut for cut in cuts)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_levels_that_change_on_the_sunday_are_those_of_its_plan(seed: int) -> None:
    before_monday = [c for c in both_days(seed) if c[0].startswith("Sun") or "Mon" <= c[0] < "Mon 06"]
    opened = [change for change in before_monday if change[2] is None]
    levels = {unit: level for _, unit, _, level in opened}

    assert {unit: levels.pop(unit) for unit in ACUTE} == {
        unit: 3 if unit == "RC9-LDH" else 2 for unit in ACUTE
    }
    assert levels == {unit: 3 if unit in AMBULANCES else 2 for unit in levels}
    assert [change for change in before_monday if change not in opened] == [
        ("Sun 11:00:00", "RC9-BED", 2, 1),
        ("Sun 12:30:00", "RC9-LDH", 3, 2),
        ("Sun 15:00:00", "RC9-BED", 1, 2),
        ("Sun 16:30:00", "RD8-MKH", 2, 3),
        ("Sun 16:30:00", "MK-acute", 2, 3),
        ("Sun 16:30:00", "MK", 2, 3),
        ("Sun 22:00:00", "RD8-MKH", 3, 2),
        ("Sun 22:00:00", "MK-acute", 3, 2),
        ("Sun 22:00:00", "MK", 3, 2),
    ]


@pytest.mark.parametrize("seed", [1, 2])
def test_the_monday_is_the_same_change_for_change_with_a_sunday_before_it(seed: int) -> None:
    alone = changes(MONDAY, planned(MONDAY, ENDS, seed))

    after_sunday = [change for change in both_days(seed) if not change[0].startswith("Sun")]

    assert after_sunday == [change for change in alone if change[2] is not None]


def test_the_monday_s_posts_are_the_same_but_for_those_it_opens_with() -> None:
    alone, opening = plan_day(1, MONDAY), Counter(plan_day(1, MONDAY))
    opening.subtract(plan_day(1, MONDAY, opening=False))

    after_sunday = [post for post in planned(BEGINS, ENDS) if post.at >= MONDAY]

    assert after_sunday == [post for post in alone if not opening[post]]
    assert {post.note.split(" ")[0] for post in opening.elements()} == {"the"}


def test_each_site_ends_its_sunday_on_the_side_of_every_cut_on_which_its_monday_begins() -> None:
    ends = {(u, m): cuts_crossed(m, SUNDAY[u][-1].of(m)) for u in SUNDAY for m in STORY_METRICS}
    begins = {(u, m): cuts_crossed(m, STORY[u][0].of(m)) for u in STORY for m in STORY_METRICS}

    assert ends == begins


def test_councils_and_community_are_silent_on_a_sunday_but_for_the_returns_of_friday() -> None:
    sent = [post for post in planned(BEGINS, MONDAY) if post.unit in OFFICE_HOURS]

    assert {post.unit for post in sent} == OFFICE_HOURS
    assert {f.observed_at.astimezone(ZONE).strftime("%a") for post in sent for f in post.figures} == {"Fri"}


def test_milton_keynes_is_not_seen_for_an_hour_and_a_half_of_the_night() -> None:
    observed = sorted(
        {f.observed_at for post in planned(BEGINS, ENDS) if post.unit == "RD8-MKH" for f in post.figures}
    )
    ed = [moment for moment in observed if moment >= BEGINS and moment.minute % 15 == 0]
    gaps = [(one, other - one) for one, other in pairwise(ed) if other - one > timedelta(minutes=15)]

    assert gaps == [(datetime(2026, 1, 12, 2, tzinfo=UTC), timedelta(minutes=90))]


def test_what_goes_out_of_sight_in_the_night_is_looked_at_at_its_own_moment() -> None:
    posts = [post for post in planned(BEGINS, MONDAY) if post.at < datetime(2026, 1, 12, 3, tzinfo=UTC)]
    decisions = played(stream(BEGINS), ((post.at, [submission(post)]) for post in posts))
    passed = [json.loads(e.body) for d in decisions for e in d.entries if e.kind == "passed"]

    assert (passed[-1]["effective_at"], "RD8-MKH" in passed[-1]["units"]) == (
        "2026-01-12T02:45:00.000000Z",
        True,
    )
    assert could_be(decisions[-1].state.units["RD8-MKH"]) == (2, 4)


def could_be(unit: UnitState) -> tuple[int | None, int]:
    assert unit.assessment is not None
    return unit.settled.level, unit.assessment.ceiling


def test_nothing_goes_wrong_at_a_weekend() -> None:
    assert {post.note for post in plan_day(1, BEGINS, opening=False)} == {""}


@pytest.mark.parametrize(
    ("begin", "first"),
    [
        ("2026-01-12T06:00+00:00", "2026-01-11T06:00+00:00"),
        ("2026-01-12T14:46:30+00:00", "2026-01-11T06:00+00:00"),
        ("2026-01-12T05:59+00:00", "2026-01-10T06:00+00:00"),
        ("2026-03-29T14:00+01:00", "2026-03-28T06:00+00:00"),
    ],
)
def test_the_day_before_begins_in_its_morning(begin: str, first: str) -> None:
    simulation = Simulation("QHG", Decimal(60), datetime.fromisoformat(begin), 1, yesterday=True)

    assert simulation.first == datetime.fromisoformat(first)


def test_wherever_one_joins_the_posts_of_the_day_are_the_same() -> None:
    joined = Simulation("QHG", Decimal(60), MONDAY + timedelta(hours=9), 1, yesterday=True)

    assert list(planned(joined.first, MONDAY)) == list(planned(BEGINS, MONDAY))
