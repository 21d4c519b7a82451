"""Figures as received → the assessment made of them at a moment, once more. Pure; settles nothing."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from app.board.past.facts import Figure, Said, reading_of
from triggers.assess import UnitConfig, assess
from triggers.catalogue import Catalogue
from triggers.compile import CompiledPack
from triggers.hold import take
from triggers.values import Assessment, Held


class Judging(NamedTuple):
    """By what a unit was judged at a moment."""

    unit: str
    pack: CompiledPack
    config: UnitConfig
    catalogue: Catalogue
    at: datetime


class Judged(NamedTuple):
    """An assessment made once more, with the figures it was made of."""

    judging: Judging
    held: dict[str, Held]
    assessment: Assessment


def metrics_behind(pack: CompiledPack, catalogue: Catalogue) -> frozenset[str]:
    """The pack's metrics, the counts they are made of, and those they rest on."""
    wanted = {parameter.metric for parameter in pack.parameters}
    seen = set[str]()
    while ahead := wanted - seen:
        seen |= ahead
        for metric in (catalogue.metrics[name] for name in ahead if name in catalogue.metrics):
            if metric.ratio is not None:
                wanted |= {metric.ratio.numerator, metric.ratio.denominator}
            if metric.few is not None:
                wanted.add(metric.few.count)
    return frozenset(wanted)


def held_then(figures: Iterable[Figure], judging: Judging, since: datetime) -> dict[str, Held]:
    """What was held once these had been received, submission by submission.

    Percentages are made again from their counts; those from before `since`, whose counts may not be among the
    figures, are taken as they were made.
    """
    held: dict[str, Held] = {}
    received = sorted(figures, key=attrgetter("seq", "line"))
    for _, submission in groupby(received, key=attrgetter("seq")):
        readings = [
            reading_of(figure, judging.unit)
            for figure in submission
            if not figure.derived or figure.observed_at < since
        ]
        held = take(held, readings, judging.catalogue).held
    return held


def judge(figures: Iterable[Figure], judging: Judging, since: datetime) -> Judged:
    """The assessment made once more."""
    held = held_then(figures, judging, since)
    return Judged(judging, held, assess(judging.pack, judging.config, held, judging.at))


def agrees(judged: Judged, said: Said) -> bool:
    """Whether the assessment is the one that was journalled."""
    found = judged.assessment
    return (found.score, found.available, found.floor, found.ceiling) == (
        said.score,
        said.available,
        said.floor,
        said.ceiling,
    )
