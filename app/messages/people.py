"""The people loop on the wire: the rota, what a deed came to, what a link opens. Matters travel as they are."""

from actions.matters import Alert, AnyMatter, Handover, Notice, Person
from actions.text_fields import Channel
from app.messages.picture import Wire


class SeatOut(Wire):
    """A seat. `hours`: local HH:MM from and until in which it must be filled; None: round the clock."""

    key: str
    seat: str
    at: str
    title: str
    where: str  # the name of what it is at
    must: bool
    holds: bool
    hours: tuple[str, str] | None


class ReachOut(Wire):
    """A way to reach somebody, without its address. `verified_at` None: nobody has proven that it works."""

    channel: Channel
    verified_at: str | None


class RotaPerson(Wire):
    """Somebody who can be put on the rota."""

    id: str
    name: str
    phone: str | None
    reach: tuple[ReachOut, ...]


class GapOut(Wire):
    """A stretch in which a seat that must be filled is empty."""

    seat: str
    title: str
    starts_at: str
    ends_at: str


class RotaOut(Wire):
    """The seats, who sits there, and where nobody does."""

    starts_at: str
    ends_at: str
    seats: tuple[SeatOut, ...]
    shifts: tuple[AnyMatter, ...]
    gaps: tuple[GapOut, ...]
    people: tuple[RotaPerson, ...]


class DeedOut(Wire):
    """What a deed came to: the matters it opened or changed, as they now are."""

    seq: int
    matters: tuple[AnyMatter, ...]


class MattersOut(Wire):
    """Matters, newest first."""

    matters: tuple[AnyMatter, ...]


class AttemptOut(Wire):
    """One attempt to send a page, in real time: what was tried and what the carrier said."""

    n: int
    attempt: int
    started_at: str
    result: str
    evidence: str


class MatterOut(Wire):
    """One matter whole, with every attempt of its pages."""

    matter: AnyMatter
    attempts: tuple[AttemptOut, ...]


class LinkOut(Wire):
    """What a link shows its one person: an alert to answer, a handover to accept, a notice to see."""

    person: Person
    system: str
    name: str
    timezone: str
    mode: str
    now: str
    expires_at: str
    matter: Alert | Handover | Notice
    answered: bool
