"""Columns of a file of history as the rules' integers: what is surely right, what needs a look. Refuses nothing."""

from collections.abc import Mapping, Sequence

import polars as pl

from integrations.history_rows import UNKNOWN, Limits
from triggers.replay.history import LARGEST, MICROSECOND, MILLION, PLACES

PLAIN = r"^-?\d{1,9}(\.\d{1,6})?$"
WIDEST = 38
ISO = "%+"
SMALL = 2**16


def encoded(
    schema: Mapping[str, pl.DataType], units: Sequence[str], metrics: Sequence[str], limits: Limits
) -> list[pl.Expr]:
    """A row as `key` (place in units × len(metrics) + place in metrics), value and observed; received, unit and source
    where the file has them. `key` null: the row needs a look.
    """
    value, sure = value_in(schema["value"])
    observed = moment_in("observed_at", schema["observed_at"])
    found = [value.alias("value"), observed.alias("observed")]
    if "received_at" in schema:
        given = moment_in("received_at", schema["received_at"])
        received = pl.when(blank("received_at", schema["received_at"])).then(observed).otherwise(given)
        found.append(received.alias("received"))
        lag = received - observed
        sure &= lag.is_between(-(limits.ahead // MICROSECOND), limits.back // MICROSECOND).fill_null(
            value=False
        )
    place = place_in("organisation", units) * len(metrics) + place_in("metric", metrics)
    key = pl.when(sure & observed.is_not_null()).then(place)
    small = len(units) * len(metrics) <= SMALL
    more = (pl.col(name) for name in ("unit", "source") if name in schema)
    return [key.cast(pl.UInt16 if small else pl.UInt32).alias("key"), *found, *more]


def place_in(column: str, names: Sequence[str]) -> pl.Expr:
    """The place of a name in a list; null if it is not there."""
    return pl.col(column).cast(pl.Enum(names), strict=False).to_physical().cast(pl.UInt32)


def value_in(kind: pl.DataType) -> tuple[pl.Expr, pl.Expr]:
    """The value in millionths, and whether it surely is right. A float is taken for the decimal that it is nearest to,
    which is proven by dividing back; where that fails it needs a look.
    """
    given = pl.col("value")
    if kind.is_float():
        whole = (given * MILLION).round()
        million = (
            given.is_null().cast(pl.Float64) + MILLION
        )  # a column: by a single number it would not divide exactly
        sure = given.is_null() | ((whole / million == given) & (whole.abs() < LARGEST))
        return pl.when(sure).then(whole).cast(pl.Int64, strict=False), sure.fill_null(value=False)
    if kind.is_integer():
        sure = given.is_null() | (given.cast(pl.Int64, strict=False).abs() < LARGEST // MILLION)
        return pl.when(sure).then(given.cast(pl.Int64, strict=False) * MILLION), sure.fill_null(value=False)
    text = given.cast(pl.String).str.strip_chars()
    plain = text.str.contains(PLAIN).fill_null(value=False)
    number = pl.when(plain).then(text).cast(pl.Decimal(WIDEST, PLACES), strict=False)
    absent = text.str.to_lowercase().eq(UNKNOWN) if kind == pl.String else given.is_null()
    return (number * MILLION).cast(pl.Int64), plain | absent.fill_null(value=False)


def moment_in(column: str, kind: pl.DataType) -> pl.Expr:
    """Microseconds since 1970; null where it needs a look."""
    given = pl.col(column)
    if kind == pl.String:
        given = given.str.to_datetime(ISO, time_unit="us", time_zone="UTC", strict=False)
    return given.dt.timestamp("us")


def blank(column: str, kind: pl.DataType) -> pl.Expr:
    """Whether nothing is said."""
    given = pl.col(column)
    return given.is_null() | (given.str.strip_chars() == "") if kind == pl.String else given.is_null()
