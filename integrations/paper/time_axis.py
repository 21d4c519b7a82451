"""Where an axis of local time has its marks, and what they say. Draws nothing."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONDAY = 0
HOURS_UP_TO, DAYS_UP_TO, WEEKS_UP_TO, EVERY_MONTH_UP_TO = 3 * DAY, 15 * DAY, 120 * DAY, 550 * DAY


class Tick(NamedTuple):
    """A mark. `label` empty: a fine line only."""

    at: datetime
    label: str


def ticks(begins: datetime, ends: datetime, zone: ZoneInfo) -> list[Tick]:
    """The marks from `begins` to `ends`: hours, days, Mondays or months, by how long that is.

    On the night the clocks go back an hour stands there twice, as it does on the wall.
    """
    lasts = ends - begins
    if lasts <= HOURS_UP_TO:
        return hours(begins, ends, zone, 2 if lasts <= 1.5 * DAY else 6)
    chosen: Callable[[date], str | None] = every_month if lasts <= EVERY_MONTH_UP_TO else every_january
    if lasts <= DAYS_UP_TO:
        chosen = every_day
    elif lasts <= WEEKS_UP_TO:
        chosen = every_monday
    found = []
    day = begins.astimezone(zone).date()
    while (at := datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)) < ends:
        label = chosen(day)
        if at >= begins and label is not None:
            found.append(Tick(at, label))
        day += DAY
    return found


def hours(begins: datetime, ends: datetime, zone: ZoneInfo, step: int) -> list[Tick]:
    """Every hour of the clock that `step` divides; midnight by its day."""
    found = []
    at = begins.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    while at < ends:
        local = at.astimezone(zone)
        if at >= begins and local.hour % step == 0:
            found.append(Tick(at, f"{local:%a} {local.day}" if local.hour == 0 else f"{local:%H:%M}"))
        at += HOUR
    return found


def every_day(day: date) -> str | None:
    """Each day: "Mon 12"."""
    return f"{day:%a} {day.day}"


def every_monday(day: date) -> str | None:
    """Mondays: "12 Jan"."""
    return f"{day.day} {MONTHS[day.month - 1]}" if day.weekday() == MONDAY else None


def every_month(day: date) -> str | None:
    """Firsts of a month: "Feb", and the year with January."""
    if day.day != 1:
        return None
    return f"Jan {day.year}" if day.month == 1 else MONTHS[day.month - 1]


def every_january(day: date) -> str | None:
    """Years; a fine line for each month."""
    return str(day.year) if (day.month, day.day) == (1, 1) else "" if day.day == 1 else None


def column_words(lasts: timedelta) -> str:
    """How long a column of a picture is: "1.5 h", "40 min"."""
    if lasts < HOUR:
        return f"{max(1, round(lasts / timedelta(minutes=1)))} min"
    return f"{lasts / HOUR:.1f} h"
