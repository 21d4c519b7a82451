"""The folder that holds one embedded PostgreSQL: its place, its lock, its password. Starts nothing."""

import fcntl
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.embedded.account import ROOT_HOME, Account
from app.embedded.errors import FolderInUse, WrongMajorVersion


@dataclass(frozen=True)
class Folder:
    """One data folder; every path in it is absolute."""

    path: Path

    @property
    def pgdata(self) -> Path:
        """PostgreSQL's own data directory."""
        return self.path / "pgdata"

    @property
    def log(self) -> Path:
        """What PostgreSQL said."""
        return self.path / "postgres.log"

    @property
    def password(self) -> str:
        """The superuser's."""
        return (self.path / "password").read_text("ascii")


def folder_for(requested: Path, account: Account | None) -> Folder:
    """Where the data really lies: as requested, or for root in a place of its own named by the request."""
    path = requested.resolve()
    if account is not None:
        path = ROOT_HOME / hashlib.sha256(str(path).encode()).hexdigest()[:16]
    path.mkdir(parents=True, exist_ok=True)
    return Folder(path)


@contextmanager
def locked(path: Path, *, wait: bool = False) -> Iterator[None]:
    """Hold `path` for this process; the lock falls with the process, however that ends.

    Raises FolderInUse when another holds it, unless told to wait.
    """
    with (path / "lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            file.seek(0)
            raise FolderInUse(path, file.read().strip()) from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def write_password(folder: Folder, account: Account | None) -> Path:
    """A superuser password, readable by the owner only; an old one is kept, as a restored dump carries it."""
    path = folder.path / "password"
    if path.exists() and path.stat().st_size > 0:
        return path
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(24))
    if account is not None:
        os.chown(path, account.uid, account.gid)
    return path


def empty_cluster(folder: Folder, account: Account | None) -> Path:
    """A new empty directory for initdb; it takes its final name only when initdb has finished."""
    making = folder.path / "pgdata.making"
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(mode=0o700)
    if account is not None:
        os.chown(making, account.uid, account.gid)
    return making


def check_major_version(folder: Folder, ours: str) -> None:
    """Refuse what another major version wrote; nothing in the folder is touched."""
    found = (folder.pgdata / "PG_VERSION").read_text("ascii").strip()
    if found != ours:
        raise WrongMajorVersion(folder.pgdata, found, ours)
