"""The journal's bytes: canonical text and the hash that links each entry to the one before. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import NamedTuple

import orjson

from app.clock import wire_time

GENESIS = bytes(32)
SERVICE = "service"
"""Who submits what no person or machine did: time passing, a configuration applied."""

Json = str | int | bool | None | Decimal | datetime | Sequence["Json"] | Mapping[str, "Json"]


class Draft(NamedTuple):
    """An entry not yet in its place. `body` holds ids of people, never names, contacts or free text."""

    kind: str
    unit: str | None
    body: Mapping[str, Json]
    submitted_by: str


class Entry(NamedTuple):
    """An entry in its place. `body` is the exact text that was hashed."""

    seq: int
    kind: str
    unit: str | None
    recorded_at: datetime
    body: str
    hash: bytes
    submitted_by: str


class Head(NamedTuple):
    """The end of a stream's chain."""

    seq: int
    hash: bytes


def plain(value: Decimal) -> str:
    """A decimal without exponent or trailing zeros: 15, 96.4."""
    text = str(value)
    if "E" in text:
        text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def spell(value: object) -> str:
    """How what JSON does not know is written."""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, datetime):
        return wire_time(value)
    raise TypeError(f"not for the journal: {type(value).__name__}")


def canonical(body: Mapping[str, Json]) -> str:
    """Sorted keys, decimals as strings, UTC microseconds."""
    options = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME
    return orjson.dumps(body, default=spell, option=options).decode()


def link(previous: bytes, stream: str, seq: int, kind: str, recorded_at: datetime, body: str) -> bytes:
    """sha256(previous ‖ stream ‖ seq ‖ kind ‖ recorded_at ‖ body), each field but the last ending in a newline."""
    named = f"{stream}\n{seq}\n{kind}\n{wire_time(recorded_at)}\n{body}"
    return sha256(previous + named.encode()).digest()


def extend(head: Head, stream: str, drafts: Iterable[Draft], recorded_at: datetime) -> tuple[Entry, ...]:
    """Puts drafts in their places after `head`."""
    entries = []
    for draft in drafts:
        body = canonical(draft.body)
        seq = head.seq + 1
        head = Head(seq, link(head.hash, stream, seq, draft.kind, recorded_at, body))
        entries.append(Entry(seq, draft.kind, draft.unit, recorded_at, body, head.hash, draft.submitted_by))
    return tuple(entries)


def fault(head: Head, stream: str, entry: Entry) -> str | None:
    """What is wrong with an entry that should follow `head`; None: nothing."""
    if entry.seq != head.seq + 1:
        return f"entry {head.seq + 1} is missing"
    if entry.hash != link(head.hash, stream, entry.seq, entry.kind, entry.recorded_at, entry.body):
        return f"entry {entry.seq} ({entry.kind}) is not what was hashed, or follows another entry"
    return None
