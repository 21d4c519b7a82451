"""The board's snapshot and the live socket's messages. Shapes only."""

from typing import Annotated, Literal

from pydantic import Field

from actions.matters import AnyMatter
from app.messages.people import SeatOut
from app.messages.picture import PictureOut, Wire

Mode = Literal["live", "simulated", "exercise"]
Disclosure = Literal["level", "all"]


class MetricOut(Wire):
    """How to name and show a metric."""

    title: str
    short: str
    unit: str
    worse: Literal["higher", "lower", "neither"]
    places: int


class OpenHours(Wire):
    """Local hours at which a unit is open. `days`: of the week, Monday 0. It closes at "24:00" at midnight."""

    days: tuple[int, ...]
    opens: str
    closes: str


class TreeUnit(Wire):
    """A reporting unit as configured. `pillar`: acute, community, ambulance and so on. No `hours`: always open."""

    code: str
    name: str
    short: str
    kind: str
    pillar: str
    provider: str
    hours: tuple[OpenHours, ...] = ()


class TreePillar(Wire):
    """One pillar of a place or of the system, which has a picture of its own."""

    code: str
    pillar: str
    name: str


class TreePlace(Wire):
    """A place of the board and the units displayed there, in their fixed order."""

    code: str
    name: str
    units: tuple[TreeUnit, ...]
    pillars: tuple[TreePillar, ...] = ()


class Tree(Wire):
    """The system, its places, and the units that belong to no single place. `ended`: the first day it was no more."""

    code: str
    name: str
    timezone: str
    places: tuple[TreePlace, ...]
    system_wide: tuple[TreeUnit, ...]
    pillars: tuple[TreePillar, ...] = ()
    seats: tuple[SeatOut, ...] = ()
    ended: str | None = None


class LevelEvent(Wire):
    """A settled level moved, or came into or went out of sight (`null`: not enough figures)."""

    kind: Literal["level"] = "level"
    seq: int
    unit: str
    was: int | None
    now: int | None
    floor: int
    ceiling: int
    because: tuple[str, ...]  # short phrases: "Majors 126 %", "Handover 52 min"
    pack_switched: bool = False
    effective_at: str
    recorded_at: str


class TriggerEvent(Wire):
    """A local trigger has begun to fire, is told of after its quiet hours, or is over. `says`: with its figures."""

    kind: Literal["trigger"] = "trigger"
    seq: int
    unit: str
    trigger: str
    title: str
    did: Literal["fired", "told", "over"]
    says: str
    severity: Literal["inform", "act", "urgent"]
    provenance: str
    effective_at: str
    recorded_at: str


class ConfiguredEvent(Wire):
    """The system's configuration changed: ask for a new snapshot."""

    kind: Literal["configured"] = "configured"
    seq: int
    changes: tuple[str, ...]
    effective_at: str
    recorded_at: str


class PastRevisedEvent(Wire):
    """A late figure arrived that would have changed what was shown earlier."""

    kind: Literal["past_revised"] = "past_revised"
    seq: int
    unit: str
    metric: str
    effective_at: str
    recorded_at: str


class ActEvent(Wire):
    """Something was done to a matter, by a person (`by`) or the service; the matter itself travels beside it."""

    kind: Literal["act"] = "act"
    seq: int
    unit: str
    matter: str
    about: Literal["shift", "watch", "episode", "declaration", "alert", "card", "handover", "notice"]
    did: str
    by: str | None
    effective_at: str
    recorded_at: str


Event = Annotated[
    LevelEvent | TriggerEvent | ConfiguredEvent | PastRevisedEvent | ActEvent, Field(discriminator="kind")
]


class Then(Wire):
    """What a board of an earlier moment says beside. `first_at` to `now`: what can be asked about.

    `uncertain`: units whose figures, as they are held, do not give what people were told: their level is as told.
    `untold`: by matter the fields of which nothing tells how they were; what stands there says nothing.
    """

    first_at: str
    now: str
    uncertain: tuple[str, ...]
    untold: dict[str, tuple[str, ...]]
    triggers_untold: bool = False  # there were local triggers, and nothing here says how they stood


class Snapshot(Wire):
    """The board at `head`. `states` by unit code, places and the system itself among them.

    `live` false: it is the board as it stood at `at`, and `then` says how far that can be told.
    """

    stream: str
    mode: Mode
    disclosure: Disclosure
    head: int
    at: str
    assessed_through: str
    tree: Tree
    metrics: dict[str, MetricOut]
    states: dict[str, PictureOut]
    matters: dict[str, AnyMatter]  # open, or closed within a day
    events: tuple[Event, ...]  # newest first, at most 50
    live: Literal[False] | None = None
    then: Then | None = None


class Frame(Wire):
    """What happened in (from, to]. A client takes a state only if its `v` is newer than its own, and asks
    for a snapshot when `from` is beyond its own seq.
    """

    kind: Literal["frame"] = "frame"
    from_: Annotated[int, Field(alias="from")]
    to: int
    at: str
    mode: Mode
    events: tuple[Event, ...]
    states: dict[str, PictureOut]
    matters: dict[str, AnyMatter]  # a client takes one only if its `v` is newer than its own


class Heartbeat(Wire):
    """The picture is true up to `head`, and every timer up to `assessed_through` has been looked at."""

    kind: Literal["heartbeat"] = "heartbeat"
    head: int
    at: str
    assessed_through: str
    watching: int
    speed: str  # of the service clock; "1" when live


class Unsure(Wire):
    """The process cannot vouch for the picture: the board greys as if cut off."""

    kind: Literal["unsure"] = "unsure"
    at: str
    reason: str


LiveMessage = Annotated[Frame | Heartbeat | Unsure, Field(discriminator="kind")]
