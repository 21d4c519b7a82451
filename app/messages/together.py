"""Every system of a deployment that somebody may see, side by side. Shapes only."""

from typing import Literal

from app.messages.board import Mode
from app.messages.picture import Wire


class BodyLevel(Wire):
    """A body's level as its own board shows it. `worst`: the name of the unit that is worst below it."""

    code: str
    name: str
    level: int | None
    stated: bool
    floor: int
    ceiling: int
    since: str | None
    on_trial: bool
    worst: str | None


class SystemPosition(Wire):
    """One system. `doubt`: why its picture cannot be vouched for now. Counts are of sites and services whose level
    counts: neither on trial nor declared.
    """

    stream: str
    name: str
    mode: Mode
    tier: Literal["system", "region", "nation"]
    timezone: str
    at: str
    doubt: str | None
    overall: BodyLevel | None
    pillars: tuple[BodyLevel, ...]
    at_4: int
    at_3: int
    not_seen: int


class TogetherOut(Wire):
    """Every system that the caller may see, by name."""

    systems: tuple[SystemPosition, ...]
