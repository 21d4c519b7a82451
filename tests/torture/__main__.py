"""`python -m tests.torture --rounds 100`: the kill test for as long as you like."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.torture.campaign import campaign

parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
parser.add_argument("--rounds", type=int, default=100)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--clients", type=int, default=8)
given = parser.parse_args()
with tempfile.TemporaryDirectory(prefix="surgeline-torture-") as place:
    figures = campaign(Path(place) / "cluster", rounds=given.rounds, seed=given.seed, clients=given.clients)
sys.stdout.write(f"{figures.line()}\n")
sys.exit(bool(any(figures.found) or figures.wrong))
