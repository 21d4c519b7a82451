"""A matter cut back to an earlier moment is as it stood then, but for what it says that nothing tells."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from actions.deeds import MoveCard
from actions.ledger import Done
from actions.matters import Alert, AnyMatter, Card, Declaration
from app.board.past.cut import Past
from app.board.past.matters_then import (
    Standing,
    matters_then,
    moved_since,
    opening_of,
    people_in,
)
from app.desk import draft_of
from app.journal.chain import canonical
from tests.examples import tried
from tests.unit.rooms import LEAD, MKUH, Room
from tests.unit.walks import Step, takes, walks

MANY = tried(25)


def by(written: Iterable[Done], at: datetime) -> list[Done]:
    """What had been done by a moment."""
    return list(takewhile(lambda done: done.matter.log[-1].at <= at, written))


def looked_back(room: Room, at: datetime) -> dict[str, Standing]:
    """The room's matters as they now are, cut back to a moment with what the journal says of them."""
    acts = {
        done.matter.id: (
            done.matter.v,
            canonical(draft_of(done, None, done.matter.log[-1].at, "service").body),
        )
        for done in by(room.written, at)
    }
    titles = {key: seat.title for key, seat in room.house.seats.items()}
    now = list(room.newest.values())
    past = Past(at, titles, acts, people_in(now))
    return {one.matter.id: one for one in matters_then(now, past)}


def stood(room: Room, at: datetime) -> dict[str, AnyMatter]:
    """The matters as they stood."""
    return {done.matter.id: done.matter for done in by(room.written, at)}


def told(matter: AnyMatter, untold: Sequence[str]) -> dict[str, Any]:
    """All that is told of it. Where two of one name are, a telephone number may be known of one only."""
    found: dict[str, Any] = without_phones(matter.model_dump(exclude={"due_at", *untold}))
    return found


def without_phones(value: Any) -> Any:  # noqa: ANN401 - whatever a matter holds
    """The same without telephone numbers: they are no part of the past."""
    if isinstance(value, dict):
        return {key: without_phones(one) for key, one in value.items() if key != "phone"}
    return [without_phones(one) for one in value] if isinstance(value, list | tuple) else value


@MANY
@given(walks(), st.integers(0, 100))
def test_whatever_people_did_each_matter_is_as_it_stood(walk: Sequence[Step], part: int) -> None:
    room = Room()
    began = room.at
    for step in walk:
        takes(room, step)
    at = began + (room.at - began) * part / 100
    found, expected = looked_back(room, at), stood(room, at)
    assert found.keys() == expected.keys()
    for key, one in found.items():
        assert told(one.matter, one.untold) == told(expected[key], one.untold), one.untold


@MANY
@given(walks(), st.integers(0, 100))
def test_what_is_left_out_is_little(walk: Sequence[Step], part: int) -> None:
    room = Room()
    began = room.at
    for step in walk:
        takes(room, step)
    at = began + (room.at - began) * part / 100
    for one in looked_back(room, at).values():
        assert not {"state", "log", "closed_at", "level", "holder", "owner", "person", "until"} & {
            *one.untold
        }


def test_what_nothing_was_done_to_since_is_as_it_is() -> None:
    room = Room()
    room.comes_to(MKUH, 4)
    now = list(room.newest.values())
    assert moved_since(now, room.at) == []
    assert {one.matter for one in looked_back(room, room.at).values()} == set(now)


def test_the_seq_of_a_matter_s_first_entry_is_in_its_id() -> None:
    room = Room()
    room.comes_to(MKUH, 4)
    firsts = {done.matter.id: done.matter.v for done in reversed(room.written)}
    assert {matter.id: opening_of(matter) for matter in room.newest.values()} == firsts


def test_a_card_handed_on_since_does_not_say_whose_it_was() -> None:
    room = Room()
    room.comes_to(MKUH, 4)
    card = next(card for card in room.open(Card) if card.unit == MKUH)
    at = room.at
    room.passes(5)
    room.does(MoveCard(matter=card.id, move="hand_on", seen=card.v, seat="director@QHG"), LEAD)
    standing = looked_back(room, at)[card.id]
    assert isinstance(standing.matter, Card)
    assert (standing.matter.owner_seat, "owner_seat" in standing.untold) == ("", True)


def test_an_alert_answered_since_is_still_being_chased() -> None:
    room = Room()
    room.comes_to(MKUH, 4)
    room.passes(1)
    at = room.at
    (alert,) = [one for one in room.open(Alert) if one.rule.id == "unit-4"]
    room.passes(3)
    room.answers(alert, LEAD, "have", "ring the site", room.at + timedelta(hours=1))
    then = looked_back(room, at)[alert.id].matter
    assert isinstance(then, Alert)
    assert (then.state, then.holder, then.commitment, then.replies) == ("chasing", None, None, ())


def test_nothing_is_there_before_it_was_opened() -> None:
    room = Room()
    before = room.at - timedelta(seconds=1)
    room.comes_to(MKUH, 4)
    assert looked_back(room, before) == {}
    assert not any(isinstance(one.matter, Declaration) for one in looked_back(room, room.at).values())
