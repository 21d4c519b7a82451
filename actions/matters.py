"""What people are dealing with, as values: shifts, the watch, declarations, alerts, cards, handovers, notices.

Each is one matter with an id, and `v`, the journal seq that wrote it last. The same shape is stored, remembered by
the writer and sent to boards. Decides nothing. Times carry a zone; `by` is a person's id, None the service.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from actions.card_text import CardScope, Risk
from actions.policy_text import Rule
from actions.text_fields import Channel

Level = Annotated[int, Field(ge=1, le=4)]


class Value(BaseModel):
    """Base of everything here: closed and immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Person(Value):
    """Somebody as the rota names them. `phone`: the number shown to those who may need to ring."""

    id: str
    name: str
    phone: str | None = None


class Line(Value):
    """One thing that was done to a matter, never changed: who, when, what, in whose words."""

    at: datetime
    did: str
    by: str | None = None
    name: str | None = None
    text: str | None = None


class Matter(Value):
    """What every matter has. `closed_at`: it is over, and kept. `due_at`: when the service must look at it again."""

    id: str = ""
    v: int = 0
    unit: str  # what it is about: a unit, a place or the system
    opened_at: datetime
    closed_at: datetime | None = None
    due_at: datetime | None = None
    log: tuple[Line, ...] = ()


class Shift(Matter):
    """Who holds a seat, from when until when. `seat`: `director@QHG`; `unit`: where the seat is."""

    kind: Literal["shift"] = "shift"
    seat: str
    title: str
    person: Person
    starts_at: datetime
    ends_at: datetime
    source: Literal["form", "csv", "take_over"] = "form"


class Watch(Matter):
    """Who holds the system, since when. `also`: the giver, while a handover stands unaccepted after its hour.

    `accepted`: by read-back; false where nobody has handed over yet and the rota alone says so.
    """

    kind: Literal["watch"] = "watch"
    seat: str | None = None
    title: str | None = None
    person: Person | None = None
    since: datetime | None = None
    until: datetime | None = None  # the hour of the next handover
    then: str | None = None  # the title of the seat that takes over
    accepted: bool = False


class Episode(Matter):
    """A run of the acting level at or above `level`; closed when it has settled below. A return within hours resumes
    it: cards open once in an episode.
    """

    kind: Literal["episode"] = "episode"
    level: Level


class Declaration(Matter):
    """A level somebody declared. Beside the calculation, never instead. `awaiting`: a second person's agreement.

    `due_at`: when it is said to be about to lapse, then its end.
    """

    kind: Literal["declaration"] = "declaration"
    level: Level
    reason: str
    by: Person
    role: str
    until: datetime
    awaiting: bool = False
    agreed_by: Person | None = None
    extended_by: Person | None = None  # who extended it last
    stepping_down: Person | None = None  # who asked to end a declared 4: a second person must agree
    ended: Literal["expired", "withdrawn", "replaced", "lapsed"] | None = None


PageState = Literal["waiting", "handed_over", "delivered", "failed", "not_sent"]


class Page(Value):
    """One message to one person by one channel. `n`: its number within its matter, for ever."""

    n: int
    person: Person
    seat: str
    seat_title: str
    channel: Channel
    step: int  # of the rule; -1: an all-clear or news
    about: Literal["call", "all_clear", "news"] = "call"
    at: datetime
    state: PageState = "waiting"
    state_at: datetime
    evidence: str | None = None


class Reply(Value):
    """An answer to an alert; the first is never overwritten. `have`: I have it. `met`: the commitment is done."""

    by: Person
    at: datetime
    said: Literal["have", "pass_on", "met"]
    commitment: str | None = None
    until: datetime | None = None


class PolicyRef(Value):
    """Which text called: its id, version and sha256."""

    policy: str
    version: int
    sha: str


class Figure(Value):
    """A figure at a moment: its value as written, when it was observed, how current it was. `value` None: unknown."""

    metric: str
    value: str | None
    observed_at: datetime | None
    state: str


AlertState = Literal["waiting", "chasing", "held", "exhausted", "over"]
"""`waiting`: what it is about must stand for a while, or the night must end, before anybody is called."""
AlertCause = Literal[
    "calculated",
    "declared",
    "declaration_lapsing",
    "declaration_differs",
    "sight_lost",
    "card_overdue",
    "handover_unaccepted",
]


class Alert(Matter):
    """Somebody must know, and answer. The policy's rule is frozen on it.

    `subject` keeps it one of its kind: the unit, or the id of the card, handover or declaration. `step` counts the
    steps taken in this `round`. `due_at`: when the chase moves next. `readings`: readings in a row that confirm it.
    """

    kind: Literal["alert"] = "alert"
    cause: AlertCause
    subject: str
    where: str  # the unit's name as people know it
    level: Level | None
    was: Level | None
    since: datetime
    because: tuple[str, ...]
    sure: str
    about: str  # one sentence: what it is
    brief: str = ""  # the same with the unit's short name, for a text
    contact: Person | None = None  # whom to ring about it: the unit's site manager
    policy: PolicyRef
    rule: Rule
    state: AlertState = "chasing"
    step: int = 0
    round: int = 0
    readings: int = 1
    pages: tuple[Page, ...] = ()
    replies: tuple[Reply, ...] = ()
    holder: Person | None = None
    commitment: Reply | None = None
    figures: tuple[Figure, ...] = ()


CardState = Literal["open", "accepted", "done", "not_applicable", "cannot", "review", "withdrawn"]
CLOSED_CARD = frozenset({"done", "not_applicable", "cannot", "withdrawn"})


class Card(Matter):
    """One copy of an action card. `about`: the unit whose level opened it; `unit`: where it is to be done.

    `purpose` ring is a human step of an alert: somebody is to be rung, and the result recorded. `late_at`: when it is
    overdue. `was_state`: what it was before a lower level sent it to review.
    """

    kind: Literal["card"] = "card"
    card: str
    version: int
    sha: str
    provenance: str
    title: str
    steps: tuple[str, ...]
    scope: CardScope
    purpose: Literal["act", "review", "stand_down", "ring"]
    level: Level
    about: str
    episode: str
    owner_seat: str  # a seat's key, or the reference that found no seat
    owner: Person | None = None  # who accepted it, or was handed it
    state: CardState = "open"
    was_state: CardState | None = None
    late_at: datetime
    overdue: bool = False
    moves: tuple[str, ...] = ()
    figures_then: tuple[Figure, ...] = ()
    risk: Risk | None = None
    alert: str | None = None  # of a ring card
    page: int | None = None


class Item(Value):
    """One line of a handover pack. Figures in it are the board's at the pack's seq; `words` are people's."""

    key: str
    text: str
    unit: str | None = None
    ref: str | None = None  # the matter it is about


class Plan(Value):
    """If this happens by then, who does what."""

    n: int
    condition: str
    by: datetime
    who: str
    what: str
    written_by: Person


class Pack(Value):
    """The position that is handed over, as of a journal seq. Built by the service; figures are never edited."""

    seq: int
    head: str  # the journal's hash at that seq, hex
    at: datetime
    asks: tuple[Item, ...]  # what I need you to do
    worst: tuple[Item, ...]
    unseen: tuple[Item, ...]
    cards: tuple[Item, ...]
    alerts: tuple[Item, ...]
    declared: tuple[Item, ...]
    seats: tuple[Item, ...]
    read_back: tuple[Item, ...]  # the three that matter


class Words(Value):
    """What a giver wrote for a section of the pack (`asks`, `worst`, … or a place's code)."""

    section: str
    text: str
    by: Person
    at: datetime


class Signature(Value):
    """A giver has signed a part: a seat's key. `seq`: the pack it was signed on."""

    seat: str
    title: str
    by: Person
    at: datetime
    seq: int


class WantedSignature(Value):
    """A part that is to be signed."""

    seat: str
    title: str


class Handover(Matter):
    """The system is handed from one seat to another at `hour`. It is accepted by reading back three items."""

    kind: Literal["handover"] = "handover"
    from_seat: str
    from_title: str
    to_seat: str
    to_title: str
    giver: Person | None
    receiver: Person | None
    hour: datetime
    pack: Pack
    wanted: tuple[WantedSignature, ...]
    words: tuple[Words, ...] = ()
    plans: tuple[Plan, ...] = ()
    signatures: tuple[Signature, ...] = ()
    read_back: tuple[str, ...] = ()  # the keys read back by the receiver
    state: Literal["drafting", "accepted", "superseded"] = "drafting"
    accepted_by: Person | None = None
    accepted_at: datetime | None = None
    pages: tuple[Page, ...] = ()  # by which the position was mailed to both


class Recipient(Value):
    """Somebody told. `seen_at` None: not yet."""

    seat: str
    title: str
    person: Person | None
    seen_at: datetime | None = None
    seen_by: Person | None = None


class Notice(Matter):
    """People were told something: partners about a unit, or two people that a seat changed hands. `text` is what they
    read.
    """

    kind: Literal["notice"] = "notice"
    subject: Literal["unit", "seat"] = "unit"
    by: Person
    text: str
    level: Level | None
    to: tuple[Recipient, ...]
    pages: tuple[Page, ...] = ()


AnyMatter = Annotated[
    Shift | Watch | Episode | Declaration | Alert | Card | Handover | Notice, Field(discriminator="kind")
]
