"""A server that a killed owner left on a folder: known by pid, start time and folder, or not ours."""

import signal
from pathlib import Path

import psutil

START_TOLERANCE_SECONDS = 10
"""PostgreSQL notes its start a little after the process began, more on a busy machine."""
STOP_SECONDS = 60
FOLDER_LINE, START_LINE, STATUS_LINE = 1, 2, 7
"""Of postmaster.pid, whose line 0 is the pid."""


def pid_in_file(cluster: Path) -> int | None:
    """The pid PostgreSQL last wrote, which by now may be anybody's."""
    lines = _lines(cluster)
    return abs(int(lines[0])) if lines and lines[0].strip().lstrip("-").isdigit() else None


def is_ready(cluster: Path, pid: int) -> bool:
    """Whether that very server takes connections: line 8 of its pid file, as pg_ctl reads it."""
    lines = _lines(cluster)
    return len(lines) > STATUS_LINE and lines[0] == str(pid) and lines[STATUS_LINE].strip() == "ready"


def leftover_server(cluster: Path) -> psutil.Process | None:
    """The server still running on this folder, if pid, start time and folder all agree."""
    lines = _lines(cluster)
    pid = pid_in_file(cluster)
    if pid is None or len(lines) <= START_LINE or lines[FOLDER_LINE] != str(cluster):
        return None
    try:
        process = psutil.Process(pid)
        same_start = abs(process.create_time() - int(lines[START_LINE])) <= START_TOLERANCE_SECONDS
        ours = same_start and process.cwd() == str(cluster) and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return None
    return process if ours else None


def stop_leftover(process: psutil.Process) -> None:
    """Fast shutdown, then the immediate kind; never SIGKILL, which would leave its children writing."""
    for stop in (signal.SIGINT, signal.SIGQUIT):
        try:
            process.send_signal(stop)
            process.wait(STOP_SECONDS)
        except psutil.TimeoutExpired:
            continue
        except psutil.NoSuchProcess:
            return
        return


def _lines(cluster: Path) -> list[str]:
    try:
        return (cluster / "postmaster.pid").read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []
