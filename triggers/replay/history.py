"""Figures as received, in columns: what a year of a whole system fits into. Judges no figure.

Values are counted in millionths, as integers: a figure is never a float here. One with more places than six is kept as
text, and is worked out one by one.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

import polars as pl

from triggers.values import Measure, Reading

PLACES = 6
MILLION = 10**PLACES
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
AT_ONCE = 200_000
ROWS: Mapping[str, pl.DataType] = {"value": pl.Int64(), "observed": pl.Int64(), "received": pl.Int64()}
RARE: Mapping[str, pl.DataType] = {
    "text": pl.String(),
    "source": pl.UInt16(),
    "confirmed": pl.Boolean(),
    "numerator": pl.String(),
    "denominator": pl.String(),
}
"""Columns that most histories do without."""


class History(NamedTuple):
    """Every figure taken: `lanes` has the rows of each unit's metrics, in the order received.

    Columns are those of ROWS, and of RARE those needed. value: millionths; null is "unknown", unless `text` has the
    figure. observed, received: microseconds since 1970. source: place in `sources`. What one unit received at one
    moment is one submission.
    """

    lanes: Mapping[str, Mapping[str, pl.DataFrame]]
    sources: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """How many figures there are."""
        return sum(len(rows) for lanes in self.lanes.values() for rows in lanes.values())

    def received(self, unit: str) -> tuple[datetime, datetime]:
        """When a unit's first and last figures were received."""
        lanes = self.lanes[unit].values()
        first, last = min(rows["received"][0] for rows in lanes), max(rows["received"][-1] for rows in lanes)
        return moment_of(first), moment_of(last)


def in_order(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows in the order received; of equal moments the earlier row first."""
    return rows if rows["received"].is_sorted() else rows.sort("received", maintain_order=True)


class Gathering:
    """Readings one after the other → a history. Of those received at one moment the first added is the earlier."""

    def __init__(self) -> None:
        self.sources: dict[str, int] = {}
        self.rows: dict[tuple[str, str], list[tuple[object, ...]]] = {}
        self.parts: dict[tuple[str, str], list[pl.DataFrame]] = {}
        self.waiting = 0

    def add(self, received: datetime, reading: Reading) -> None:
        """One more."""
        value, text, numerator, denominator = in_columns(reading.measure)
        source = self.sources.setdefault(reading.source, len(self.sources))
        times = micros(reading.observed_at), micros(received)
        row = (value, *times, text, source, reading.confirmed, numerator, denominator)
        self.rows.setdefault((reading.organisation, reading.metric), []).append(row)
        self.waiting += 1
        if self.waiting >= AT_ONCE:
            self.pack()

    def pack(self) -> None:
        """Puts what waits into columns."""
        for lane, rows in self.rows.items():
            frame = pl.DataFrame(rows, {**ROWS, **RARE}, orient="row")
            self.parts.setdefault(lane, []).append(frame)
        self.rows, self.waiting = {}, 0

    def history(self) -> History:
        """Everything added."""
        self.pack()
        lanes: dict[str, dict[str, pl.DataFrame]] = {}
        for unit, metric in sorted(self.parts):
            rows = without_rare(pl.concat(self.parts[unit, metric]))
            lanes.setdefault(unit, {})[metric] = in_order(rows)
        return History(lanes, tuple(self.sources))


def without_rare(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows without the columns in which nothing is said."""
    silent = (name for name in ("text", "numerator", "denominator") if name in rows.columns)
    return rows.drop(name for name in silent if rows[name].null_count() == len(rows))


def history_of(readings: Iterable[tuple[datetime, Reading]]) -> History:
    """A history of readings, each with the time it was received."""
    gathering = Gathering()
    for received, reading in readings:
        gathering.add(received, reading)
    return gathering.history()


def in_columns(measure: Measure | None) -> tuple[int | None, str | None, str | None, str | None]:
    """Value in millionths, or as text where it does not fit; numerator and denominator."""
    if measure is None:
        return None, None, None, None
    top, below = (None if count is None else format(count, "f") for count in measure[1:])
    whole = millionths(measure.value)
    return whole, format(measure.value, "f") if whole is None else None, top, below


def millionths(value: Decimal) -> int | None:
    """The value in millionths; None: it has more places, or is too large for the arithmetic of columns."""
    scaled = value.scaleb(PLACES)
    return int(scaled) if scaled == scaled.to_integral_value() and abs(scaled) < LARGEST else None


LARGEST = 2**53


def micros(moment: datetime) -> int:
    """Microseconds since 1970."""
    return (moment - EPOCH) // MICROSECOND


def moment_of(micro: int) -> datetime:
    """The moment of so many microseconds since 1970."""
    return EPOCH + timedelta(microseconds=micro)
