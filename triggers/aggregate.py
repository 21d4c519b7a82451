"""Children's assessments + a roll-up pack → one assessment. Knows no tree: its caller goes bottom-up."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from triggers.compile import CompiledRollup
from triggers.values import Assessment, Measure, ParameterAssessment, State

SCORE = "score"
PLACES = Decimal("0.000001")
NOTHING = Fraction(0)
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
    """A child on the pack's scale. `score` None: not known."""

    child: Child
    score: Fraction | None
    least: Fraction
    most: Fraction


def aggregate(pack: CompiledRollup, children: Sequence[Child], now: datetime) -> Assessment:  # noqa: ARG001
    """The weighted mean of the children known, on the pack's scale; `available` is the scale's maximum.

    A child that is not stated leaves the mean and takes 0 to the maximum in floor and ceiling; any other
    takes its own floor and ceiling. One that the pack does not count (see RollupPack) takes no part at all. Sums are
    exact; a score is rounded (six places) only if it never ends.
    """
    top = Fraction(pack.maximum)
    children = [child if counts(pack, child) else child._replace(weight=NO_WEIGHT) for child in children]
    parts = [_part(pack, child, top) for child in children]
    weight = sum((Fraction(p.child.weight) for p in parts), NOTHING)
    known = [(Fraction(p.child.weight), p.score) for p in parts if p.score is not None]
    known_weight = sum((w for w, _ in known), NOTHING)
    score = sum((w * s for w, s in known), NOTHING) / known_weight if known_weight else NOTHING
    least = sum((Fraction(p.child.weight) * p.least for p in parts), NOTHING) / weight if weight else NOTHING
    most = sum((Fraction(p.child.weight) * p.most for p in parts), NOTHING) / weight if weight else top
    return Assessment(
        pack.id,
        pack.version,
        _level(pack, score) if known_weight else None,
        _level(pack, least),
        _level(pack, most),
        bool(known_weight) and known_weight >= Fraction(pack.state_from) * weight,
        _reachable(pack, children),
        _decimal(score),
        pack.maximum,
        _decimal(least),
        _decimal(most),
        pack.maximum,
        tuple(_parameter(part, top) for part in parts),
        None,
    )


def counts(pack: CompiledRollup, child: Child) -> bool:
    """Whether the child takes part in the roll-up."""
    return not child.declared and (not child.on_trial or pack.pack.takes == "trial")


def worst(children: Sequence[Child]) -> str | None:
    """The code of the child at the highest settled level, then with the highest share of its points."""
    seen = [(_standing(c), _share(c), c.code) for c in children if _standing(c) is not None]
    return max(seen, key=lambda found: found[:2])[2] if seen else None


def _part(pack: CompiledRollup, child: Child, top: Fraction) -> _Part:
    a = child.assessment
    if a is None or not a.stated or (pack.pack.input == "level" and child.settled_level is None):
        return _Part(child, None, NOTHING, top)
    if child.settled_level is not None and pack.pack.input == "level":
        least, most = min(a.floor, child.settled_level), max(a.ceiling, child.settled_level)
        return _Part(child, Fraction(child.settled_level), Fraction(least), Fraction(most))
    if pack.score_kind == "points":
        return _Part(child, Fraction(a.score), Fraction(a.floor_score), Fraction(a.ceiling_score))
    return _Part(
        child,
        _of(a.score, a.available),
        _of(a.floor_score, a.bounds_available),
        _of(a.ceiling_score, a.bounds_available),
    )


def _of(score: Decimal, available: Decimal) -> Fraction:
    return 100 * Fraction(score) / Fraction(available) if available else NOTHING


def _level(pack: CompiledRollup, score: Fraction) -> int:
    return 1 + sum(score > Fraction(bound) for bound in pack.bands)


def _reachable(pack: CompiledRollup, children: Sequence[Child]) -> int | None:
    """The level if every child stood at the top of the highest band it can reach."""
    reached = [
        (Fraction(c.weight), Fraction(pack.pack.bands[c.assessment.reachable - 1].up_to))
        for c in children
        if c.assessment is not None and c.assessment.reachable is not None
    ]
    weight = sum((w for w, _ in reached), NOTHING)
    return _level(pack, sum((w * s for w, s in reached), NOTHING) / weight) if weight else None


def _parameter(part: _Part, top: Fraction) -> ParameterAssessment:
    child, score, least, most = part
    weight = Fraction(child.weight)
    return ParameterAssessment(
        child.code,
        SCORE,
        Measure(_decimal(score)) if score is not None else None,
        None,
        None,
        _state(part),
        _decimal(weight * score) if score is not None else Decimal(0),
        _decimal(weight * top),
        _decimal(weight * least),
        _decimal(weight * most),
    )


def _state(part: _Part) -> State:
    if not part.child.weight:
        return State.NOT_APPLICABLE
    if part.score is not None:
        given = part.child.assessment
        return State.CLOSED if given is not None and given.shut else State.FRESH
    return State.UNKNOWN if part.child.assessment else State.NEVER_KNOWN


def _decimal(value: Fraction) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact if Fraction(exact) == value else exact.quantize(PLACES)


def _standing(child: Child) -> int | None:
    if child.settled_level is not None:
        return child.settled_level
    return child.assessment.level if child.assessment is not None and child.assessment.stated else None


def _share(child: Child) -> Fraction:
    return (
        _of(child.assessment.score, child.assessment.available) if child.assessment is not None else NOTHING
    )
