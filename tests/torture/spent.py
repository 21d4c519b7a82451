"""Seconds of processor time of some processes, and of all others on the machine. Judges nothing."""

import math
from collections.abc import Mapping
from contextlib import suppress

import psutil


class Spent:
    """Counts from when it is made. `whose`: process ids by whom they are; a process's children count with it."""

    def __init__(self, whose: Mapping[str, int]) -> None:
        self.whose = {who: psutil.Process(pid) for who, pid in whose.items()}
        self.before = {who: seconds_of(process) for who, process in self.whose.items()}
        self.last = dict(self.before)
        self.busy = busy_seconds()

    def look(self) -> dict[str, float]:
        """Until now; of one that has ended until it was last looked at. "others": everybody else here."""
        for who, process in self.whose.items():
            if process.is_running():
                self.last[who] = seconds_of(process)
        spent = {who: self.last[who] - seconds for who, seconds in self.before.items()}
        return {**spent, "others": max(0.0, busy_seconds() - self.busy - sum(spent.values()))}


def seconds_of(process: psutil.Process) -> float:
    """Of a process, the children it has now, and those that have ended."""
    own = process.cpu_times()
    ended = own.children_user + own.children_system
    return float(own.user + own.system + ended + sum(map(alive_seconds, process.children(recursive=True))))


def alive_seconds(child: psutil.Process) -> float:
    """Of a child; of one that has ended meanwhile none, as it counts among those that have."""
    with suppress(psutil.NoSuchProcess):
        times = child.cpu_times()
        return float(times.user + times.system)
    return 0.0


def busy_seconds() -> float:
    """Of all processors, since the machine was started."""
    times = psutil.cpu_times()
    return float(math.fsum(times) - times.idle - times.iowait - times.guest - times.guest_nice)
