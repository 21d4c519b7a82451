"""Levels over time with no more steps than a picture has columns. Draws nothing."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from triggers.replay.values import Span

INSTANT = timedelta(microseconds=1)


def too_fine(spans: Sequence[Span], begins: datetime, ends: datetime, columns: int) -> bool:
    """Whether some level is told for less than a column."""
    column = (ends - begins) / columns
    return any(span.level is not None and span.ends - span.begins < column for span in spans)


def in_columns(spans: Sequence[Span], begins: datetime, ends: datetime, columns: int) -> tuple[Span, ...]:
    """The spans over [begins, ends); where one is narrower than a column, each column's highest level."""
    if not too_fine(spans, begins, ends, columns):
        return tuple(spans)
    return tuple(_merged(_highest(spans, begins, ends, columns), begins, ends))


def _highest(spans: Sequence[Span], begins: datetime, ends: datetime, columns: int) -> list[int | None]:
    highest: list[int | None] = [None] * columns
    whole = ends - begins
    for span in spans:
        first = (span.begins - begins) * columns // whole
        last = min(columns - 1, max(first, ((span.ends - begins) * columns - INSTANT) // whole))
        if span.level is not None:
            for at in range(first, last + 1):
                highest[at] = max(highest[at] or 0, span.level)
    return highest


def _merged(highest: Sequence[int | None], begins: datetime, ends: datetime) -> Iterator[Span]:
    begun, columns = 0, len(highest)
    for at in range(1, columns + 1):
        if at == columns or highest[at] != highest[begun]:
            edges = [begins + (ends - begins) * place / columns for place in (begun, at)]
            yield Span(edges[0], edges[1], highest[begun])
            begun = at
