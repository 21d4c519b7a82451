"""Cards: each once in an episode, none closed silently, all of them back when the level is."""

from collections import Counter
from datetime import timedelta

from hypothesis import given

from actions.deeds import Declare, MoveCard
from actions.late_groups import group_of
from actions.matters import CLOSED_CARD, Alert, Card, Episode
from tests.examples import tried
from tests.unit.rooms import BEDFORD, COUNCIL, LEAD, LUTON, MKUH, SITE, SYSTEM, Room, codes
from tests.unit.walks import LEVELS_AND_CARDS, Step, walked, walks


def cards(room: Room, *units: str, state: str | None = None) -> set[str]:
    """The open action cards at units, by their ids."""
    return {
        c.card
        for c in room.open(Card)
        if c.unit in units and c.purpose != "ring" and (state is None or c.state == state)
    }


def card(room: Room, key: str, unit: str = MKUH) -> Card:
    return next(c for c in reversed(room.all(Card)) if (c.card, c.unit) == (key, unit))


def about(room: Room, late: Card) -> Alert:
    return next(a for a in room.all(Alert) if a.subject == group_of(late))


@tried(30)
@given(walks(LEVELS_AND_CARDS, 40))
def test_over_any_walk_no_card_is_open_twice_and_none_closes_silently(walk: list[Step]) -> None:
    walked(Room(), walk)


@tried(30)
@given(walks(LEVELS_AND_CARDS, 40))
def test_over_any_walk_a_card_opens_once_in_an_episode_of_a_unit(walk: list[Step]) -> None:
    room = walked(Room(), walk)
    opened = Counter(
        (c.card, c.episode)
        for c in room.all(Card)
        if c.scope == "unit" and (c.purpose != "stand_down" or c.state != "withdrawn")
    )
    assert set(opened.values()) <= {1}


@tried(30)
@given(walks(LEVELS_AND_CARDS, 40))
def test_over_any_walk_the_open_cards_are_those_of_the_levels_that_run(walk: list[Step]) -> None:
    room = walked(Room(), walk)
    runs = {(e.unit, e.level) for e in room.open(Episode)}
    reopened = {c.id for c in room.open(Card) if any(line.did == "reopened" for line in c.log)}
    for found in room.open(Card):
        if found.scope != "unit" or found.purpose == "ring" or found.id in reopened:
            continue
        running = (found.unit, found.level) in runs
        assert running == (found.purpose != "stand_down" and found.state != "review"), found


@tried(20)
@given(walks(longest=25))
def test_the_same_changes_open_the_same_cards(walk: list[Step]) -> None:
    once, twice = walked(Room(), walk), walked(Room(), walk)
    assert once.written == twice.written


def test_a_level_opens_its_cards_and_those_of_the_levels_below() -> None:
    jumped, climbed = Room(), Room()
    jumped.stands(MKUH, 4)
    for level in (2, 3, 4):
        climbed.stands(MKUH, level)
    assert cards(jumped, MKUH, SYSTEM) == cards(climbed, MKUH, SYSTEM)
    assert {c.level for c in jumped.open(Card)} == {2, 3, 4}


def test_the_region_and_the_system_follow_the_level_of_the_system_itself() -> None:
    room = Room()
    room.stands(SYSTEM, 3)
    assert {c.unit for c in room.open(Card)} == {SYSTEM, "Y61"}
    assert not any(c.card.startswith("system-acute") for c in room.open(Card))


def test_a_declared_level_opens_cards_where_nothing_is_calculated() -> None:
    room = Room()
    room.does(Declare(unit=COUNCIL, level=3, reason="no carers", until=room.at + timedelta(hours=2)), LEAD)
    assert cards(room, COUNCIL)
    room.passes(121)
    assert {c.purpose for c in room.open(Card) if c.unit == COUNCIL and c.state == "open"} == {"stand_down"}


def test_a_fall_sends_the_higher_cards_to_review_and_opens_the_way_back() -> None:
    room = Room()
    room.stands(MKUH, 4)
    fours = {c.card for c in room.open(Card) if c.level == 4}
    room.moves(card(room, "acute-4-divert"), "done", SITE)
    room.passes(20)
    room.stands(MKUH, 3)
    under_review = {c.card for c in room.open(Card) if c.state == "review"}
    assert under_review == fours - {"acute-4-divert"}
    assert "acute-4-stand-down" in cards(room, MKUH, state="open")
    assert "acute-3-close-beds" not in cards(room, MKUH)


def test_a_return_within_four_hours_resumes_with_the_time_that_was_left() -> None:
    room = Room()
    room.stands(MKUH, 4)
    room.moves(card(room, "acute-4-divert"), "accept", SITE)
    room.passes(20)
    room.stands(MKUH, 3)
    room.passes(239)
    room.stands(MKUH, 4)
    back = card(room, "acute-4-divert")
    assert (back.state, back.owner, back.late_at - room.at) == ("accepted", SITE, timedelta(minutes=10))
    assert card(room, "acute-4-stand-down").state == "withdrawn"
    assert card(room, "acute-4-stand-down").log[-1].text == "OPEL 4 again"


def test_what_was_done_is_not_asked_again_when_the_level_returns() -> None:
    room = Room()
    room.stands(MKUH, 4)
    room.moves(card(room, "acute-4-divert"), "done", SITE)
    room.stands(MKUH, 3)
    room.passes(60)
    room.stands(MKUH, 4)
    assert "acute-4-divert" not in cards(room, MKUH)


def test_a_return_after_four_hours_asks_anew_and_takes_up_what_nobody_has_closed() -> None:
    room = Room()
    room.stands(MKUH, 4)
    room.moves(card(room, "acute-4-divert"), "done", SITE)
    room.stands(MKUH, 1)
    room.passes(241)
    room.stands(MKUH, 4)
    assert card(room, "acute-4-divert").state == "open"
    assert cards(room, MKUH, state="review") == set()
    assert not any(c.purpose == "stand_down" for c in room.open(Card))
    assert all(c.state in {"open", *CLOSED_CARD} for c in room.all(Card))


def test_a_card_of_the_room_for_two_sites_stays_until_both_have_come_down() -> None:
    room = Room()
    room.stands(MKUH, 3)
    room.stands(BEDFORD, 3)
    told = card(room, "system-acute-3-aid", SYSTEM).log[-1]
    assert (told.did, told.text) == ("also", "Bedford Hospital has reached OPEL 3 too")
    room.stands(MKUH, 1)
    assert card(room, "system-acute-3-aid", SYSTEM).state == "open"
    assert "system-acute-3-stand-down" not in cards(room, SYSTEM)
    room.stands(BEDFORD, 1)
    assert card(room, "system-acute-3-aid", SYSTEM).state == "review"
    assert any(c.purpose == "stand_down" and c.level == 3 for c in room.open(Card) if c.unit == SYSTEM)
    room.stands(BEDFORD, 3)
    assert (
        card(room, "system-acute-3-aid", SYSTEM).state,
        card(room, "system-acute-3-aid", SYSTEM).about,
    ) == (
        "open",
        BEDFORD,
    )
    assert not any(c.purpose == "stand_down" and c.level == 3 for c in room.open(Card) if c.unit == SYSTEM)


def test_a_place_at_three_keeps_no_card_of_the_system_open() -> None:
    room = Room()
    room.stands("MK", 3)
    room.stands(SYSTEM, 3)
    room.stands(SYSTEM, 2)
    assert card(room, "system-3-call", SYSTEM).state == "review"


def test_a_level_that_is_no_longer_stated_closes_nothing_and_calms_nobody() -> None:
    room = Room()
    room.stands(MKUH, 4)
    before = cards(room, MKUH, SYSTEM, state="open")
    room.stands(MKUH, None)
    assert cards(room, MKUH, SYSTEM, state="open") == before
    room.stands(MKUH, None, ceiling=3)
    assert {c.level for c in room.open(Card) if c.state == "review"} == {4}
    room.stands(MKUH, 2)
    assert {c.level for c in room.open(Card) if c.state == "review"} == {3, 4}


def test_an_overdue_card_is_chased_and_no_longer_when_it_is_done() -> None:
    room = Room()
    room.stands(MKUH, 4)
    room.passes(30)
    late = card(room, "acute-4-divert")
    alert = about(room, late)
    assert (late.overdue, alert.state) == (True, "chasing")
    for one in late_in_group(room, late):
        assert room.now(alert).state == "chasing"
        room.moves(one, "done", SITE)
    assert room.now(alert).state == "over"


def late_in_group(room: Room, late: Card) -> list[Card]:
    """The late cards that one alert is about."""
    return [c for c in room.open(Card) if c.overdue and group_of(c) == group_of(late)]


def test_nobody_is_chased_about_a_stand_down_card_that_is_withdrawn() -> None:
    room = Room()
    room.stands(MKUH, 4)
    room.stands(MKUH, 3)
    room.passes(61)
    late = card(room, "acute-4-stand-down")
    assert late.overdue
    room.stands(MKUH, 4)
    assert late.title not in about(room, late).because


def test_a_card_reopened_by_hand_has_time_again() -> None:
    room = Room()
    room.stands(MKUH, 4)
    room.passes(45)
    room.stands(MKUH, 3)
    late = card(room, "acute-4-divert")
    assert (late.state, late.overdue) == ("review", True)
    assert room.moves(late, "reopen", SITE) == []
    again = card(room, "acute-4-divert")
    assert (again.state, again.overdue, again.late_at - room.at) == ("open", False, timedelta(minutes=30))


def test_a_move_on_a_card_that_has_moved_is_refused_with_what_happened() -> None:
    room = Room()
    room.stands(MKUH, 4)
    seen = card(room, "acute-4-divert")
    room.moves(seen, "accept", SITE)
    refused = room.does(MoveCard(matter=seen.id, move="done", seen=seen.v), LEAD)
    assert codes(refused) == ["moved_meanwhile"]
    assert refused[0].message == "This card has moved: Evans accepted it at 09:00."


def test_what_cannot_be_done_says_why() -> None:
    room = Room()
    room.stands(LUTON, 2)
    some = room.open(Card)[0]
    assert codes(room.moves(some, "cannot")) == ["reason_wanted"]
    assert codes(room.moves(some, "reopen")) == ["not_in_review"]
    assert codes(room.moves(some, "hand_on", seat="director@X99")) == ["unknown_seat"]
    assert codes(room.moves(some, "hand_on", seat="site_manager@RD8-MKH")) == ["no_part"]
    assert room.moves(some, "cannot", text="no staff") == []
    assert codes(room.moves(some, "note", text="still none")) == ["closed"]
