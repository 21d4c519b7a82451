"""What the commands about packs share: which pack is meant. Compares and runs nothing."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.asking import stopped

if TYPE_CHECKING:
    from triggers.catalogue import Catalogue
    from triggers.loading import Loaded, Packs

NAMED = re.compile(r"([a-z0-9][a-z0-9_.-]*)(?:@(\d{1,6}))?")


def pack_named(wanted: str, packaged: "Packs", catalogue: "Catalogue") -> "Loaded":
    """The packaged pack `id@version` (or `id`: its newest), or that of a file. Ends the command if there is none."""
    from triggers.loading import PackErrors, read_pack

    if (named := NAMED.fullmatch(wanted)) is not None:
        identifier, version = named.groups()
        found = packaged.get(identifier, int(version)) if version else packaged.newest(identifier)
        if found is not None:
            return found
    try:
        return read_pack(Path(wanted).read_text(encoding="utf-8"), wanted, catalogue)
    except PackErrors as error:
        raise stopped(str(error)) from None
    except (OSError, UnicodeDecodeError):
        known = ", ".join(f"{pack}@{version}" for pack, version in sorted(packaged.by_key))
        raise stopped(f"{wanted} is neither a packaged pack ({known}) nor a file that can be read.") from None
