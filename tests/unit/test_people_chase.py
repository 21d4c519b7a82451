"""The chase: every alert ends answered, over, or exhausted and shown, in bounded time; no step waits on nobody."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from hypothesis import given

from actions.hear import LOST
from actions.matters import Alert, Card, Page, Person
from tests.examples import tried
from tests.unit.rooms import (
    DEPUTY,
    DIRECTOR,
    ICB,
    LEAD,
    MKUH,
    MORNING,
    NIGHT,
    NIGHT_ROTA,
    ROTA,
    SITE,
    SYSTEM,
    TRUST,
    Room,
    codes,
)
from tests.unit.walks import WHO, Step, calls_of, walked, walks

HOUR = timedelta(hours=1)


def rung_at_four(at: datetime = MORNING, rota: Mapping[str, Person] = ROTA) -> tuple[Room, Alert]:
    """MKUH at 4, borne out by a second reading: the director and the trust's executive are being called."""
    room = Room(at, rota)
    room.stands(MKUH, 4)
    room.passes(5)
    room.reads(MKUH, 4)
    room.told()
    return room, room.alert("unit-4")


def ends(room: Room, alert: Alert) -> list[Page]:
    """The calls of the step that was taken last."""
    calls = [page for page in room.now(alert).pages if page.about == "call"]
    return [page for page in calls if page.at == calls[-1].at and page.step == calls[-1].step]


# --- over any walk ---


@tried(25)
@given(walks())
def test_over_any_walk_every_alert_comes_to_an_end_that_shows_within_two_days(walk: list[Step]) -> None:
    room = walked(Room(), walk)
    answered = {a.id for a in room.open(Alert) if a.state == "held" and a.due_at is None}
    room.passes(2 * 24 * 60)
    for alert in room.open(Alert):
        fresh = room.at - alert.opened_at < timedelta(days=1)
        assert fresh or alert.state == "exhausted" or alert.id in answered, alert.log[-3:]


@tried(25)
@given(walks())
def test_over_any_walk_the_first_answer_stands_until_it_lapses_or_is_passed_on(walk: list[Step]) -> None:
    room = walked(Room(), walk)
    holder: dict[str, str | None] = defaultdict(lambda: None)
    for done in room.written:
        alert = done.matter
        if not isinstance(alert, Alert):
            continue
        now, was = alert.holder.id if alert.holder else None, holder[alert.id]
        if was is not None and now != was:
            assert done.did == "lapsed" or (done.did == "passed_on" and done.by == was)
            assert now is None
        holder[alert.id] = now
    for alert in room.all(Alert):
        assert [r.at for r in alert.replies] == sorted(r.at for r in alert.replies)


@tried(25)
@given(walks())
def test_over_any_walk_nobody_is_called_twice_in_an_hour_about_the_same_by_different_alerts(
    walk: list[Step],
) -> None:
    room = walked(Room(), walk)
    for who in WHO:
        calls = calls_of(room, who)
        for i, (alert, page) in enumerate(calls):
            for other, before in calls[:i]:
                if other.id != alert.id and other.unit == alert.unit and page.at - before.at < HOUR:
                    said = (other.level or 0) >= (alert.level or 0) and before.state not in LOST
                    assert not (said and alert.level and other.level and heard(before, page)), (
                        alert,
                        other,
                    )


def heard(before: Page, later: Page) -> bool:
    """Whether a call had not failed yet when a later one was made: a failure that is told afterwards undoes nothing."""
    return before.state not in LOST or before.state_at > later.at


@tried(25)
@given(walks())
def test_over_any_walk_all_clears_go_only_to_those_who_were_called(walk: list[Step]) -> None:
    for alert in walked(Room(NIGHT), walk).all(Alert):
        called = {p.person.id for p in alert.pages if p.about == "call" and p.channel != "human"}
        told = [p.person.id for p in alert.pages if p.about == "all_clear"]
        assert set(told) <= called
        assert len(told) == len(set(told))


@tried(25)
@given(walks())
def test_over_any_walk_a_step_that_pages_nobody_takes_no_time(walk: list[Step]) -> None:
    room = walked(Room(NIGHT, {}), [step for step in walk if step[0] not in {"take", "answer"}])
    for done in room.written:
        if isinstance(done.matter, Alert) and done.did in {"skipped", "passed_over"}:
            assert done.matter.due_at == done.matter.log[-1].at
    by_name = {"card_overdue", "declaration_lapsing"}  # who took a card, or declared, can be called about it
    seated = [a for a in room.all(Alert) if a.cause not in by_name]
    assert all(not alert.pages for alert in seated)
    assert all(a.state in {"exhausted", "waiting", "over"} or awaits(a) for a in seated)


def awaits(alert: Alert) -> bool:
    return alert.log[-1].did in {"awaiting", "confirmed", "doubted", "also", "fewer"}


# --- examples ---


def test_a_second_reading_calls_the_director_at_once() -> None:
    room = Room()
    room.stands(MKUH, 4)
    assert room.called() == {LEAD.name, SITE.name}
    room.passes(5)
    room.reads(MKUH, 4)
    assert room.called() == {DIRECTOR.name, TRUST.name}


def test_without_a_second_reading_the_director_is_called_after_twenty_minutes() -> None:
    room = Room()
    room.stands(MKUH, 4)
    room.told()
    room.passes(19.9)
    assert room.called() == set()
    room.passes(0.1)
    assert room.called() == {DIRECTOR.name, TRUST.name}


def test_a_reading_that_does_not_bear_it_out_is_no_second_one() -> None:
    room = Room()
    room.stands(MKUH, 4)
    room.told()
    for assessed in (3, 4):
        room.passes(1)
        room.reads(MKUH, assessed)
    assert room.called() == set()
    room.passes(1)
    room.reads(MKUH, 4)
    assert room.called() == {DIRECTOR.name, TRUST.name}


def test_a_level_that_stands_is_called_about_in_the_end_however_its_readings_waver() -> None:
    room = Room()
    room.stands(MKUH, 4)
    room.told()
    for n in range(16):
        assert room.called(room.alert("unit-4")) == set()
        room.passes(5)
        room.reads(MKUH, 3 + n % 2)
    assert room.called(room.alert("unit-4")) == {DIRECTOR.name, TRUST.name}


def test_the_same_reading_told_again_is_no_second_one() -> None:
    room = Room()
    room.stands(MKUH, 4)
    room.told()
    room.follow(room.standing[MKUH]._replace(unseen=()))
    assert room.called() == set()


def test_pages_are_answered_step_by_step_until_somebody_has_it() -> None:
    room, alert = rung_at_four()
    room.passes(10)
    assert room.called(alert) == {DEPUTY.name}
    room.passes(10)
    assert room.called(alert) == {ICB.name}
    assert room.answers(alert, ICB) == []
    room.passes(29)
    assert room.called(alert) == set()


def test_an_empty_seat_is_skipped_at_the_same_moment() -> None:
    room, alert = rung_at_four(NIGHT, {seat: who for seat, who in NIGHT_ROTA.items() if who != DEPUTY})
    room.passes(10)
    assert room.called(alert) == {ICB.name}
    assert [line.did for line in room.now(alert).log[-2:]] == ["skipped", "paged"]


def test_a_step_whose_every_page_failed_hands_on_at_once() -> None:
    room, alert = rung_at_four()
    room.passes(10)
    assert room.called(alert) == {DEPUTY.name}
    first, second = ends(room, alert)
    room.receipt(alert.id, first.n, "failed")
    assert room.called(alert) == set()
    room.receipt(alert.id, second.n, "not_sent")
    assert room.called(alert) == {ICB.name}


def test_a_page_that_was_delivered_is_waited_for() -> None:
    room, alert = rung_at_four()
    room.passes(10)
    room.told()
    first, second = ends(room, alert)
    room.receipt(alert.id, first.n, "delivered")
    room.receipt(alert.id, second.n, "failed")
    room.receipt(alert.id, first.n, "failed")
    assert room.called(alert) == set()
    assert {p.state for p in ends(room, alert)} == {"delivered", "failed"}


def test_a_carrier_that_is_down_does_not_use_up_the_rounds_at_one_moment() -> None:
    room, alert = rung_at_four()
    for _ in range(40):
        for page in room.now(alert).pages:
            room.receipt(alert.id, page.n, "failed")
        ring = [c for c in room.open(Card) if c.purpose == "ring"]
        for card in ring:
            room.moves(card, "cannot", LEAD, "engaged")
    now = room.now(alert)
    assert (now.state, now.round, now.step) == ("chasing", 0, len(now.rule.steps))
    room.told()
    room.passes(10)
    assert LEAD.name in room.called(alert)
    assert room.now(alert).round == 1


def test_where_no_page_can_be_sent_it_is_shown_at_once() -> None:
    room = Room(NIGHT, NIGHT_ROTA)
    room.comes_to(MKUH, 3)
    alert = room.alert("unit-3-at-night")
    for page in alert.pages:
        room.receipt(alert.id, page.n, "not_sent")
    now = room.now(alert)
    assert (now.state, now.log[-1].text) == ("exhausted", "nobody could be called")


def test_where_nobody_sits_anywhere_it_is_shown_without_another_round() -> None:
    room = Room(rota={})
    room.stands(MKUH, 4)
    room.passes(60)
    now = room.alert("unit-4")
    assert (now.state, now.round, now.log[-1].text) == ("exhausted", 0, "nobody could be called")


def test_a_commitment_that_passes_resumes_the_chase_with_those_called_last() -> None:
    room, alert = rung_at_four()
    until = room.at + timedelta(minutes=28)
    assert room.answers(alert, TRUST, "have", "full capacity protocol", until) == []
    room.passes(27)
    assert room.called(alert) == set()
    room.passes(1)
    assert room.called(alert) == {DIRECTOR.name, TRUST.name}
    lapsed = next(line for line in room.now(alert).log if line.did == "lapsed")
    assert lapsed.text == "Grant: full capacity protocol, not done by then"
    assert room.now(alert).holder is None


def test_an_answer_without_a_commitment_lapses_after_thirty_minutes() -> None:
    room, alert = rung_at_four()
    room.answers(alert, DIRECTOR)
    room.passes(29.9)
    assert room.called(alert) == set()
    room.passes(0.1)
    assert room.called(alert) == {DIRECTOR.name, TRUST.name}


def test_a_commitment_that_lapses_while_the_level_must_still_stand_calls_nobody_before_it_has() -> None:
    room = Room()
    room.stands(SYSTEM, 3)
    alert = room.alert("system-3")  # of which nobody is told for half an hour
    room.answers(alert, LEAD, "have", "look into it", room.at + timedelta(minutes=5))
    room.passes(29.9)
    assert room.called(alert) == set()
    room.passes(0.1)
    assert LEAD.name in room.called(alert)


def test_saying_again_i_have_it_does_not_shorten_a_commitment() -> None:
    room, alert = rung_at_four()
    room.answers(alert, DIRECTOR, "have", "ring the site", room.at + timedelta(hours=2))
    room.passes(10)
    room.answers(alert, DIRECTOR)
    room.passes(60)
    assert room.now(alert).state == "held"


def test_a_commitment_that_is_met_is_left_in_peace() -> None:
    room, alert = rung_at_four()
    room.answers(alert, DIRECTOR, "have", "ring the site", room.at + timedelta(minutes=10))
    assert room.answers(alert, LEAD, "met") == []
    room.passes(12 * 60)
    now = room.now(alert)
    assert (now.state, now.due_at, now.holder) == ("held", None, DIRECTOR)


def test_the_second_who_says_it_is_told_who_has_it() -> None:
    room, alert = rung_at_four()
    room.answers(alert, DIRECTOR)
    room.passes(3)
    refused = room.answers(alert, LEAD)
    assert [r.message for r in refused] == ["Patel has it since 09:05."]


def test_passing_on_calls_the_next_at_once_and_only_once_for_each_who_was_called() -> None:
    room, alert = rung_at_four()
    for _ in range(9):
        room.answers(alert, DIRECTOR, "pass_on")
    assert room.called(alert) == {DEPUTY.name}
    room.answers(alert, DEPUTY, "pass_on")
    assert room.called(alert) == {ICB.name}


def test_who_has_it_may_pass_it_on_and_another_may_not_for_them() -> None:
    room, alert = rung_at_four()
    room.answers(alert, DIRECTOR)
    room.answers(alert, LEAD, "pass_on")
    assert room.called(alert) == set()
    room.answers(alert, DIRECTOR, "pass_on")
    assert room.called(alert) == {DEPUTY.name}


@pytest.mark.parametrize(
    ("said", "what", "minutes", "code"),
    [
        ("have", "ring them", None, "commitment_without_time"),
        ("have", None, 30, "time_without_commitment"),
        ("have", "ring them", -1, "commitment_time"),
        ("have", "ring them", 721, "commitment_time"),
        ("met", None, None, "nobody_has_it"),
    ],
)
def test_a_commitment_is_what_and_by_when(
    said: str, what: str | None, minutes: int | None, code: str
) -> None:
    room, alert = rung_at_four()
    until = None if minutes is None else room.at + timedelta(minutes=minutes)
    assert codes(room.answers(alert, DIRECTOR, said, what, until)) == [code]


def test_nobody_answers_and_it_is_shown() -> None:
    room, alert = rung_at_four()
    room.passes(6 * 60)
    now = room.now(alert)
    assert (now.state, now.round, now.due_at, now.closed_at) == ("exhausted", 5, None, None)
    assert room.answers(alert, LEAD) == []
    assert room.now(alert).state == "held"


def test_an_answer_after_it_is_over_says_why() -> None:
    room, alert = rung_at_four()
    room.stands(MKUH, 2)
    page = room.now(alert).pages[-1]
    room.receipt(alert.id, page.n, "delivered")
    assert [r.message for r in room.answers(alert, LEAD)] == ["This is over: OPEL 2 now."]
