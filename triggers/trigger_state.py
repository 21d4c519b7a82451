"""Where one trigger stands at one unit, as a value, and how it is written down. Moves nothing."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from pydantic import TypeAdapter

from triggers.trails import Seen, Trail

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"


class Phase(StrEnum):
    """A trigger's way: idle → pending (its dwell runs) → firing → clearing (the way back) → idle."""

    IDLE = "idle"
    PENDING = "pending"
    FIRING = "firing"
    CLEARING = "clearing"


class TriggerState(NamedTuple):
    """One trigger at one unit.

    `since`: of the phase; None: never anything but idle. `fired_at`: since when it fires, through any clearing.
    `tell_at`: when people are told of it; `told_at`: when they were. `unseen`: the metrics (or the plan, or a
    pattern) for which it cannot be judged now; `unseen_since`: when they were last seen, None where one never was.
    `failed`: why a part of it could not be judged. `trails`: the figures it remembers. `due`: when it must be looked
    at again if nothing else happens. `sha`: of the text by which it was last looked at.
    """

    phase: Phase = Phase.IDLE
    since: datetime | None = None
    fired_at: datetime | None = None
    tell_at: datetime | None = None
    told_at: datetime | None = None
    unseen: tuple[str, ...] = ()
    unseen_since: datetime | None = None
    failed: str | None = None
    watched_since: datetime | None = None
    trails: Mapping[str, Trail] = {}
    due: datetime | None = None
    sha: str | None = None

    @property
    def fires(self) -> bool:
        """Whether it is shown as firing: it has fired, and is not over."""
        return self.fired_at is not None


class _Written(NamedTuple):
    phase: Phase
    since: datetime | None
    fired_at: datetime | None
    tell_at: datetime | None
    told_at: datetime | None
    unseen: tuple[str, ...]
    unseen_since: datetime | None
    failed: str | None
    watched_since: datetime | None
    trails: dict[str, tuple[tuple[datetime, Decimal], ...]]
    due: datetime | None
    sha: str | None


_WRITTEN = TypeAdapter(_Written)


def write(state: TriggerState) -> dict[str, Plain]:
    """The state in JSON's own values: times in UTC and decimals as text; what is empty is left out."""
    times = {name: getattr(state, name) for name in MOMENTS}
    written: dict[str, Plain] = {
        "phase": state.phase.value,
        **{name: _time(at) for name, at in times.items() if at is not None},
    }
    if state.unseen:
        written["unseen"] = list(state.unseen)
    if state.failed is not None:
        written["failed"] = state.failed
    if state.sha is not None:
        written["sha"] = state.sha
    if state.trails:
        written["trails"] = {
            key: [[_time(at), str(v)] for at, v in trail] for key, trail in state.trails.items()
        }
    return written


MOMENTS = ("since", "fired_at", "tell_at", "told_at", "unseen_since", "watched_since", "due")
EMPTY: Mapping[str, object] = {
    **dict.fromkeys(MOMENTS),
    "unseen": (),
    "failed": None,
    "trails": {},
    "sha": None,
}


def read(written: Mapping[str, object]) -> TriggerState:
    """The state that was written. Raises pydantic's ValidationError where it is none."""
    found = _WRITTEN.validate_python({**EMPTY, **written})
    trails = {key: tuple(Seen(at, value) for at, value in trail) for key, trail in found.trails.items()}
    return TriggerState(*found[:-3], trails=trails, due=found.due, sha=found.sha)


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def newly_fired(before: TriggerState, after: TriggerState) -> bool:
    """Whether it has begun to fire."""
    return after.fired_at is not None and after.fired_at != before.fired_at


def newly_told(before: TriggerState, after: TriggerState) -> bool:
    """Whether people must be told now that it fires."""
    return after.told_at is not None and after.told_at != before.told_at


def newly_over(before: TriggerState, after: TriggerState) -> bool:
    """Whether it is over; who was told that it fired (`before.told_at`) may be told that too."""
    return before.fired_at is not None and after.fired_at != before.fired_at


def differs(before: TriggerState, after: TriggerState) -> bool:
    """Whether anything that people see has changed: not what it remembers, nor when it is looked at again."""
    return before._replace(trails={}, due=None) != after._replace(trails={}, due=None)


def switched(before: TriggerState) -> TriggerState:
    """At another text of the same trigger what fires goes on firing; dwells begin again; what it remembers stays."""
    phase = Phase.FIRING if before.fires else Phase.IDLE
    since = before.fired_at if before.fires else None
    return before._replace(phase=phase, since=since, unseen=(), unseen_since=None, failed=None, due=None)
