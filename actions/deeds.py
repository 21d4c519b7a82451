"""What a person can do in the people loop, as values: the bodies of requests. Shapes only.

`seen`: the `v` of the matter its doer looked at; if it has moved since, nothing is done and the new one is shown.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from actions.matters import Level, Value

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=160)]
Key = Annotated[str, StringConstraints(max_length=90, pattern=r"^[a-z][a-z0-9_]*@[A-Za-z0-9@-]+$")]
MatterId = Annotated[str, StringConstraints(max_length=60, pattern=r"^[a-z]+-[A-Za-z0-9-]+$")]
Code = Annotated[str, StringConstraints(min_length=1, max_length=40)]
PersonId = Annotated[str, StringConstraints(max_length=80)]


class Doing(Value):
    """Base of every deed: its words can be stored."""

    @model_validator(mode="after")
    def _storable(self) -> "Doing":
        if r"\u0000" in self.model_dump_json():
            raise ValueError("holds a zero character")
        return self


class Declare(Doing):
    """Declare a level at a unit or body until a time, at most 24 hours ahead."""

    do: Literal["declare"] = "declare"
    unit: Code
    level: Level
    reason: Text
    until: AwareDatetime


class AgreeDeclaration(Doing):
    """A second person agrees with a declared 4, or with stepping down from it."""

    do: Literal["agree_declaration"] = "agree_declaration"
    matter: MatterId
    seen: int


class WithdrawDeclaration(Doing):
    """End a declaration before its time; of a 4, ask for it: a second person agrees."""

    do: Literal["withdraw_declaration"] = "withdraw_declaration"
    matter: MatterId
    reason: Text
    seen: int


class ExtendDeclaration(Doing):
    """Let a declaration stand until a later time, within the limits of a new one; one below the calculation for four
    hours in all. A declared 4 too: by one person.
    """

    do: Literal["extend_declaration"] = "extend_declaration"
    matter: MatterId
    until: AwareDatetime
    reason: Text | None = None
    seen: int


class NewShift(Value):
    """One line of a rota."""

    seat: Key
    person: PersonId
    starts_at: AwareDatetime
    ends_at: AwareDatetime


class AddShifts(Doing):
    """Put people on the rota: all of them or none."""

    do: Literal["add_shifts"] = "add_shifts"
    shifts: Annotated[tuple[NewShift, ...], Field(min_length=1, max_length=400)]
    source: Literal["form", "csv"] = "form"


class EndShift(Doing):
    """Take a shift off the rota; one that has begun ends now."""

    do: Literal["end_shift"] = "end_shift"
    matter: MatterId
    seen: int


class TakeOver(Doing):
    """Take a seat now, until its present holder's shift would have ended (or `until`)."""

    do: Literal["take_over"] = "take_over"
    seat: Key
    until: AwareDatetime | None = None


class AnswerAlert(Doing):
    """Answer an alert. A commitment has a time; one that passes with nothing moved resumes the chase."""

    do: Literal["answer_alert"] = "answer_alert"
    matter: MatterId
    said: Literal["have", "pass_on", "met"]
    commitment: Short | None = None
    until: AwareDatetime | None = None


class MoveCard(Doing):
    """Work a card: each is a new line on it. `cannot` needs a reason; `hand_on` a seat."""

    do: Literal["move_card"] = "move_card"
    matter: MatterId
    move: Literal["accept", "note", "done", "not_applicable", "cannot", "hand_on", "reopen"]
    text: Text | None = None
    seat: Key | None = None
    seen: int


class WriteHandover(Doing):
    """A giver's words for a section; the same section again replaces its words, never its figures."""

    do: Literal["write_handover"] = "write_handover"
    matter: MatterId
    section: Annotated[str, StringConstraints(max_length=40, pattern=r"^[A-Za-z0-9_@-]+$")]
    text: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]
    seen: int


class PlanHandover(Doing):
    """If this happens by then, who does what. `n` replaces a plan; an empty `what` removes it."""

    do: Literal["plan_handover"] = "plan_handover"
    matter: MatterId
    n: int | None = None
    condition: Short
    by: AwareDatetime
    who: Short
    what: Annotated[str, StringConstraints(strip_whitespace=True, max_length=160)]
    seen: int


class SignHandover(Doing):
    """Sign one part; the pack is made anew at that moment."""

    do: Literal["sign_handover"] = "sign_handover"
    matter: MatterId
    seat: Key
    seen: int


class AcceptHandover(Doing):
    """The receiver has read back the three items and takes the system. `read_back`: their keys, in any order.

    `seq`: of the pack that was read.
    """

    do: Literal["accept_handover"] = "accept_handover"
    matter: MatterId
    read_back: tuple[Short, ...]
    seq: int


class TellPartners(Doing):
    """Tell the holders of these seats about a unit."""

    do: Literal["tell_partners"] = "tell_partners"
    unit: Code
    seats: Annotated[tuple[Key, ...], Field(min_length=1, max_length=40)]
    text: Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)] = ""


class SeeNotice(Doing):
    """I have seen it."""

    do: Literal["see_notice"] = "see_notice"
    matter: MatterId


Deed = Annotated[
    Declare
    | AgreeDeclaration
    | WithdrawDeclaration
    | ExtendDeclaration
    | AddShifts
    | EndShift
    | TakeOver
    | AnswerAlert
    | MoveCard
    | WriteHandover
    | PlanHandover
    | SignHandover
    | AcceptHandover
    | TellPartners
    | SeeNotice,
    Field(discriminator="do"),
]


class Receipt(Value):
    """What a carrier said of a page, or that it could not be sent. Not a person's deed: the service's."""

    matter: MatterId
    n: int
    state: Literal["handed_over", "delivered", "failed", "not_sent"]
    evidence: str
    at: datetime
