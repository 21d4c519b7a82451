"""Declared, calculated, acting: the level that opens cards and calls people is the higher of the two. Pure.

A level that is no longer stated is not a lower one: what it opened goes on, as far as it could still be so high.
"""

from actions.ledger import Ledger
from actions.matters import Declaration, Episode

BORNE_OUT = frozenset({"began", "resumed", "borne_out"})
"""What is written of an episode that the calculation itself has reached; one begun by word alone is `declared`."""


def declared(ledger: Ledger, unit: str) -> Declaration | None:
    """The declaration in force at a unit; a new one ends the one before."""
    return next(ledger.open(Declaration, unit), None)


def acting(ledger: Ledger, unit: str) -> int:
    """The acting level as people are shown it; 0: neither calculated nor declared."""
    stands, said = ledger.named(unit).calculated, declared(ledger, unit)
    return max(stands or 0, said.level if said is not None else 0)


def said_so(said: Declaration) -> str:
    """Whose word it is, and why."""
    return f"declared by {said.by.name}, {said.role}: {said.reason}"


def bound(ledger: Ledger, unit: str) -> int | None:
    """The calculated level, or the one last reached where none is stated now: below it a declaration is kept short."""
    stands = ledger.named(unit).calculated
    return stands if stands is not None else last_calculated(ledger, unit) or None


def reached(ledger: Ledger, unit: str) -> int:
    """The level that cards and calls go by: the acting one, or what the calculation had reached when it was lost."""
    standing, level = ledger.named(unit), acting(ledger, unit)
    if standing.calculated is not None:
        return level
    return max(level, min(last_calculated(ledger, unit), standing.ceiling))


def last_calculated(ledger: Ledger, unit: str) -> int:
    """The highest level of 2 and above that runs at the unit and that the calculation itself has reached; 0: none."""
    return max((e.level for e in ledger.open(Episode, unit) if borne_out(e)), default=0)


def borne_out(episode: Episode) -> bool:
    """Whether the calculation has reached it since it last began."""
    for line in reversed(episode.log):
        if line.did == "ended":
            return False
        if line.did in BORNE_OUT:
            return True
    return False
