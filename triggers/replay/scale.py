"""A pack's cuts, points and bands as integers, for arithmetic on columns. Scores nothing.

Every integer is the exact decimal times a power of ten. A pack that does not fit is worked out one by one.
"""

from collections.abc import Iterable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from typing import NamedTuple

import polars as pl

from triggers.compile import CompiledPack, CompiledParameter
from triggers.replay.history import PLACES

ROOM = 2**62
"""What a product of integers must stay below."""


class Steps(NamedTuple):
    """One parameter: `points[i]` from the i-th cut on, in millionths of the metric; `beyond`: a value on a cut has not
    reached it.
    """

    metric: str
    cuts: tuple[int, ...]  # rising
    points: tuple[int, ...]
    beyond: bool
    most: int

    def of(self, value: pl.Expr) -> pl.Expr:
        """The points of a column of values; null of null."""
        earned = pl.lit(self.points[0], pl.Int64)
        for cut, (below, above) in zip(
            self.cuts, zip(self.points, self.points[1:], strict=False), strict=True
        ):
            reached = value > cut if self.beyond else value >= cut
            earned = earned + reached.cast(pl.Int64) * (above - below)
        return earned


class Scaled(NamedTuple):
    """A pack. Points and what is `available` are times `unit`; `bounds` and the least known share are fractions."""

    steps: tuple[Steps, ...]
    percent: bool
    bounds: tuple[Fraction, ...]
    least: Fraction
    unit: int

    def stated_level(self, score: pl.Expr, known: pl.Expr, applicable: int) -> pl.Expr:
        """The level of a column of scores; null where of the `applicable` points too few are known."""
        level = pl.lit(1, pl.Int64)
        for bound in self.bounds:
            mine = score * (bound.denominator * (100 if self.percent else 1))
            theirs = known * bound.numerator if self.percent else pl.lit(bound.numerator * self.unit)
            level = level + (mine > theirs).cast(pl.Int64)
        enough = known * self.least.denominator >= self.least.numerator * applicable
        return pl.when((known > 0) & enough).then(level)


def scaled(pack: CompiledPack) -> Scaled | None:
    """The pack in integers; None: its numbers have too many digits."""
    points = [earned for p in pack.parameters for earned in points_of(p)]
    unit = 10 ** max(map(places, points))
    bounds, least = tuple(map(Fraction, pack.bands)), Fraction(pack.state_from)
    largest = max(part for f in (*bounds, least, Fraction(100)) for part in (f.numerator, f.denominator))
    if (pack.total + 1) * unit * largest * 100 > ROOM:
        return None
    steps = tuple(steps_of(p, unit) for p in pack.parameters)
    percent = pack.score_kind == "percent_of_available"
    return Scaled(steps, percent, bounds, least, unit)


def points_of(parameter: CompiledParameter) -> Sequence[Decimal]:
    """Points from the lowest values to the highest."""
    return [band.points for band in parameter.bands]


def places(number: Decimal) -> int:
    """Decimal places."""
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def steps_of(parameter: CompiledParameter, unit: int) -> Steps:
    """A parameter. A cut between two millionths is reached by the same values as the one above it, and passed by the
    same as the one below.
    """
    beyond = parameter.side(parameter.cuts, parameter.cuts[0]) == 0  # a value on the first cut is below it
    rounding = ROUND_FLOOR if beyond else ROUND_CEILING
    cuts = (cut.scaleb(PLACES).to_integral_value(rounding) for cut in parameter.cuts)
    earned = tuple(int(given * unit) for given in points_of(parameter))
    return Steps(parameter.metric, whole(cuts), earned, beyond, int(parameter.most * unit))


def whole(numbers: Iterable[Decimal]) -> tuple[int, ...]:
    """As integers."""
    return tuple(map(int, numbers))
