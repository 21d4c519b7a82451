"""Figures as received → what was held of each metric then, and which way it was going. Pure; assesses nothing."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from app.board.past.facts import Figure, reading_of
from app.ingest.record import travelled
from app.state import Travel
from triggers.catalogue import Catalogue
from triggers.hold import take
from triggers.values import Doubt, Held


class Holding(NamedTuple):
    """What was held of one unit. `figures`: the seq of its newest figures."""

    held: dict[str, Held]
    travel: dict[str, Travel]
    figures: int


NOTHING = Holding({}, {}, 0)


def resting_metrics(catalogue: Catalogue) -> tuple[str, ...]:
    """Metrics that rest on a count, with the counts they need: of few patients an older figure scores on."""
    found = set[str]()
    for metric in catalogue.metrics.values():
        if metric.few is not None:
            found |= {metric.id, metric.few.count}
            if metric.ratio is not None:
                found |= {metric.ratio.numerator, metric.ratio.denominator}
    return tuple(sorted(found))


def holding_of(
    unit: str, figures: Iterable[Figure], catalogue: Catalogue, since_of: Callable[[str], datetime]
) -> Holding:
    """What was held once these had been received, submission by submission.

    Percentages are made again from their counts; those from before their metric's `since`, whose counts may not be
    among the figures, are taken as they were made.
    """
    holding = NOTHING
    known = (figure for figure in figures if figure.metric in catalogue.metrics)
    for seq, submission in groupby(sorted(known, key=attrgetter("seq", "line")), key=attrgetter("seq")):
        sent = [f for f in submission if not f.derived or f.observed_at < since_of(f.metric)]
        if sent:
            holding = with_submission(holding, unit, sent, catalogue)._replace(figures=seq)
    return holding


def with_submission(before: Holding, unit: str, sent: Sequence[Figure], catalogue: Catalogue) -> Holding:
    """After one submission more."""
    taken = take(before.held, [reading_of(figure, unit) for figure in sent], catalogue)
    travel = dict(before.travel)
    confirmed = {figure.metric: figure.confirms_at for figure in sent if figure.confirms_at is not None}
    for metric in {figure.metric for figure in sent} | {reading.metric for reading in taken.derived}:
        was = travel.get(metric, Travel())
        if metric in confirmed:
            since = was.confirmed_since or confirmed[metric]
            travel[metric] = was._replace(confirmations=was.confirmations + 1, confirmed_since=since)
        else:
            travel[metric] = travelled(before.held.get(metric), taken.held[metric], was)
    return Holding(taken.held, travel, before.figures)


def lacks_the_figure_that_scored(holding: Holding) -> bool:
    """Whether a figure is doubted and the one that scored instead lies farther back than was read."""
    doubted = (Doubt.FEW, Doubt.QUERIED)
    return any(held.doubt in doubted and held.scores is None for held in holding.held.values())
