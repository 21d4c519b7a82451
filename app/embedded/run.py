"""The story of an embedded PostgreSQL: whose it is, where it lies, made, recovered, running, stopped."""

import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from app.embedded.account import ROOT_HOME, Account, account_for_root
from app.embedded.binaries import Binaries, copied_for, installed
from app.embedded.errors import NeverReady
from app.embedded.folder import Folder, check_major_version, folder_for, locked
from app.embedded.server import LOG_BYTES, Cluster, free_port, make_cluster

PORT_TRIES = 5


@contextmanager
def running(
    data: Path,
    *,
    port: int | None = None,
    durable: bool = True,
    fresh: bool = False,
    say: Callable[[str], None] = lambda _: None,
) -> Iterator[Cluster]:
    """A PostgreSQL on `data` that lives as long as the block and, on Linux, never longer than this thread.

    `fresh` empties the folder first; `durable=False` gives up safety in a power cut for speed. Blocks while
    starting. Raises FolderInUse, WrongMajorVersion, NoBinaries, NoAccount or NeverReady.
    """
    account, binaries = _prepared(say)
    folder = folder_for(data, account)
    with locked(folder.path), _sigterm_unwinds():
        if fresh:
            shutil.rmtree(folder.pgdata, ignore_errors=True)
        _fit(folder, binaries, account, durable=durable, say=say)
        cluster = Cluster(folder, binaries, account, port or free_port(), durable)
        try:
            _start(cluster, own_port=port is None)
            say(f"PostgreSQL {binaries.version} is ready on 127.0.0.1:{cluster.port}")
            yield cluster
        finally:
            cluster.stop()


def _prepared(say: Callable[[str], None]) -> tuple[Account | None, Binaries]:
    binaries = installed()
    if os.geteuid() != 0:
        return None, binaries
    ROOT_HOME.mkdir(mode=0o755, parents=True, exist_ok=True)
    with locked(ROOT_HOME, wait=True):
        account = account_for_root()
        if account is None:
            return None, binaries
        say("preparing PostgreSQL's binaries")
        return account, copied_for(account, binaries)


def _fit(
    folder: Folder, binaries: Binaries, account: Account | None, *, durable: bool, say: Callable[[str], None]
) -> None:
    if folder.log.exists() and folder.log.stat().st_size > LOG_BYTES:
        os.truncate(folder.log, 0)
    if folder.pgdata.exists():
        check_major_version(folder, binaries.major)
        return
    say(f"making a PostgreSQL {binaries.major} data folder in {folder.path}")
    make_cluster(folder, binaries, account, durable=durable)


def _start(cluster: Cluster, *, own_port: bool) -> None:
    """Between choosing a free port and taking it somebody else may: then choose again."""
    for _ in range(PORT_TRIES):
        try:
            return cluster.start()
        except NeverReady as refused:
            if not own_port or "could not create any TCP/IP sockets" not in refused.tail:
                raise
            cluster.port = free_port()
    return cluster.start()


@contextmanager
def _sigterm_unwinds() -> Iterator[None]:
    """Where nobody else minds SIGTERM, let it unwind the block, so that PostgreSQL is stopped properly."""
    ours = (
        threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
    )
    if not ours:
        yield
        return

    def leave(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
