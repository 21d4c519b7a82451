"""The catalogue and packs of this distribution: what a system is checked against. Judges nothing."""

from functools import lru_cache
from typing import NamedTuple

from app.organisations.store import PackText
from triggers.catalogue import Catalogue, load_catalogue
from triggers.loading import Packs, load_packs


class Rules(NamedTuple):
    """What may be measured, and the packs that may be assigned."""

    catalogue: Catalogue
    packs: Packs


@lru_cache(maxsize=1)
def packaged_rules() -> Rules:
    """The packaged catalogue and packs, read once. Raises CatalogueErrors, PackErrors."""
    catalogue = load_catalogue()
    return Rules(catalogue, load_packs(catalogue))


def pack_texts(packs: Packs) -> list[PackText]:
    """The packs as they are stored."""
    return [PackText(one.pack.pack, one.pack.version, one.sha, one.text) for one in packs.by_key.values()]
