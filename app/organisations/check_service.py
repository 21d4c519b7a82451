"""Whether a unit's statuses and opening hours mean something, beside what is expected of it. Changes nothing."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import combinations

from app.organisations.expected import covers, matches
from app.organisations.service import MIDNIGHT, OpeningHours
from app.organisations.system_file import SystemFile
from triggers.catalogue import Catalogue
from triggers.expectations import Expectation, IntervalExpectation
from triggers.local_hours import weekdays_of
from triggers.text_fields import DAYS, write_duration
from triggers.yaml_text import Path

Fault = tuple[Path, str]
LONGEST = timedelta(days=7)


def check_service(system: SystemFile, catalogue: Catalogue) -> Iterator[Fault]:
    """Everything wrong with them."""
    for i, unit in enumerate(system.units):
        if unit.opens is not None:
            yield ("units", i, "opens"), f"{unit.code}: hours are lines of opening_hours, not words"
    yield from _statuses(system)
    yield from _hours(system)
    yield from _expected_while_open(system, catalogue)


def _statuses(system: SystemFile) -> Iterator[Fault]:
    for i, status in enumerate(system.service_status):
        path: Path = ("service_status", i)
        yield from _unit(system, status.unit, (*path, "unit"))
        if status.until <= status.from_:
            yield (*path, "until"), f"ends at {status.until:%Y-%m-%d %H:%M}, not after it begins"
        elif status.until - status.from_ > LONGEST:
            latest = status.from_ + LONGEST
            yield (
                (*path, "until"),
                f"a status ends within 7 days: by {latest:%Y-%m-%d %H:%M}; give it anew then",
            )
    for (_, one), (j, other) in combinations(enumerate(system.service_status), 2):
        if one.unit == other.unit and one.from_ < other.until and other.from_ < one.until:
            span = f"from {one.from_:%Y-%m-%d %H:%M} to {one.until:%Y-%m-%d %H:%M}"
            yield (
                ("service_status", j, "from"),
                f"{other.unit} is {one.status} {span}: it has one status at a time",
            )


def _hours(system: SystemFile) -> Iterator[Fault]:
    for i, hours in enumerate(system.opening_hours):
        path: Path = ("opening_hours", i)
        yield from _unit(system, hours.unit, (*path, "unit"))
        if hours.until <= hours.from_:
            yield (
                (*path, "until"),
                f"{hours.until} is not after {hours.from_}: write midnight as {MIDNIGHT}; hours over it are two lines",
            )
    for (_, one), (j, other) in combinations(enumerate(system.opening_hours), 2):
        shared = weekdays_of(one.days) & weekdays_of(other.days)
        if one.unit == other.unit and shared and one.from_ < other.until and other.from_ < one.until:
            yield (
                ("opening_hours", j, "from"),
                f"{other.unit} is open from {one.from_} to {one.until} on {DAYS[min(shared)]} already",
            )


def _unit(system: SystemFile, code: str, path: Path) -> Iterator[Fault]:
    unit = system.units_by_code.get(code)
    if unit is None:
        yield path, f"{code} is not a unit of this system"
    elif unit.follows is not None:
        yield path, f"{code} stands as {unit.follows.stream} stands, which has services of its own"


def _expected_while_open(system: SystemFile, catalogue: Catalogue) -> Iterator[Fault]:
    """What is due only while a unit is shut would never be missed; nor, for weeks, would a feed that comes less often
    than the unit is open.
    """
    for code in dict.fromkeys(hours.unit for hours in system.opening_hours):
        hours = [one for one in system.opening_hours if one.unit == code and one.from_ < one.until]
        unit = system.units_by_code.get(code)
        if unit is None or not hours:
            continue
        spoken = [i for i, rule in enumerate(system.expectations) if covers(rule, unit)]
        last = {
            metric: i
            for metric in catalogue.metrics
            for i in spoken
            if matches(system.expectations[i].metrics, metric)
        }
        for i in sorted(set(last.values())):
            if (reason := _never_missed(code, system.expectations[i].expect, hours)) is not None:
                yield ("expectations", i, "expect"), reason


def _never_missed(code: str, expect: Expectation | None, hours: Sequence[OpeningHours]) -> str | None:
    if expect is None:
        return None
    if isinstance(expect, IntervalExpectation):
        shortest = min(_minutes(one.until) - _minutes(one.from_) for one in hours)
        if expect.every <= timedelta(minutes=shortest):
            return None
        return (
            f"every {write_duration(expect.every)} is more than {code} is open at a time: give times instead"
        )
    asked = any(
        one.from_ <= f"{at:%H:%M}" < one.until and weekdays_of(one.days) & expect.weekdays
        for at in expect.times
        for one in hours
    )
    return None if asked else f"{code} is shut at each of these times: nothing of them would ever be due"


def _minutes(time: str) -> int:
    hour, minute = time.split(":")
    return int(hour) * 60 + int(minute)
