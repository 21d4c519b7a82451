"""How figures are written for people. Rounds for display only."""

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

SUFFIXES = {"%": " %", "min": " min", "s": " s", "hours": " h"}
LONGEST_EXPONENT = 20


def write_number(value: Decimal) -> str:
    """Plain digits, no trailing zeros: 96.40 is "96.4"."""
    if abs(value.adjusted()) > LONGEST_EXPONENT:
        return f"{value:.2E}"
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


@lru_cache(maxsize=8192)
def write_figure(value: Decimal, unit: str, places: int) -> str:
    """A figure with its unit: "126 %", "9.8 %", "52 min"."""
    return write_number(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)) + SUFFIXES.get(unit, "")
