"""One deed of one person: who may do it was decided before; what it comes to is decided here. Pure."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, assert_never

from actions.accept import accept, plan, sign, write
from actions.answer import answer
from actions.declare import agree, declare, extend, withdraw
from actions.deeds import (
    AcceptHandover,
    AddShifts,
    AgreeDeclaration,
    AnswerAlert,
    Declare,
    Deed,
    EndShift,
    ExtendDeclaration,
    MoveCard,
    PlanHandover,
    SeeNotice,
    SignHandover,
    TakeOver,
    TellPartners,
    WithdrawDeclaration,
    WriteHandover,
)
from actions.fall_due import fall_due
from actions.ledger import Ledger
from actions.matters import Alert, Card, Declaration, Handover, Matter, Notice, Person, Shift
from actions.refusal import Refusal
from actions.rota import add_shifts, end_shift
from actions.take_over import take_over
from actions.tell import see_notice, tell_partners
from actions.work_card import move_card

Outcome = Matter | Refusal | Sequence[Matter] | Sequence[Refusal]
OnHandover = WriteHandover | PlanHandover | SignHandover | AcceptHandover
OnDeclaration = AgreeDeclaration | WithdrawDeclaration | ExtendDeclaration
OnMatter = OnDeclaration | EndShift | AnswerAlert | MoveCard | SeeNotice | OnHandover


class Doer(NamedTuple):
    """Who does it, as what; and whom a rota may name."""

    person: Person
    role: str
    people: Mapping[str, Person]


def perform(ledger: Ledger, deed: Deed, doer: Doer) -> list[Refusal]:
    """Does it, and what falls due by it; what is wrong with it, where it cannot be done."""
    outcome = done(ledger, deed, doer)
    fall_due(ledger)
    if isinstance(outcome, Refusal):
        return [outcome]
    return [one for one in outcome if isinstance(one, Refusal)] if isinstance(outcome, Sequence) else []


def done(ledger: Ledger, deed: Deed, doer: Doer) -> Outcome:
    """What each deed comes to."""
    by = doer.person
    match deed:
        case Declare():
            return declare(ledger, deed, by, doer.role)
        case AddShifts():
            return add_shifts(ledger, deed, by, doer.people)
        case TakeOver():
            return take_over(ledger, deed, by)
        case TellPartners():
            return tell_partners(ledger, deed, by)
        case _:
            return done_to(ledger, deed, by)


def done_to(ledger: Ledger, deed: OnMatter, by: Person) -> Outcome:
    """What a deed comes to that names its matter: it must be there, and of the kind that is meant."""
    outcome: Outcome
    match deed, ledger.matters.get(deed.matter):
        case AgreeDeclaration(), Declaration() as said:
            outcome = agree(ledger, said, deed, by)
        case WithdrawDeclaration(), Declaration() as said:
            outcome = withdraw(ledger, said, deed, by)
        case ExtendDeclaration(), Declaration() as said:
            outcome = extend(ledger, said, deed, by)
        case EndShift(), Shift() as shift:
            outcome = end_shift(ledger, shift, deed, by)
        case AnswerAlert(), Alert() as alert:
            outcome = answer(ledger, alert, deed, by)
        case MoveCard(), Card() as card:
            outcome = move_card(ledger, card, deed, by)
        case SeeNotice(), Notice() as notice:
            outcome = see_notice(ledger, notice, by)
        case ((WriteHandover() | PlanHandover() | SignHandover() | AcceptHandover()), Handover() as handover):
            outcome = done_to_handover(ledger, handover, deed, by)
        case _:
            outcome = Refusal("unknown_matter", f"There is no {deed.matter} any more.", deed.matter)
    return outcome


def done_to_handover(ledger: Ledger, handover: Handover, deed: OnHandover, by: Person) -> Outcome:
    """What a deed on a handover comes to."""
    match deed:
        case WriteHandover():
            return write(ledger, handover, deed, by)
        case PlanHandover():
            return plan(ledger, handover, deed, by)
        case SignHandover():
            return sign(ledger, handover, deed, by)
        case AcceptHandover():
            return accept(ledger, handover, deed, by)
        case _:
            assert_never(deed)
