"""What a pack's types cannot say: known metrics, monotone cuts, bands that cover. Reads no file."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from triggers.catalogue import Catalogue
from triggers.packs import PERCENT, TOP_LEVEL, Pack, Parameter, ParametersPack, RollupPack
from triggers.yaml_text import Path

Finding = tuple[Path, str]


def check_pack(pack: Pack, catalogue: Catalogue) -> Iterator[Finding]:
    """Path and reason of everything wrong."""
    yield from _check_bands(pack)
    if isinstance(pack, RollupPack):
        yield from _check_rollup(pack)
        return
    for field in ("id", "metric"):
        yield from _check_unique(pack.parameters, field)
    for i, parameter in enumerate(pack.parameters):
        for path, reason in _check_parameter(parameter, catalogue):
            yield ("parameters", i, *path), reason


def _check_bands(pack: Pack) -> Iterator[Finding]:
    if [band.level for band in pack.bands] != list(range(1, TOP_LEVEL + 1)):
        yield ("bands",), "must be levels 1, 2, 3 and 4, in that order"
    bounds = [band.up_to for band in pack.bands]
    if not _rises(bounds) or bounds[0] < 0:
        yield ("bands",), f"must rise: {_list(bounds)}"
    if isinstance(pack, ParametersPack) and bounds[-1] != pack.maximum:
        yield (
            ("bands", TOP_LEVEL - 1, "up_to"),
            f"must be {pack.maximum}, the highest score, not {bounds[-1]}",
        )


def _check_rollup(pack: RollupPack) -> Iterator[Finding]:
    if pack.input == "level" and pack.score != "points":
        yield ("score",), "must be points: levels are combined as 1 to 4"
    fixed = PERCENT if pack.score == "percent_of_available" else None
    fixed = Decimal(TOP_LEVEL) if pack.input == "level" else fixed
    if fixed is not None and pack.maximum != fixed:
        yield ("bands", TOP_LEVEL - 1, "up_to"), f"must be {fixed}, the highest score, not {pack.maximum}"


def _check_unique(parameters: Sequence[Parameter], field: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for i, parameter in enumerate(parameters):
        value = getattr(parameter, field)
        if value in seen:
            yield ("parameters", i, field), f"{value} is used twice"
        seen.add(value)


def _check_parameter(parameter: Parameter, catalogue: Catalogue) -> Iterator[Finding]:
    metric = catalogue.metrics.get(parameter.metric)
    if metric is None:
        yield ("metric",), f"{parameter.metric} is not in the metrics catalogue"
    elif metric.worse not in {parameter.worse, "neither"}:
        yield ("worse",), f"the catalogue says that {metric.worse} is worse for {metric.id}"
    if metric is not None and not all(metric.low <= cut <= metric.high for cut in parameter.cuts):
        yield ("cuts",), f"must lie between {metric.low} and {metric.high}, which is what {metric.id} can be"
    rising = parameter.cuts if parameter.worse == "higher" else parameter.cuts[::-1]
    if not _rises(rising):
        way = "rise" if parameter.worse == "higher" else "fall"
        yield ("cuts",), f"must {way}, since {parameter.worse} is worse: {_list(parameter.cuts)}"
    if len(parameter.points) != len(parameter.cuts) + 1:
        yield ("points",), f"must be {len(parameter.cuts) + 1}, one more than the cuts"
    if parameter.points[0] != 0 or not _rises(parameter.points):
        yield ("points",), f"must start at 0 and rise: {_list(parameter.points)}"


def _rises(numbers: Sequence[Decimal]) -> bool:
    return all(a < b for a, b in pairwise(numbers))


def _list(numbers: Sequence[Decimal]) -> str:
    return ", ".join(map(str, numbers))
