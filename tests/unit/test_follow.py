"""A region over its systems: it takes their levels over as they were settled there, and sees what it does not see."""

import json
from datetime import timedelta
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from app.configuration import Configuration, plan_at
from app.decided import StreamState
from app.ingest.submission import Follow
from app.levels.picture import read_picture
from app.messages.picture import PictureOut
from app.organisations.reference_systems import reference_text
from app.organisations.system_file import read_system, sha256_of
from app.pipeline import decide
from app.restore import nobody, restored
from app.state import ChildPicture
from tests.unit.streams import BEGINS, SITES, entries, played, posting, read_back, rules, stream, ticking

BODIES = ("QHG", "QHG-acute", "QHG-community", "QHG-mh", "QHG-111")
BUSY = ("60", "50", "130", "210", "16", "75", "99", "7", "25")
CALM = ("10", "90", "70", "50", "1", "20", "90", "1", "8")
QUARTER = timedelta(minutes=15)


@cache
def region() -> StreamState:
    """East of England, of whose systems nothing is known yet."""
    text = reference_text("east-of-england") or ""
    configuration = Configuration(sha256_of(text), read_system(text, "east-of-england"), rules())
    empty = stream()._replace(
        code="Y61",
        configuration=configuration,
        plan=plan_at(configuration, BEGINS),
        units={},
        people=nobody(configuration),
    )
    return ticking(restored(empty, []), 0)


@cache
def blmk(*figures: tuple[str, ...]) -> StreamState:
    """BLMK after its three sites have reported so, a quarter of an hour apart."""
    state = stream()
    for n, values in enumerate(figures):
        at = BEGINS + n * QUARTER
        state = played(state, [(at, [posting(site, at, *values) for site in SITES])])[-1].state
    return state


def following(parent: StreamState, child: StreamState, *bodies: str) -> StreamState:
    """The parent after it was told of the child's bodies as they are now."""
    return decide(parent, [told(child, *bodies)], {}, max(parent.last_at, child.last_at)).state


def told(child: StreamState, *bodies: str) -> Follow:
    seen = (child.units[body] for body in bodies or BODIES)
    return Follow(
        tuple(ChildPicture(unit.unit, "QHG", unit.version, unit.body) for unit in seen), child.last_at
    )


def shown(state: StreamState, code: str) -> tuple[object, ...]:
    """What is told of a unit or body."""
    body = json.loads(state.units[code].body)
    return tuple(
        body[key] for key in ("level", "stated", "since", "floor", "ceiling", "score", "available", "pack")
    )


def test_a_system_stands_in_its_region_as_it_stands_at_home() -> None:
    child = blmk(BUSY)
    parent = following(region(), child)
    for body in BODIES:
        assert shown(parent, body) == shown(child, body)
    assert parent.units["QHG"].figures == child.units["QHG"].version


def test_a_region_that_sees_a_small_part_of_its_systems_says_that_it_could_be_anything() -> None:
    parent = following(region(), blmk(BUSY))
    assert shown(parent, "Y61")[1] is False
    assert (parent.units["Y61"].assessment.floor, parent.units["Y61"].assessment.ceiling) == (1, 4)  # type: ignore[union-attr]


def test_each_change_of_a_system_is_a_change_in_its_region_told_once() -> None:
    calm, busy = blmk(CALM), blmk(CALM, BUSY)
    submissions = [
        (BEGINS, [told(calm)]),
        (busy.last_at, [told(busy)]),
        (busy.last_at, [told(busy), told(calm)]),
    ]
    decisions = played(region(), submissions)
    changes = [json.loads(body) for _, body in entries(decisions, "level")]
    assert [(c["was"], c["now"]) for c in changes if c["unit"] == "QHG"] == [(None, 1), (1, 4)]
    assert [len(decision.entries) > 0 for decision in decisions] == [True, True, False]
    (first, second) = [json.loads(body) for _, body in entries(decisions, "followed")]
    assert first["children"]["QHG"] == {"stream": "QHG", "seq": calm.units["QHG"].version}
    assert second["children"]["QHG"]["seq"] == busy.units["QHG"].version


def test_another_process_reads_the_region_as_it_was_left() -> None:
    parent = following(region(), blmk(BUSY))
    again = read_back(parent)
    assert {code: unit.assessment for code, unit in again.units.items()} == {
        code: unit.assessment and unit.assessment._replace(parameters=again.units[code].assessment.parameters)  # type: ignore[union-attr]
        for code, unit in parent.units.items()
    }
    later = blmk(BUSY, CALM, CALM, CALM, CALM)
    assert shown(following(again, later), "Y61-acute") == shown(following(parent, later), "Y61-acute")


@settings(deadline=None, max_examples=15)
@given(st.permutations(BODIES), st.integers(1, len(BODIES)))
def test_it_does_not_matter_in_how_many_steps_a_region_is_told(order: list[str], first: int) -> None:
    child = blmk(BUSY)
    whole = following(region(), child)
    parts = following(following(region(), child, *order[:first]), child, *(order[first:] or order[:1]))
    for code in ("Y61", "Y61-acute", *BODIES):
        assert shown(parts, code)[0:2] == shown(whole, code)[0:2]
        assert shown(parts, code)[3:] == shown(whole, code)[3:]


def test_nobody_is_called_in_a_region_for_what_is_acted_on_in_its_systems() -> None:
    decisions = played(region(), [(BEGINS, [told(blmk(BUSY))])])
    assert not any(decision.outgoing for decision in decisions)
    assert not entries(decisions, "alert", "card")


def test_figures_cannot_be_sent_for_a_system_that_is_followed() -> None:
    (decision,) = played(region(), [(BEGINS, [posting("QHG", BEGINS, *BUSY)])])
    (answer,) = decision.answers
    assert {verdict.verdict for verdict in answer.verdicts} == {"refused"}


def test_a_simulated_region_lives_up_to_the_time_of_what_it_follows() -> None:
    child = blmk(CALM, BUSY)
    parent = region()._replace(mode="simulated")
    assert decide(parent, [told(child)], {}, BEGINS).state.last_at == child.last_at
    assert read_picture(child.units["QHG"].body).settled.level == 4


def test_a_system_that_is_not_here_is_not_seen_and_never_not_assessed() -> None:
    parent = read_back(following(region(), blmk(BUSY)))
    for code in ("QUE", "QUE-acute"):
        picture = PictureOut.model_validate_json(parent.units[code].body)
        assert (picture.assessed, picture.stated, picture.floor, picture.ceiling) == (True, False, 1, 4)
