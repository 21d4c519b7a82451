"""Random walks through a room: levels, time, sight, and what people and carriers do. Each step names what it finds by
a number, so that any walk can be taken in any room. `sound` is what must hold between any two steps.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import get_args

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from actions.chase import MOVES as CHASE_MOVES
from actions.deeds import (
    AgreeDeclaration,
    Declare,
    EndShift,
    ExtendDeclaration,
    TakeOver,
    WithdrawDeclaration,
)
from actions.hear import LOST
from actions.ledger import M
from actions.matters import Alert, Card, Declaration, Episode, Page, PageState, Person, Shift
from tests.unit.rooms import BEDFORD, COUNCIL, LUTON, MKUH, PEOPLE, ROTA, SYSTEM, Room

Step = tuple[str, int, int]
UNITS = (MKUH, BEDFORD, LUTON, SYSTEM)
DECLARING = (MKUH, COUNCIL, BEDFORD)
MINUTES = (0, 1, 4, 10, 16, 31, 61, 125, 245, 600)
CARRIED = [state for state in get_args(PageState) if state != "waiting"]
MOVES = ("accept", "note", "done", "cannot", "not_applicable", "hand_on", "reopen")
WHO = tuple(PEOPLE.values())
SEATS = tuple(ROTA)
LEVELS_AND_CARDS = ("level", "level", "level", "time", "card", "declare", "end")
EVERYTHING = (
    "level",
    "time",
    "time",
    "sight",
    "reading",
    "card",
    "answer",
    "carrier",
    "leave",
    "take",
    "declare",
    "extend",
    "end",
)


def walks(kinds: Sequence[str] = EVERYTHING, longest: int = 30) -> SearchStrategy[list[Step]]:
    """Walks of these kinds of step."""
    step = st.tuples(st.sampled_from(kinds), st.integers(0, 999), st.integers(0, 999))
    return st.lists(step, min_size=longest // 2, max_size=longest)


def takes(room: Room, step: Step) -> None:
    """One step."""
    kind, n, m = step
    if kind in {"level", "time", "sight", "reading"}:
        happens(room, kind, n, m)
    elif kind in {"declare", "extend", "end", "leave", "take"}:
        decides(room, kind, n, m)
    else:
        works(room, kind, n, m)


def happens(room: Room, kind: str, n: int, m: int) -> None:
    """What nobody does."""
    unit = UNITS[n % len(UNITS)]
    match kind:
        case "level":
            room.stands(unit, (1, 2, 3, 4, None)[m % 5])
        case "time":
            room.passes(MINUTES[m % len(MINUTES)])
        case "sight":
            room.loses(unit, *((), ("feed",), ("manual",), ("feed", "manual"))[m % 4])
        case _:
            room.reads(unit, m % 4 + 1)


def decides(room: Room, kind: str, n: int, m: int) -> None:
    """Who sits where, and what is declared."""
    by, unit = WHO[m % len(WHO)], DECLARING[n % len(DECLARING)]
    said = [d for d in room.open(Declaration) if d.unit == unit]
    shift = one_of(room.open(Shift), n)
    match kind:
        case "declare":
            until = room.at + timedelta(minutes=MINUTES[m % len(MINUTES)] + 1)
            room.does(Declare(unit=unit, level=n % 4 + 1, reason="oxygen", until=until), by)
        case "extend" if said:
            until = said[0].until + timedelta(minutes=MINUTES[m % len(MINUTES)])
            room.does(ExtendDeclaration(matter=said[0].id, seen=said[0].v, until=until), by)
        case "end" if said:
            deed = AgreeDeclaration if m % 2 else WithdrawDeclaration
            given = {"matter": said[0].id, "seen": said[0].v, **({} if m % 2 else {"reason": "over"})}
            room.does(deed.model_validate(given), by)
        case "leave" if shift is not None:
            room.does(EndShift(matter=shift.id, seen=shift.v), by)
        case "take":
            room.does(TakeOver(seat=SEATS[n % len(SEATS)], until=room.at + timedelta(hours=m % 24 + 1)), by)
        case _:
            return


def works(room: Room, kind: str, n: int, m: int) -> None:
    """What people do to cards and alerts, and carriers to pages."""
    by, until = WHO[m % len(WHO)], room.at + timedelta(minutes=MINUTES[n % len(MINUTES)] + 1)
    card, alert = one_of(room.open(Card), n), one_of(room.all(Alert), n)
    match kind:
        case "card" if card is not None:
            room.moves(card, MOVES[m % len(MOVES)], by, "as agreed", SEATS[n % len(SEATS)])
        case "answer" if alert is not None:
            said, promised = ("have", "pass_on", "have", "met")[m % 4], m % 3 == 0
            room.answers(alert, by, said, "ring them" if promised else None, until if promised else None)
        case "carrier" if alert is not None and alert.pages:
            room.receipt(alert.id, alert.pages[m % len(alert.pages)].n, CARRIED[n % len(CARRIED)])
        case _:
            return


def one_of(found: Sequence[M], n: int) -> M | None:
    """One of them, the newest the likeliest to be looked at."""
    return found[-1 - n % min(len(found), 12)] if found else None


def walked(room: Room, walk: Sequence[Step]) -> Room:
    """The room after a walk, sound at each step."""
    for step in walk:
        takes(room, step)
        sound(room)
    return room


# --- what always holds ---


def sound(room: Room) -> None:
    """What must hold at any moment."""
    for matter in room.newest.values():
        assert matter.due_at is None or (matter.closed_at is None and matter.due_at > room.at)
    for alert in room.all(Alert):
        assert chased(alert), alert
    for card in room.all(Card):
        assert card.closed_at is None or explained(card), card
    copies = Counter((c.card, c.unit) for c in room.open(Card) if c.purpose != "ring")
    assert set(copies.values()) <= {1}
    assert set(Counter(d.unit for d in room.open(Declaration)).values()) <= {1}
    runs = Counter((e.unit, e.level) for e in room.open(Episode))
    assert set(runs.values()) <= {1}
    assert all((unit, level - 1) in runs for unit, level in runs if level > 2)


def chased(alert: Alert) -> bool:
    """Whether it is one that goes on by itself, or has ended in a way that shows."""
    if alert.closed_at is not None:
        return alert.state == "over"
    if alert.due_at is None:
        return alert.state == "exhausted" or (alert.state == "held" and alert.replies[-1].said != "have")
    if alert.state == "chasing" and not waits_on_somebody(alert):
        return False
    return alert.state in {"waiting", "chasing", "held"} and (alert.state == "held") == (
        alert.holder is not None
    )


def waits_on_somebody(alert: Alert) -> bool:
    """Whether a chase that stands still waits for somebody's answer, for a moment, or to begin its next round."""
    last = next(line.did for line in reversed(alert.log) if line.did in CHASE_MOVES)
    under_way = [p for p in alert.pages if p.step == alert.step - 1 and p.about == "call"]
    if last != "paged" or (alert.step == len(alert.rule.steps) and alert.round < alert.rule.repeat):
        return last not in {"skipped", "passed_over"}
    return any(p.state not in LOST for p in under_way if p.at == under_way[-1].at)


def explained(card: Card) -> bool:
    """Whether the line that closed a card says who, or why."""
    line = next(
        line for line in reversed(card.log) if line.did in {"done", "not_applicable", "cannot", "withdrawn"}
    )
    return line.by is not None or bool(line.text)


def calls_of(room: Room, who: Person) -> list[tuple[Alert, Page]]:
    """Every call to somebody, in the order of time."""
    found = [(a, p) for a in room.all(Alert) for p in a.pages if p.about == "call" and p.person.id == who.id]
    return sorted(found, key=lambda call: (call[1].at, call[0].id, call[1].n))
