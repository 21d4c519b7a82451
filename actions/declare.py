"""Declaring a level: up acts at once, also to 4; down from 4 needs a second person; below the calculation lasts four
hours at most. Beside the calculation, never instead. Pure. Source: OPEL, "Declared and calculated".
"""

from datetime import timedelta

from actions.acting import acting, declared
from actions.deeds import AgreeDeclaration, Declare, WithdrawDeclaration
from actions.hours import clock
from actions.ledger import Ledger
from actions.matters import Declaration, Person
from actions.refusal import Refusal
from actions.respond import call_for_declaration, follow_level

LONGEST = timedelta(hours=24)
LONGEST_BELOW = timedelta(hours=4)
HIGHEST = 4


def declare(ledger: Ledger, deed: Declare, by: Person, role: str) -> Declaration | Refusal:
    """A new declaration ends the one before it; one that steps down from a declared 4 must be agreed first."""
    before = declared(ledger, deed.unit)
    if (wrong := wrong_declaration(ledger, deed, before)) is not None:
        return wrong
    if before is not None and said_again(before, deed, by):
        return before
    was = acting(ledger, deed.unit)
    if before is not None:
        gone = {"ended": "replaced", "closed_at": ledger.at, "due_at": None}
        ledger.record(before.model_copy(update=gone), "replaced", by=by)
    written = ledger.record(
        Declaration(
            unit=deed.unit,
            opened_at=ledger.at,
            due_at=deed.until,
            level=deed.level,
            reason=deed.reason,
            by=by,
            role=role,
            until=deed.until,
            awaiting=deed.level == HIGHEST,
        ),
        "declared",
        by=by,
        text=deed.reason,
    )
    follow_level(ledger, deed.unit)
    call_for_declaration(ledger, deed.unit, was)
    return written


def said_again(before: Declaration, deed: Declare, by: Person) -> bool:
    """Whether the same person has said the very same: a button pressed twice, an answer that was lost."""
    same = (before.level, before.reason, before.until) == (deed.level, deed.reason, deed.until)
    return same and before.by.id == by.id


def wrong_declaration(ledger: Ledger, deed: Declare, before: Declaration | None) -> Refusal | None:
    """Why it cannot be declared: never because it is higher."""
    stands = ledger.named(deed.unit).calculated
    if deed.unit not in ledger.standing:
        return Refusal("unknown_unit", f"There is no {deed.unit} to declare a level of.")
    if not ledger.at < deed.until <= ledger.at + LONGEST:
        return Refusal("declaration_time", "Give a time within the next 24 hours.")
    if stands is not None and deed.level < stands and deed.until > ledger.at + LONGEST_BELOW:
        told = f"The calculated level is {stands}: a lower one can be declared for four hours at most."
        return Refusal("declaration_below", told)
    if before is not None and before.level == HIGHEST and (deed.level, deed.until) < (HIGHEST, before.until):
        told = "A declared 4 ends sooner, or gives way to a lower level, by withdrawing it: a second person agrees."
        return Refusal("step_down_first", told, before.id)
    return None


def withdraw(
    ledger: Ledger, said: Declaration, deed: WithdrawDeclaration, by: Person
) -> Declaration | Refusal:
    """Ends it; of a 4, asks for a second person."""
    if (wrong := moved(ledger, said, deed.seen)) is not None:
        return wrong
    if said.level == HIGHEST:
        if said.stepping_down is not None:
            asked = f"{said.stepping_down.name} has asked to step down: a second person agrees."
            return Refusal("asked_already", asked, said.id)
        return ledger.record(
            said.model_copy(update={"stepping_down": by}), "asked_down", by=by, text=deed.reason
        )
    return ended(ledger, said, "withdrawn", by, deed.reason)


def agree(ledger: Ledger, said: Declaration, deed: AgreeDeclaration, by: Person) -> Declaration | Refusal:
    """A second person: to stepping down where that was asked, else to the declared 4."""
    if (wrong := moved(ledger, said, deed.seen)) is not None:
        return wrong
    asked = said.stepping_down
    if asked is not None:
        if asked.id == by.id:
            return Refusal("second_person", "Somebody else must agree to stepping down from 4.", said.id)
        return ended(ledger, said, "withdrawn", by, f"asked for by {asked.name}")
    if not said.awaiting:
        return Refusal("nothing_to_agree", "Nothing waits for agreement here.", said.id)
    if said.by.id == by.id:
        return Refusal(
            "second_person", "Somebody else must agree to a declared 4; it acts meanwhile.", said.id
        )
    return ledger.record(said.model_copy(update={"awaiting": False, "agreed_by": by}), "agreed", by=by)


def moved(ledger: Ledger, said: Declaration, seen: int) -> Refusal | None:
    """What is wrong with a deed on a declaration that is over, or is not as its doer saw it."""
    line = said.log[-1]
    if said.closed_at is None and said.v == seen:
        return None
    who, at = line.name or "the service", clock(ledger, line.at)
    return Refusal("moved_meanwhile", f"This declaration has moved: {line.did} by {who} at {at}.", said.id)


def ended(ledger: Ledger, said: Declaration, how: str, by: Person | None, why: str | None) -> Declaration:
    """It no longer acts; what it opened follows the level."""
    gone = {"ended": how, "closed_at": ledger.at, "due_at": None}
    written = ledger.record(said.model_copy(update=gone), how, by=by, text=why)
    follow_level(ledger, said.unit)
    return written


def expire(ledger: Ledger, said: Declaration) -> None:
    """Its time has come."""
    ended(ledger, said, "expired", None, None)
