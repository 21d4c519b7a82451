"""Builders for tests of local triggers: a trigger from its text, and a ward of figures that time passes over."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache

from tests.unit.ruling import FEED, LONDON, catalogue
from triggers.assess import UnitConfig
from triggers.compile_triggers import CompiledTrigger, CompiledTriggers, compile_triggers
from triggers.expectations import Expectation
from triggers.hold import take
from triggers.loading import read_pack
from triggers.look import Looked, look, pass_time
from triggers.plans import NO_PLANS, Plans
from triggers.scene import Facts, figures_taken
from triggers.trigger_pack import TriggerPack
from triggers.trigger_state import TriggerState, newly_fired, newly_over, newly_told
from triggers.values import Held, Measure, Reading

UNIT = "RD8-MKH"
BEDS, QUEUE = "beds.ga_occupancy_pct", "ed.ambulance_queue"
LOST = "ambulance.time_lost_hours"
ATTENDED = "ed.attendances_since_midnight"
HEADING = "pack: local\nversion: 1\nkind: triggers\ntitle: Local\nprovenance: unverified\ntriggers:\n"


@cache
def rules(*lines: str) -> CompiledTriggers:
    """Triggers `a`, `b` … of flow mappings without their braces: "when: {…}, for: 15m"."""
    entries = [f"  - {{id: {chr(ord('a') + i)}, {line}}}\n" for i, line in enumerate(lines)]
    loaded = read_pack(HEADING + "".join(entries), "local.yaml", catalogue())
    assert isinstance(loaded.pack, TriggerPack)
    return compile_triggers(loaded.pack, catalogue(), loaded.sha)


def rule(line: str) -> CompiledTrigger:
    return rules(line).triggers[0]


def fed(expectation: Expectation | None = FEED) -> UnitConfig:
    """Every metric is expected every 15 minutes, late after 45."""
    expected = {} if expectation is None else dict.fromkeys(catalogue().metrics, expectation)
    return UnitConfig(expected, frozenset(), frozenset(), LONDON)


def local(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON, fold=fold).astimezone(UTC)


class Ward:
    """One unit under one trigger, as the service would run it: time first, then the figures."""

    def __init__(
        self,
        trigger: CompiledTrigger,
        begins: datetime,
        config: UnitConfig | None = None,
        plans: Plans = NO_PLANS,
    ) -> None:
        self.trigger, self.config, self.plans = trigger, config or fed(), plans
        self.held: Mapping[str, Held] = {}
        self.now, self.state = begins, TriggerState()
        self.fired: list[datetime] = []
        self.told: list[datetime] = []
        self.over: list[datetime] = []
        self._stands(look(trigger, self._facts(), self.state, begins), begins)

    def passes(self, until: datetime) -> "Ward":
        """Every due moment up to `until`, one after the other."""
        while self.state.due is not None and self.state.due <= until:
            at = self.state.due
            self._stands(pass_time(self.trigger, self._facts(), self.state, at), at)
        self._stands(look(self.trigger, self._facts(), self.state, until), until)
        return self

    def comes(self, at: datetime, *readings: Reading) -> "Ward":
        """Figures at a moment, in one batch, and what became of the trigger."""
        self.passes(at)
        taken = take(self.held, readings, catalogue())
        self.held = taken.held
        seen = self._facts()._replace(seen=figures_taken(taken))
        self._stands(look(self.trigger, seen, self.state, at), at)
        return self

    def shows(self, at: datetime, metric: str, value: object) -> "Ward":
        """One figure, observed as it comes."""
        return self.comes(at, reading(metric, value, at))

    def _facts(self) -> Facts:
        return Facts(UNIT, self.config, self.held, self.plans)

    @property
    def facts(self) -> Facts:
        return self._facts()

    def _stands(self, looked: Looked, at: datetime) -> None:
        before, after = self.state, looked.state
        self.fired += [at] if newly_fired(before, after) else []
        self.told += [at] if newly_told(before, after) else []
        self.over += [at] if newly_over(before, after) else []
        assert looked.next_change_at is None or looked.next_change_at > at
        self.now, self.state = at, after


def reading(metric: str, value: object, at: datetime) -> Reading:
    measure = None if value is None else Measure(Decimal(str(value)))
    return Reading(UNIT, metric, measure, at)


def minutes_of(moments: Iterable[datetime], begins: datetime) -> list[int]:
    """Whole minutes since `begins`."""
    return [(moment - begins) // timedelta(minutes=1) for moment in moments]
