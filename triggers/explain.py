"""An assessment → why it is so, as values and as words. Decides nothing."""

from typing import NamedTuple

from triggers.catalogue import Catalogue
from triggers.compile import CompiledPack
from triggers.values import Assessment, ParameterAssessment, State
from triggers.wording import write_figure, write_number

MOST_DRIVERS = 3


class Explanation(NamedTuple):
    """Why an assessment is as it is: each of its parameters has its value, points and band around it."""

    assessment: Assessment
    pack: CompiledPack
    catalogue: Catalogue

    @property
    def sentence(self) -> str:
        """The whole in words: "OPEL 3: 15 of 27 points. Majors 112 %, G&A 97.4 %, Treatment 126 min."."""
        assessment = self.assessment
        score, available = write_number(assessment.score), write_number(assessment.available)
        words = [_standing(assessment), f"{score} of {available} points."]
        if found := drivers(assessment, self.catalogue):
            words.append(", ".join(found) + ".")
        if unseen := _unseen(assessment, self.catalogue):
            words.append(f"Not counted on: {', '.join(unseen)}.")
        return " ".join(words)


def explain(assessment: Assessment, pack: CompiledPack, catalogue: Catalogue) -> Explanation:
    """The assessment with its parameters as reasons, its pack with their provenance, and its sentence."""
    return Explanation(assessment, pack, catalogue)


def drivers(assessment: Assessment, catalogue: Catalogue, most: int = MOST_DRIVERS) -> tuple[str, ...]:
    """What earns the most points, in words: "Majors 126 %". Equal points: the pack's own order."""
    scoring = [p for p in assessment.parameters if p.points > 0 and p.measure is not None]
    scoring.sort(key=lambda p: (-p.points, -p.points / p.max_points))
    return tuple(phrase(p, catalogue) for p in scoring[:most])


def phrase(parameter: ParameterAssessment, catalogue: Catalogue) -> str:
    """A parameter in words: "Handover 52 min". A child of a roll-up by its code and score."""
    metric = catalogue.metrics.get(parameter.metric)
    if parameter.measure is None:
        return f"{metric.short if metric else parameter.id} unknown"
    if metric is None:
        return f"{parameter.id} {write_figure(parameter.measure.value, 'points', 1)}"
    return f"{metric.short} {write_figure(parameter.measure.value, metric.unit, metric.places)}"


def _standing(assessment: Assessment) -> str:
    floor, ceiling = assessment.floor, assessment.ceiling
    if not assessment.stated:
        return f"Not enough figures: {floor} to {ceiling}." if floor < ceiling else "Not enough figures."
    could = f" (could be {floor} to {ceiling})" if floor < ceiling else ""
    return f"OPEL {assessment.level}{could}:"


def _unseen(assessment: Assessment, catalogue: Catalogue) -> list[str]:
    settled = {State.FRESH, State.NOT_DUE, State.CLOSED, State.NOT_APPLICABLE}
    found = [p for p in assessment.parameters if p.state not in settled]
    metrics = catalogue.metrics
    return [metrics[p.metric].short if p.metric in metrics else p.id for p in found]
