"""What has fallen due: chases, cards, declarations, shifts, handovers, each at its own moment. Pure."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from heapq import heapify, heappop, heappush
from typing import assert_never

from actions.chase import advance
from actions.declare import look_at
from actions.handover import draft_due, hour_has_come
from actions.late_cards import mark_overdue
from actions.ledger import Ledger
from actions.matters import Alert, AnyMatter, Card, Declaration, Episode, Handover, Notice, Shift, Watch
from actions.rota import shift_over
from actions.tell import put_away
from actions.watch import first_watch

MOST_TURNS = 10_000
"""A matter that were due again at once would hold time still."""


class Endless(Exception):
    """Matters fell due again and again at one moment: a fault in these rules."""


def fall_due(ledger: Ledger) -> None:
    """Everything that is due at the ledger's moment, and what becomes due by that: the longest due first. A handover
    is drafted of what stands there then.
    """
    first_watch(ledger)
    take_turns(ledger, ledger.all_open())
    before = len(ledger.done)
    draft_due(ledger)
    take_turns(ledger, [done.matter for done in ledger.done[before:]])


def take_turns(ledger: Ledger, matters: Iterable[AnyMatter]) -> None:
    """The turns of those that are due of these, and of those that become due by them."""
    queue = [entry for matter in matters if (entry := queued(matter, ledger.at)) is not None]
    heapify(queue)
    for _ in range(MOST_TURNS):
        matter = next_of(ledger, queue)
        if matter is None:
            return
        before = len(ledger.done)
        turn(ledger, matter)
        for done in ledger.done[before:]:
            if (entry := queued(done.matter, ledger.at)) is not None:
                heappush(queue, entry)
    raise Endless(f"{MOST_TURNS} turns at {ledger.at}")


Queued = tuple[datetime, int, str]


def queued(matter: AnyMatter, at: datetime) -> Queued | None:
    """Where a matter stands in the queue; None: it is not due."""
    if matter.closed_at is not None or matter.due_at is None or matter.due_at > at:
        return None
    return matter.due_at, matter.v, matter.id


def next_of(ledger: Ledger, queue: list[Queued]) -> AnyMatter | None:
    """The matter that has been due the longest; one that has changed since it was put there stands further back."""
    while queue:
        _, version, key = heappop(queue)
        if ledger.matters[key].v == version:
            return ledger.matters[key]
    return None


def turn(ledger: Ledger, matter: AnyMatter) -> None:
    """One matter whose time has come."""
    match matter:
        case Alert():
            advance(ledger, matter)
        case Card():
            mark_overdue(ledger, matter)
        case Declaration():
            look_at(ledger, matter)
        case Shift():
            shift_over(ledger, matter)
        case Handover():
            hour_has_come(ledger, matter)
        case Notice():
            put_away(ledger, matter)
        case Watch() | Episode():
            return  # follow what others do: neither is ever given a time
        case _:
            assert_never(matter)


def next_due(matters: Iterable[AnyMatter]) -> datetime | None:
    """When the next matter falls due."""
    return min((m.due_at for m in matters if m.closed_at is None and m.due_at is not None), default=None)


def forgotten(matters: Mapping[str, AnyMatter], before: datetime) -> dict[str, AnyMatter]:
    """The matters without those that were closed before a moment: the writer needs no more of them."""
    return {key: m for key, m in matters.items() if m.closed_at is None or m.closed_at >= before}
