"""Calls: who is called about what, when; all-clears that wake nobody; cannot see, which is never a level."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from actions.deeds import AgreeDeclaration, Declare, WithdrawDeclaration
from actions.hours import end_of, in_span
from actions.ledger import Ledger
from actions.matters import Alert, Declaration, Page
from actions.policy_text import Span
from tests.unit.rooms import (
    BEDFORD,
    DIRECTOR,
    LEAD,
    LUTON,
    MKUH,
    MORNING,
    NIGHT,
    NIGHT_ROTA,
    REGION,
    SITE,
    SYSTEM,
    TRUST,
    TRUST_ON_CALL,
    Room,
    house,
    local,
)
from tests.unit.walks import Step, walked, walks

HOUR = timedelta(hours=1)


def all_clears(alert: Alert) -> list[Page]:
    return [page for page in alert.pages if page.about == "all_clear"]


# --- levels ---


def test_declared_four_calls_at_once_without_a_second_reading() -> None:
    room = Room()
    room.does(Declare(unit=MKUH, level=4, reason="oxygen", until=room.at + HOUR), SITE, "site manager")
    assert room.called() == {LEAD.name, DIRECTOR.name, TRUST.name}
    assert room.alert("declared-4").because == ("declared by Evans, site manager: oxygen",)


def test_a_system_at_three_calls_after_half_an_hour_and_not_if_it_has_passed() -> None:
    stays, passes = Room(), Room()
    for room in (stays, passes):
        room.stands(SYSTEM, 3)
        room.passes(29)
        assert room.called() == set()
    passes.stands(SYSTEM, 2)
    for room in (stays, passes):
        room.passes(1)
    assert stays.called() == {LEAD.name, DIRECTOR.name, REGION.name}
    assert passes.called() == set()
    assert passes.alert("system-3").log[-1].text == "OPEL 2 now"


def test_a_site_at_three_by_night_is_its_own_providers_and_by_day_nobodys_call() -> None:
    night, day = Room(NIGHT, NIGHT_ROTA), Room()
    night.comes_to(MKUH, 3)
    day.comes_to(MKUH, 3)
    assert night.called() == {TRUST_ON_CALL.name}
    assert day.called() == set()


def test_a_level_that_is_lost_and_stated_again_calls_nobody_twice() -> None:
    room = Room(rota=NIGHT_ROTA)
    room.stands(MKUH, 3)
    room.comes(NIGHT)
    room.stands(MKUH, None)
    room.passes(30)
    room.told()
    room.stands(MKUH, 3)
    assert not [a for a in room.all(Alert) if a.rule.id == "unit-3-at-night"]


def test_a_level_that_is_no_longer_stated_ends_no_alert() -> None:
    room = Room()
    room.stands(MKUH, 4)
    room.stands(MKUH, None)
    assert room.alert("unit-4").state == "chasing"
    room.stands(MKUH, 3)
    assert room.alert("unit-4").state == "over"


def test_worse_calls_again_and_the_same_again_does_not() -> None:
    room = Room(NIGHT, {**NIGHT_ROTA, "on_call@RD8": DIRECTOR})
    room.comes_to(MKUH, 3)
    assert room.called() == {DIRECTOR.name}
    room.passes(5)
    room.stands(MKUH, 4)
    room.reads(MKUH, 4)
    room.passes(15)
    assert DIRECTOR.name in room.called()
    room.does(Declare(unit=MKUH, level=4, reason="oxygen", until=room.at + HOUR), SITE)
    assert DIRECTOR.name not in room.called()


def test_a_level_that_goes_and_comes_within_the_hour_calls_each_person_once_and_then_again() -> None:
    room = Room(NIGHT, {"on_call@RD8": TRUST_ON_CALL})
    room.comes_to(MKUH, 3)
    assert room.called() == {TRUST_ON_CALL.name}
    room.passes(20)
    room.stands(MKUH, 2)
    room.passes(10)
    room.comes_to(MKUH, 3)
    room.passes(28.9)
    assert room.called() == set()
    room.passes(30.1)
    assert room.called() == {TRUST_ON_CALL.name}


def test_who_has_the_worse_one_in_hand_is_not_called_about_the_lesser() -> None:
    room = Room()
    room.stands(SYSTEM, 4)
    worse, lesser = room.alert("system-4"), room.alert("system-3")
    room.answers(worse, DIRECTOR, "have", "executive call", room.at + timedelta(hours=3))
    room.told()
    room.passes(120)
    assert room.called(lesser) == set()
    assert room.now(lesser).log[-1].text == f"All were called already: {worse.about}"
    assert all_clears(room.now(lesser)) == []


# --- all-clears ---


def test_by_night_an_all_clear_waits_for_seven_unless_one_was_called_in_the_last_two_hours() -> None:
    soon, late = Room(NIGHT, NIGHT_ROTA), Room(NIGHT, NIGHT_ROTA)
    for room, minutes in ((soon, 120), (late, 121)):
        room.comes_to(MKUH, 3)
        room.passes(minutes)
        room.stands(MKUH, 2)
    assert [p.at for p in all_clears(soon.alert("unit-3-at-night"))] == [soon.at]
    assert [p.at for p in all_clears(late.alert("unit-3-at-night"))] == [local(13, 7)]
    assert {p.channel for p in all_clears(late.alert("unit-3-at-night"))} == {"sms"}


def test_an_all_clear_that_still_waits_is_recalled_when_the_level_is_back() -> None:
    room = Room(NIGHT, NIGHT_ROTA)
    room.stands(MKUH, 3)
    first = room.alert("unit-3-at-night")
    room.passes(150)
    room.stands(MKUH, 2)
    room.passes(60)
    room.stands(MKUH, 3)
    assert [(p.state, p.evidence) for p in all_clears(room.now(first))] == [("not_sent", "OPEL 3 again")]


def test_nobody_is_told_all_clear_whom_no_call_can_have_reached() -> None:
    room = Room(NIGHT, NIGHT_ROTA)
    room.stands(MKUH, 3)
    alert = room.alert("unit-3-at-night")
    room.receipt(alert.id, 1, "failed")
    room.receipt(alert.id, 2, "not_sent")
    room.stands(MKUH, 2)
    assert all_clears(room.now(alert)) == []


def test_nobody_is_told_all_clear_before_anybody_was_called() -> None:
    room = Room()
    room.stands(SYSTEM, 3)
    room.stands(SYSTEM, 1)
    assert room.alert("system-3").pages == ()


# --- sight ---


def test_cannot_see_is_an_alert_of_its_own_and_never_about_a_level() -> None:
    room = Room()
    room.stands(MKUH, 2)
    room.told()
    room.loses(MKUH, "feed", since=room.at)
    alert = room.alert("feed-silent")
    assert (alert.level, alert.was, alert.cause) == (None, 2, "sight_lost")
    assert alert.about == "Cannot see Milton Keynes University Hospital since 09:00"
    assert alert.sure == "last known OPEL 2, could be 4"
    assert room.called(alert) == {SITE.name}
    room.passes(180)
    assert room.called(alert) == {SITE.name}


def test_no_ceiling_starts_an_alert() -> None:
    room = Room()
    room.stands(MKUH, 2, ceiling=2)
    room.stands(MKUH, 2, ceiling=4, floor=2)
    room.stands(MKUH, None, ceiling=4)
    room.passes(120)
    assert [a for a in room.all(Alert) if a.cause != "card_overdue"] == []


def test_a_silent_feed_rings_the_holder_where_the_last_level_known_was_three() -> None:
    room = Room(NIGHT, NIGHT_ROTA)
    room.stands(MKUH, 3)
    room.loses(MKUH, "feed")
    room.stands(MKUH, None)
    alert = room.alert("feed-silent")
    room.told()
    room.passes(30)
    assert room.called(alert) == {DIRECTOR.name}


def test_one_alert_for_each_cause_and_none_twice() -> None:
    room = Room()
    for sources in (("feed",), ("feed", "manual"), ("manual", "feed"), ("feed",)):
        room.loses(MKUH, *sources)
    assert [a.rule.id for a in room.all(Alert)] == ["feed-silent", "figures-late"]
    assert room.alert("figures-late").log[-1].text == "Sight restored"
    assert room.alert("feed-silent").closed_at is None


@settings(max_examples=40, deadline=None)
@given(walks(("sight", "sight", "time", "level", "answer", "carrier"), 20))
def test_over_any_walk_each_cause_of_a_unit_has_one_alert_while_it_lasts(walk: list[Step]) -> None:
    room = walked(Room(), walk)
    for unit, standing in room.standing.items():
        running = sorted(a.subject for a in room.open(Alert) if a.unit == unit and a.cause == "sight_lost")
        assert running == sorted(f"{unit}:{unseen.source}" for unseen in standing.unseen)


LATE_POLICY = """
policy: late
version: 1
title: A rule that keeps the night, with more than one step
provenance: example
quiet: {from: "22:00", until: "07:00"}
all_clear_anyway: 2h
again_after: 60m
lapse_after: 30m
rules:
  - id: declared-4
    on: {cause: declared, level: 4}
    steps: [{to: [holder], by: [voice], wait: 5m}]
  - id: unit-4
    on: {cause: calculated, at: unit, level: 4}
    steps: [{to: [holder], by: [voice], wait: 5m}]
  - id: late
    on: {cause: sight_lost, source: manual}
    night: false
    repeat: 3
    steps:
      - {to: [unit.site_manager], by: [email], wait: 60m}
      - {to: [system.director], by: [sms], wait: 60m}
"""


@settings(max_examples=40, deadline=None)
@given(walks(("sight", "time", "time", "answer", "answer", "carrier"), 20), st.integers(0, 23))
def test_over_any_walk_a_late_manual_return_calls_nobody_by_night(walk: list[Step], hour: int) -> None:
    room = walked(Room(local(12, hour), NIGHT_ROTA, LATE_POLICY), walk)
    room.passes(24 * 60)
    hours = {room.house.local(p.at).hour for a in room.all(Alert) for p in a.pages if p.about == "call"}
    assert hours.isdisjoint({22, 23, *range(7)})


def test_a_late_return_of_the_evening_calls_in_the_morning() -> None:
    room = Room(local(12, 21, 30), NIGHT_ROTA, LATE_POLICY)
    room.loses(MKUH, "manual")
    assert room.called() == {SITE.name}
    room.comes(local(13, 6, 59))
    assert room.called() == set()
    room.comes(local(13, 7))
    assert room.called() == {DIRECTOR.name}


def test_an_answer_that_lapses_by_night_is_chased_in_the_morning() -> None:
    room = Room(local(12, 21, 50), NIGHT_ROTA, LATE_POLICY)
    room.loses(MKUH, "manual")
    room.told()
    room.answers(room.alert("late"), SITE)
    room.comes(local(13, 6, 59))
    assert room.called() == set()
    room.comes(local(13, 7))
    assert room.called() == {SITE.name}


# --- the room's hours ---


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 30)),  # noqa: DTZ001 - made a moment below
    st.times(),
    st.times(),
)
@settings(max_examples=300)
def test_a_span_of_hours_always_ends_later_than_the_moment_in_it(
    moment: datetime, first: object, last: object
) -> None:
    at = moment.replace(tzinfo=MORNING.tzinfo)
    if first == last:
        return
    ledger = Ledger(house(), {}, {}, at, 0)
    span = Span.model_validate({"from": first, "until": last})
    if in_span(ledger, span, at):
        assert at < end_of(ledger, span, at) <= at + timedelta(hours=25)


def test_on_the_night_when_clocks_go_back_a_span_that_ends_in_the_hour_lived_twice_ends_once_more() -> None:
    ledger = Ledger(house(), {}, {}, MORNING, 0)
    span = Span.model_validate({"from": "22:00", "until": "01:30"})
    second = datetime(2026, 10, 25, 1, 10, tzinfo=MORNING.tzinfo)  # 01:10 GMT, the second time
    assert in_span(ledger, span, second)
    assert end_of(ledger, span, second) == second + timedelta(minutes=20)


# --- declared and calculated ---


def test_an_alert_lasts_while_the_level_is_declared_or_calculated() -> None:
    room = Room()
    room.stands(BEDFORD, 4)
    room.does(Declare(unit=BEDFORD, level=4, reason="oxygen", until=room.at + HOUR), LEAD)
    room.stands(BEDFORD, 2)
    assert {a.state for a in room.all(Alert) if a.cause in {"calculated", "declared"}} == {"chasing"}
    said = room.open(Declaration)[0]
    room.does(WithdrawDeclaration(matter=said.id, reason="mended", seen=said.v), LEAD)
    room.does(AgreeDeclaration(matter=said.id, seen=room.now(said).v), SITE)
    assert {a.state for a in room.all(Alert) if a.cause in {"calculated", "declared"}} == {"over"}


def test_one_unit_at_four_says_nothing_of_another() -> None:
    room = Room()
    room.stands(MKUH, 4)
    room.passes(15)
    room.told()
    room.stands(LUTON, 4)
    assert room.called(room.alert("unit-4")) == {LEAD.name}
