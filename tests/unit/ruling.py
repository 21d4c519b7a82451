"""Builders for tests of the rules: packs, figures, moments. Asserts nothing."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import settings

from tests.examples import tried
from triggers.assess import UnitConfig, assess
from triggers.catalogue import Catalogue, load_catalogue
from triggers.compile import CompiledPack, CompiledRollup, compile_pack, compile_rollup
from triggers.expectations import IntervalExpectation
from triggers.loading import load_packs
from triggers.packs import ParametersPack, RollupPack
from triggers.settle import Holds, settle
from triggers.values import Assessment, Held, Measure, Reading, Settled

settings.register_profile("rules", tried(60))  # no test is timed
settings.load_profile("rules")

LONDON = ZoneInfo("Europe/London")
START = datetime(2026, 1, 12, 8, tzinfo=UTC)
EARLIER, LATER = "opel-acute-2023-24", "opel-acute-2024-26"
HOLDS = Holds(timedelta(0), timedelta(minutes=30))
FEED = IntervalExpectation(
    every=timedelta(minutes=15), grace=timedelta(minutes=30), dead_after=timedelta(hours=4)
)
NOTHING = UnitConfig({}, frozenset(), frozenset(), LONDON)


@cache
def catalogue() -> Catalogue:
    return load_catalogue()


@cache
def pack(name: str) -> CompiledPack:
    loaded = load_packs(catalogue()).get(name, 1)
    assert loaded is not None
    assert isinstance(loaded.pack, ParametersPack)
    return compile_pack(loaded.pack, loaded.sha)


@cache
def rollup(name: str) -> CompiledRollup:
    loaded = load_packs(catalogue()).get(name, 1)
    assert loaded is not None
    assert isinstance(loaded.pack, RollupPack)
    return compile_rollup(loaded.pack, loaded.sha)


def fed(name: str) -> UnitConfig:
    """Every parameter is expected every 15 minutes."""
    return NOTHING._replace(expectations={p.metric: FEED for p in pack(name).parameters})


def minutes(count: float) -> datetime:
    return START + timedelta(minutes=count)


def figure(metric: str, value: str | Decimal, at: datetime = START) -> Held:
    return Held(metric, Measure(Decimal(value)), at, at)


def figures(name: str, values: str, at: datetime = START) -> dict[str, Held]:
    """Values in the pack's own order, separated by slashes; "-" is never known."""
    pairs = zip(pack(name).parameters, values.split("/"), strict=True)
    return {p.metric: figure(p.metric, value, at) for p, value in pairs if value != "-"}


def level(name: str, values: str) -> int | None:
    return assess(pack(name), NOTHING, figures(name, values), START).level


def posted(metric: str, value: str | None, at: datetime, *, confirmed: bool = False) -> Reading:
    measure = None if value is None else Measure(Decimal(value))
    return Reading("RD8", metric, measure, at, "feed", confirmed)


def settled(
    assessments: Iterable[tuple[datetime, Assessment]], before: Settled | None = None
) -> list[Settled]:
    """The settled state after each assessment."""
    states = [before or Settled()]
    for now, found in assessments:
        states.append(settle(states[-1], found, HOLDS, now))
    return states[1:]


def assessed(
    name: str, held: Mapping[str, Held], now: datetime = START, config: UnitConfig | None = None
) -> Assessment:
    return assess(pack(name), config or fed(name), held, now)


def facts(*values: object) -> tuple[object, ...]:
    """Several facts to compare at once; 22 and Decimal("22.0") are the same fact."""
    return values
