"""One parameter to another of its bands: what its figure must reach, and what that does to the points. Chooses none."""

from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Literal, NamedTuple

from triggers.catalogue import Catalogue, Metric
from triggers.compile import CompiledPack, CompiledParameter
from triggers.values import CURRENT, Assessment, Band, Measure, ParameterAssessment, State

HUNDREDTH = Decimal("0.01")  # percentages are made to these
Towards = Literal["calmer", "worse"]


class Move(NamedTuple):
    """A parameter's figure across `cut`, into a band that is better or worse than its own.

    `on_cut`: a value exactly on the cut will do. `gain`: points by which the score falls (calmer) or rises (worse);
    `last`: those of the last band of the way, so that one band less gives `gain - last`. `distance`: how far the
    cut is from the value that scores. `relative`: the same as a share of the stretch from the parameter's first cut
    to its last (of one with a single cut: of that cut), to compare minutes with percents.
    """

    parameter: str
    metric: str
    measure: Measure
    state: State
    cut: Decimal
    on_cut: bool
    rising: bool  # the figure must rise to it
    gain: Decimal
    last: Decimal
    distance: Decimal
    relative: Decimal

    @property
    def certain(self) -> bool:
        """Whether the figure it starts from is current; a fall must be borne out by one that is."""
        return self.state in CURRENT

    def reached(self, metric: Metric) -> Decimal:
        """The first value that will do, in the places in which the metric is written: the cut, or just beyond it."""
        if self.on_cut:
            return self.cut
        step = self._step(metric)
        return self.cut + step if self.rising else self.cut - step

    def shown(self, metric: Metric) -> Decimal:
        """The value it starts from as people are shown it: in full where, rounded, it would be the cut's."""
        value = self.measure.value
        rounded = value.quantize(self._step(metric), ROUND_HALF_UP)
        return (
            rounded
            if rounded != self.cut
            else value.quantize(min(self._step(metric), HUNDREDTH), ROUND_HALF_UP)
        )

    def difference(self, metric: Metric) -> Decimal:
        """How far it must move, from the value as it is shown; never none."""
        return abs(self.reached(metric) - self.shown(metric)) or HUNDREDTH

    def _step(self, metric: Metric) -> Decimal:
        return Decimal(1).scaleb(-max(metric.places, places_of(self.cut)))


def moves_of(
    assessment: Assessment, pack: CompiledPack, catalogue: Catalogue, towards: Towards
) -> tuple[tuple[Move, ...], ...]:
    """Of each parameter with a value its moves that way, the nearest band first; none that no figure can make."""
    found = zip(assessment.parameters, pack.parameters, strict=True)
    return tuple(moves for given, rule in found if (moves := _moves(given, rule, catalogue, towards)))


def _moves(
    given: ParameterAssessment, rule: CompiledParameter, catalogue: Catalogue, towards: Towards
) -> tuple[Move, ...]:
    if given.measure is None or given.state is State.NOT_APPLICABLE:
        return ()
    rising = (rule.bands[-1].points > rule.bands[0].points) == (towards == "worse")
    here = rule.bands.index(rule.find(given.measure))
    way = rule.bands[here:] if rising else rule.bands[here::-1]
    metric, moves = catalogue.metrics[rule.metric], list[Move]()
    for before, band in pairwise(way):
        cut, on_cut = _edge(band, towards, rising=rising)
        if not on_cut and cut == (metric.high if rising else metric.low):
            break
        distance = abs(given.measure.value - cut)
        gains = abs(band.points - way[0].points), abs(band.points - before.points)
        where = given.measure, given.state, cut, on_cut, rising
        moves.append(Move(rule.id, rule.metric, *where, *gains, distance, distance / _stretch(rule)))
    return tuple(moves)


def _edge(band: Band, towards: Towards, *, rising: bool) -> tuple[Decimal, bool]:
    """The cut by which the band is entered, and whether a value on it belongs to the band."""
    cut = band.above if rising else band.below
    if cut is None:
        raise AssertionError("a band that is entered has an edge on that side")
    return cut, band.cut_belongs_to == towards


def _stretch(rule: CompiledParameter) -> Decimal:
    return rule.cuts[-1] - rule.cuts[0] or abs(rule.cuts[0]) or Decimal(1)


def places_of(number: Decimal) -> int:
    """How many places it is written with."""
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
