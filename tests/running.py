"""Real processes for tests that need them: a database filled with BLMK, and `surgeline serve` on it."""

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

import asyncpg
import httpx

from app.access import register
from app.access.actions import Role
from app.access.enrol import Wanted, add_key
from app.access.passwords import hash_password
from app.clock import real_now
from app.db.engine import as_owner
from app.organisations.apply import Mode, apply_system
from app.organisations.reference_systems import reference_text

READY_SECONDS = 60
NOTHING_MORE: Mapping[str, str] = {}
EMAIL, PASSWORD = "lead@example.invalid", "a long enough password"


class Filled(NamedTuple):
    """A database with BLMK in it, and who may use it. Keys are bearer tokens."""

    dsn: str
    stream: str
    key: str  # writes every unit
    mkuh_key: str  # writes RD8-MKH only


async def filled(dsn: str, *, mode: Mode = "live", stream: str = "QHG", email: str = EMAIL) -> Filled:
    """BLMK as a stream of a migrated database, with a room lead (`email`, PASSWORD) and two keys."""
    text = reference_text("blmk")
    assert text is not None
    now = real_now()
    async with as_owner(dsn) as connection:
        await apply_system(connection, text, "blmk.yaml", stream=stream, mode=mode, now=now)
        units = [
            row["code"] for row in await connection.fetch("SELECT code FROM unit WHERE stream = $1", stream)
        ]
        role = Role.PROVIDER if mode == "live" else Role.SIMULATOR
        every = tuple(units) if mode == "live" else ("*",)
        key = await add_key(connection, "every unit", Wanted(stream, every, role), now)
        mkuh = await add_key(connection, "MKUH", Wanted(stream, ("RD8-MKH",), Role.PROVIDER), now)
        await add_person(connection, email, "J Okoro", Wanted(stream, ("*",), Role.ROOM_LEAD))
    return Filled(dsn, stream, key.key, mkuh.key)


@cache
def hashed() -> str:
    """What is stored of PASSWORD: slow on purpose, so made once."""
    return hash_password(PASSWORD)


async def add_person(connection: asyncpg.Connection, email: str, name: str, wanted: Wanted) -> None:
    """Somebody who signs in with PASSWORD."""
    principal = f"user:{secrets.token_hex(6)}"
    await register.add_principal(connection, principal, name, real_now())
    await register.add_account(connection, principal, email, hashed())
    await register.add_grants(connection, principal, wanted.system, wanted.units, wanted.role)


class Running(NamedTuple):
    """One process of the service."""

    url: str
    process: subprocess.Popen[str]

    def kill(self) -> None:
        """As the kernel would, without warning."""
        self.process.kill()
        self.ended()

    def ended(self, seconds: float | None = None) -> None:
        """Waits for its end. Raises subprocess.TimeoutExpired."""
        self.process.wait(seconds)
        if self.process.stdout is not None:
            self.process.stdout.close()


def start(
    dsn: str,
    *,
    port: int = 0,
    log: Path | None = None,
    posts_per_second: int = 0,
    environment: Mapping[str, str] = NOTHING_MORE,
) -> Running:
    """`surgeline serve`; returns once it listens, not once it is ready. `posts_per_second` 0: no limit."""
    command = [
        sys.executable,
        "-c",
        "from app.cli import main; main()",
        "serve",
        "--dsn",
        dsn,
        "--port",
        str(port),
    ]
    errors = log.open("a") if log is not None else None
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
        env={**os.environ, "SURGELINE_POSTS_PER_SECOND": str(posts_per_second), **environment},
    )
    if errors is not None:
        errors.close()
    assert process.stdout is not None
    line = process.stdout.readline()
    url = line.rpartition(" ")[2].strip()
    assert url.startswith("http"), f"the service did not start: {line!r}"
    return Running(url, process)


def wait_until_ready(url: str, seconds: float = READY_SECONDS) -> None:
    """Polls /health/ready."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{url}/health/ready", timeout=2).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise AssertionError(f"{url} was not ready within {seconds} s")


@contextmanager
def serving(dsn: str, *, log: Path | None = None) -> Iterator[Running]:
    """A ready process of the service, stopped as an operator would stop it."""
    running = start(dsn, log=log)
    try:
        wait_until_ready(running.url)
        yield running
    finally:
        running.process.send_signal(signal.SIGTERM)
        try:
            running.ended(15)
        except subprocess.TimeoutExpired:
            running.kill()
            raise
