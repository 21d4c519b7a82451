"""Children's assessments + a roll-up pack → one assessment. Knows no tree: its caller goes bottom-up."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import NamedTuple

from triggers.compile import CompiledRollup
from triggers.values import Assessment, Measure, ParameterAssessment, State

SCORE = "score"
PLACES = Decimal("0.000001")
NOTHING = (0, 1)
NO_WEIGHT = Decimal(0)


class Child(NamedTuple):
    """One child of a roll-up. `assessment` None: it is not assessed, or cannot be seen.

    `on_trial`: judged by an unverified pack; `declared`: its level is somebody's word.
    """

    code: str
    weight: Decimal
    assessment: Assessment | None
    settled_level: int | None
    on_trial: bool = False
    declared: bool = False


class _Part(NamedTuple):
    """A child on the pack's scale, its weight and its scores as whole numbers over `under`. `score` None: not known."""

    child: Child
    weight: int
    score: int | None
    least: int
    most: int
    under: int


Ratio = tuple[int, int]
"""A number as two whole ones, the second above 0: sums of them are exact, and far quicker than those of fractions."""


def aggregate(pack: CompiledRollup, children: Sequence[Child], now: datetime) -> Assessment:  # noqa: ARG001
    """The weighted mean of the children known, on the pack's scale; `available` is the scale's maximum.

    A child that is not stated leaves the mean and takes 0 to the maximum in floor and ceiling; any other
    takes its own floor and ceiling. One that the pack does not count (see RollupPack) takes no part at all. Sums are
    exact; a score is rounded (six places) only if it never ends.
    """
    top = pack.maximum.as_integer_ratio()
    children = [child if counts(pack, child) else child._replace(weight=NO_WEIGHT) for child in children]
    weights, whole = _whole([child.weight for child in children])
    parts = [_part(pack, child, weight, top) for child, weight in zip(children, weights, strict=True)]
    known = [(p.weight, p.score, p.under) for p in parts if p.score is not None]
    weight, known_weight = sum(weights), sum(w for w, _, _ in known)
    score = _mean(known) if known_weight else NOTHING
    least = _mean([(p.weight, p.least, p.under) for p in parts]) if weight else NOTHING
    most = _mean([(p.weight, p.most, p.under) for p in parts]) if weight else top
    enough, of = pack.state_from.as_integer_ratio()
    return Assessment(
        pack.id,
        pack.version,
        _level(pack, score) if known_weight else None,
        _level(pack, least),
        _level(pack, most),
        bool(known_weight) and known_weight * of >= enough * weight,
        _reachable(pack, children, weights),
        _decimal(score),
        pack.maximum,
        _decimal(least),
        _decimal(most),
        pack.maximum,
        tuple(_parameter(part, whole, top) for part in parts),
        None,
    )


def _whole(numbers: Sequence[Decimal]) -> tuple[list[int], int]:
    """Numbers as whole ones over one that is common to them."""
    ratios = [number.as_integer_ratio() for number in numbers]
    under = lcm(*(below for _, below in ratios))
    return [above * (under // below) for above, below in ratios], under


def _mean(weighted: Sequence[tuple[int, int, int]]) -> Ratio:
    """The mean of (weight, number, what it is over). The weights' sum is above 0."""
    under = lcm(*(below for _, _, below in weighted))
    total = sum(weight * above * (under // below) for weight, above, below in weighted)
    return total, under * sum(weight for weight, _, _ in weighted)


def counts(pack: CompiledRollup, child: Child) -> bool:
    """Whether the child takes part in the roll-up."""
    return not child.declared and (not child.on_trial or pack.pack.takes == "trial")


def worst(children: Sequence[Child]) -> str | None:
    """The code of the child at the highest settled level, then with the highest share of its points."""
    seen = [(_standing(c), _share(c), c.code) for c in children if _standing(c) is not None]
    return max(seen, key=lambda found: found[:2])[2] if seen else None


def _part(pack: CompiledRollup, child: Child, weight: int, top: Ratio) -> _Part:
    a = child.assessment
    if a is None or not a.stated or (pack.pack.input == "level" and child.settled_level is None):
        return _Part(child, weight, None, 0, *top)
    if child.settled_level is not None and pack.pack.input == "level":
        least, most = min(a.floor, child.settled_level), max(a.ceiling, child.settled_level)
        return _Part(child, weight, child.settled_level, least, most, 1)
    if pack.score_kind == "points":
        (score, least, most), under = _whole((a.score, a.floor_score, a.ceiling_score))
        return _Part(child, weight, score, least, most, under)
    shares = (
        _share_of(a.score, a.available),
        _share_of(a.floor_score, a.bounds_available),
        _share_of(a.ceiling_score, a.bounds_available),
    )
    under = lcm(*(below for _, below in shares))
    score, least, most = (above * (under // below) for above, below in shares)
    return _Part(child, weight, score, least, most, under)


def _share_of(score: Decimal, available: Decimal) -> Ratio:
    """In hundredths; nothing of nothing is nothing."""
    if not available:
        return NOTHING
    above, below = score.as_integer_ratio()
    of, by = available.as_integer_ratio()
    return 100 * above * by, below * of


def _level(pack: CompiledRollup, score: Ratio) -> int:
    above, below = score
    return 1 + sum(above * by > of * below for of, by in map(Decimal.as_integer_ratio, pack.bands))


def _reachable(pack: CompiledRollup, children: Sequence[Child], weights: Sequence[int]) -> int | None:
    """The level if every child stood at the top of the highest band it can reach."""
    reached = [
        (weight, *pack.pack.bands[c.assessment.reachable - 1].up_to.as_integer_ratio())
        for c, weight in zip(children, weights, strict=True)
        if c.assessment is not None and c.assessment.reachable is not None
    ]
    return _level(pack, _mean(reached)) if any(weight for weight, _, _ in reached) else None


def _parameter(part: _Part, whole: int, top: Ratio) -> ParameterAssessment:
    """`whole`: what the part's weight is over."""
    child, weight, score, least, most, under = part
    return ParameterAssessment(
        child.code,
        SCORE,
        Measure(_decimal((score, under))) if score is not None else None,
        None,
        None,
        _state(part),
        _decimal((weight * score, whole * under)) if score is not None else Decimal(0),
        _decimal((weight * top[0], whole * top[1])),
        _decimal((weight * least, whole * under)),
        _decimal((weight * most, whole * under)),
    )


def _state(part: _Part) -> State:
    if not part.child.weight:
        return State.NOT_APPLICABLE
    if part.score is not None:
        given = part.child.assessment
        return State.CLOSED if given is not None and given.shut else State.FRESH
    return State.UNKNOWN if part.child.assessment else State.NEVER_KNOWN


@lru_cache(maxsize=8192)
def _decimal(value: Ratio) -> Decimal:
    above, below = value
    exact = Decimal(above) / Decimal(below)
    of, by = exact.as_integer_ratio()
    return exact if of * below == above * by else exact.quantize(PLACES)


def _standing(child: Child) -> int | None:
    if child.settled_level is not None:
        return child.settled_level
    return child.assessment.level if child.assessment is not None and child.assessment.stated else None


def _share(child: Child) -> Fraction:
    if child.assessment is None:
        return Fraction(0)
    return Fraction(*_share_of(child.assessment.score, child.assessment.available))
