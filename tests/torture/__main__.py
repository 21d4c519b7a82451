"""`python -m tests.torture [TOOL …] [--ci]`: real processes on loopback, each tool stops by itself and prints figures.

Without a name every tool runs. What they found is written to .surgeline/torture.json; the status is 1 where something
is that must not be.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, Protocol

from tests.torture.acts import company_of
from tests.torture.campaign import campaign
from tests.torture.crowd import crowd_of
from tests.torture.flood import floods_of
from tests.torture.house import NGINX

RESULTS = Path(__file__).parent.parent.parent / ".surgeline" / "torture.json"


class Outcome(Protocol):
    """What a tool comes to."""

    def lines(self) -> list[str]:
        """For people."""

    def bad(self) -> bool:
        """Whether anything is that must not be."""


class Tool(NamedTuple):
    """One tool in full and as CI runs it, in a folder of its own."""

    about: str
    full: Callable[[Path], Outcome]
    ci: Callable[[Path], Outcome]
    behind_nginx: bool = False


TOOLS: dict[str, Tool] = {
    "kill": Tool(
        "kill -9 of the service and of PostgreSQL in turn, under load",
        lambda folder: campaign(folder / "cluster", rounds=100, seed=1),
        lambda folder: campaign(folder / "cluster", rounds=20, seed=1),
    ),
    "two": Tool(
        "two processes behind nginx: one deafened, cut off, frozen, killed",
        lambda folder: company_of(folder, members=2),
        lambda folder: company_of(folder, members=2),
        behind_nginx=True,
    ),
    "three": Tool(
        "the same with three",
        lambda folder: company_of(folder, members=3, seed=2),
        lambda folder: company_of(folder, members=3, acts=("frozen", "killed"), seed=2),
        behind_nginx=True,
    ),
    "crowd": Tool(
        "100 boards that come, sleep, go and return",
        lambda folder: crowd_of(folder, seconds=120),
        lambda folder: crowd_of(folder, seconds=30),
        behind_nginx=True,
    ),
    "flood": Tool(
        "one key, endless connections and garbage against the others",
        floods_of,
        lambda folder: floods_of(folder, seconds=10, frames=100_000),
    ),
}


def main() -> int:
    """Runs what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("tools", nargs="*", choices=[*TOOLS, []], help=", ".join(TOOLS))
    parser.add_argument("--ci", action="store_true", help="the short form")
    given = parser.parse_args()
    found: dict[str, object] = {}
    bad = []
    for name in given.tools or TOOLS:
        tool = TOOLS[name]
        sys.stdout.write(f"== {name}: {tool.about}\n")
        if tool.behind_nginx and NGINX is None:
            sys.stdout.write("   not run: nginx is absent (apt-get install nginx)\n")
            continue
        with tempfile.TemporaryDirectory(prefix="surgeline-torture-") as place:
            outcome = (tool.ci if given.ci else tool.full)(Path(place))
        for line in outcome.lines():
            sys.stdout.write(f"   {line}\n")
            sys.stdout.flush()
        found[name] = outcome._asdict() if hasattr(outcome, "_asdict") else str(outcome)
        bad += [name] if outcome.bad() else []
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(found, default=str, indent=1), "utf-8")
    sys.stdout.write(f"not as it must be: {', '.join(bad)}\n" if bad else "all as it must be\n")
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main())
