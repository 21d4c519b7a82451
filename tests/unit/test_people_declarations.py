"""Alerts about a declaration: one word before it lapses, one while it and the calculation are two levels apart."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from pydantic import TypeAdapter

from actions.declaration_alerts import last_said, warned_at
from actions.deeds import AgreeDeclaration, Declare, ExtendDeclaration, WithdrawDeclaration
from actions.gsm import LONGEST, length
from actions.matters import Alert, AnyMatter, Declaration, Person
from actions.policy_text import OnDeclarationDiffers, OnDeclarationLapsing
from actions.texts import Setting, say
from tests.examples import tried
from tests.unit.rooms import (
    BEDFORD,
    COUNCIL,
    DIRECTOR,
    LEAD,
    LONDON,
    MKUH,
    NIGHT,
    NIGHT_ROTA,
    SITE,
    SYSTEM,
    Room,
    local,
)
from tests.unit.walks import Step, sound, takes, walked, walks

MATTER: TypeAdapter[AnyMatter] = TypeAdapter(AnyMatter)
HOUR, QUARTER = timedelta(hours=1), timedelta(minutes=15)
WALK = ("level", "level", "declare", "declare", "extend", "end", "time", "time", "answer", "carrier")
MANY = tried(20)


def of(room: Room, cause: str) -> list[Alert]:
    return [alert for alert in room.all(Alert) if alert.cause == cause]


def subject(room: Room, alert: Alert) -> Declaration:
    """The declaration that it is about."""
    found = room.newest[alert.subject]
    assert isinstance(found, Declaration)
    return found


def declares(room: Room, unit: str, level: int, hours: float, by: Person = SITE) -> Declaration:
    deed = Declare(unit=unit, level=level, reason="oxygen", until=room.at + hours * HOUR)
    assert room.does(deed, by, "site manager") == []
    return max(room.open(Declaration), key=lambda said: said.v)


def extends(room: Room, said: Declaration, hours: float, by: Person = SITE) -> None:
    until = room.at + hours * HOUR
    deed = ExtendDeclaration(matter=said.id, until=until, seen=room.now(said).v)
    assert room.does(deed, by) == []


def withdraws(room: Room, said: Declaration, by: Person = SITE) -> None:
    assert room.does(WithdrawDeclaration(matter=said.id, reason="mended", seen=room.now(said).v), by) == []


def told_at(alert: Alert) -> dict[str, set[datetime]]:
    """At which moments a word may have reached each person."""
    found: dict[str, set[datetime]] = {}
    for page in alert.pages:
        if page.state not in {"failed", "not_sent"}:
            found.setdefault(page.person.id, set()).add(page.at)
    return found


def text(alert: Alert, n: int = 0) -> str:
    return say(alert, alert.pages[n], Setting("QHG", "BLMK", "live", LONDON)).text


# --- about to lapse: over any walk ---


@MANY
@given(walks(WALK, 24))
def test_over_any_walk_every_word_of_a_lapse_ends_with_it(walk: list[Step]) -> None:
    room = Room()
    for step in walk:
        takes(room, step)
        sound(room)
        for alert in of(room, "declaration_lapsing"):
            said = subject(room, alert)
            assert alert.closed_at is not None or (said.closed_at is None and room.at < said.until)
            assert alert.opened_at < said.until
    room.passes(25 * 60)
    assert {alert.state for alert in of(room, "declaration_lapsing")} <= {"over"}


@MANY
@given(walks(WALK, 24))
def test_over_any_walk_nobody_is_told_twice_of_one_lapse(walk: list[Step]) -> None:
    room = walked(Room(), walk)
    room.passes(25 * 60)
    alerts = of(room, "declaration_lapsing")
    for said in room.all(Declaration):
        did = [line.did for line in said.log if line.did in {"declared", "extended", "lapsing"}]
        assert ("lapsing", "lapsing") not in set(pairwise(did))
        assert did.count("lapsing") == sum(alert.subject == said.id for alert in alerts)
        assert said.ended != "expired" or did[-1] == "lapsing"
    for alert in alerts:
        assert {len(moments) for moments in told_at(alert).values()} <= {1}


@MANY
@given(walks(WALK, 24))
def test_over_any_walk_nobody_is_told_of_a_lapse_before_half_of_it_is_over(walk: list[Step]) -> None:
    room = walked(Room(), walk)
    room.passes(25 * 60)
    for done in room.written:
        if isinstance(done.matter, Declaration) and done.did == "lapsing":
            since, until, at = last_said(done.matter), done.matter.until, done.matter.log[-1].at
            assert at == max(since + (until - since) / 2, until - HOUR / 2)
            assert since < at < until


@MANY
@given(walks(WALK, 20))
def test_over_any_walk_the_same_comes_of_what_was_stored(walk: list[Step]) -> None:
    kept, stored = Room(), Room()
    for step in walk:
        takes(kept, step)
        takes(stored, step)
        stored.matters = {
            key: MATTER.validate_json(m.model_dump_json(by_alias=True)) for key, m in stored.matters.items()
        }
    assert [done.matter for done in kept.written] == [done.matter for done in stored.written]


# --- far apart: over any walk ---


@MANY
@given(walks(WALK, 24))
def test_over_any_walk_there_is_one_alert_while_they_are_two_apart_and_none_else(walk: list[Step]) -> None:
    room = Room()
    for step in walk:
        takes(room, step)
        sound(room)
        for unit, standing in room.standing.items():
            said = next((d for d in room.open(Declaration) if d.unit == unit), None)
            running = [a for a in of(room, "declaration_differs") if a.unit == unit and a.closed_at is None]
            if said is None or standing.calculated is None:
                assert all(said is not None and a.state != "waiting" for a in running)
                continue
            apart = said.level - standing.calculated
            rule = "declared-above" if apart >= 2 else "declared-below" if apart <= -2 else None
            assert [a.rule.id for a in running] == ([] if rule is None else [rule])
            assert all(f"OPEL {standing.calculated} calculated" in a.about for a in running)


@MANY
@given(walks(WALK, 24))
def test_over_any_walk_a_difference_is_told_after_a_quarter_of_an_hour_and_is_no_level(
    walk: list[Step],
) -> None:
    room = walked(Room(), walk)
    room.passes(6 * 60)
    for alert in of(room, "declaration_differs"):
        assert all(page.at >= alert.opened_at + QUARTER for page in alert.pages if page.about == "call")
    told = of(room, "declaration_differs") + of(room, "declaration_lapsing")
    assert {(a.level, a.was) for a in told} <= {(None, None)}
    assert not any(page.about == "all_clear" for a in told for page in a.pages)


# --- about to lapse ---


def test_who_declared_it_and_who_holds_the_system_are_told_half_an_hour_before() -> None:
    room = Room(local(12, 21), NIGHT_ROTA)
    room.stands(BEDFORD, 2)
    said = declares(room, BEDFORD, 3, 8)
    room.comes(said.until - timedelta(minutes=31))
    assert of(room, "declaration_lapsing") == []
    room.passes(1)
    alert = room.alert("declaration-lapsing")
    assert room.called(alert) == {SITE.name, DIRECTOR.name}
    assert [page.channel for page in alert.pages] == ["sms", "email"] * 2
    assert alert.about == "OPEL 3 declared at Bedford Hospital ends at 05:00"
    assert text(alert) == (
        "OPEL 3 declared at Bedford ends at 05:00, BLMK. declared by Evans, site manager: oxygen."
        f" You: declarer. Ref QHG-{alert.id.removeprefix('alert-')}.1"
    )
    room.comes(said.until)
    ended = room.now(alert)
    assert (ended.state, ended.log[-1].text) == ("over", "It has ended at its time")


def test_an_extension_ends_the_word_and_its_new_end_has_one_of_its_own_for_who_extended_it() -> None:
    room = Room()
    said = declares(room, BEDFORD, 3, 2)
    room.passes(95)
    first = room.alert("declaration-lapsing")
    room.told()
    extends(room, said, 4, DIRECTOR)
    assert (room.now(first).state, room.now(first).log[-1].text) == ("over", "Extended until 14:35")
    room.passes(3.5 * 60)
    second = room.alert("declaration-lapsing")
    assert second.id != first.id
    assert room.called(second) == {DIRECTOR.name, LEAD.name}


def test_of_a_short_one_half_has_passed_before_anybody_is_told() -> None:
    room = Room()
    declares(room, BEDFORD, 3, 1 / 3)
    room.passes(9.9)
    assert of(room, "declaration_lapsing") == []
    room.passes(0.1)
    assert [alert.state for alert in of(room, "declaration_lapsing")] == ["chasing"]


def test_who_has_it_is_not_told_again_when_nothing_comes_of_it() -> None:
    room = Room()
    declares(room, BEDFORD, 3, 2)
    room.passes(90)
    alert = room.alert("declaration-lapsing")
    room.answers(alert, SITE, "have", "extend it", room.at + timedelta(minutes=5))
    room.told()
    room.passes(20)
    assert room.called(alert) == set()


@pytest.mark.parametrize("how", ["withdrawn", "replaced", "lapsed"])
def test_however_it_ends_its_words_are_over(how: str) -> None:
    room = Room()
    said = declares(room, MKUH, 3, 2)
    room.passes(100)
    alert = room.alert("declaration-lapsing")
    match how:
        case "withdrawn":
            withdraws(room, said)
        case "replaced":
            declares(room, MKUH, 2, 2)
        case _:
            room.stands(MKUH, 4)
    assert room.now(said).ended == how
    assert room.now(alert).state == "over"


# --- far apart ---


def test_below_a_calculated_three_or_four_is_told_by_night_after_a_quarter_of_an_hour() -> None:
    room = Room(NIGHT, NIGHT_ROTA)
    room.stands(MKUH, 4)
    room.passes(60)
    declares(room, MKUH, 2, 4)
    room.told()
    room.passes(14.9)
    alert = room.alert("declared-below")
    assert room.called(alert) == set()
    room.passes(0.1)
    assert room.called(alert) == {DIRECTOR.name, SITE.name}
    assert text(room.now(alert)).startswith(
        "MKUH: OPEL 2 declared, OPEL 4 calculated since Mon 23:00, BLMK. "
    )


def test_above_the_calculation_waits_for_the_morning() -> None:
    room = Room(NIGHT, NIGHT_ROTA)
    declares(room, MKUH, 3, 12)
    alert = room.alert("declared-above")
    room.told()
    room.comes(local(13, 6, 59))
    assert room.called(alert) == set()
    room.comes(local(13, 7))
    assert room.called(alert) == {DIRECTOR.name, SITE.name}


def test_who_is_told_that_they_differ_is_still_called_about_the_level() -> None:
    room = Room()
    declares(room, MKUH, 3, 9)
    room.passes(20)
    assert LEAD.name in room.called(room.alert("declared-above"))
    room.stands(MKUH, 4)
    assert LEAD.name in room.called(room.alert("unit-4"))


def test_it_is_over_when_they_come_within_a_level_and_a_level_not_stated_is_not_within() -> None:
    room = Room()
    declares(room, MKUH, 4, 9)
    room.passes(20)
    alert = room.alert("declared-above")
    room.stands(MKUH, None)
    assert room.now(alert).state == "chasing"
    room.stands(MKUH, 2)
    assert room.now(alert).about.endswith(": OPEL 4 declared, OPEL 2 calculated since 09:20")
    assert room.now(alert).log[-1].did == "still_apart"
    room.stands(MKUH, 3)
    ended = room.now(alert)
    assert (ended.state, ended.log[-1].text) == ("over", "OPEL 4 declared, OPEL 3 calculated")


def test_a_level_that_is_lost_before_anybody_was_told_of_the_difference_tells_nobody() -> None:
    room = Room()
    declares(room, MKUH, 3, 9)
    room.passes(10)
    room.stands(MKUH, None)
    room.passes(20)
    ended = room.alert("declared-above")
    assert (ended.state, ended.pages) == ("over", ())
    assert ended.log[-1].text == "No level is calculated now"


def test_one_that_comes_and_goes_tells_nobody_twice_in_an_hour() -> None:
    room = Room()
    declares(room, MKUH, 4, 9)
    room.passes(16)
    assert LEAD.name in room.called(room.alert("declared-above"))
    room.stands(MKUH, 3)
    room.stands(MKUH, 2)
    room.passes(30)
    assert room.called(room.alert("declared-above")) == set()


def test_a_body_s_declaration_is_compared_as_a_unit_s_and_a_council_s_with_nothing() -> None:
    room = Room()
    declares(room, SYSTEM, 3, 2)
    declares(room, COUNCIL, 4, 2)
    room.passes(15)
    assert {alert.unit for alert in of(room, "declaration_differs")} == {SYSTEM}
    assert room.called(room.alert("declared-above")) == {LEAD.name}


def test_agreeing_to_step_down_ends_both_words() -> None:
    room = Room()
    said = declares(room, BEDFORD, 4, 1)
    room.passes(40)
    assert {a.state for a in of(room, "declaration_lapsing") + of(room, "declaration_differs")} == {"chasing"}
    withdraws(room, said)
    assert room.does(AgreeDeclaration(matter=said.id, seen=room.now(said).v), LEAD) == []
    assert {a.state for a in of(room, "declaration_lapsing") + of(room, "declaration_differs")} == {"over"}


@pytest.mark.parametrize("unit", [MKUH, BEDFORD, SYSTEM])
def test_every_text_fits(unit: str) -> None:
    room = Room()
    declares(room, unit, 4, 0.5)
    room.passes(20)
    for alert in of(room, "declaration_lapsing") + of(room, "declaration_differs"):
        for n in range(len(alert.pages)):
            assert length(text(alert, n)) <= LONGEST
            assert "declared" in text(alert, n)


# --- the rules ---


def test_a_rule_says_when_and_on_which_side() -> None:
    on = OnDeclarationLapsing(cause="declaration_lapsing", before=timedelta(minutes=30))
    assert warned_at(on, NIGHT, NIGHT + 8 * HOUR) == NIGHT + 7.5 * HOUR
    assert warned_at(on, NIGHT, NIGHT + HOUR / 2) == NIGHT + QUARTER
    given_ = {"cause": "declaration_differs", "by": 2, "for": "15m"}
    assert OnDeclarationDiffers.model_validate(given_).declared is None
