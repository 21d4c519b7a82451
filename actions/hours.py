"""The room's hours: what a moment is called there, whether it lies in a span, when that ends. Knows no rule.

Both nights on which the clocks change have their own arithmetic: a span always ends later than the moment in it.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from actions.ledger import Ledger
from actions.policy_text import Span
from actions.text_fields import between


def in_span(ledger: Ledger, span: Span, moment: datetime) -> bool:
    """Whether a moment lies within local hours."""
    return between(ledger.house.local(moment).time(), span.from_, span.until)


def end_of(ledger: Ledger, span: Span, moment: datetime) -> datetime:
    """When the local hours that a moment lies in are over: later than the moment."""
    local = ledger.house.local(moment)
    day = local.date() if local.time() < span.until else local.date() + timedelta(days=1)
    first, second = (moment_of(day, span.until.replace(fold=fold), ledger.house.zone) for fold in (0, 1))
    return first if first > moment else second


def moment_of(day: date, at: time, zone: ZoneInfo) -> datetime:
    """A local time of a day as a moment."""
    return datetime.combine(day, at, zone).astimezone(ZoneInfo("UTC"))


def clock(ledger: Ledger, moment: datetime) -> str:
    """HH:MM in the room; with its day where that is not today."""
    local, today = ledger.house.local(moment), ledger.house.local(ledger.at)
    return f"{local:%H:%M}" if local.date() == today.date() else f"{local:%a %H:%M}"
