"""Pack texts → checked packs. The packaged ones are read from this distribution, never from a path."""

import hashlib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Annotated, NamedTuple

from pydantic import Field, TypeAdapter, ValidationError

from triggers.catalogue import Catalogue
from triggers.check_pack import check_pack
from triggers.check_triggers import check_trigger_pack
from triggers.packs import Pack, ParametersPack, RollupPack
from triggers.problems import Problem, problem, problems_of
from triggers.trigger_pack import TriggerPack
from triggers.yaml_text import TextProblem, read_yaml

AnyPack = Pack | TriggerPack
_PACK: TypeAdapter[AnyPack] = TypeAdapter(
    Annotated[ParametersPack | RollupPack | TriggerPack, Field(discriminator="kind")]
)


class Loaded(NamedTuple):
    """A checked pack, and the immutable text it was read from."""

    pack: AnyPack
    sha: str
    text: str


class PackErrors(Exception):
    """The pack does not check: all `problems`."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class Packs(NamedTuple):
    """Packs by id and version."""

    by_key: Mapping[tuple[str, int], Loaded]

    def get(self, pack: str, version: int) -> Loaded | None:
        """That version of that pack."""
        return self.by_key.get((pack, version))

    @property
    def judging(self) -> dict[tuple[str, int], tuple[Pack, str]]:
        """The packs that judge units and bodies, each with its sha."""
        return {
            key: (one.pack, one.sha)
            for key, one in self.by_key.items()
            if not isinstance(one.pack, TriggerPack)
        }

    @property
    def triggers(self) -> dict[tuple[str, int], tuple[TriggerPack, str]]:
        """The packs of local triggers, each with its sha."""
        return {
            key: (one.pack, one.sha) for key, one in self.by_key.items() if isinstance(one.pack, TriggerPack)
        }

    def newest(self, pack: str) -> Loaded | None:
        """The highest version of that pack."""
        versions = [version for found, version in self.by_key if found == pack]
        return self.by_key[pack, max(versions)] if versions else None


def read_pack(text: str, name: str, catalogue: Catalogue) -> Loaded:
    """The pack of `text`; `name` is the file to name in problems. Raises PackErrors with all of them."""
    try:
        value, lines = read_yaml(text, name)
    except TextProblem as error:
        raise PackErrors((Problem(error.name, "", error.line, error.reason),)) from error
    if not isinstance(value, dict):
        raise PackErrors((Problem(name, "", 1, "must be a pack: a mapping that begins with `pack:`"),))
    try:
        pack = _PACK.validate_python({"kind": "parameters", **value})
    except ValidationError as error:
        raise PackErrors(tuple(problems_of(error, name, lines))) from error
    check = (
        check_trigger_pack(pack, catalogue) if isinstance(pack, TriggerPack) else check_pack(pack, catalogue)
    )
    if found := [problem(name, lines, path, reason) for path, reason in check]:
        raise PackErrors(tuple(found))
    return Loaded(pack, hashlib.sha256(text.encode()).hexdigest(), text)


def packaged_texts() -> list[tuple[str, str]]:
    """Name and text of every packaged pack, by name."""
    found = files("triggers").joinpath("packs").iterdir()
    return sorted((f.name, f.read_text(encoding="utf-8")) for f in found if f.name.endswith(".yaml"))


def load_packs(catalogue: Catalogue) -> Packs:
    """All packaged packs. Raises PackErrors."""
    return collect_packs(read_pack(text, name, catalogue) for name, text in packaged_texts())


def collect_packs(loaded: Iterable[Loaded]) -> Packs:
    """Packs by id and version. Raises PackErrors where one key has two texts."""
    by_key: dict[tuple[str, int], Loaded] = {}
    for one in loaded:
        key = (one.pack.pack, one.pack.version)
        if by_key.setdefault(key, one).sha != one.sha:
            reason = f"{key[0]} version {key[1]} is already another text: give it a new version"
            raise PackErrors((Problem(key[0], "version", 1, reason),))
    return Packs(by_key)
