"""The metrics that can be sent, and what is plausible of each. Judges no reading."""

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from importlib.resources import files
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, TypeAdapter, ValidationError, model_validator

from triggers.problems import Problem, problem, problems_of
from triggers.text_fields import Closed, Id, Number, Provenance, Words
from triggers.yaml_text import Path, TextProblem, read_yaml


class Ratio(Closed):
    """The counts behind a percentage: 100 x numerator / denominator.

    `excess`: the percentage by which the numerator exceeds the denominator.
    """

    numerator: Id
    denominator: Id
    excess: bool = False


class Few(Closed):
    """Below this count the figure means nothing, and the last full one goes on scoring."""

    count: Id
    below: Annotated[int, Field(gt=0)]


class Metric(Closed):
    """One thing that is measured. `low`/`high`: outside it the figure is impossible."""

    id: Id
    title: Words
    short: Annotated[str, Field(min_length=1, max_length=24)]
    unit: Literal["%", "min", "s", "count", "hours", "level", "points"]
    group: Id
    worse: Literal["higher", "lower", "neither"] = "neither"
    population: Words | None = None
    denominator: Words | None = None
    ratio: Ratio | None = None
    low: Number = Decimal(0)
    high: Number = Decimal(100_000)
    refuse_fraction: bool = False
    jump: Annotated[Number, Field(gt=0)] | None = None
    few: Few | None = None
    since_midnight: bool = False
    places: Annotated[int, Field(ge=0, le=4)] = 0
    aliases: tuple[Words, ...] = ()
    provenance: Provenance = "unverified"

    @model_validator(mode="after")
    def _check(self) -> "Metric":
        if self.low >= self.high:
            raise ValueError("low must be below high")
        if self.jump is not None and self.worse == "neither":
            raise ValueError("jump needs worse: higher or lower, to know which way is calmer")
        if self.refuse_fraction and self.unit != "%":
            raise ValueError("refuse_fraction is for percentages")
        return self


class Catalogue(NamedTuple):
    """All metrics by id, and the text they were read from."""

    metrics: Mapping[str, Metric]
    sha: str
    text: str
    labels: Mapping[str, str]  # a label as feeds write it, plainly spaced and in lower case → metric id
    ratios_of: Mapping[str, tuple[str, ...]]  # a count → the percentages made of it
    counts: frozenset[str]  # what other figures are made of or rest on


class CatalogueErrors(Exception):
    """The catalogue does not check: all `problems`."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class _File(Closed):
    metrics: tuple[Metric, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Metric]:
        return {metric.id: metric for metric in self.metrics}


_FILE = TypeAdapter(_File)


def load_catalogue(text: str | None = None, name: str = "metrics.yaml") -> Catalogue:
    """The packaged catalogue, or that of `text`. Raises CatalogueErrors."""
    if text is None:
        text = files("triggers").joinpath("metrics.yaml").read_text(encoding="utf-8")
    try:
        value, lines = read_yaml(text, name)
    except TextProblem as error:
        raise CatalogueErrors((Problem(error.name, "", error.line, error.reason),)) from error
    try:
        parsed = _FILE.validate_python(value)
    except ValidationError as error:
        raise CatalogueErrors(tuple(problems_of(error, name, lines))) from error
    if problems := _cross_check(parsed, name, lines):
        raise CatalogueErrors(tuple(problems))
    sha = hashlib.sha256(text.encode()).hexdigest()
    ratios = _ratios(parsed)
    counts = frozenset(ratios) | {metric.few.count for metric in parsed.metrics if metric.few is not None}
    return Catalogue(parsed.by_id, sha, text, _labels(parsed), ratios, counts)


def plain_label(label: str) -> str:
    """A label without the spacing and capitals by which feeds drift ("30 Mins" and "30mins")."""
    return "".join(label.split()).casefold()


def _labels(parsed: _File) -> dict[str, str]:
    return {plain_label(name): m.id for m in parsed.metrics for name in (m.id, m.title, *m.aliases)}


def _ratios(parsed: _File) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for metric in parsed.metrics:
        if metric.ratio is not None:
            for count in {metric.ratio.numerator, metric.ratio.denominator}:
                found[count] = (*found.get(count, ()), metric.id)
    return found


def _cross_check(parsed: _File, name: str, lines: Mapping[Path, int]) -> list[Problem]:
    found: list[Problem] = []
    owner: dict[str, str] = {}
    for i, metric in enumerate(parsed.metrics):
        at = ("metrics", i)
        counts = [metric.ratio.numerator, metric.ratio.denominator] if metric.ratio else []
        counts += [metric.few.count] if metric.few else []
        found += [
            problem(name, lines, at, f"{metric.id}: {count} is not a metric")
            for count in counts
            if count not in parsed.by_id
        ]
        if parsed.by_id[metric.id] is not metric:
            found.append(problem(name, lines, (*at, "id"), f"{metric.id} is given twice"))
            continue
        for label in {plain_label(label) for label in (metric.id, metric.title, *metric.aliases)}:
            if owner.setdefault(label, metric.id) != metric.id:
                found.append(problem(name, lines, at, f"{metric.id}: {label!r} also names {owner[label]}"))
    return found
