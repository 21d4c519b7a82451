"""What would bring a level down, and what is closest to pushing it up. Promises nothing and settles nothing."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from triggers.catalogue import Catalogue
from triggers.compile import CompiledPack
from triggers.fewest import Combined, fewest
from triggers.moves import Move, moves_of
from triggers.settle import PROVEN
from triggers.values import Assessment, ParameterAssessment

MOST_SHOWN = 5


class Way(NamedTuple):
    """Moves that together reach a level: the score then, and the level it stands for. In the pack's own order."""

    moves: tuple[Move, ...]
    score: Decimal
    level: int

    @property
    def certain(self) -> bool:
        """Whether every figure that moves is current now. One that is not must first be borne out by a fresh one."""
        return all(move.certain for move in self.moves)


class Ways(NamedTuple):
    """The best ways to reach `level`. `shortest`: of all of them the one whose moves are the smallest in all, however
    many it takes. `total`: how many there are; where not `complete`, at least so many.
    """

    level: int
    shown: tuple[Way, ...] = ()
    shortest: Way | None = None
    total: int = 0
    complete: bool = True


def ways_down(
    assessment: Assessment, pack: CompiledPack, catalogue: Catalogue, level: int, most: int = MOST_SHOWN
) -> Ways:
    """The smallest sets of improvements after which the assessment is at `level` or lower.

    Smallest: no parameter of one could be left out, and none could go one band less far. Fewest parameters first, then
    least points, then the shortest way. None if the assessment is there already. What was never known takes no part:
    it leaves a percent pack's denominator alone.
    """

    def enough(gain: Decimal) -> bool:
        return pack.level_of(assessment.score - gain, assessment.available) <= level

    if enough(Decimal(0)):
        return Ways(level)
    found = fewest(moves_of(assessment, pack, catalogue, "calmer"), enough, most, by_points=True)
    return _ways(assessment, pack, level, found, sign=-1)


def closest_up(
    assessment: Assessment, pack: CompiledPack, catalogue: Catalogue, level: int, most: int = MOST_SHOWN
) -> Ways:
    """The smallest sets of parameters that reach `level` or higher by getting one band worse each; where none does,
    by as many bands as it takes. Fewest parameters first, then the nearest to their cuts.

    None if the assessment is there already, or if its parameters cannot reach it.
    """

    def enough(gain: Decimal) -> bool:
        return pack.level_of(assessment.score + gain, assessment.available) >= level

    if enough(Decimal(0)):
        return Ways(level)
    moves = moves_of(assessment, pack, catalogue, "worse")
    found = fewest([one[:1] for one in moves], enough, most, by_points=False)
    if found.total == 0:
        found = fewest(moves, enough, most, by_points=False)
    return _ways(assessment, pack, level, found, sign=1)


def unproven(assessment: Assessment, evidenced: Mapping[str, Decimal]) -> tuple[ParameterAssessment, ...]:
    """Parameters whose points have fallen, but on no current figure: while there are any, no level falls.

    `evidenced`: the points each last had on good evidence (see triggers.settle).
    """
    return tuple(
        parameter
        for parameter in assessment.parameters
        if parameter.state not in PROVEN and parameter.points < evidenced.get(parameter.id, Decimal(0))
    )


def _ways(assessment: Assessment, pack: CompiledPack, level: int, found: Combined, *, sign: int) -> Ways:
    def way(moves: tuple[Move, ...]) -> Way:
        score = assessment.score + sign * sum((move.gain for move in moves), Decimal(0))
        return Way(moves, score, pack.level_of(score, assessment.available))

    shortest = way(found.shortest) if found.shortest else None
    return Ways(level, tuple(map(way, found.sets)), shortest, found.total, found.complete)
