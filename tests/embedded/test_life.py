"""A cluster's ordinary life: started, used, stopped, found again; two at once, and one folder only once."""

from pathlib import Path

import psutil
import pytest

from app.embedded import FolderInUse, WrongMajorVersion, running
from tests.embedded.steps import ask


def test_what_was_written_is_there_at_the_next_start(folder: Path) -> None:
    said: list[str] = []
    with running(folder, say=said.append) as cluster:
        ask(cluster.dsn(), "CREATE TABLE kept AS SELECT 41 AS n", "UPDATE kept SET n = 42 RETURNING n")
        pid = cluster.pid
    assert not psutil.pid_exists(pid)
    with running(folder) as cluster:
        assert ask(cluster.dsn(), "SELECT n FROM kept") == 42
    assert any("ready" in line for line in said)


def test_it_speaks_utf_8_in_utc_sorts_by_code_point_and_is_durable(folder: Path) -> None:
    with running(folder) as cluster:
        settings = {
            name: ask(cluster.dsn(), f"SHOW {name}")
            for name in ("server_encoding", "timezone", "fsync", "listen_addresses", "password_encryption")
        }
        assert ask(cluster.dsn(), "SELECT 'Z' < 'a'") is True
    assert settings == {
        "server_encoding": "UTF8",
        "timezone": "UTC",
        "fsync": "on",
        "listen_addresses": "127.0.0.1",
        "password_encryption": "scram-sha-256",
    }


def test_the_password_is_for_the_owner_only_and_is_needed(folder: Path) -> None:
    with running(folder, durable=False) as cluster:
        password = cluster.folder.path / "password"
        assert password.stat().st_mode & 0o777 == 0o600
        with pytest.raises(Exception, match="password authentication failed"):
            ask(cluster.dsn().replace(cluster.folder.password, "guessed"), "SELECT 1")


def test_two_run_side_by_side_on_folders_of_their_own(folder: Path, second_folder: Path) -> None:
    with running(folder, durable=False) as one, running(second_folder, durable=False) as other:
        ask(one.dsn(), "CREATE TABLE only_here ()", "SELECT 1")
        assert ask(other.dsn(), "SELECT to_regclass('only_here')::text") is None


def test_a_folder_in_use_is_refused_naming_the_process_that_holds_it(folder: Path) -> None:
    with running(folder, durable=False) as cluster:
        with pytest.raises(FolderInUse, match=r"in use by process \d+"), running(folder):
            pass
        assert ask(cluster.dsn(), "SELECT 1") == 1


def test_another_major_version_is_refused_with_the_way_to_move_and_left_untouched(folder: Path) -> None:
    with running(folder, durable=False) as cluster:
        version = cluster.folder.pgdata / "PG_VERSION"
    version.write_text("17\n")
    with pytest.raises(WrongMajorVersion, match="17") as refused, running(folder):
        pass
    assert "pg_dumpall" in str(refused.value)
    assert "psql" in str(refused.value)
    assert version.read_text() == "17\n"
