"""The ordinary user that PostgreSQL runs as when root starts it, made once. Changes no existing account."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from app.embedded.errors import NoAccount

NAME = "surgeline-pg"
ROOT_HOME = Path("/var/lib/surgeline")
"""Where root keeps binaries and data: the requested folder may lie where the ordinary user cannot reach."""


@dataclass(frozen=True)
class Account:
    """Whom to become before PostgreSQL starts."""

    uid: int
    gid: int


def account_for_root() -> Account | None:
    """Whom to run as; None when we are an ordinary user already. Call with `ROOT_HOME` locked."""
    if os.geteuid() != 0:
        return None
    entry = _entry(NAME) or _made() or _entry("postgres") or _entry("nobody")
    if entry is None or entry.pw_uid == 0:
        raise NoAccount(NAME)
    return Account(entry.pw_uid, entry.pw_gid)


def _entry(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _made() -> pwd.struct_passwd | None:
    for command in (
        (
            "useradd",
            "--system",
            "--user-group",
            "--home-dir",
            str(ROOT_HOME),
            "--shell",
            "/usr/sbin/nologin",
            NAME,
        ),
        ("adduser", "-S", "-D", "-H", "-h", str(ROOT_HOME), NAME),
    ):
        tool = shutil.which(command[0], path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
        if tool and subprocess.run([tool, *command[1:]], capture_output=True, check=False).returncode == 0:
            return _entry(NAME)
    return None
