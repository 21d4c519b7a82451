"""How fast a password may be guessed. Bounded memory of one process; slows, and never locks out for long."""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import NamedTuple

LONGEST_WAIT = 60.0
FORGOTTEN_AFTER = 900.0
MOST_REMEMBERED = 10_000


class Attempts(NamedTuple):
    """Failures in a row, and when the last was. Seconds of a steady clock."""

    failures: int
    last: float


class Limit(NamedTuple):
    """Whose attempts are counted together, and how many may fail before each costs a wait."""

    whose: str
    free: int


def wait_after(attempts: Attempts | None, free: int, now: float) -> float:
    """Seconds until the next attempt is taken: none while failures are free, then 1, 2, 4 … to a minute."""
    if attempts is None or attempts.failures < free or now - attempts.last > FORGOTTEN_AFTER:
        return 0.0
    doubled: float = 2.0 ** min(attempts.failures - free, 10)
    return max(0.0, attempts.last + min(doubled, LONGEST_WAIT) - now)


def limits_for(email: str, address: str) -> tuple[Limit, ...]:
    """Tight for one address at one account, looser for each of them alone.

    A stranger could otherwise keep an account's owner out, and a whole hospital may sit behind one address.
    """
    return (
        Limit(f"account {email} from {address}", 5),
        Limit(f"account {email}", 20),
        Limit(f"address {address}", 50),
    )


@dataclass(slots=True)
class Throttle:
    """What is remembered of recent failures, newest last; the oldest are forgotten first."""

    remembered: OrderedDict[str, Attempts] = field(default_factory=OrderedDict)

    def admit(self, limits: tuple[Limit, ...], now: float) -> float:
        """Take an attempt, or say how many seconds to wait for it.

        An admitted attempt counts as failed until `forgive`: hundreds sent at once are not one attempt. One
        that has to wait is not counted.
        """
        wait = max(wait_after(self.remembered.get(limit.whose), limit.free, now) for limit in limits)
        if wait == 0.0:
            for limit in limits:
                self.count(limit.whose, now)
        return wait

    def count(self, whose: str, now: float) -> None:
        """One more failure, for now."""
        before = self.remembered.pop(whose, Attempts(0, now))
        failures = 0 if now - before.last > FORGOTTEN_AFTER else before.failures
        self.remembered[whose] = Attempts(failures + 1, now)
        if len(self.remembered) > MOST_REMEMBERED:
            self.remembered.popitem(last=False)

    def forgive(self, limits: tuple[Limit, ...]) -> None:
        """The password was right: its account starts afresh, and the address gets this attempt back."""
        for limit in limits:
            if limit.whose.startswith("account "):
                self.remembered.pop(limit.whose, None)
            elif (attempts := self.remembered.get(limit.whose)) is not None:
                self.remembered[limit.whose] = attempts._replace(failures=max(0, attempts.failures - 1))
