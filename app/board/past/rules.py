"""The rules as they stood: a pack and a catalogue by name, from this process or as stored. Judges nothing."""

from sqlalchemy.ext.asyncio import AsyncConnection

from app.board.past.store import catalogue_text, pack_text
from app.configuration import Rules
from triggers.catalogue import Catalogue, load_catalogue
from triggers.compile import CompiledPack, CompiledRollup, compile_any
from triggers.loading import PackErrors, read_pack


async def catalogue_then(connection: AsyncConnection, rules: Rules, sha: str) -> Catalogue | None:
    """A catalogue by its sha. None: it is not held."""
    if sha == rules.catalogue.sha:
        return rules.catalogue
    stored = await catalogue_text(connection, sha)
    return None if stored is None else load_catalogue(stored, f"catalogue {sha[:12]}")


async def pack_then(
    connection: AsyncConnection, rules: Rules, key: tuple[str, int], catalogue: Catalogue
) -> CompiledPack | CompiledRollup | None:
    """A pack by id and version. None: it is not held, or this release cannot read it."""
    if key in rules.packs:
        return rules.packs[key]
    stored = await pack_text(connection, *key)
    if stored is None:
        return None
    sha, body = stored
    try:
        return compile_any(read_pack(body, f"{key[0]} version {key[1]}", catalogue).pack, sha)
    except PackErrors:
        return None
