"""Level entries → what level stood from when until when. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby

from app.board.past.facts import Told, spelled
from app.board.past.stretch import Stretch
from app.messages.past import LevelSpan


def spans_of(told: Iterable[Told], stretch: Stretch) -> tuple[LevelSpan, ...]:
    """A unit's levels over the stretch. `told`: its entries in order, the one standing at the start among them.

    A level reached at the very end has a span without length.
    """
    entries = [entry for entry in told if entry.effective_at < stretch.beyond]
    starts = [max(entry.effective_at, stretch.from_) for entry in entries]
    ends = [*starts[1:], stretch.to][: len(starts)]
    found = [
        (start, end, entry.now)
        for start, end, entry in zip(starts, ends, entries, strict=True)
        if start < end or entry is entries[-1]
    ]
    return tuple(
        LevelSpan(from_=spelled(start), to=spelled(end), level=level) for start, end, level in merged(found)
    )


def merged(
    spans: Iterable[tuple[datetime, datetime, int | None]],
) -> Iterator[tuple[datetime, datetime, int | None]]:
    """Neighbours of one level as one span."""
    for level, group in groupby(spans, key=lambda span: span[2]):
        same = list(group)
        yield same[0][0], same[-1][1], level


def changes_in(told: Sequence[Told], stretch: Stretch) -> list[Told]:
    """The entries of the stretch itself."""
    return [entry for entry in told if stretch.from_ <= entry.effective_at < stretch.beyond]
