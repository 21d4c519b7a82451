"""Whether the seats that a policy names exist in a system. Knows no rota: a seat may be there, and empty."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from actions.policy_text import Policy
from actions.seat_text import SeatText
from triggers.yaml_text import Path

SeatScope = Literal["unit", "place", "system", "region"]
"""What is at the other end of a seat's `at`. A provider counts as its units."""

ALWAYS = frozenset({"owner", "giver", "receiver", "declarer"})
"""A card, a handover and a declaration name their own people."""


class Missing(NamedTuple):
    """A seat that is named and is nowhere in the system. `refused`: the whole step would reach nobody."""

    path: Path
    reason: str
    refused: bool


def check_policy_against(
    policy: Policy, seats: Sequence[SeatText], scopes: Mapping[str, SeatScope]
) -> Iterator[Missing]:
    """Every reference that means no seat of the system. `scopes`: of every `at` that seats may have."""
    there = {f"{scopes[seat.at]}.{seat.seat}" for seat in seats if seat.at in scopes} | ALWAYS
    there |= {"holder"} if any(seat.holds for seat in seats) else set()
    for i, rule in enumerate(policy.rules):
        for j, step in enumerate(rule.steps):
            path: Path = ("rules", i, "steps", j)
            yield from _check_seats(step.to, there, path)
            if step.via is not None and step.via not in there:
                alone = set(step.by) == {"human"}
                yield Missing(
                    (*path, "via"), f"{step.via} is no seat of this system: nobody rings", refused=alone
                )


def _check_seats(refs: Collection[str], there: Collection[str], path: Path) -> Iterator[Missing]:
    absent = [ref for ref in refs if ref not in there]
    if len(absent) == len(refs):
        yield Missing(path, f"reaches nobody: {', '.join(absent)} is no seat of this system", refused=True)
        return
    for ref in absent:
        yield Missing((*path, "to"), f"{ref} is no seat of this system; the others are called", refused=False)
