"""A level change's entry in the journal. Pure."""

from collections.abc import Iterable
from datetime import datetime

from app.journal.chain import SERVICE, Draft, Json
from app.levels.reassess import LevelChange
from app.state import ChildPicture


def followed_draft(children: Iterable[ChildPicture], at: datetime) -> Draft:
    """The entry of what a parent took over: of each child stream its seq."""
    seen: dict[str, Json] = {child.code: {"stream": child.stream, "seq": child.seq} for child in children}
    return Draft("followed", None, {"children": seen, "effective_at": at}, SERVICE)


def level_draft(change: LevelChange, catalogue_sha: str, config_sha: str) -> Draft:
    """The entry of a level change, naming every text it was judged by."""
    given, pack = change.assessment, change.pack
    body: dict[str, Json] = {
        "unit": change.unit,
        "was": change.was,
        "now": change.now,
        "floor": given.floor,
        "ceiling": given.ceiling,
        "score": given.score,
        "available": given.available,
        "because": list(change.because),
        "pack": given.pack,
        "pack_version": given.version,
        "pack_sha": pack.sha if pack else None,
        "provenance": pack.provenance if pack else None,
        "catalogue_sha": catalogue_sha,
        "config_sha": config_sha,
        "pack_switched": change.pack_switched,
        "effective_at": change.effective_at,
    }
    return Draft("level", change.unit, body, SERVICE)
