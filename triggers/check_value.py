"""Whether a figure can be true of a metric at all. Compares it with nothing held."""

from decimal import Decimal
from typing import NamedTuple

from triggers.catalogue import Metric
from triggers.wording import write_number

DUMMIES = frozenset(Decimal(sign * (10**nines - 1)) for nines in range(3, 10) for sign in (-1, 1))
UNITS = {
    "%": {"%", "percent", "pct", "percentage"},
    "min": {"min", "mins", "minute", "minutes", "m"},
    "s": {"s", "sec", "secs", "second", "seconds"},
    "hours": {"h", "hr", "hrs", "hour", "hours"},
    "count": {"count", "1", "number", "patients", "beds", "calls", ""},
    "level": {"level"},
    "points": {"points"},
}
DIGITS = 15


class Refusal(NamedTuple):
    """Why a figure is not taken, in a sentence a person can act on."""

    code: str
    field: str
    message: str


def check_value(metric: Metric, value: Decimal | None, unit: str | None) -> Refusal | None:
    """None: it may be taken. `value` None is `unknown`, always allowed; `unit` None was not given.

    Occupancy above 100 % is legitimate: corridors count. 0 < value ≤ 1 is refused only where the
    catalogue says that so small a percentage is not plausible.
    """
    if unit is not None and unit.strip().casefold() not in UNITS[metric.unit]:
        message = f"{metric.short} is measured in {metric.unit}; it was sent in {unit.strip()[:20]!r}."
        return Refusal("wrong_unit", "unit", message)
    if value is None:
        return None
    digits, exponent = value.as_tuple()[1:]
    if not isinstance(exponent, int) or len(digits) > DIGITS or exponent < -DIGITS:
        message = f'{metric.short} must be a number of at most {DIGITS} digits, or "unknown".'
        return Refusal("not_a_number", "value", message)
    return _out_of_range(metric, value) or _a_share_of_one(metric, value)


def _out_of_range(metric: Metric, value: Decimal) -> Refusal | None:
    if metric.low <= value <= metric.high:
        return None
    if value in DUMMIES:
        message = f'{write_number(value)} stands for "no figure" in some systems. Send "unknown" instead.'
        return Refusal("dummy_value", "value", message)
    low, high, sent = (write_number(number) for number in (metric.low, metric.high, value))
    message = (
        f"{metric.short} lies between {low} and {high}; {sent} cannot be right. Check it and send it again."
    )
    return Refusal("impossible_value", "value", message)


def _a_share_of_one(metric: Metric, value: Decimal) -> Refusal | None:
    if not (metric.refuse_fraction and 0 < value <= 1):
        return None
    share, percentage = write_number(value), write_number(value * 100)
    message = f"{share} looks like a share of one. Send {percentage} for a percentage."
    return Refusal("looks_like_fraction", "value", message)
