"""What changed between two texts of a system, in words for a person. Pure; judges nothing."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from pydantic import BaseModel

from actions.policy_text import Span
from actions.seat_text import HandoverText
from app.organisations.assignments import target_words
from app.organisations.system_file import SystemFile

HEAD_FIELDS = ("name", "short", "tier", "timezone", "from_", "until", "provenance", "policy")
PERSONAL = frozenset({"approver", "owner", "reason"})  # names and free text stay out of the journal


def differences(before: SystemFile | None, after: SystemFile) -> list[str]:
    """One sentence for each change, in the order of the file; empty when they mean the same."""
    if before is None:
        parts = ("units", "places", "memberships", "assignments")
        counted = ", ".join(f"{part} {len(getattr(after, part))}" for part in parts)
        return [f"new system {after.system} ({after.short}): {counted}"]
    head = [
        f"system {field.rstrip('_')}: {getattr(before, field)} → {getattr(after, field)}"
        for field in HEAD_FIELDS
        if getattr(before, field) != getattr(after, field)
    ]
    old, new = _named_parts(before), _named_parts(after)
    return head + [sentence for noun in new for sentence in _changes(noun, old[noun], new[noun])]


def _named_parts(system: SystemFile) -> Mapping[str, Mapping[Hashable, BaseModel]]:
    """Every part of the file under a name that says to a person which it is."""
    return {
        "region": {f"{r.code} ({r.relation})": r for r in system.regions},
        "provider": {p.code: p for p in system.providers},
        "place": {p.code: p for p in system.places},
        "pillar": {p.code: p for p in system.pillars},
        "unit": {u.code: u for u in system.units},
        "membership": {f"{m.child} in {m.parent} from {m.from_}": m for m in system.memberships},
        "expectation": _numbered(system.expectations),
        "not applicable": {f"{n.metric} at {n.unit} from {n.from_}": n for n in system.not_applicable},
        "known gap": {f"{' '.join(g.metrics)} at {g.unit} from {g.from_}": g for g in system.known_gaps},
        "service status": {f"{s.unit} from {_said(s.from_)}": s for s in system.service_status},
        "opening hours": {f"{h.unit} {_said(h.days)} from {h.from_}": h for h in system.opening_hours},
        "assignment": {f"{target_words(a)} from {a.from_}": a for a in system.assignments},
        "local triggers": {f"{t.pack} from {t.from_}": t for t in system.triggers},
        "plan": {f"{p.metric} of {p.unit} on {p.on} at {p.hour}": p for p in system.plans},
        "seat": {s.key: s for s in system.seats},
        "handover": {_handover_words(h): h for h in system.handovers},
    }


def _numbered(parts: Sequence[BaseModel]) -> Mapping[Hashable, BaseModel]:
    return dict(enumerate(parts, start=1))


def _handover_words(handover: HandoverText) -> str:
    return f"{handover.from_} to {handover.to} at {handover.at:%H:%M}"


def _changes(
    noun: str, before: Mapping[Hashable, BaseModel], after: Mapping[Hashable, BaseModel]
) -> Iterator[str]:
    for key in _in_order(before, after):
        match before.get(key), after.get(key):
            case None, _:
                yield f"{noun} {key} added"
            case _, None:
                yield f"{noun} {key} removed"
            case old, new if old is not None and new is not None and old != new:
                yield f"{noun} {key}: {', '.join(_changed_fields(old, new))}"


def _changed_fields(before: BaseModel, after: BaseModel) -> Iterator[str]:
    for field in type(after).model_fields:
        was, now = getattr(before, field), getattr(after, field)
        named = field.rstrip("_").replace("_", " ")
        if was != now:
            yield f"{named} changed" if field in PERSONAL else f"{named} {_said(was)} → {_said(now)}"


def _in_order(before: Iterable[Hashable], after: Iterable[Hashable]) -> list[Hashable]:
    return list(dict.fromkeys([*after, *before]))


def _said(value: object) -> str:
    if value is None or value == ():
        return "none"
    if isinstance(value, Span):
        return f"{value.from_:%H:%M} to {value.until:%H:%M}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(map(str, value)) if isinstance(value, tuple) else str(value)
