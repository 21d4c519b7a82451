"""What is handed over: nothing open is left out of a pack."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from actions.accept import refreshed
from actions.deeds import (
    Declare,
)
from actions.matters import Alert, Card, Declaration, Handover, Shift
from actions.pack import SECTIONS, build_pack, keys_of
from actions.pack_items import ended_by_accepting
from actions.seats import gaps
from tests.examples import tried
from tests.unit.evenings import accepts, drafted, evening
from tests.unit.rooms import (
    LEAD,
    MKUH,
    SITE,
    SYSTEM,
    Room,
    codes,
    local,
    person,
)
from tests.unit.walks import Step, walked, walks

ADAMS = person("Adams")
HOUR = timedelta(hours=1)


# --- the pack ---


def pack_of(room: Room) -> dict[str, set[str]]:
    """The refs of a pack's items by section, and their keys under their section's name too."""
    pack = build_pack(room.ledger(), room.at, room.at + 12 * HOUR)
    return {name: {item.ref or item.key for item in getattr(pack, name)} for name in SECTIONS}


@tried(25)
@given(walks(longest=20))
def test_over_any_walk_nothing_open_is_left_out_of_a_pack(walk: list[Step]) -> None:
    room = walked(Room(), walk)
    pack = pack_of(room)
    assert pack["cards"] == {c.id for c in room.open(Card)}
    assert pack["alerts"] == {a.id for a in room.open(Alert)}
    assert pack["declared"] == {d.id for d in room.open(Declaration)}
    lost = {f"unseen:{s.unit}:{u.source}" for s in room.standing.values() for u in s.unseen}
    assert lost <= pack["unseen"]
    assert {s.id for s in room.open(Shift)} <= pack["seats"]
    empty = gaps(room.house.seats.values(), room.open(Shift), room.at, room.at + 12 * HOUR, room.house.zone)
    assert {f"gap:{gap.seat}:{gap.starts_at.isoformat()}:{gap.ends_at.isoformat()}" for gap in empty} <= pack[
        "seats"
    ]
    asked = {
        a.id for a in room.open(Alert) if a.state in {"chasing", "exhausted"} or a.commitment is not None
    }
    assert asked <= pack["asks"]


@tried(25)
@given(walks(longest=20))
def test_over_any_walk_a_pack_has_three_lines_to_read_back_and_each_is_true(walk: list[Step]) -> None:
    room = walked(Room(), walk)
    pack = build_pack(room.ledger(), room.at, room.at + 12 * HOUR)
    keys = [item.key for item in pack.read_back]
    assert len(set(keys)) == 3
    assert all(len(key) <= 160 for key in keys)
    assert ("quiet:level" not in keys) or not pack.worst
    assert ("quiet:cards" not in keys) or not (pack.cards or pack.alerts)
    assert ("quiet:sight" not in keys) or not pack.unseen


@tried(20)
@given(walks(longest=20), st.integers(0, 3))
def test_over_any_walk_a_stale_pack_is_refused_once_and_then_accepted(walk: list[Step], hours: int) -> None:
    room = evening()
    drafted(room)
    walked(room, [step for step in walk if step[0] not in {"time", "leave", "take"}])
    room.passes(hours * 60)
    handover = room.open(Handover)[0]
    same = keys_of(refreshed(room.ledger(), handover)) == keys_of(handover.pack)
    refused = accepts(room)
    assert codes(refused) == ([] if same else ["stale_pack"])
    if not same:
        assert accepts(room) == []
    own = ended_by_accepting(room.ledger(), handover.id)
    assert own == frozenset()


def test_a_unit_whose_level_is_no_longer_stated_is_in_the_pack_as_it_was() -> None:
    room = Room()
    room.stands(MKUH, 4)
    room.stands(MKUH, None)
    pack = build_pack(room.ledger(), room.at, room.at + HOUR)
    assert pack.worst[0].text == "Milton Keynes University Hospital was OPEL 4, not stated now, could be 4"
    assert f"unseen:{MKUH}:level" in {item.key for item in pack.unseen}


def test_a_promise_that_falls_due_is_the_first_thing_to_do() -> None:
    room = evening()
    room.stands(MKUH, 4)
    room.answers(room.alert("unit-4"), SITE, "have", "open the ward", local(12, 21))
    room.does(Declare(unit=SYSTEM, level=2, reason="flu", until=local(12, 22)), LEAD)
    asks = [item.text for item in drafted(room).pack.asks]
    assert asks[0] == "Check by 21:00: open the ward (Evans, MKUH)"
    assert any(text.startswith("Review by 22:00: OPEL 2 declared") for text in asks)
