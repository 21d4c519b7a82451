"""A checked pack → closures, once, at load. Judges nothing by itself."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from triggers.packs import PERCENT, Pack, Parameter, ParametersPack
from triggers.values import Measure

Score = Callable[[Measure], Decimal]
LevelOf = Callable[[Decimal, Decimal], int]


class CompiledParameter(NamedTuple):
    """One parameter, ready to score."""

    id: str
    metric: str
    most: Decimal
    score: Score


class CompiledPack(NamedTuple):
    """A parameters pack, ready to assess. `level_of` takes a score and what was available."""

    pack: ParametersPack
    sha: str
    id: str
    version: int
    percent: bool
    state_from: Decimal
    parameters: tuple[CompiledParameter, ...]
    level_of: LevelOf


def compile_pack(pack: ParametersPack, sha: str = "") -> CompiledPack:
    """The pack as closures; `sha` is that of its text."""
    parameters = tuple(CompiledParameter(p.id, p.metric, p.most, compile_score(p)) for p in pack.parameters)
    percent = pack.score == "percent_of_available"
    level_of = compile_level(pack, percent=percent)
    return CompiledPack(pack, sha, pack.pack, pack.version, percent, pack.state_from, parameters, level_of)


def compile_score(parameter: Parameter) -> Score:
    """Points of a measure. A ratio is compared with the cuts by cross-multiplication, never divided."""
    rising = parameter.worse == "higher"
    cuts = parameter.cuts if rising else parameter.cuts[::-1]
    points = parameter.points if rising else parameter.points[::-1]
    find = bisect_left if rising == (parameter.cut_belongs_to == "calmer") else bisect_right

    def score(measure: Measure) -> Decimal:
        value, numerator, denominator = measure
        if numerator is None or denominator is None:
            return points[find(cuts, value)]
        return points[find(cuts, PERCENT * numerator, key=denominator.__mul__)]

    return score


def compile_level(pack: Pack, *, percent: bool) -> LevelOf:
    """Level of a score. Upper bounds are inclusive; percents are compared by cross-multiplication."""
    bounds = tuple(band.up_to for band in pack.bands[:-1])

    def by_percent(score: Decimal, available: Decimal) -> int:
        return 1 + bisect_left(bounds, PERCENT * score, key=available.__mul__)

    def by_points(score: Decimal, available: Decimal) -> int:  # noqa: ARG001  # one signature for both
        return 1 + bisect_left(bounds, score)

    return by_percent if percent else by_points
