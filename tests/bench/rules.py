"""Assessments a second on one core against two rule engines, finely interleaved. Measures; asserts nothing.

All three are given 200 units' figures for the nine parameters of opel-acute-2024-26, one figure in eight
missing, and must give each parameter's points, their sum, what was available (a missing parameter leaves it)
and the level; before the clock starts their answers are checked to be the same.

- surgeline: `assess` + `explain` on decimals. Beside the above: each parameter's state, age and band,
  floor, ceiling, whether it may be stated, what is reachable, when time alone changes it.
  "with_words" writes the sentence for people too; "with_due_times": all are expected each 15 minutes.
- zen-engine: compiled expressions on floats; the whole rule is in expressions, with floor, ceiling and whether it
  may be stated, as ours gives them. No states, ages or bands.
  "zen_bare": points, sum and level only. "zen_helped": the same with Python summing between two expressions, which
  is faster, but no longer a rule in the engine.
- rule-engine: one compiled rule per cut and band, summed by Python. No bounds, states or bands.

Time is the process's own (processor) time.
"""

import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import ModuleType
from zoneinfo import ZoneInfo

from triggers.assess import UnitConfig, assess
from triggers.catalogue import Catalogue, load_catalogue
from triggers.compile import CompiledPack, compile_pack
from triggers.expectations import Expectation, IntervalExpectation
from triggers.explain import explain
from triggers.loading import load_packs
from triggers.packs import Parameter, ParametersPack
from triggers.values import Held, Measure

PACK = "opel-acute-2024-26"
NOW = datetime(2026, 1, 12, 14, 30, tzinfo=UTC)
UNITS = 200
TURNS = 20
ABSENT = "peer absent"
Run = Callable[[], Sequence[tuple[Decimal | float, Decimal | float, int | None]]]
Figures = dict[str, Decimal | None]


def measure(rounds: int = 5) -> dict[str, float | str]:
    """Median assessments a second of each, and the ratios to the peers."""
    catalogue = load_catalogue()
    loaded = load_packs(catalogue).get(PACK, 1)
    if loaded is None or not isinstance(loaded.pack, ParametersPack):
        raise LookupError(PACK)
    units = _figures(loaded.pack, random.Random(1))
    pack = compile_pack(loaded.pack)
    runs: dict[str, Run] = {
        "surgeline": _surgeline(pack, catalogue, units, {}, words=False),
        "surgeline_with_words": _surgeline(pack, catalogue, units, {}, words=True),
        "surgeline_with_due_times": _surgeline(pack, catalogue, units, _feeds(pack), words=False),
    }
    runs |= _peers(loaded.pack, units)
    _agree(pack, units, runs)
    speeds = _interleave(runs, rounds)
    found: dict[str, float | str] = {f"{name}_per_second": round(speed) for name, speed in speeds.items()}
    for peer in ("zen", "zen_bare", "zen_helped", "rule_engine"):
        found[f"ratio_to_{peer}"] = round(speeds["surgeline"] / speeds[peer], 2) if peer in speeds else ABSENT
    return found


def _figures(pack: ParametersPack, chance: random.Random) -> list[Figures]:
    def value(parameter: Parameter) -> Decimal | None:
        low, high = min(parameter.cuts) * Decimal("0.8"), max(parameter.cuts) * Decimal("1.2")
        missing = chance.random() < 1 / 8
        return (
            None
            if missing
            else (low + (high - low) * Decimal(chance.randrange(1000)) / 1000).quantize(Decimal("0.1"))
        )

    return [{parameter.id: value(parameter) for parameter in pack.parameters} for _ in range(UNITS)]


def _feeds(pack: CompiledPack) -> dict[str, Expectation]:
    feed = IntervalExpectation(
        every=timedelta(minutes=15), grace=timedelta(minutes=30), dead_after=timedelta(hours=4)
    )
    return {parameter.metric: feed for parameter in pack.parameters}


def _surgeline(
    pack: CompiledPack,
    catalogue: Catalogue,
    units: Sequence[Figures],
    due: dict[str, Expectation],
    *,
    words: bool,
) -> Run:
    config = UnitConfig(due, frozenset(), frozenset(), ZoneInfo("Europe/London"))
    held = [_held(pack, figures) for figures in units]

    def run() -> list[tuple[Decimal, Decimal, int | None]]:
        found = []
        for figures in held:
            explanation = explain(assess(pack, config, figures, NOW), pack, catalogue)
            if words:
                _ = explanation.sentence
            a = explanation.assessment
            found.append((a.score, a.available, a.level))
        return found

    return run


def _held(pack: CompiledPack, figures: Figures) -> dict[str, Held]:
    at = NOW - timedelta(minutes=7)
    given = ((p.metric, figures[p.id]) for p in pack.parameters)
    return {metric: Held(metric, Measure(value), at, at) for metric, value in given if value is not None}


def _peers(pack: ParametersPack, units: Sequence[Figures]) -> dict[str, Run]:
    plain = [{name: None if v is None else float(v) for name, v in figures.items()} for figures in units]
    found: dict[str, Run] = {}
    try:
        import zen  # noqa: PLC0415  # a peer may be absent
    except ImportError:
        pass
    else:
        found |= _zen(zen, pack, plain)
    try:
        import rule_engine  # noqa: PLC0415  # a peer may be absent
    except ImportError:
        return found
    return found | {"rule_engine": _rule_engine(rule_engine, pack, plain)}


def _zen(zen: ModuleType, pack: ParametersPack, units: Sequence[dict[str, float | None]]) -> dict[str, Run]:
    def points(p: Parameter) -> str:
        steps = " : ".join(
            f"{p.id} {'<=' if p.worse == 'higher' else '>='} {cut} ? {earned}"
            for cut, earned in zip(p.cuts, p.points, strict=False)
        )
        return f"({p.id} == null ? null : {steps} : {p.points[-1]})"

    def level(score: str, available: Decimal | int | str) -> str:
        steps = " : ".join(f"{score} * 100 <= {b.up_to} * {available} ? {b.level}" for b in pack.bands[:-1])
        return f"{steps} : {pack.bands[-1].level}"

    listed = zen.compile_expression(f"[{', '.join(map(points, pack.parameters))}]")
    known = zen.compile_expression("filter(points, # != null)")
    levelled = zen.compile_expression(level("score", "available"))
    total = sum(p.points[-1] for p in pack.parameters)
    stated = f"3 * len(known) * 100 >= {pack.state_from * 100} * {total}"
    bare = f"score: sum(known), available: 3 * len(known), level: {level('sum(known)', '(3 * len(known))')}"
    bounds = (
        f"floor: {level('sum(known)', total)}, stated: {stated}, "
        f"ceiling: {level(f'(sum(known) + {total} - 3 * len(known))', total)}"
    )

    def evaluating(expression: str) -> Run:
        whole = zen.compile_expression("{" + expression + "}")

        def run() -> list[tuple[float, float, int]]:
            found = []
            for figures in units:
                result = whole.evaluate({"known": known.evaluate({"points": listed.evaluate(figures)})})
                found.append((result["score"], result["available"], int(result["level"])))
            return found

        return run

    def helped() -> list[tuple[float, float, int]]:
        found: list[tuple[float, float, int]] = []
        for figures in units:
            scored = [earned for earned in listed.evaluate(figures) if earned is not None]
            score, available = sum(scored), 3 * len(scored)
            found.append((score, available, int(levelled.evaluate({"score": score, "available": available}))))
        return found

    return {"zen": evaluating(f"{bare}, {bounds}"), "zen_bare": evaluating(bare), "zen_helped": helped}


def _rule_engine(engine: ModuleType, pack: ParametersPack, units: Sequence[dict[str, float | None]]) -> Run:
    beyond = {"higher": ">", "lower": "<"}
    rules = [
        (
            p.id,
            [engine.Rule(f"{p.id} {beyond[p.worse]} {cut}") for cut in p.cuts],
            [float(x) for x in p.points],
        )
        for p in pack.parameters
    ]
    bands = [engine.Rule(f"score * 100 > {band.up_to} * available") for band in pack.bands[:-1]]

    def run() -> list[tuple[float, float, int]]:
        found = []
        for figures in units:
            score = available = 0.0
            for name, steps, points in rules:
                if figures[name] is not None:
                    score += points[sum(step.matches(figures) for step in steps)]
                    available += points[-1]
            sums = {"score": score, "available": available}
            found.append((score, available, 1 + sum(band.matches(sums) for band in bands)))
        return found

    return run


def _agree(pack: CompiledPack, units: Sequence[Figures], runs: dict[str, Run]) -> None:
    """All give the same scores and levels, or the comparison means nothing."""
    wanted = [(float(s), float(a), n) for s, a, n in runs["surgeline"]()]
    for name, run in runs.items():
        given = [(float(s), float(a), n) for s, a, n in run()]
        if given != wanted:
            unit = next(i for i, pair in enumerate(zip(given, wanted, strict=True)) if pair[0] != pair[1])
            raise ArithmeticError(
                f"{name} differs from {pack.id} on {units[unit]}: {given[unit]}, {wanted[unit]}"
            )


def _interleave(runs: dict[str, Run], rounds: int) -> dict[str, float]:
    speeds: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        spent, done = dict.fromkeys(runs, 0.0), dict.fromkeys(runs, 0)
        for turn in range(TURNS):
            for name, run in runs.items():
                if name != "rule_engine" or turn % 10 == 0:
                    began = time.process_time()
                    run()
                    spent[name] += time.process_time() - began
                    done[name] += UNITS
        for name, seconds in spent.items():
            speeds[name].append(done[name] / seconds)
    return {name: statistics.median(found) for name, found in speeds.items()}


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 5), indent=2))
