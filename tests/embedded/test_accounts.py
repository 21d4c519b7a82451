"""Root and ordinary users alike: PostgreSQL never runs as root, and no parent folder's mode moves."""

import os
import pwd
import shutil
import sys
from pathlib import Path

import psutil
import pytest

from app.embedded import running
from tests.embedded.steps import REPOSITORY, ask, own_in_another_process

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
as_anyone = pytest.mark.skipif(os.geteuid() == 0, reason="root's data lies elsewhere")


@as_root
def test_started_by_root_it_runs_as_an_ordinary_user_and_parents_keep_their_modes(folder: Path) -> None:
    parents = [*folder.parents, Path("/var/lib"), Path("/var")]
    before = [(path.stat().st_mode, path.stat().st_uid) for path in parents]
    with running(folder, durable=False) as cluster:
        assert psutil.Process(cluster.pid).uids().effective != 0
        assert psutil.Process(cluster.pid).gids().effective != 0
        assert ask(cluster.dsn(), "SELECT 1") == 1
    assert [(path.stat().st_mode, path.stat().st_uid) for path in parents] == before


@as_anyone
def test_started_by_an_ordinary_user_the_data_lies_in_the_requested_folder(folder: Path) -> None:
    with running(folder, durable=False) as cluster:
        assert (folder / "pgdata" / "PG_VERSION").exists()
        assert psutil.Process(cluster.pid).uids().effective == os.geteuid()


@as_root
@pytest.mark.skipif(shutil.which("setpriv") is None, reason="needs setpriv")
def test_an_ordinary_user_runs_it_too() -> None:
    nobody = pwd.getpwnam("nobody")
    if not _can_read(nobody.pw_uid, Path(sys.executable).resolve()) or not _can_read(
        nobody.pw_uid, REPOSITORY
    ):
        pytest.skip("this checkout, or its Python, is closed to ordinary users")
    folder = Path("/var/tmp") / f"surgeline-{os.getpid()}"  # noqa: S108 - pytest's own folders are closed to others
    folder.mkdir()
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    prefix = (
        "setpriv",
        f"--reuid={nobody.pw_uid}",
        f"--regid={nobody.pw_gid}",
        "--clear-groups",
        "--inh-caps=-all",
    )
    owner = own_in_another_process(folder, *prefix)
    try:
        assert owner.stdout is not None
        pid, dsn = owner.stdout.readline().split()
        assert psutil.Process(int(pid)).uids().effective == nobody.pw_uid
        assert ask(dsn, "SELECT 1") == 1
        assert (folder / "pgdata" / "PG_VERSION").exists()
    finally:
        owner.communicate()
        shutil.rmtree(folder)


def _can_read(uid: int, path: Path) -> bool:
    """Whether somebody who is neither owner nor in the group can walk to it."""
    return all(part.stat().st_mode & 0o005 == 0o005 for part in (path, *path.parents) if uid)
