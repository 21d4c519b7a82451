"""The rules as they stood: a pack and a catalogue by name, from this process or as stored. Judges nothing."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from app.board.past.store import catalogue_text, pack_text
from app.configuration import Rules, reads_of
from app.organisations.queries import assignment_at, local_day, settling_order
from app.organisations.system_file import SystemFile
from app.state import PackRef
from triggers.catalogue import Catalogue, load_catalogue
from triggers.compile import CompiledPack, CompiledRollup, compile_any
from triggers.loading import PackErrors, read_pack
from triggers.trigger_pack import TriggerPack


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
        pack = read_pack(body, f"{key[0]} version {key[1]}", catalogue).pack
    except PackErrors:
        return None
    return None if isinstance(pack, TriggerPack) else compile_any(pack, sha)


async def rules_then(connection: AsyncConnection, rules: Rules, system: SystemFile, at: datetime) -> Rules:
    """The rules with every pack that the file assigns at a moment, as far as this release can read it."""
    assigned = [assignment_at(system, code, at) for code in settling_order(system, local_day(system, at))]
    keys = {
        (a.pack, a.version)
        for a in assigned
        if a is not None and a.pack is not None and a.version is not None
    }
    packs, refs = dict(rules.packs), dict(rules.refs)
    for key in keys - packs.keys():
        found = await pack_then(connection, rules, key, rules.catalogue)
        if found is not None:
            packs[key] = found
            refs[key] = PackRef(*key, found.sha, found.pack.provenance, reads_of(found.pack))
    return rules._replace(packs=packs, refs=refs)
