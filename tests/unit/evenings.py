"""An evening before its handover, for tests of handing over."""

from datetime import datetime, timedelta

from actions.deeds import (
    AcceptHandover,
    AddShifts,
    NewShift,
)
from actions.matters import Handover, Person
from actions.refusal import Refusal
from actions.seats import holders
from tests.unit.rooms import (
    DIRECTOR,
    LEAD,
    Room,
    local,
    person,
)

ADAMS = person("Adams")
HOUR = timedelta(hours=1)


def evening(at: datetime | None = None) -> Room:
    """18:00: the room lead until 20:00, then the director, then another room lead from 08:00."""
    room = Room(at or local(12, 18), {})
    sits(room, "room_lead@QHG", LEAD, local(12, 18), local(12, 20))
    sits(room, "director@QHG", DIRECTOR, local(12, 20), local(13, 8))
    sits(room, "room_lead@QHG", ADAMS, local(13, 8), local(13, 20))
    return room


def sits(room: Room, seat: str, who: Person, starts_at: datetime, ends_at: datetime) -> None:
    line = NewShift(seat=seat, person=who.id, starts_at=starts_at, ends_at=ends_at)
    assert room.does(AddShifts(shifts=(line,)), LEAD) == []


def drafted(room: Room) -> Handover:
    """The handover in hand, at its half hour."""
    room.comes(local(12, 19, 30))
    return room.open(Handover)[0]


def accepts(room: Room, by: Person = DIRECTOR, keys: list[str] | None = None) -> list[Refusal]:
    """Somebody reads back what the pack asks, or these lines."""
    handover = room.open(Handover)[0]
    read = tuple(item.key for item in handover.pack.read_back) if keys is None else tuple(keys)
    return room.does(AcceptHandover(matter=handover.id, read_back=read, seq=handover.pack.seq), by)


def holding(room: Room) -> list[str]:
    return sorted(one.person.name for one in holders(room.ledger()))
