"""A stream as its writer remembers it, and what a batch comes to, as values. Decides nothing."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from actions.matters import AnyMatter
from app.clock import StreamClock
from app.configuration import Configuration, Plan
from app.desk import Detail, Outgoing, People, Sent
from app.ingest.record import Kept
from app.ingest.submission import Refused, Repeatable, Verdict
from app.journal.chain import Entry, Head
from app.state import UnitState


class StreamState(NamedTuple):
    """A stream as its writer remembers it; true only while the stream's seq is `head.seq`."""

    code: str
    mode: str
    head: Head
    last_at: datetime
    clock: StreamClock
    configuration: Configuration
    plan: Plan
    units: Mapping[str, UnitState]
    people: People


class ReadingEntry(NamedTuple):
    """A reading with the entry that carries it."""

    seq: int
    kept: Kept
    by: str


class Quarantined(NamedTuple):
    """A refused reading with its sender."""

    by: str
    refused: Refused


class Answer(NamedTuple):
    """What a submission's sender is told of this stream. `problem`: nothing was done, and why.

    `faults` of a deed: what is wrong with each of its lines. `matters`: what it opened or changed.
    """

    seq: int
    verdicts: tuple[Verdict, ...] = ()
    problem: tuple[str, str] | None = None
    faults: tuple[tuple[str, str], ...] = ()
    matters: tuple[AnyMatter, ...] = ()


class Repeat(NamedTuple):
    """An answer to keep for a sender's Idempotency-Key."""

    by: str
    repeatable: Repeatable
    answer: Answer


class Decision(NamedTuple):
    """Everything that one batch writes, all of it or nothing. `changed`: codes whose picture is new;
    `memories`: what is newly remembered of their local triggers.
    """

    state: StreamState
    now: datetime
    entries: tuple[Entry, ...]
    readings: tuple[ReadingEntry, ...]
    quarantined: tuple[Quarantined, ...]
    repeats: tuple[Repeat, ...]
    answers: tuple[Answer, ...]
    changed: tuple[str, ...]
    timers: Mapping[str, datetime | None]
    memories: Mapping[str, str] = {}
    matters: tuple[AnyMatter, ...] = ()
    details: tuple[Detail, ...] = ()
    outgoing: tuple[Outgoing, ...] = ()
    sent: tuple[Sent, ...] = ()
