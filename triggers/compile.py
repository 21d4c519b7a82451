"""A checked pack → closures, once, at load. Judges nothing by itself."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from triggers.packs import PERCENT, Pack, Parameter, ParametersPack
from triggers.values import Band, Measure

Find = Callable[[Measure], Band]
LevelOf = Callable[[Decimal, Decimal], int]


class CompiledParameter(NamedTuple):
    """One parameter, ready to score: `find` gives the band of a measure."""

    id: str
    metric: str
    most: Decimal
    find: Find


class CompiledPack(NamedTuple):
    """A parameters pack, ready to assess. `level_of` takes a score and what was available."""

    pack: ParametersPack
    sha: str
    id: str
    version: int
    percent: bool
    state_from: Decimal
    total: Decimal  # points of all parameters at their worst
    parameters: tuple[CompiledParameter, ...]
    level_of: LevelOf


def compile_pack(pack: ParametersPack, sha: str = "") -> CompiledPack:
    """The pack as closures; `sha` is that of its text."""
    parameters = tuple(CompiledParameter(p.id, p.metric, p.most, compile_find(p)) for p in pack.parameters)
    percent = pack.score == "percent_of_available"
    total = sum((p.most for p in pack.parameters), Decimal(0))
    level_of = compile_level(pack, percent=percent)
    return CompiledPack(
        pack, sha, pack.pack, pack.version, percent, pack.state_from, total, parameters, level_of
    )


def compile_find(parameter: Parameter) -> Find:
    """The band of a measure. A ratio is compared with the cuts by cross-multiplication, never divided."""
    rising = parameter.worse == "higher"
    cuts = parameter.cuts if rising else parameter.cuts[::-1]
    bands = _bands(parameter)
    side = bisect_left if rising == (parameter.cut_belongs_to == "calmer") else bisect_right

    def find(measure: Measure) -> Band:
        value, numerator, denominator = measure
        if numerator is None or denominator is None:
            return bands[side(cuts, value)]
        return bands[side(cuts, PERCENT * numerator, key=denominator.__mul__)]

    return find


def compile_level(pack: Pack, *, percent: bool) -> LevelOf:
    """Level of a score out of `available`. Upper bounds are inclusive; no score is ever divided."""
    bounds = tuple(band.up_to for band in pack.bands[:-1])

    @lru_cache(maxsize=256)
    def share(available: Decimal) -> tuple[Decimal, ...]:
        return tuple((bound * available).scaleb(-2) for bound in bounds)

    def by_percent(score: Decimal, available: Decimal) -> int:
        return 1 + bisect_left(share(available), score)

    def by_points(score: Decimal, available: Decimal) -> int:  # noqa: ARG001  # one signature for both
        return 1 + bisect_left(bounds, score)

    return by_percent if percent else by_points


def _bands(parameter: Parameter) -> tuple[Band, ...]:
    """The bands from the lowest values to the highest."""
    rising = parameter.worse == "higher"
    edges = (None, *(parameter.cuts if rising else parameter.cuts[::-1]), None)
    points = parameter.points if rising else parameter.points[::-1]
    return tuple(
        Band(above, below, earned, parameter.cut_belongs_to, parameter.provenance)
        for earned, (above, below) in zip(points, pairwise(edges), strict=True)
    )
