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
from tests.torture.alerts import alerts_of
from tests.torture.campaign import campaign
from tests.torture.crowd import crowd_of
from tests.torture.flood import floods_of
from tests.torture.house import NGINX
from tests.torture.national import Load, national_of
from tests.torture.soak import soak_of
from tests.torture.trouble import FAKETIME, can_mount, clock_of, full_of, outage_of, slow_of

RESULTS = Path(__file__).parent.parent.parent / ".surgeline" / "torture.json"


class Outcome(Protocol):
    """What a tool comes to."""

    def lines(self) -> list[str]:
        """For people."""

    def bad(self) -> bool:
        """Whether anything is that must not be."""


class Tool(NamedTuple):
    """One tool in full and as CI runs it, in a folder of its own. `lacks`: what it needs and this machine has not."""

    about: str
    full: Callable[[Path], Outcome]
    ci: Callable[[Path], Outcome]
    lacks: str | None = None


NO_NGINX = None if NGINX is not None else "nginx is absent (apt-get install nginx)"
NO_MOUNT = None if can_mount() else "only root can make it a small disk of its own"
NO_FAKETIME = None if FAKETIME.exists() else "libfaketime is absent (apt-get install libfaketime)"


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
        NO_NGINX,
    ),
    "three": Tool(
        "the same with three",
        lambda folder: company_of(folder, members=3, seed=2),
        lambda folder: company_of(folder, members=3, acts=("frozen", "killed"), seed=2),
        NO_NGINX,
    ),
    "crowd": Tool(
        "100 boards that come, sleep, go and return",
        lambda folder: crowd_of(folder, seconds=120),
        lambda folder: crowd_of(folder, seconds=30),
        NO_NGINX,
    ),
    "flood": Tool(
        "one key, endless connections and garbage against the others",
        floods_of,
        lambda folder: floods_of(folder, seconds=10, frames=100_000),
    ),
    "alerts": Tool(
        "thousands of pages at once, and a process killed amid them",
        lambda folder: alerts_of(folder, pages=6_000),
        lambda folder: alerts_of(folder, pages=1_500),
    ),
    "outage": Tool(
        "the database away, providers coming back as they are told",
        lambda folder: outage_of(folder, seconds=600),
        lambda folder: outage_of(folder, seconds=40),
    ),
    "slow": Tool("every flush to disk a tenth of a second longer", slow_of, slow_of),
    "full": Tool("no room on the database's disk", full_of, full_of, NO_MOUNT),
    "clock": Tool("the service's clock two hours ahead, then two back", clock_of, clock_of, NO_FAKETIME),
    "national": Tool(
        "42 systems, 390 hospitals, 15,000 care homes and 1,000 boards at ten times the national rate, with bursts",
        lambda folder: national_of(folder, Load(10, 60)),
        lambda folder: national_of(folder, Load(10, 1)),
    ),
    "soak": Tool(
        "an ordinary day's traffic",
        lambda folder: soak_of(folder, minutes=480),
        lambda folder: soak_of(folder, minutes=10),
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
        if tool.lacks is not None:
            sys.stdout.write(f"   not run: {tool.lacks}\n")
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
