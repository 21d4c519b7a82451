"""In what people act: how many patients, beds or cubicles bring a percentage to a cut. Says nothing of who acts."""

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from triggers.catalogue import Catalogue, Ratio
from triggers.moves import Move, Towards


class Lever(NamedTuple):
    """One more of what happens changes the two counts by these. In words for one and for several of it."""

    numerator: int
    denominator: int
    one: str
    many: str


class Pull(NamedTuple):
    """How many of a lever, at least, bring the figure where it must be."""

    lever: Lever
    times: int

    @property
    def words(self) -> str:
        """ "7 fewer patients"."""
        return f"{self.times} {self.lever.one if self.times == 1 else self.lever.many}"


LEVERS: Mapping[str, Mapping[Towards, tuple[Lever, ...]]] = {
    "beds.ga_occupancy_pct": {
        "calmer": (
            Lever(-1, 0, "patient discharged", "patients discharged"),
            Lever(0, 1, "more bed open", "more beds open"),
        ),
        "worse": (Lever(1, 0, "more patient", "more patients"), Lever(0, -1, "bed closed", "beds closed")),
    },
    "ed.majors_resus_occupancy_pct": {
        "calmer": (
            Lever(-1, 0, "fewer patient", "fewer patients"),
            Lever(0, 1, "more staffed cubicle", "more staffed cubicles"),
        ),
        "worse": (Lever(1, 0, "more patient", "more patients"),),
    },
    "ed.over_12h_from_arrival_pct": {
        "calmer": (Lever(-1, -1, "of these patients to leave ED", "of these patients to leave ED"),),
        "worse": (Lever(1, 0, "more over 12 h", "more over 12 h"),),
    },
    "ed.referred_to_service_pct": {
        "calmer": (Lever(-1, -1, "referred patient to leave ED", "referred patients to leave ED"),),
        "worse": (Lever(1, 0, "more patient referred", "more patients referred"),),
    },
    "beds.escalation_open_pct": {
        "calmer": (Lever(-1, -1, "escalation bed closed", "escalation beds closed"),),
        "worse": (Lever(1, 1, "more escalation bed open", "more escalation beds open"),),
    },
    "beds.nctr_pct": {
        "calmer": (Lever(-1, -1, "of these patients discharged", "of these patients discharged"),),
        "worse": (Lever(1, 0, "more such patient", "more such patients"),),
    },
    "ed.four_hour_performance_pct": {
        "calmer": (Lever(1, 1, "more attendance within 4 h", "more attendances, all within 4 h"),),
        "worse": (Lever(0, 1, "more attendance over 4 h", "more attendances over 4 h"),),
    },
}
"""What of a percentage can move, as things happen: who leaves ED leaves the department's count as well; what is counted
since midnight only grows. A percentage that is not named moves by its numerator alone.
"""


def pulls(move: Move, catalogue: Catalogue, towards: Towards) -> tuple[Pull, ...]:
    """What would do it, each by itself. Nothing where the figure came without its counts, or nobody can move them."""
    ratio = catalogue.metrics[move.metric].ratio
    if ratio is None or ratio.excess:
        return ()
    named = LEVERS.get(move.metric)
    levers = (numerator_of(ratio, catalogue, rising=move.rising),) if named is None else named[towards]
    return tuple(Pull(lever, times) for lever in levers if (times := times_needed(move, lever)) is not None)


def numerator_of(ratio: Ratio, catalogue: Catalogue, *, rising: bool) -> Lever:
    """What is counted above the line, one by one."""
    counted, word = catalogue.metrics[ratio.numerator].short, "more" if rising else "fewer"
    return Lever(1 if rising else -1, 0, f"{word} ({counted})", f"{word} ({counted})")


def times_needed(move: Move, lever: Lever) -> int | None:
    """The least whole number that really reaches the cut: counts are compared by cross-multiplication.

    None: without counts, or it leads nowhere, or to what cannot be (fewer than none; a share of nothing).
    """
    if move.measure.numerator is None or move.measure.denominator is None:
        return None
    top, bottom, cut = (
        Fraction(move.measure.numerator),
        Fraction(move.measure.denominator),
        Fraction(move.cut),
    )
    sign = 1 if move.rising else -1
    missing = sign * (cut * bottom - 100 * top)  # what 100 x numerator lacks of the cut
    each = sign * (100 * lever.numerator - cut * lever.denominator)
    if each <= 0:
        return None
    times = math.ceil(missing / each) if move.on_cut else math.floor(missing / each) + 1
    after = top + times * lever.numerator, bottom + times * lever.denominator
    return times if after[0] >= 0 and after[1] > 0 else None
