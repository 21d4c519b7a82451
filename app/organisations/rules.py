"""The catalogue and packs of this distribution: what a system is checked against. Judges nothing."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from app.db.connection import Connection
from app.organisations.store import PackText, stored_packs
from triggers.catalogue import Catalogue, load_catalogue
from triggers.loading import PackErrors, Packs, load_packs, read_pack
from triggers.problems import Problem


class Rules(NamedTuple):
    """What may be measured, and the packs that may be assigned."""

    catalogue: Catalogue
    packs: Packs


@lru_cache(maxsize=1)
def packaged_rules() -> Rules:
    """The packaged catalogue and packs, read once. Raises CatalogueErrors, PackErrors."""
    catalogue = load_catalogue()
    return Rules(catalogue, load_packs(catalogue))


def rules_with(stored: Iterable[PackText]) -> Rules:
    """The packaged rules and what else is stored. Raises PackErrors: a stored pack does not check, or stands
    with other text than the packaged one of its id and version.
    """
    packaged = packaged_rules()
    packs, problems = dict(packaged.packs.by_key), []
    for text in stored:
        name, key = f"the database's {text.id} version {text.version}", (text.id, text.version)
        if key not in packs:
            packs[key] = read_pack(text.body, name, packaged.catalogue)
        elif packs[key].sha != text.sha:
            problems.append(
                Problem(
                    name,
                    "version",
                    1,
                    "is in use with other text than this release's; give one a new version",
                )
            )
    if problems:
        raise PackErrors(tuple(problems))
    return Rules(packaged.catalogue, Packs(packs))


async def rules_here(connection: Connection) -> Rules:
    """The packaged rules and those of the database. Raises PackErrors."""
    return rules_with(await stored_packs(connection))


def pack_texts(packs: Packs) -> list[PackText]:
    """The packs as they are stored."""
    return [PackText(one.pack.pack, one.pack.version, one.sha, one.text) for one in packs.by_key.values()]
