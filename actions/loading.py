"""Policy and card texts → checked values. The packaged ones are read from this distribution, never from a path."""

import hashlib
from collections.abc import Callable, Container, Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple, TypeVar

from pydantic import ValidationError

from actions.card_text import CardText, LibraryText
from actions.check_cards import check_library
from actions.check_policy import Finding, check_policy
from actions.policy_text import Policy
from triggers.catalogue import Catalogue
from triggers.problems import Problem, problem, problems_of
from triggers.yaml_text import TextProblem, read_yaml

Text = TypeVar("Text", Policy, LibraryText)
DEFAULT = "default.yaml"


class LoadedPolicy(NamedTuple):
    """A checked policy, and the immutable text it was read from."""

    policy: Policy
    sha: str
    text: str


class LoadedLibrary(NamedTuple):
    """A checked file of cards, and the immutable text it was read from."""

    library: LibraryText
    sha: str
    text: str


class LibraryCard(NamedTuple):
    """A card, where it comes from, and the sha256 of the file it stands in."""

    text: CardText
    provenance: str
    sha: str


class Library(NamedTuple):
    """The newest version of every card, by its id."""

    by_key: Mapping[str, LibraryCard]


class TextErrors(Exception):
    """A reviewed text does not check: all `problems`."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class PolicyErrors(TextErrors):
    """The policy does not check."""


class LibraryErrors(TextErrors):
    """The cards do not check."""


def read_policy(text: str, name: str) -> LoadedPolicy:
    """The policy of `text`; `name` is the file to name in problems. Raises PolicyErrors with all of them."""
    policy, problems = _read(text, name, Policy, check_policy)
    if policy is None or problems:
        raise PolicyErrors(problems)
    return LoadedPolicy(policy, _sha(text), text)


def read_library(text: str, name: str, metrics: Container[str]) -> LoadedLibrary:
    """The cards of `text`; `metrics`: ids of the catalogue. Raises LibraryErrors with all problems."""
    library, problems = _read(text, name, LibraryText, lambda found: check_library(found, metrics))
    if library is None or problems:
        raise LibraryErrors(problems)
    return LoadedLibrary(library, _sha(text), text)


def packaged_texts(folder: Literal["policies", "library"]) -> list[tuple[str, str]]:
    """Name and text of every packaged file, by name."""
    found = files("actions").joinpath(folder).iterdir()
    return sorted((f.name, f.read_text(encoding="utf-8")) for f in found if f.name.endswith(".yaml"))


@lru_cache(maxsize=1)
def packaged_policy() -> LoadedPolicy:
    """The default policy, read once. Raises PolicyErrors."""
    return read_policy(files("actions").joinpath("policies", DEFAULT).read_text(encoding="utf-8"), DEFAULT)


def packaged_library(catalogue: Catalogue) -> Library:
    """All packaged cards, read once. Raises LibraryErrors."""
    return _packaged_library(frozenset(catalogue.metrics))


@lru_cache(maxsize=1)
def _packaged_library(metrics: frozenset[str]) -> Library:
    return collect_library(read_library(text, name, metrics) for name, text in packaged_texts("library"))


def collect_library(loaded: Iterable[LoadedLibrary]) -> Library:
    """The newest version of each card. Raises LibraryErrors where one id and version has two texts."""
    versions: dict[tuple[str, int], LibraryCard] = {}
    for one in loaded:
        for card in one.library.cards:
            found = LibraryCard(card, one.library.provenance, one.sha)
            if versions.setdefault((card.card, card.version), found).text != card:
                reason = f"{card.card} version {card.version} is already another card: give it a new version"
                raise LibraryErrors((Problem(one.library.library, card.card, 1, reason),))
    return Library({key[0]: versions[key] for key in sorted(versions)})


def _read(
    text: str, name: str, shape: type[Text], check: Callable[[Text], Iterable[Finding]]
) -> tuple[Text | None, tuple[Problem, ...]]:
    """What the text says, and everything wrong with it; None where its shape is not that of `shape`."""
    try:
        value, lines = read_yaml(text, name)
    except TextProblem as error:
        return None, (Problem(error.name, "", error.line, error.reason),)
    if not isinstance(value, dict):
        first = next(iter(shape.model_fields))
        return None, (Problem(name, "", 1, f"must be a mapping that begins with `{first}:`"),)
    try:
        found = shape.model_validate(value)
    except ValidationError as error:
        return None, tuple(problems_of(error, name, lines))
    return found, tuple(problem(name, lines, path, reason) for path, reason in check(found))


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
