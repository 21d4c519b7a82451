"""What the people loop looks at: how each unit stands, the seats, the texts. Values only; decides nothing."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from actions.card_text import CardText
from actions.matters import Figure
from actions.policy_text import Policy
from actions.seat_text import HandoverText, SeatText


class Unseen(NamedTuple):
    """One cause for which a unit is not seen: its feed, or figures that people type. `since`: the oldest figure's
    time; `late_at`: when the first of them became late.
    """

    source: str  # "feed" or "manual"
    since: datetime
    late_at: datetime
    names: tuple[str, ...]  # the figures, in short words


class Standing(NamedTuple):
    """How one unit or body stands for people. `calculated` None: not enough figures, or not assessed.

    `seen_at`: when its newest figure was observed. `assessed`: the level of the newest assessment, before settling.
    `figures` by metric.
    """

    unit: str
    name: str
    short: str
    scope: str  # "unit", "place", "system"
    pillar: str | None = None
    provider: str | None = None
    place: str | None = None
    calculated: int | None = None
    since: datetime | None = None
    floor: int = 1
    ceiling: int = 4
    assessed: int | None = None
    because: tuple[str, ...] = ()
    sure: str = ""
    seen_at: datetime | None = None
    unseen: tuple[Unseen, ...] = ()
    figures: Mapping[str, Figure] = {}


class PolicyInForce(NamedTuple):
    """A policy and the sha256 of its text."""

    policy: Policy
    sha: str


class CardInForce(Protocol):
    """A card's text, where it comes from, and the sha256 of its file."""

    @property
    def text(self) -> CardText:
        """The card."""

    @property
    def provenance(self) -> str:
        """`example` or `local`."""

    @property
    def sha(self) -> str:
        """Of the file it stands in."""


class House(NamedTuple):
    """A system's seats and texts, from its configuration."""

    system: str
    name: str
    short: str
    mode: str
    zone: ZoneInfo
    region: str | None
    region_name: str | None
    seats: Mapping[str, SeatText]
    handovers: tuple[HandoverText, ...]
    policy: PolicyInForce
    cards: Mapping[str, CardInForce]

    def local(self, moment: datetime) -> datetime:
        """The moment on the room's clock."""
        return moment.astimezone(self.zone)

    def title(self, seat: str) -> str:
        """A seat's title; of an unknown one its key."""
        return self.seats[seat].title if seat in self.seats else seat
