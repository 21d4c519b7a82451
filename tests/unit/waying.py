"""Random packs of either scale, with figures to be scored by them, and the way taken for trying. Asserts nothing."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from hypothesis import strategies as st

from tests.unit.ruling import LONDON, START, catalogue, minutes
from triggers.assess import UnitConfig, assess
from triggers.compile import CompiledPack, compile_pack
from triggers.expectations import IntervalExpectation
from triggers.moves import Move
from triggers.packs import PERCENT, Band, Parameter, ParametersPack
from triggers.values import Assessment, Doubt, Held, Measure

METRICS = tuple(m for m in catalogue().metrics.values() if m.worse != "neither" and m.unit != "level")
KINDS = ["fresh", "fresh", "fresh", "fresh", "late", "unknown", "queried", "few", "none", "blank"]


class Case(NamedTuple):
    """A pack, how its unit is configured, and what is held of it."""

    pack: CompiledPack
    config: UnitConfig
    held: Mapping[str, Held]

    @property
    def assessment(self) -> Assessment:
        """As it stands at the start."""
        return assess(self.pack, self.config, self.held, START)

    def after(self, moves: Iterable[Move]) -> Assessment:
        """As it stands once each figure has come to where the move says, freshly sent."""
        held = dict(self.held)
        for move in moves:
            value = Measure(move.reached(catalogue().metrics[move.metric]))
            held[move.metric] = Held(move.metric, value, START, START)
        return assess(self.pack, self.config, held, START)


@st.composite
def parameters(draw: st.DrawFn, metric_id: str, index: int) -> Parameter:
    """Cuts within what the metric can be, a figure as it is written between any two; points that start at 0 and rise,
    by halves at times.
    """
    metric = catalogue().metrics[metric_id]
    low, high = max(metric.low, Decimal(-50)), min(metric.high, Decimal(200))
    within = st.decimals(low, high, places=draw(st.sampled_from([0, 1])))
    cuts = apart(draw(st.sets(within, min_size=1, max_size=4)), Decimal(1).scaleb(-metric.places))
    steps = draw(st.lists(st.sampled_from(["0.5", "1", "2", "3"]), min_size=len(cuts), max_size=len(cuts)))
    points = [sum(map(Decimal, steps[:n]), Decimal(0)) for n in range(len(cuts) + 1)]
    side = draw(st.sampled_from(["calmer", "worse"]))
    given = {"cuts": cuts if metric.worse == "higher" else cuts[::-1], "points": points}
    named = {"id": f"p{index}", "metric": metric_id, "worse": metric.worse, "cut_belongs_to": side}
    return Parameter.model_validate({**named, **given, "provenance": "unverified"})


def apart(cuts: Iterable[Decimal], step: Decimal) -> list[Decimal]:
    """Those at least a step above the one before, from the lowest."""
    kept: list[Decimal] = []
    for cut in sorted(cuts):
        if not kept or cut - kept[-1] >= step:
            kept.append(cut)
    return kept


@st.composite
def packs(draw: st.DrawFn, most: int = 5) -> CompiledPack:
    """Of one to `most` parameters, as a sum of points or as a percentage of those available."""
    chosen = draw(st.lists(st.sampled_from([m.id for m in METRICS]), min_size=1, max_size=most, unique=True))
    rules = tuple(draw(parameters(metric, index)) for index, metric in enumerate(chosen))
    scale = draw(st.sampled_from(["points", "percent_of_available"]))
    top = sum((rule.most for rule in rules), Decimal(0)) if scale == "points" else Decimal(100)
    shares = sorted(draw(st.sets(st.integers(5, 95), min_size=3, max_size=3)))
    bounds = [top * share / 100 for share in shares] + [top]
    return compile_pack(ParametersPack.model_validate(told(rules, scale, bounds)))


def told(rules: Sequence[Parameter], scale: str, bounds: Sequence[Decimal]) -> dict[str, object]:
    """A pack as it is written."""
    bands = [Band(level=n, up_to=bound) for n, bound in enumerate(bounds, start=1)]
    named = {"pack": "random", "version": 1, "title": "Random", "pillar": "acute", "provenance": "unverified"}
    return {**named, "score": scale, "bands": bands, "parameters": tuple(rules)}


@st.composite
def figures(draw: st.DrawFn, metric_id: str) -> Held | None:
    """A figure in any state; a percentage also with the counts it was made from."""
    metric, kind = catalogue().metrics[metric_id], draw(st.sampled_from(KINDS))
    if kind == "none":
        return None
    at = minutes(-60) if kind == "late" else START
    measure = Measure(
        draw(st.decimals(max(metric.low, Decimal(-60)), min(metric.high, Decimal(220)), places=1))
    )
    if metric.ratio is not None and draw(st.booleans()):
        bottom = draw(st.integers(1, 400))
        measure = counted(draw(st.integers(0, bottom * (2 if metric.high > PERCENT else 1))), bottom)
    if kind == "blank":
        return Held(metric_id, None, None, at, doubt=Doubt.UNKNOWN)
    doubt = Doubt(kind) if kind in {"unknown", "queried", "few"} else None
    return Held(metric_id, measure, at, at, doubt=doubt, latest=Measure(Decimal(1)) if doubt else None)


def counted(top: int, bottom: int) -> Measure:
    """A percentage with its counts, written to two places as the service derives it."""
    value = (Decimal(100 * top) / bottom).quantize(Decimal("0.01"))
    return Measure(value, Decimal(top), Decimal(bottom))


@st.composite
def counted_cases(draw: st.DrawFn) -> Case:
    """A unit of one parameter: a percentage, with the counts it was made from."""
    metric = draw(st.sampled_from([m for m in METRICS if m.ratio is not None and not m.ratio.excess]))
    rule = draw(parameters(metric.id, 1))
    bottom = draw(st.integers(1, 900))
    top = draw(st.integers(0, bottom * (2 if metric.high > PERCENT else 1)))
    bounds = [rule.most * share / 100 for share in (20, 40, 70, 100)]
    pack = compile_pack(ParametersPack.model_validate(told([rule], "points", bounds)))
    held = {metric.id: Held(metric.id, counted(top, bottom), START, START)}
    return Case(pack, UnitConfig({}, frozenset(), frozenset(), LONDON), held)


FEED = IntervalExpectation(
    every=minutes(15) - START, grace=minutes(30) - START, dead_after=minutes(240) - START
)


@st.composite
def cases(draw: st.DrawFn, most: int = 5) -> Case:
    """A unit with figures in any state; now and then a parameter does not apply to it."""
    pack = draw(packs(most))
    metrics = [parameter.metric for parameter in pack.parameters]
    found = {metric: draw(figures(metric)) for metric in metrics}
    exempt = frozenset(draw(st.lists(st.sampled_from(metrics), max_size=1)))
    config = UnitConfig(dict.fromkeys(metrics, FEED), exempt, frozenset(), LONDON)
    return Case(pack, config, {metric: held for metric, held in found.items() if held is not None})
