"""Declaring a level: up acts at once, also to 4; down from 4 needs a second person; below the calculation lasts four
hours at most, extended or not. Beside the calculation, never instead. Pure. Source: OPEL, "Declared and calculated".
"""

from datetime import datetime, timedelta

from actions.acting import acting, bound, declared
from actions.declaration_alerts import end_lapsing, next_look, warn
from actions.deeds import AgreeDeclaration, Declare, ExtendDeclaration, WithdrawDeclaration
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
            due_at=next_look(ledger, ledger.at, deed.until),
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
    if deed.unit not in ledger.standing:
        return Refusal("unknown_unit", f"There is no {deed.unit} to declare a level of.")
    if (wrong := wrong_time(ledger, deed.unit, deed.level, ledger.at, deed.until)) is not None:
        return wrong
    if before is not None and before.level == HIGHEST and (deed.level, deed.until) < (HIGHEST, before.until):
        told = "A declared 4 ends sooner, or gives way to a lower level, by withdrawing it: a second person agrees."
        return Refusal("step_down_first", told, before.id)
    return None


def wrong_time(ledger: Ledger, unit: str, level: int, since: datetime, until: datetime) -> Refusal | None:
    """Why a level declared at `since` cannot stand until then."""
    if not ledger.at < until <= ledger.at + LONGEST:
        return Refusal("declaration_time", "Give a time within the next 24 hours.")
    stands = bound(ledger, unit)
    if stands is not None and level < stands and until > since + LONGEST_BELOW:
        told = f"The calculated level is {stands}: a lower one can be declared for four hours at most."
        return Refusal("declaration_below", told)
    return None


def extend(ledger: Ledger, said: Declaration, deed: ExtendDeclaration, by: Person) -> Declaration | Refusal:
    """It stands until a later time, on the word of who extends it. The very same said twice is done once."""
    last = said.log[-1]
    if said.closed_at is None and (last.did, last.by, said.until) == ("extended", by.id, deed.until):
        return said
    wrong = moved(ledger, said, deed.seen) or wrong_time(
        ledger, said.unit, said.level, said.opened_at, deed.until
    )
    if wrong is None and deed.until <= said.until:
        told = f"It stands until {clock(ledger, said.until)}: give a later time, or withdraw it."
        wrong = Refusal("declaration_not_later", told, said.id)
    if wrong is not None:
        return wrong
    longer = {"until": deed.until, "extended_by": by, "due_at": next_look(ledger, ledger.at, deed.until)}
    words = f"until {clock(ledger, deed.until)}" + (f": {deed.reason}" if deed.reason else "")
    written = ledger.record(said.model_copy(update=longer), "extended", by=by, text=words)
    end_lapsing(ledger, written)
    return written


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


def look_at(ledger: Ledger, said: Declaration) -> None:
    """Its end has come, or is near."""
    if said.until <= ledger.at:
        ended(ledger, said, "expired", None, None)
    else:
        warn(ledger, said)
