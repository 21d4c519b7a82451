"""Run as a script: becomes an ordinary user, ties itself to its parent's life, becomes PostgreSQL.

A script, not a function run between fork and exec, because our process has threads. It is read by
root before the change of user, since that user may be unable to read this file. Imports nothing of ours.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(uid: int, gid: int, parent: int, command: list[str]) -> None:
    """Replace this process by `command`; a uid below 0 means stay who we are."""
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if uid >= 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    if prctl is not None:
        prctl(PR_SET_PDEATHSIG, int(signal.SIGINT), 0, 0, 0)  # after setuid, which would clear it
    if os.getppid() == parent:
        os.umask(0o077)
        os.execv(command[0], command)  # noqa: S606 - the point of this script


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
