"""Days lived in memory, and what the database would hold of them. Asserts nothing."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from app.board.past.facts import Figure, Told, told_of
from app.board.past.replay import Judging, metrics_behind
from app.board.past.store import Window
from app.board.past.stretch import Stretch
from app.decided import Decision, ReadingEntry
from app.organisations.queries import local_day
from app.organisations.units_config import unit_config
from app.stream.statement import stored_source
from tests.unit.streams import BEGINS, configuration
from triggers.compile import CompiledPack

MKUH = "RD8-MKH"
DAY = Stretch(
    datetime(2026, 1, 12, tzinfo=UTC),
    datetime(2026, 1, 13, tzinfo=UTC),
    datetime(2026, 1, 13, tzinfo=UTC),
)


def stored(entry: ReadingEntry) -> Figure:
    """A reading as its row."""
    seq, kept, _ = entry
    _, metric, measure, observed_at, _, _ = kept.reading
    value, numerator, denominator = measure or (None, None, None)
    named = metric, observed_at, seq, kept.line, stored_source(seq, kept)
    return Figure(*named, value, numerator, denominator, kept.verdict, kept.confirms_at)


def figures_in(decisions: Iterable[Decision], unit: str = MKUH) -> list[Figure]:
    """A unit's rows."""
    found = (entry for decision in decisions for entry in decision.readings)
    return [stored(entry) for entry in found if entry.kept.reading.organisation == unit]


def told_in(decisions: Iterable[Decision], unit: str = MKUH) -> Iterator[Told]:
    """A unit's level entries."""
    for decision in decisions:
        for entry in decision.entries:
            if entry.kind == "level" and entry.unit == unit:
                yield told_of(entry.seq, unit, entry.recorded_at, entry.body)


def judging(told: Told) -> Judging:
    """By what the entry was judged."""
    here, said = configuration(), told.said
    pack = here.rules.packs[said.pack, said.pack_version]
    assert isinstance(pack, CompiledPack)
    config = unit_config(
        here.system, told.unit, local_day(here.system, told.effective_at), here.rules.catalogue
    )
    return Judging(told.unit, pack, config, here.rules.catalogue, told.effective_at)


def chosen(figures: Sequence[Figure], window: Window, given: Judging) -> list[Figure]:
    """What the store reads of these for a window."""
    metrics = metrics_behind(given.pack, given.catalogue)
    then = [f for f in figures if f.seq <= window.seq and f.metric in metrics]
    near = [f for f in then if window.since <= f.observed_at < window.beyond]
    far = sorted(
        (f for f in then if window.back <= f.observed_at < window.since),
        key=lambda f: (f.observed_at, f.seq, f.line),
    )
    newest = {f.metric: f for f in far}
    scored = {f.metric: f for f in far if f.value is not None and f.verdict != "queried"}
    return [*near, *{*newest.values(), *scored.values()}]


def told(seq: int, at: datetime, now: int | None, was: int | None = None) -> Told:
    """A level entry of which only the level matters."""
    return Told(seq, MKUH, at, "{}", at, was, now)


def sent(
    value: str | None, at: datetime = BEGINS, seq: int = 1, *, verdict: str = "accepted", line: int = 0
) -> Figure:
    """A figure of general and acute occupancy."""
    source = f"counts@{seq}" if verdict == "derived" else "feed"
    number = None if value is None else Decimal(value)
    return Figure("beds.ga_occupancy_pct", at, seq, line, source, number, None, None, verdict, None)
