"""Runs PostgreSQL's own binaries for the demonstration and the tests; `serve` never uses it. Holds no SQL."""

from app.embedded.errors import EmbeddedError, FolderInUse, NeverReady, NoBinaries, WrongMajorVersion
from app.embedded.run import running
from app.embedded.server import Cluster

__all__ = [
    "Cluster",
    "EmbeddedError",
    "FolderInUse",
    "NeverReady",
    "NoBinaries",
    "WrongMajorVersion",
    "running",
]
