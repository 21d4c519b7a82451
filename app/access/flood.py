"""How much one sender may send: so much a second, and some in hand. Bounded memory of one process."""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import NamedTuple

SECONDS_IN_HAND = 10
"""A sender that was quiet may send as much at once as in so many seconds."""
MOST_REMEMBERED = 10_000
BYTES_A_POST = 4096
"""What a post of a site's figures takes; a larger one counts as so many more."""


class Purse(NamedTuple):
    """Posts that a sender may still send, and when that was so. Seconds of a steady clock."""

    left: float
    at: float


def cost_of(size: int) -> float:
    """What a body of so many bytes counts as."""
    return max(1.0, size / BYTES_A_POST)


@dataclass(slots=True)
class Flood:
    """`rate`: posts a second; 0: no limit. The senders seen last are remembered."""

    rate: float
    purses: OrderedDict[int, Purse] = field(default_factory=OrderedDict)

    def admit(self, whose: int, cost: float, now: float) -> float:
        """Take a post, or say how many seconds to wait for it. One that is larger than all that can be in hand is
        taken once everything is.
        """
        if self.rate <= 0:
            return 0.0
        most = self.rate * SECONDS_IN_HAND
        before = self.purses.pop(whose, Purse(most, now))
        left = min(most, before.left + (now - before.at) * self.rate)
        wanted = min(cost, most)
        wait = max(0.0, (wanted - left) / self.rate)
        self.purses[whose] = Purse(left if wait else left - cost, now)
        if len(self.purses) > MOST_REMEMBERED:
            self.purses.popitem(last=False)
        return wait
