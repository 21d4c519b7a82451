"""`surgeline demo` as a process of its own: started, read until it is ready, stopped as Ctrl-C would."""

import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

READY_SECONDS = 300
STOP_SECONDS = 30


class Shown(NamedTuple):
    """What a demo has printed, and what it told a newcomer. `key`: writes RD8-MKH only."""

    said: str
    url: str
    password: str
    key: str


@contextmanager
def demo(folder: Path, *options: str) -> Iterator[Shown]:
    """A demo on the folder and a free port, once it says that it is ready."""
    command = [sys.executable, "-c", "from app.cli import main; main()", "demo", "--port", "0"]
    process = subprocess.Popen(
        [*command, "--folder", str(folder), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield _shown(_until_ready(process))
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise


def _until_ready(process: "subprocess.Popen[str]") -> str:
    """All it said until then; a demo that takes too long is ended."""
    assert process.stdout is not None
    said: list[str] = []
    patience = threading.Timer(READY_SECONDS, process.kill)
    patience.start()
    try:
        for line in process.stdout:
            said.append(line)
            if line.startswith("Ready."):
                return "".join(said)
            if line.startswith("The simulator stopped"):
                break
    finally:
        patience.cancel()
    raise AssertionError(f"the demo was not ready: {''.join(said)}")


def _shown(said: str) -> Shown:
    patterns = (r"Board +(\S+)", r"Password +(\S+)", r"(slk_\S+)")
    found = [match[1] for pattern in patterns if (match := re.search(pattern, said))]
    return Shown(said, *found)
