"""Settling: inputs that stop never calm, evidence does, and nothing flaps."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.ruling import (
    EARLIER,
    HOLDS,
    LATER,
    START,
    assessed,
    figures,
    minutes,
    pack,
    settled,
)
from triggers.settle import settle, switched
from triggers.values import Assessment, Held, Settled

CALM, BUSY, WORST = (
    "21/72/94/88/4.1/38/95.6/3.1/14.2",
    "38/66/112/126/7.4/52/97.4/3.1/14.2",
    "52/57/126/171/9.8/63/98.6/4.8/15.6",
)


def at_levels(levels: list[int], step: int = 5) -> list[tuple[int, Assessment]]:
    values = {1: "15/78/80/60/2/30/92/2/10", 2: CALM, 3: BUSY, 4: WORST}
    return [
        (i * step, assessed(LATER, figures(LATER, values[n], minutes(i * step)), minutes(i * step)))
        for i, n in enumerate(levels)
    ]


def levels_after(levels: list[int], step: int = 5) -> list[int | None]:
    return [s.level for s in settled((minutes(m), a) for m, a in at_levels(levels, step))]


def test_the_first_stated_assessment_settles_at_once() -> None:
    assert levels_after([3]) == [3]


def test_up_at_once_and_down_after_the_hold() -> None:
    assert levels_after([2, 4, 3, 3, 3, 3, 3, 3, 3]) == [2, 4, 4, 4, 4, 4, 4, 4, 3]


def test_a_blip_of_pressure_restarts_the_way_down() -> None:
    assert levels_after([4, 3, 3, 3, 4, 3, 3, 3, 3, 3, 3, 3]) == [4] * 11 + [3]


def test_the_way_down_stops_where_the_assessments_stopped() -> None:
    assert levels_after([4, 3, 2, 3, 2, 2, 2, 2, 2, 2, 2]) == [4, 4, 4, 4, 4, 4, 4, 3, 3, 3, 2]


def test_the_timer_is_set_for_the_end_of_the_hold() -> None:
    states = settled((minutes(m), a) for m, a in at_levels([4, 3]))
    assert states[-1].next_change_at == minutes(35)


@given(st.lists(st.integers(1, 4), min_size=1, max_size=60), st.integers(1, 20))
def test_a_fall_comes_a_whole_hold_after_any_rise(levels: list[int], step: int) -> None:
    """Hysteresis never flaps."""
    risen_at = None
    before = Settled()
    for m, found in at_levels(levels, step):
        after = settle(before, found, HOLDS, minutes(m))
        if before.level is not None and after.level is not None:
            if after.level < before.level and risen_at is not None:
                assert minutes(m) - risen_at >= HOLDS.down
            risen_at = minutes(m) if after.level > before.level else risen_at
        before = after


@given(st.lists(st.integers(1, 4), min_size=1, max_size=40))
def test_the_settled_level_is_never_below_the_assessment(levels: list[int]) -> None:
    assert all((s or 0) >= level for s, level in zip(levels_after(levels), levels, strict=True))


def test_a_unit_fed_five_of_nine_goes_up_and_comes_down_by_itself() -> None:
    shapes = {"calm": "21/72/94/88/4.1/-/-/-/-", "worst": "52/57/126/171/9.8/-/-/-/-"}
    story = ["calm"] * 3 + ["worst"] * 3 + ["calm"] * 5
    found = [
        (minutes(i * 15), assessed(LATER, figures(LATER, shapes[s], minutes(i * 15)), minutes(i * 15)))
        for i, s in enumerate(story)
    ]
    assert [s.level for s in settled(found)] == [2, 2, 2, 4, 4, 4, 4, 4, 2, 2, 2]


def test_a_unit_whose_inputs_stop_at_four_stays_at_four() -> None:
    held = figures(LATER, WORST)
    found = [(minutes(m), assessed(LATER, held, minutes(m))) for m in range(0, 2000, 15)]
    assert {s.level for s in settled(found)} == {4}


@given(st.sets(st.integers(0, 8)), st.sampled_from(["deleted", "unknown"]), st.sampled_from([LATER, EARLIER]))
def test_losing_figures_never_lowers_a_settled_level(lost: set[int], how: str, name: str) -> None:
    held = figures(name, WORST if name == LATER else "65/57/25/126/171/11/98.6/6.8/15.6")
    start = settle(Settled(), assessed(name, held), HOLDS, START)
    metrics = [p.metric for i, p in enumerate(pack(name).parameters) if i in lost]
    poorer = {m: h for m, h in held.items() if m not in metrics}
    if how == "unknown":
        poorer |= {m: Held(m, held[m].scores, START, minutes(1)) for m in metrics}
    found = [(minutes(m), assessed(name, poorer, minutes(m))) for m in range(1, 400, 15)]
    assert all((s.level or 0) >= (start.level or 0) for s in settled(found, start))


def test_a_fall_is_believed_once_the_figure_behind_it_is_current() -> None:
    start = settle(Settled(), assessed(LATER, figures(LATER, WORST)), HOLDS, START)
    deleted = {m: h for m, h in figures(LATER, CALM, minutes(5)).items() if not m.startswith("ed.majors")}
    unproven = [(minutes(m), assessed(LATER, deleted, minutes(m))) for m in range(5, 41, 5)]
    stuck = settled(unproven, start)[-1]
    assert stuck.level == 4
    proven = [
        (minutes(m), assessed(LATER, figures(LATER, CALM, minutes(m)), minutes(m))) for m in range(45, 80, 5)
    ]
    assert settled(proven, stuck)[-1].level == 2


def test_an_unstated_assessment_moves_nothing_and_interrupts_calm() -> None:
    start = settle(Settled(), assessed(LATER, figures(LATER, WORST)), HOLDS, START)
    falling = settle(start, assessed(LATER, figures(LATER, CALM, minutes(5)), minutes(5)), HOLDS, minutes(5))
    blind = settle(falling, assessed(LATER, {}, minutes(20)), HOLDS, minutes(20))
    back = settle(blind, assessed(LATER, figures(LATER, CALM, minutes(40)), minutes(40)), HOLDS, minutes(40))
    assert (blind.level, back.level, back.next_change_at) == (4, 4, minutes(70))


def test_a_hold_on_the_way_up_waits_for_agreement() -> None:
    holds = HOLDS._replace(up=timedelta(minutes=10))
    state = Settled()
    seen = []
    for m, found in at_levels([2, 3, 3, 3]):
        state = settle(state, found, holds, minutes(m))
        seen.append(state.level)
    assert seen == [2, 2, 2, 3]


def test_a_pack_switch_carries_the_level_and_restarts_holds() -> None:
    before = settled((minutes(m), a) for m, a in at_levels([4, 3]))[-1]
    after = switched(before)
    assert (after.level, after.since, after.at_most, after.evidenced) == (
        4,
        before.since,
        (None, None, None),
        {},
    )
