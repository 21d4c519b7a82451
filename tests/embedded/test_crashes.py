"""A cluster after the worst: kill -9 of the server, of its owner, and pid files that name strangers."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil

from app.embedded import running
from app.embedded.leftover import leftover_server
from tests.embedded.steps import ask, own_in_another_process, until


def test_a_killed_server_starts_again_on_its_folder_and_port_with_what_was_committed(folder: Path) -> None:
    with running(folder) as cluster:
        port = cluster.port
        ask(cluster.dsn(), "CREATE TABLE kept AS SELECT 42 AS n", "SELECT 1")
        cluster.kill()
        cluster.start()
        assert cluster.port == port
        assert ask(cluster.dsn(), "SELECT n FROM kept") == 42


def test_a_server_killed_from_outside_starts_again_at_once(folder: Path) -> None:
    with running(folder) as cluster:
        ask(cluster.dsn(), "CREATE TABLE kept AS SELECT 42 AS n", "SELECT 1")
        os.kill(cluster.pid, signal.SIGKILL)
    with running(folder) as cluster:
        assert ask(cluster.dsn(), "SELECT n FROM kept") == 42


def test_a_server_does_not_outlive_its_killed_owner_and_the_folder_is_free(folder: Path) -> None:
    owner = own_in_another_process(folder)
    assert owner.stdout is not None
    pid, dsn = owner.stdout.readline().split()
    ask(dsn, "CREATE TABLE kept AS SELECT 42 AS n", "SELECT 1")
    owner.kill()
    owner.communicate()
    if sys.platform == "linux":
        until(lambda: not psutil.pid_exists(int(pid)), "the server outlives its owner")
    with running(folder) as cluster:
        assert ask(cluster.dsn(), "SELECT n FROM kept") == 42


def test_sigterm_to_the_owner_stops_the_server_cleanly(folder: Path) -> None:
    owner = own_in_another_process(folder)
    assert owner.stdout is not None
    pid = int(owner.stdout.readline().split()[0])
    owner.terminate()
    owner.communicate()
    assert not psutil.pid_exists(pid)
    assert owner.returncode == 128 + signal.SIGTERM
    with running(folder) as cluster:
        assert "database system was shut down at" in cluster.folder.log.read_text()


def test_a_stranger_named_by_a_stale_pid_file_is_left_alone(folder: Path) -> None:
    with running(folder) as cluster:
        pid_file = cluster.folder.pgdata / "postmaster.pid"
        left = pid_file.read_text().split("\n")
        cluster.kill()
        stranger = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
        pid_file.write_text("\n".join([str(stranger.pid), *left[1:]]))
        assert leftover_server(cluster.folder.pgdata) is None
        cluster.start()
        assert stranger.poll() is None
        assert ask(cluster.dsn(), "SELECT 1") == 1
    stranger.communicate()


def test_a_server_whose_owner_left_it_running_is_stopped_before_the_next_start(folder: Path) -> None:
    with running(folder) as cluster:
        left = cluster.process
        cluster.process = None  # as if another owner had started it, on a machine without a death signal
        cluster.start()
        assert left is not None
        assert left.wait(1) == 0
        assert cluster.pid != left.pid


def test_an_initdb_cut_short_is_begun_again(folder: Path) -> None:
    with running(folder, durable=False) as cluster:
        made = cluster.folder.pgdata
    made.rename(made.with_name("pgdata.making"))
    (made.with_name("pgdata.making") / "PG_VERSION").unlink()
    with running(folder, durable=False) as cluster:
        assert ask(cluster.dsn(), "SELECT 1") == 1
        assert not made.with_name("pgdata.making").exists()


def test_a_start_waits_for_the_last_busy_child_of_a_crashed_server(folder: Path) -> None:
    busy = "SELECT count(*) FROM generate_series(1, 3000000) AS n WHERE n::text LIKE '%x%'"
    working = "SELECT count(*) FROM pg_stat_activity WHERE starts_with(query, 'SELECT count(*) FROM gen')"
    with running(folder, durable=False) as cluster, ThreadPoolExecutor(1) as thread:
        thread.submit(ask, cluster.dsn(), busy)
        until(lambda: ask(cluster.dsn(), working) == 1, "the query never ran")
        cluster.kill()
        cluster.start()
        assert ask(cluster.dsn(), "SELECT 1") == 1
