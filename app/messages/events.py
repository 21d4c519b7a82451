"""Journal entries as the events a board shows. Entries of other kinds are no events."""

from datetime import datetime
from typing import Any

from app.clock import wire_time

LEVEL_KINDS = ("level", "trigger", "configured", "past_revised")
ACT_KINDS = ("shift", "watch", "episode", "declaration", "alert", "card", "handover", "notice")
EVENT_KINDS = LEVEL_KINDS + ACT_KINDS
ACT = ("unit", "did", "by", "effective_at")
SHOWN = {
    "level": ("unit", "was", "now", "floor", "ceiling", "because", "pack_switched", "effective_at"),
    "trigger": ("unit", "trigger", "title", "did", "says", "severity", "provenance", "effective_at"),
    "configured": ("changes", "effective_at"),
    "past_revised": ("unit", "metric", "effective_at"),
}


def event_of(seq: int, kind: str, recorded_at: datetime, body: dict[str, Any]) -> dict[str, Any] | None:
    """The event of an entry (shape: app.messages.board.Event), or None."""
    if kind in ACT_KINDS:
        act = {name: body[name] for name in ACT}
        return {
            "kind": "act",
            "seq": seq,
            "recorded_at": wire_time(recorded_at),
            "matter": body["id"],
            "about": kind,
            **act,
        }
    shown = SHOWN.get(kind)
    if shown is None:
        return None
    fields = {name: body[name] for name in shown if name in body}
    return {"kind": kind, "seq": seq, "recorded_at": wire_time(recorded_at), **fields}
