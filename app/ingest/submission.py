"""What a sender asks of a stream's writer, as values. Decides nothing."""

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from actions.deeds import Deed, Receipt
from actions.perform import Doer
from app.state import ChildPicture
from triggers.values import Measure, Reading


class Item(NamedTuple):
    """One reading that is well formed and about a unit its sender may write. `index`: its place as sent."""

    index: int  # type: ignore[assignment]  # hides a method of tuple that nobody wants
    reading: Reading


class Refused(NamedTuple):
    """One reading that was not taken. `raw` None: it is not kept, as it might identify a patient."""

    index: int  # type: ignore[assignment]  # hides a method of tuple that nobody wants
    organisation: str | None
    metric: str | None
    code: str
    field: str
    message: str
    raw: str | None = None
    length: int = 0


class Repeatable(NamedTuple):
    """A sender's Idempotency-Key with the sha256 of the body it came with."""

    key: str
    body_sha: bytes


class PostReadings(NamedTuple):
    """Figures as sent; `refused` are those found wrong before they came here."""

    by: str
    items: tuple[Item, ...]
    refused: tuple[Refused, ...] = ()
    repeatable: Repeatable | None = None


class ConfirmReadings(NamedTuple):
    """ "No change": the figures held of these metrics still stand. `seen`: the seq its sender looked at."""

    by: str
    unit: str
    metrics: tuple[str, ...]
    seen: int
    repeatable: Repeatable | None = None


class SetClock(NamedTuple):
    """The service clock of a simulated or exercise stream: from now on `speed`, and at `at` if given."""

    by: str
    at: datetime | None
    speed: Decimal


class Tick(NamedTuple):
    """Time has passed: something is due."""


class Act(NamedTuple):
    """Something a person does: declares, answers, works a card, hands over."""

    by: str
    deed: Deed
    doer: Doer


class CarrierSaid(NamedTuple):
    """What a carrier said of a page that was to be sent. `final`: it is not tried again."""

    receipt: Receipt


class Follow(NamedTuple):
    """Bodies of child streams have moved. `at`: the latest of their times, up to which a simulated parent lives."""

    children: tuple[ChildPicture, ...]
    at: datetime


Submission = PostReadings | ConfirmReadings | SetClock | Tick | Act | CarrierSaid | Follow


class Sighting(NamedTuple):
    """What history says of a late reading: whether an equal one is held, and the figure that stood at its time."""

    equal: bool = False
    before: Measure | None = None
    before_at: datetime | None = None


class Verdict(NamedTuple):
    """What became of one reading."""

    index: int  # type: ignore[assignment]  # hides a method of tuple that nobody wants
    organisation: str | None
    metric: str | None
    verdict: str
    code: str
    message: str
