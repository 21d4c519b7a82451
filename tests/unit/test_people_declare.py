"""Declarations: up at once, down from 4 with a second person, below the calculation for four hours at most."""

from datetime import timedelta

from hypothesis import given

from actions.acting import acting
from actions.declaration_alerts import last_said
from actions.deeds import AgreeDeclaration, Declare, ExtendDeclaration, WithdrawDeclaration
from actions.matters import Declaration, Episode, Person
from actions.refusal import Refusal
from tests.examples import tried
from tests.unit.rooms import BEDFORD, COUNCIL, DIRECTOR, LEAD, MKUH, SITE, Room, codes
from tests.unit.walks import UNITS, Step, walked, walks

HOUR = timedelta(hours=1)


def declares(room: Room, unit: str, level: int, by: Person = SITE, hours: float = 2) -> list[Refusal]:
    return room.does(Declare(unit=unit, level=level, reason="oxygen", until=room.at + hours * HOUR), by)


def withdraws(room: Room, by: Person) -> list[Refusal]:
    said = room.open(Declaration)[0]
    return room.does(WithdrawDeclaration(matter=said.id, reason="mended", seen=said.v), by)


def extends(room: Room, by: Person, hours: float, reason: str | None = None) -> list[Refusal]:
    """Until so many hours from now."""
    said, until = room.open(Declaration)[0], room.at + hours * HOUR
    return room.does(ExtendDeclaration(matter=said.id, until=until, reason=reason, seen=said.v), by)


def agrees(room: Room, by: Person) -> list[Refusal]:
    said = room.open(Declaration)[0]
    return room.does(AgreeDeclaration(matter=said.id, seen=said.v), by)


@tried(25)
@given(walks(("level", "declare", "declare", "end", "time"), 20))
def test_over_any_walk_the_acting_level_is_the_higher_of_the_two(walk: list[Step]) -> None:
    room = walked(Room(), walk)
    for unit in (*UNITS, COUNCIL):
        stands = room.standing[unit].calculated
        said = [d.level for d in room.open(Declaration) if d.unit == unit]
        level = acting(room.ledger(), unit)
        assert level == max(stands or 0, *said, 0)
        running = {e.level for e in room.open(Episode) if e.unit == unit}
        assert running >= set(range(2, level + 1))
        assert stands is None or running == set(range(2, level + 1))


@tried(25)
@given(walks(("level", "declare", "declare", "end", "end", "time"), 20))
def test_over_any_walk_nobody_ends_a_declared_four_alone(walk: list[Step]) -> None:
    room = walked(Room(), walk)
    for said in room.all(Declaration):
        if said.level != 4 or said.closed_at is None:
            continue
        assert said.ended in {"expired", "replaced", "withdrawn"}
        if said.ended == "withdrawn":
            assert said.stepping_down is not None
            assert said.log[-1].by != said.stepping_down.id
        if said.ended == "replaced":
            later = [d for d in room.all(Declaration) if d.unit == said.unit and number(d) > number(said)]
            after = min(later, key=number)
            assert after.level == 4
            assert after.until >= said.until


def number(said: Declaration) -> int:
    """Its place among all that was written: two may be opened at one moment."""
    return int(said.id.rpartition("-")[2])


@tried(25)
@given(walks(("level", "declare", "declare", "extend", "time"), 20))
def test_over_any_walk_a_declaration_ends_by_itself_and_one_below_lasts_four_hours(walk: list[Step]) -> None:
    room = walked(Room(), walk)
    for said in room.open(Declaration):
        assert room.at < said.until <= last_said(said) + 24 * HOUR
        stands = room.standing[said.unit].calculated
        assert stands is None or said.level >= stands or said.until <= said.opened_at + 4 * HOUR


def test_up_acts_at_once_and_four_waits_for_nobody() -> None:
    room = Room()
    room.stands(BEDFORD, 2)
    assert declares(room, BEDFORD, 4) == []
    said = room.open(Declaration)[0]
    assert (said.awaiting, acting(room.ledger(), BEDFORD)) == (True, 4)


def test_a_second_person_agrees_and_not_the_first() -> None:
    room = Room()
    declares(room, BEDFORD, 4)
    assert codes(agrees(room, SITE)) == ["second_person"]
    assert agrees(room, DIRECTOR) == []
    said = room.open(Declaration)[0]
    assert (said.awaiting, said.agreed_by) == (False, DIRECTOR)
    assert codes(agrees(room, LEAD)) == ["nothing_to_agree"]


def test_down_from_four_needs_two_and_acts_until_then() -> None:
    room = Room()
    declares(room, BEDFORD, 4)
    assert withdraws(room, SITE) == []
    assert acting(room.ledger(), BEDFORD) == 4
    assert codes(withdraws(room, SITE)) == ["asked_already"]
    assert codes(agrees(room, SITE)) == ["second_person"]
    assert agrees(room, LEAD) == []
    assert acting(room.ledger(), BEDFORD) == 1


def test_extending_is_one_act_and_the_declaration_goes_on() -> None:
    room = Room()
    declares(room, BEDFORD, 4, hours=2)
    said = room.open(Declaration)[0]
    room.passes(60)
    assert extends(room, LEAD, 23, "no beds before noon") == []
    longer = room.now(said)
    assert (longer.until, longer.by, longer.extended_by) == (room.at + 23 * HOUR, SITE, LEAD)
    assert longer.awaiting
    line = longer.log[-1]
    assert (line.did, line.name, line.text) == (
        "extended",
        LEAD.name,
        "until Tue 09:00: no beds before noon",
    )
    room.comes(longer.until)
    assert room.now(said).ended == "expired"


def test_an_extension_is_later_within_a_day_and_by_who_has_seen_it() -> None:
    room = Room()
    declares(room, BEDFORD, 3, hours=2)
    assert codes(extends(room, SITE, 2)) == ["declaration_not_later"]
    assert codes(extends(room, SITE, 24.1)) == ["declaration_time"]
    said = room.open(Declaration)[0]
    assert extends(room, SITE, 3) == []
    late = ExtendDeclaration(matter=said.id, until=room.at + 5 * HOUR, seen=said.v)
    refused = room.does(late, LEAD)
    assert [(r.code, r.message) for r in refused] == [
        ("moved_meanwhile", "This declaration has moved: extended by Evans at 09:00.")
    ]


def test_the_same_extension_twice_by_one_person_is_one() -> None:
    room = Room()
    declares(room, BEDFORD, 3, hours=2)
    deed = ExtendDeclaration(
        matter=room.open(Declaration)[0].id, until=room.at + 3 * HOUR, seen=room.open(Declaration)[0].v
    )
    assert room.does(deed, SITE) == room.does(deed, SITE) == []
    assert [line.did for line in room.open(Declaration)[0].log] == ["declared", "extended"]


def test_below_the_calculation_no_extension_goes_past_four_hours_in_all() -> None:
    room = Room()
    room.stands(BEDFORD, 3)
    declares(room, BEDFORD, 2, hours=2)
    room.passes(60)
    assert codes(extends(room, SITE, 3.1)) == ["declaration_below"]
    assert extends(room, SITE, 3) == []


def test_a_level_that_is_not_stated_just_now_lengthens_nothing_below_it() -> None:
    room = Room()
    room.stands(BEDFORD, 3)
    declares(room, BEDFORD, 2, hours=2)
    room.stands(BEDFORD, None)
    assert codes(extends(room, SITE, 9)) == ["declaration_below"]
    assert codes(declares(room, BEDFORD, 2, hours=9)) == ["declaration_below"]


def test_a_declared_four_is_extended_and_never_cut_short_by_declaring_again() -> None:
    room = Room()
    declares(room, BEDFORD, 4, hours=2)
    assert codes(declares(room, BEDFORD, 4, hours=0.1)) == ["step_down_first"]
    assert codes(declares(room, BEDFORD, 3, hours=9)) == ["step_down_first"]
    assert declares(room, BEDFORD, 4, hours=3) == []
    assert [d.ended for d in room.all(Declaration)] == ["replaced", None]


def test_below_the_calculation_lasts_four_hours_at_most_and_lapses_when_it_rises() -> None:
    room = Room()
    room.stands(BEDFORD, 3)
    refused = declares(room, BEDFORD, 2, hours=4.1)
    assert [r.message for r in refused] == [
        "The calculated level is 3: a lower one can be declared for four hours at most."
    ]
    assert declares(room, BEDFORD, 2, hours=4) == []
    assert acting(room.ledger(), BEDFORD) == 3
    room.stands(BEDFORD, 4)
    said = room.all(Declaration)[0]
    assert (said.ended, said.log[-1].text) == ("lapsed", "The calculated level has risen to 4")


def test_a_declaration_ends_by_itself_at_its_time() -> None:
    room = Room()
    declares(room, COUNCIL, 3, hours=1)
    room.passes(59.9)
    assert acting(room.ledger(), COUNCIL) == 3
    room.passes(0.1)
    assert acting(room.ledger(), COUNCIL) == 0
    assert room.all(Declaration)[0].ended == "expired"


def test_a_word_that_is_withdrawn_ends_what_only_it_began_and_not_what_the_figures_bore_out() -> None:
    room = Room()
    room.stands(MKUH, None)
    declares(room, MKUH, 3)
    withdraws(room, SITE)
    assert room.open(Episode) == []
    declares(room, MKUH, 3)
    room.stands(MKUH, 3)
    room.stands(MKUH, None)
    withdraws(room, SITE)
    assert {e.level for e in room.open(Episode)} == {2, 3}


def test_a_time_that_is_past_or_too_far_and_a_unit_that_is_not_there_are_refused() -> None:
    room = Room()
    assert codes(declares(room, BEDFORD, 3, hours=0)) == ["declaration_time"]
    assert codes(declares(room, BEDFORD, 3, hours=24.1)) == ["declaration_time"]
    assert codes(declares(room, "RX9", 3)) == ["unknown_unit"]


def test_the_same_declared_twice_by_one_person_is_declared_once() -> None:
    room = Room()
    for _ in range(2):
        assert declares(room, BEDFORD, 4) == []
    assert [said.ended for said in room.all(Declaration)] == [None]


def test_a_deed_on_a_declaration_that_has_moved_is_refused_with_what_happened() -> None:
    room = Room()
    declares(room, BEDFORD, 4)
    said = room.open(Declaration)[0]
    agrees(room, LEAD)
    refused = room.does(AgreeDeclaration(matter=said.id, seen=said.v), DIRECTOR)
    assert [(r.code, r.message) for r in refused] == [
        ("moved_meanwhile", "This declaration has moved: agreed by Okoro at 09:00.")
    ]
