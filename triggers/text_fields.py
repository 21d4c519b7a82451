"""Field types of the reviewed texts: durations as "15m" or "4h", percents as "50%", days. Closed base model."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

Provenance = Literal["official", "published", "reconstructed", "unverified"]
Words = Annotated[str, Field(min_length=1, max_length=200)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.-]*$", max_length=80)]
Number = Annotated[Decimal, Field(max_digits=15, allow_inf_nan=False)]

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_TYPES = {"every_day": DAYS, "weekdays": DAYS[:5], "weekends": DAYS[5:]}
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun", "every_day", "weekdays", "weekends"]
PART = re.compile(r"(\d{1,5})([smhd])")
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


class Closed(BaseModel):
    """Base of everything read from reviewed text: closed and immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def parse_duration(text: object) -> object:
    """A timedelta of text such as "15m", "4h" or "1h30m"; anything else is left for pydantic to refuse."""
    if isinstance(text, timedelta):
        return text
    parts = PART.findall(text) if isinstance(text, str) else []
    if not parts or "".join(number + unit for number, unit in parts) != text:
        raise ValueError('must be a duration such as "15m", "4h" or "1h30m"')
    return timedelta(seconds=sum(int(number) * SECONDS[unit] for number, unit in parts))


def write_duration(duration: timedelta) -> str:
    """The text that `parse_duration` reads back."""
    seconds = int(duration.total_seconds())
    found = ""
    for unit in "dhm":
        whole, seconds = divmod(seconds, SECONDS[unit])
        found += f"{whole}{unit}" if whole else ""
    return found + f"{seconds}s" if seconds else found or "0m"


def parse_percent(text: object) -> object:
    """The share (0 to 1) of text such as "50%"."""
    if isinstance(text, str) and re.fullmatch(r"\d{1,3}(\.\d{1,4})?%", text):
        return Decimal(text[:-1]) / 100
    if isinstance(text, Decimal):
        return text
    raise ValueError('must be a percentage such as "50%"')


Duration = Annotated[timedelta, BeforeValidator(parse_duration), PlainSerializer(write_duration)]
Share = Annotated[
    Decimal,
    BeforeValidator(parse_percent),
    Field(ge=0, le=1),
    PlainSerializer(lambda share: f"{share * 100:f}%"),
]
