"""Which stretch of time is asked about: a local day, or the hours up to now. Reads nothing."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from app.organisations.queries import local_day, local_midnight
from app.organisations.system_file import SystemFile

FIRST_DAY = date(2000, 1, 1)
INSTANT = timedelta(microseconds=1)


class Stretch(NamedTuple):
    """From `from_` to `to`. One that ends now takes in what bears the present moment; a past day does not take in
    the midnight that ends it. `beyond`: the first moment that does not belong to it.
    """

    from_: datetime
    to: datetime
    beyond: datetime
    day: date | None = None

    @property
    def last(self) -> datetime:
        """Its last moment."""
        return self.beyond - INSTANT


class DayOutOfReach(Exception):
    """There is nothing to show of that day, whatever is held."""


def last_hours(now: datetime, hours: int) -> Stretch:
    """The hours up to now."""
    return Stretch(now - timedelta(hours=hours), now, now + INSTANT)


def whole_day(system: SystemFile, day: date, now: datetime) -> Stretch:
    """A local day, 23 or 25 hours long where clocks change; today as far as it has come. Raises DayOutOfReach."""
    today = local_day(system, now)
    if day > today:
        raise DayOutOfReach(f"{day} has not begun: it is {today} there. Ask for that day or an earlier one.")
    if day < FIRST_DAY:
        raise DayOutOfReach(f"{day} lies before {FIRST_DAY}. Ask for a later day.")
    begins = local_midnight(system, day)
    if day == today:
        return Stretch(begins, now, now + INSTANT, day)
    ends = local_midnight(system, day + timedelta(days=1))
    return Stretch(begins, ends, ends, day)
