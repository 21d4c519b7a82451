"""One PostgreSQL server as our direct child: make its folder, start, stop, kill. Knows no schema."""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from app.embedded import launch
from app.embedded.account import Account
from app.embedded.binaries import Binaries
from app.embedded.errors import NeverReady
from app.embedded.folder import Folder, empty_cluster, write_password
from app.embedded.leftover import is_ready, leftover_server, pid_in_file, stop_leftover

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
READY_SECONDS = 120
STOP_SECONDS = 60
LOG_BYTES = 10_000_000
STILL_HELD = "is still in use"
"""PostgreSQL's words for the shared memory of a crashed server whose children have not ended yet."""


@dataclass
class Cluster:
    """A server and its life: started, stopped, killed, started again on the same port and folder."""

    folder: Folder
    binaries: Binaries
    account: Account | None
    port: int
    durable: bool
    process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Of the postmaster; raises when the server does not run."""
        if self.process is None:
            raise NeverReady(self.folder.log, "not running")
        return self.process.pid

    def dsn(self, database: str = "postgres") -> str:
        """The superuser's way in, over loopback."""
        return f"postgresql://postgres:{self.folder.password}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start and wait until connections are taken; what a crash left behind is cleared first."""
        if self.process is not None and self.process.poll() is None:
            return
        self.process = None
        if (leftover := leftover_server(self.folder.pgdata)) is not None:
            stop_leftover(leftover)
        deadline = time.monotonic() + READY_SECONDS
        while not self._started(deadline):
            time.sleep(0.1)

    def stop(self) -> None:
        """Fast shutdown, then harder ones; returns when the server is gone. Harmless when it already is."""
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            if self.process is None:
                return
            self._end(number)

    def kill(self) -> None:
        """Crash it: kill -9 of the postmaster, whose children end by themselves shortly after."""
        self._end(signal.SIGKILL)

    def _end(self, number: signal.Signals) -> None:
        if self.process is None:
            return
        self.process.send_signal(number)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            return
        self.process = None

    def _started(self, deadline: float) -> bool:
        """False when the memory of a crashed server is still held and there is time to try again."""
        said_before = self.folder.log.stat().st_size if self.folder.log.exists() else 0
        process = self._spawned()
        try:
            while process.poll() is None and time.monotonic() < deadline:
                if is_ready(self.folder.pgdata, process.pid):
                    self.process = process
                    return True
                time.sleep(0.01)
        finally:
            if self.process is None:
                process.kill()
                process.wait()
        tail = _said(self.folder.log, said_before)
        if STILL_HELD in tail and time.monotonic() < deadline:
            return False
        raise NeverReady(self.folder.log, tail)

    def _spawned(self) -> subprocess.Popen[bytes]:
        chosen = SETTINGS | ({} if self.durable else NOT_DURABLE)
        settings = [f"--{name}={value}" for name, value in chosen.items()]
        server = [str(self.binaries.folder / "postgres"), "-D", str(self.folder.pgdata), "-p", str(self.port)]
        stale = pid_in_file(self.folder.pgdata)
        # The folder is locked and its server is gone, so a pid file names nobody or a stranger. PostgreSQL
        # overlooks a stranger of this pid, but still checks for itself that no child of the crash lives.
        known = {} if stale is None else {"PG_GRANDPARENT_PID": str(stale)}
        with self.folder.log.open("ab") as log:
            return subprocess.Popen(
                as_account(self.account, [*server, *settings]),
                env=_environment() | known,
                cwd=self.folder.path,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for us; we stop PostgreSQL last
            )


def make_cluster(folder: Folder, binaries: Binaries, account: Account | None, *, durable: bool) -> None:
    """Run initdb: UTF-8, code point order, passwords only."""
    making = empty_cluster(folder, account)
    initdb = [str(binaries.folder / "initdb"), "-D", str(making), "-U", "postgres", "--no-instructions"]
    options = ["--pwfile", str(write_password(folder, account)), "--auth=scram-sha-256", "--encoding=UTF8"]
    locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    made = subprocess.run(
        as_account(account, [*initdb, *options, *locale, *([] if durable else ["--no-sync"])]),
        env=_environment(),
        cwd=folder.path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if made.returncode != 0:
        raise NeverReady(making, (made.stdout + made.stderr).decode(errors="replace"))
    making.rename(folder.pgdata)


def free_port() -> int:
    """A loopback port nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def as_account(account: Account | None, command: list[str]) -> list[str]:
    """The command as that user's, ending with this process."""
    uid, gid = (account.uid, account.gid) if account else (-1, -1)
    launcher = [sys.executable, "-I", "-S", launch.__file__, str(uid), str(gid), str(os.getpid())]
    return launcher + command


def _environment() -> dict[str, str]:
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


def _said(log: Path, since: int) -> str:
    with log.open("rb") as file:
        file.seek(since)
        return file.read()[-4000:].decode(errors="replace")
