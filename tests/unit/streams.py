"""BLMK as a stream in memory, and submissions to it. Asserts nothing and reaches no database."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache

from app.clock import StreamClock
from app.configuration import Configuration, Rules, plan_at
from app.decided import Decision, StreamState
from app.ingest.record import needs_history, sighting_key, sighting_of
from app.ingest.submission import Item, PostReadings, Submission, Tick
from app.journal.chain import GENESIS, Entry, Head
from app.levels.local_triggers import memory_text, read_memory
from app.levels.picture import read_picture
from app.organisations.reference_systems import reference_text
from app.organisations.system_file import read_system, sha256_of
from app.pipeline import decide
from app.restore import nobody, restored
from app.wiring import load_rules
from triggers.values import Measure, Reading

BEGINS = datetime(2026, 1, 12, 8, tzinfo=UTC)
SITES = ("RD8-MKH", "RC9-BED", "RC9-LDH")
METRICS = (
    "ambulance.mean_handover_minutes",
    "ed.four_hour_performance_pct",
    "ed.majors_resus_occupancy_pct",
    "ed.median_time_to_treatment_minutes",
    "ed.over_12h_from_arrival_pct",
    "ed.referred_to_service_pct",
    "beds.ga_occupancy_pct",
    "beds.escalation_open_pct",
    "beds.nctr_pct",
)


@cache
def rules() -> Rules:
    """Compiled once."""
    return load_rules()


@cache
def configuration() -> Configuration:
    """The reference system."""
    text = reference_text("blmk") or ""
    return Configuration(sha256_of(text), read_system(text, "blmk"), rules())


def stream(begins: datetime = BEGINS) -> StreamState:
    """A new stream at a moment: every unit is looked at before anything else."""
    empty = StreamState(
        code="QHG",
        mode="live",
        head=Head(0, GENESIS),
        last_at=begins,
        clock=StreamClock(),
        configuration=configuration(),
        plan=plan_at(configuration(), begins),
        units={},
        people=nobody(configuration()),
    )
    return restored(empty, [])


def posting(unit: str, at: datetime, *values: str | None) -> PostReadings:
    """The figures of a unit in the order of `METRICS`; None: unknown."""
    measures = [None if value is None else Measure(Decimal(value)) for value in values]
    readings = [Reading(unit, metric, given, at) for metric, given in zip(METRICS, measures, strict=False)]
    return PostReadings("key:1", tuple(Item(n, reading) for n, reading in enumerate(readings)))


def played(state: StreamState, batches: Iterable[tuple[datetime, Sequence[Submission]]]) -> list[Decision]:
    """What each batch comes to, one after the other, with the history that the ones before it wrote."""
    decisions: list[Decision] = []
    kept: list[Reading] = []
    for real, batch in batches:
        late = needs_history(state.units, (s.items for s in batch if isinstance(s, PostReadings)))
        history = {sighting_key(reading): sighting_of(reading, {}, kept) for reading in late}
        decisions.append(decide(state, batch, history, real, lambda: b"salt"))
        kept += (entry.kept.reading for entry in decisions[-1].readings)
        state = decisions[-1].state
    return decisions


def entries(decisions: Iterable[Decision], *kinds: str) -> list[tuple[str, str]]:
    """Kinds and bodies of the entries journalled."""
    found: Iterable[Entry] = (entry for decision in decisions for entry in decision.entries)
    return [(entry.kind, entry.body) for entry in found if not kinds or entry.kind in kinds]


def ticking(state: StreamState, minutes: int) -> StreamState:
    """The state after time has passed and nothing has arrived."""
    return decide(state, [Tick()], {}, state.last_at + timedelta(minutes=minutes)).state


def read_back(state: StreamState) -> StreamState:
    """The state as another process reads it from the pictures."""
    begun = state._replace(
        units={}, plan=plan_at(state.configuration, state.last_at), people=nobody(state.configuration)
    )
    pictures = [
        read_picture(unit.body)._replace(triggers=read_memory(memory_text(unit.triggers)))
        for unit in state.units.values()
        if unit.body
    ]
    return restored(begun, pictures, state.people.matters.values())
