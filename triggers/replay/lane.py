"""One metric of one unit, read row by row where columns do not do. Judges no figure."""

from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property

import polars as pl

from triggers.replay.history import PLACES, RARE, micros, moment_of
from triggers.values import Held, Measure, Reading

FEED = "feed"


class Lane:
    """The rows in the order received. `place`: the next one."""

    def __init__(self, unit: str, metric: str, rows: pl.DataFrame, sources: tuple[str, ...]) -> None:
        self.unit, self.metric, self.rows, self.sources = unit, metric, rows, sources
        self.observed, self.value = rows["observed"], rows["value"]
        self.rare = bool(set(rows.columns) & RARE.keys())
        self.place = self.began = 0
        self.read: tuple[int, Reading] | None = None

    @cached_property
    def received(self) -> list[int]:
        """When each row was received: a list, as it is searched again and again."""
        return self.rows["received"].to_list()

    def seek(self, moment: int) -> None:
        """Goes to the first row received at or after a moment."""
        self.place = bisect_left(self.received, moment)

    @property
    def next_at(self) -> int | None:
        """When the next row was received."""
        return self.received[self.place] if self.place < len(self.received) else None

    def take(self, moment: int) -> Iterator[Reading]:
        """The rows received at that moment, passing them: one submission's."""
        self.began = self.place
        while self.place < len(self.received) and self.received[self.place] == moment:
            self.place += 1
            yield self.row(self.place - 1)

    def seen(self, reading: Reading) -> bool:
        """Whether a submission before the one last taken had an equal reading."""
        same = (self.observed[: self.began] == micros(reading.observed_at)).arg_true()
        return any(self.row(at) == reading for at in same)

    def held(self) -> Held:
        """What is held of the metric, where the row before `place` took the place of all before it."""
        reading = self.row(self.place - 1)
        at = reading.observed_at
        return Held(self.metric, reading.measure, at, at, reading.source)

    def stands(self, held: Held) -> bool:
        """Whether that is what is held, in columns too."""
        return held == self.held() and self.value[self.place - 1] is not None

    def row(self, at: int) -> Reading:
        """One row as the rules take it. The last one read is at hand."""
        if self.read is None or self.read[0] != at:
            self.read = at, self.reading(at)
        return self.read[1]

    def reading(self, at: int) -> Reading:
        """One row as the rules take it, read anew."""
        observed, value = moment_of(self.observed[at]), self.value[at]
        plain = None if value is None else Measure(Decimal(value).scaleb(-PLACES))
        if not self.rare:
            return Reading(self.unit, self.metric, plain, observed, FEED)
        row = self.rows.row(at, named=True)
        text, source = row.get("text"), row.get("source")
        counts = (row.get(name) for name in ("numerator", "denominator"))
        given = Decimal(text) if text is not None else plain.value if plain is not None else None
        measure = (
            None if given is None else Measure(given, *(None if c is None else Decimal(c) for c in counts))
        )
        name = FEED if source is None else self.sources[source]
        return Reading(self.unit, self.metric, measure, observed, name, bool(row.get("confirmed")))
