"""A checked pack → closures, once, at load. Judges nothing by itself."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from triggers.packs import PERCENT, Pack, Parameter, ParametersPack, RollupPack, Scale
from triggers.values import Band, Measure

Find = Callable[[Measure], Band]
Side = Callable[[Sequence[Decimal], Decimal], int]
LevelOf = Callable[[Decimal, Decimal], int]


class CompiledParameter(NamedTuple):
    """One parameter, ready to score: `find` gives the band of a measure.

    For a plain value that is `bands[side(cuts, value)]`, which the hot path does without the call.
    """

    id: str
    metric: str
    most: Decimal
    find: Find
    cuts: tuple[Decimal, ...]  # rising, whichever way is worse
    bands: tuple[Band, ...]
    side: Side


class CompiledPack(NamedTuple):
    """A parameters pack, ready to assess. `level_of` takes a score and what was available.

    `bands`: the inclusive upper bounds of levels 1, 2 and 3.
    """

    pack: ParametersPack
    sha: str
    id: str
    version: int
    score_kind: Scale
    bands: tuple[Decimal, Decimal, Decimal]
    hold_up: timedelta
    hold_down: timedelta
    state_from: Decimal
    total: Decimal  # points of all parameters at their worst
    parameters: tuple[CompiledParameter, ...]
    level_of: LevelOf


class CompiledRollup(NamedTuple):
    """A roll-up pack, ready to aggregate."""

    pack: RollupPack
    sha: str
    id: str
    version: int
    score_kind: Scale
    bands: tuple[Decimal, Decimal, Decimal]
    hold_up: timedelta
    hold_down: timedelta
    state_from: Decimal
    maximum: Decimal


def compile_pack(pack: ParametersPack, sha: str = "") -> CompiledPack:
    """The pack as closures; `sha` is that of its text."""
    parameters = tuple(map(compile_parameter, pack.parameters))
    total = sum((p.most for p in pack.parameters), Decimal(0))
    return CompiledPack(pack, sha, *_common(pack), total, parameters, compile_level(pack))


def compile_rollup(pack: RollupPack, sha: str = "") -> CompiledRollup:
    """The roll-up with what aggregating needs at hand."""
    return CompiledRollup(pack, sha, *_common(pack), pack.maximum)


def compile_any(pack: Pack, sha: str = "") -> CompiledPack | CompiledRollup:
    """Either kind of pack, compiled."""
    return compile_pack(pack, sha) if isinstance(pack, ParametersPack) else compile_rollup(pack, sha)


def _common(
    pack: Pack,
) -> tuple[str, int, Scale, tuple[Decimal, Decimal, Decimal], timedelta, timedelta, Decimal]:
    one, two, three = (band.up_to for band in pack.bands[:-1])
    bands = (one, two, three)
    return pack.pack, pack.version, pack.score, bands, pack.hold_up, pack.hold_down, pack.state_from


def compile_parameter(parameter: Parameter) -> CompiledParameter:
    """A ratio is compared with the cuts by cross-multiplication, never divided."""
    rising = parameter.worse == "higher"
    cuts = parameter.cuts if rising else parameter.cuts[::-1]
    bands = _bands(parameter)
    side: Side = bisect_left if rising == (parameter.cut_belongs_to == "calmer") else bisect_right

    def find(measure: Measure) -> Band:
        value, numerator, denominator = measure
        if numerator is None or denominator is None:
            return bands[side(cuts, value)]
        return bands[side([cut * denominator for cut in cuts], PERCENT * numerator)]

    return CompiledParameter(parameter.id, parameter.metric, parameter.most, find, cuts, bands, side)


def compile_level(pack: ParametersPack) -> LevelOf:
    """Level of a score out of `available`. Upper bounds are inclusive; no score is ever divided."""
    bounds = tuple(band.up_to for band in pack.bands[:-1])

    @lru_cache(maxsize=256)
    def share(available: Decimal) -> tuple[Decimal, ...]:
        return tuple((bound * available).scaleb(-2) for bound in bounds)

    def by_percent(score: Decimal, available: Decimal) -> int:
        return 1 + bisect_left(share(available), score)

    def by_points(score: Decimal, available: Decimal) -> int:  # noqa: ARG001  # one signature for both
        return 1 + bisect_left(bounds, score)

    return by_percent if pack.score == "percent_of_available" else by_points


def _bands(parameter: Parameter) -> tuple[Band, ...]:
    """The bands from the lowest values to the highest."""
    rising = parameter.worse == "higher"
    edges = (None, *(parameter.cuts if rising else parameter.cuts[::-1]), None)
    points = parameter.points if rising else parameter.points[::-1]
    return tuple(
        Band(above, below, earned, parameter.cut_belongs_to, parameter.provenance)
        for earned, (above, below) in zip(points, pairwise(edges), strict=True)
    )
