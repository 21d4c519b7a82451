"""What the tests of the supervisor do again and again: ask a server, own one from elsewhere, wait."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import asyncpg

PATIENCE_SECONDS = 60
REPOSITORY = Path(__file__).parents[2]
OWNER = """
import sys
from pathlib import Path
from app.embedded import running
with running(Path(sys.argv[1])) as cluster:
    print(cluster.pid, cluster.dsn(), flush=True)
    sys.stdin.read()
"""


def ask(dsn: str, *statements: str) -> object:
    """The value of the last statement, over a connection of its own."""

    async def asking() -> object:
        connection = await asyncpg.connect(dsn)
        try:
            for statement in statements[:-1]:
                await connection.execute(statement)
            return await connection.fetchval(statements[-1])
        finally:
            await connection.close()

    return asyncio.run(asking())


def own_in_another_process(folder: Path, *prefix: str) -> "subprocess.Popen[str]":
    """A process that runs a cluster on the folder until its input closes; it prints pid and DSN."""
    return subprocess.Popen(
        [*prefix, sys.executable, "-c", OWNER, str(folder)],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def until(holds: Callable[[], bool], what: str) -> None:
    """Poll to a generous deadline."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline, what
        time.sleep(0.02)
