"""Episodes: runs of the acting level at or above 2, 3 and 4. What opens once opens once in an episode. Pure."""

from datetime import timedelta
from typing import Literal, NamedTuple

from actions.acting import borne_out, reached
from actions.ledger import Ledger
from actions.matters import Episode

RESUMED_WITHIN = timedelta(hours=4)
"""A level that returns so soon is the same trouble: its cards are opened again, not anew."""
LEVELS = (2, 3, 4)


class Turn(NamedTuple):
    """An episode began, was resumed, or ended."""

    episode: Episode
    what: Literal["began", "resumed", "ended"]


def turn_episodes(ledger: Ledger, unit: str) -> list[Turn]:
    """Brings the unit's episodes to its level; the lowest rise first, the highest fall first."""
    level, calculated = reached(ledger, unit), ledger.named(unit).calculated or 0
    running = {e.level: e for e in ledger.open(Episode, unit)}
    turns = [end(ledger, running[n]) for n in sorted(running, reverse=True) if n > level]
    for n in LEVELS:
        if n <= level and n not in running:
            turns.append(begin(ledger, unit, n))
        elif n <= calculated and not borne_out(running[n]):
            ledger.record(running[n], "borne_out")
    return turns


def end(ledger: Ledger, episode: Episode) -> Turn:
    """The level has settled below."""
    closed = episode.model_copy(update={"closed_at": ledger.at})
    return Turn(ledger.record(closed, "ended"), "ended")


def begin(ledger: Ledger, unit: str, level: int) -> Turn:
    """A new episode, or one that ended just now taken up again. By word alone: `declared`."""
    calculated = level <= (ledger.named(unit).calculated or 0)
    last = max(recent(ledger, unit, level), key=lambda e: e.v, default=None)
    if last is not None:
        resumed = last.model_copy(update={"closed_at": None})
        return Turn(ledger.record(resumed, "resumed" if calculated else "declared"), "resumed")
    new = Episode(unit=unit, opened_at=ledger.at, level=level)
    return Turn(ledger.record(new, "began" if calculated else "declared"), "began")


def recent(ledger: Ledger, unit: str, level: int) -> list[Episode]:
    """Those that ended so lately that they would be resumed."""
    return [
        e
        for e in ledger.about(Episode, unit)
        if e.level == level and e.closed_at and ledger.at - e.closed_at < RESUMED_WITHIN
    ]
