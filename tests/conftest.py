"""One PostgreSQL a test session, started by the first test that asks; each test has a database to itself."""

import gc
import itertools
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
import structlog

from app.embedded import Cluster, FolderInUse, running
from tests.databases import Databases, execute, in_thread

LONGEST_FIRST = ("torture", "embedded", "scenarios", "browser", "api", "db", "channels", "paper", "contracts")
TURN = {folder: turn for turn, folder in enumerate(LONGEST_FIRST)}
SLOTS = Path(__file__).parent.parent / ".surgeline" / "tests"
"""Each session takes the first folder nobody holds: what a killed session left is emptied by a later one."""


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL of this session's own, fast rather than safe in a power cut."""
    with ExitStack() as stack:
        yield _first_free_slot(stack)


@pytest.fixture(scope="session")
def template(cluster: Cluster) -> str:
    """The name of a database that the migrations have built; nobody may stay connected to it."""
    from migrations.run import upgrade  # noqa: PLC0415 - most tests need no database, nor its imports

    name = "surgeline_template"
    in_thread(execute(cluster.dsn(), f"CREATE DATABASE {name}"))
    with ThreadPoolExecutor(1) as thread:
        thread.submit(upgrade, cluster.dsn(name)).result()
    return name


@pytest.fixture(scope="session")
def databases(cluster: Cluster, template: str) -> Databases:
    """Those that this session's tests are lent."""
    return Databases(cluster, template)


@pytest.fixture
def database(cluster: Cluster, databases: Databases) -> Iterator[str]:
    """The superuser's DSN of a migrated, empty database that nobody else has during the test."""
    name = databases.lend()
    yield cluster.dsn(name)
    databases.take_back(name)


def _first_free_slot(stack: ExitStack) -> Cluster:
    for slot in itertools.count(1):
        with suppress(FolderInUse):
            return stack.enter_context(running(SLOTS / str(slot), durable=False, fresh=True))
    raise AssertionError("unreachable: the count has no end")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long or waits much comes first, so that no worker ends with it alone: the unit tests fill the rest."""
    items.sort(key=lambda item: TURN.get(item.path.parent.name, len(TURN)))


def pytest_collection_finish() -> None:
    """The collector is as `surgeline serve` has it: with the defaults it stopped a worker for up to half a second, and
    PostgreSQL ends a transaction that stands idle for longer.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_configure() -> None:
    """A failure is logged as the service logs it: structlog's own default draws every local of a stream's state."""
    plain = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[structlog.processors.add_log_level, plain])


def pytest_unconfigure(config: pytest.Config) -> None:
    """The last line of a run names what did not run, and how to get it."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:
        return
    count = sum("browser" in report.keywords for report in reporter.stats.get("skipped", []))
    if count:
        get = "apt-get install chromium, or SURGELINE_CHROMIUM=path"
        reporter.write_line(f"NOT RUN: {count} browser tests, for want of Chromium ({get})")
