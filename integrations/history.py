"""A file of figures, CSV or Parquet → the history that rules run over. Each row is taken, or refused with its reason.

Columns: organisation, metric, value, observed_at; optional received_at, source, unit. The file is read once, a part at
a time, into integers; rows that these cannot be sure of are read again, one by one.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import polars as pl

from integrations.history_columns import encoded
from integrations.history_rows import COLUMNS, MORE, Limits, Received, Refusal, read_row
from triggers.catalogue import Catalogue, Metric
from triggers.check_value import UNITS
from triggers.replay.history import MILLION, RARE, ROWS, History, in_columns, in_order, micros, without_rare

PART = 400_000
SAMPLE = 100_000
MANY_ODD = 20_000
LINE = "line"
Lanes = dict[tuple[str, str], list[pl.DataFrame]]
Told = Callable[[int, int], None]


class HistoryUnread(Exception):
    """The file is none of figures: why."""


class HistoryRead(NamedTuple):
    """What a file holds. `rows`: all that are in it, those refused among them."""

    history: History
    rows: int
    refused: tuple[Refusal, ...]


def read_history(
    file: Path, catalogue: Catalogue, limits: Limits, told: Told = lambda _done, _of: None
) -> HistoryRead:
    """The whole file. Raises HistoryUnread. `told`: rows read, of how many."""
    try:
        return Reader(scanned(file), catalogue, limits, told).read()
    except (OSError, pl.exceptions.PolarsError) as error:
        raise HistoryUnread(f"{file}: cannot be read: {str(error).splitlines()[0]}") from None


def scanned(file: Path) -> pl.LazyFrame:
    """The file as columns not read yet. Raises HistoryUnread."""
    if not file.is_file():
        raise HistoryUnread(f"{file}: there is no such file.")
    parquet = file.suffix.casefold() == ".parquet"
    scan = pl.scan_parquet(file) if parquet else pl.scan_csv(file, infer_schema=False)
    schema = scan.collect_schema()
    known = (*COLUMNS, *MORE)
    if strange := [name for name in schema if name not in known]:
        raise HistoryUnread(f"{file}: {', '.join(strange)}: no known column. Known are {', '.join(known)}.")
    if missing := [name for name in COLUMNS if name not in schema]:
        raise HistoryUnread(f"{file}: the column {', '.join(missing)} is missing.")
    for name in ("observed_at", "received_at"):
        kind = schema.get(name)
        if kind is not None and kind != pl.String and getattr(kind, "time_zone", None) is None:
            raise HistoryUnread(f"{file}: {name} has no time zone.")
    value = schema["value"]
    if not (value.is_numeric() or value == pl.String):
        raise HistoryUnread(f"{file}: value is a column of {value}, not of numbers.")
    named = scan.with_columns(pl.col("organisation", "metric").cast(pl.String))
    return named.with_columns(pl.col("value").fill_null("")) if value == pl.String else named


class Reader:
    """One reading of one file."""

    def __init__(self, scan: pl.LazyFrame, catalogue: Catalogue, limits: Limits, told: Told) -> None:
        self.scan, self.catalogue, self.limits, self.told = scan, catalogue, limits, told
        self.schema = dict(scan.collect_schema())
        self.metrics = sorted(catalogue.metrics)
        self.rows = int(scan.select(pl.len()).collect().item())
        self.sources = self.names("source", self.scan) if "source" in self.schema else []

    def read(self) -> HistoryRead:
        """Once with the units that the file begins and ends with, and again if it has many more."""
        ends = pl.concat([self.scan.head(SAMPLE), self.scan.tail(SAMPLE)])
        lanes, odd = self.taken(self.names("organisation", ends))
        if len(odd) > MANY_ODD:
            lanes, odd = self.taken(self.names("organisation", self.scan))
        refused = list(self.one_by_one(odd, lanes))
        framed: dict[str, dict[str, pl.DataFrame]] = {}
        for unit, metric in sorted(lanes):
            rows = joined(lanes.pop((unit, metric)))
            if len(rows):
                framed.setdefault(unit, {})[metric] = in_order(rows)
        return HistoryRead(History(framed, tuple(self.sources)), self.rows, tuple(refused))

    def names(self, column: str, scan: pl.LazyFrame) -> list[str]:
        """Every name in a column."""
        found = scan.select(pl.col(column).cast(pl.String).unique()).collect()[column]
        return sorted(name for name in found if name)

    def taken(self, units: list[str]) -> tuple[Lanes, list[int]]:
        """The rows that are surely right by unit and metric, and the lines of the others."""
        parts: dict[int, list[pl.DataFrame]] = {}
        odd: list[int] = []
        done = 0
        columns = encoded(self.schema, units, self.metrics, self.limits)
        for part in self.scan.select(columns).collect_batches(chunk_size=PART, maintain_order=True):
            numbered = part.with_columns(pl.int_range(done, done + len(part), dtype=pl.UInt32).alias(LINE))
            for (key,), rows in numbered.partition_by("key", as_dict=True, include_key=False).items():
                if key is None:
                    odd += rows[LINE].to_list()
                else:
                    parts.setdefault(int(key), []).append(rows)
            done += len(part)
            self.told(done, self.rows)
        lanes: Lanes = {}
        for key in list(parts):
            unit, metric = divmod(key, len(self.metrics))
            rows = pl.concat(parts.pop(key))
            good = rows.filter(possible(self.catalogue.metrics[self.metrics[metric]], rows.columns))
            if len(good) < len(rows):
                odd += rows.join(good, on=LINE, how="anti")[LINE].to_list()
            lanes[units[unit], self.metrics[metric]] = [self.kept(good)]
        return lanes, sorted(odd)

    def kept(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The columns that a history keeps. What does not say when it was received was so when it was observed."""
        if "received" not in rows.columns:
            rows = rows.with_columns(pl.col("observed").alias("received"))
        if "source" not in rows.columns:
            return rows.select(*ROWS, LINE)
        source = pl.col("source").cast(pl.String).fill_null("")
        places = source.replace_strict(
            self.sources, range(len(self.sources)), default=None, return_dtype=pl.UInt16
        )
        return rows.select(*ROWS, LINE, places.alias("source"))

    def one_by_one(self, odd: list[int], lanes: Lanes) -> Iterator[Refusal]:
        """Takes or refuses each row that needs a look."""
        if not odd:
            return
        lines = pl.LazyFrame({LINE: pl.Series(odd, dtype=pl.UInt32)})
        raw = self.scan.with_row_index(LINE).join(lines, on=LINE, how="semi").sort(LINE).collect()
        found: dict[tuple[str, str], list[tuple[object, ...]]] = {}
        for cells in raw.iter_rows(named=True):
            read = read_row(cells[LINE] + 1, cells, self.catalogue, self.limits)
            if isinstance(read, Refusal):
                yield read
            else:
                reading = read.reading
                found.setdefault((reading.organisation, reading.metric), []).append(
                    self.row(read, cells[LINE])
                )
        types = {**ROWS, "text": RARE["text"], "source": RARE["source"], LINE: pl.UInt32()}
        for lane, rows in found.items():
            lanes.setdefault(lane, []).append(pl.DataFrame(rows, types, orient="row"))

    def row(self, received: Received, line: int) -> tuple[object, ...]:
        """A row read one by one, in columns."""
        at, reading = received
        value, text, *_ = in_columns(reading.measure)
        source = self.sources.index(reading.source) if reading.source in self.sources else None
        return value, micros(reading.observed_at), micros(at), text, source, line


def possible(metric: Metric, columns: Iterable[str]) -> pl.Expr:
    """Whether a figure is surely one of the metric: its range, and its unit if one is given."""
    value = pl.col("value")
    low, high = int(metric.low * MILLION), int(metric.high * MILLION)
    found = value.is_null() | value.is_between(low, high)
    if metric.refuse_fraction:
        found &= value.is_null() | ~value.is_between(1, MILLION)
    if "unit" in columns:
        unit = pl.col("unit").cast(pl.String).str.strip_chars().str.to_lowercase()
        found &= unit.is_null() | unit.is_in(sorted({*UNITS[metric.unit], ""}))
    return found


def joined(parts: list[pl.DataFrame]) -> pl.DataFrame:
    """One metric's rows in the order of the file."""
    whole = pl.concat(parts, how="diagonal") if len(parts) > 1 else parts[0]
    if not whole[LINE].is_sorted():
        whole = whole.sort(LINE)
    return without_rare(whole.drop(LINE))
