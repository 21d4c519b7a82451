"""A unit that closes is looked at no more: time goes on, its figures are awaited by nobody."""

from datetime import date, timedelta

from app.configuration import Configuration, plan_at
from app.decided import StreamState
from app.ingest.submission import Tick
from app.organisations.system_file import SystemFile
from app.pipeline import decide
from app.restore import nobody, restored
from tests.unit.streams import BEGINS, configuration, posting, read_back, stream

CLOSES = date(2026, 1, 13)
COMMUNITY = "RV3-COM@MK"


def closing() -> StreamState:
    """BLMK, of which one community service closes at midnight."""
    whole = configuration().system
    units = [
        unit.model_copy(update={"closed": CLOSES}) if unit.code == COMMUNITY else unit for unit in whole.units
    ]
    edges = [
        edge.model_copy(update={"until": CLOSES}) if edge.child == COMMUNITY else edge
        for edge in whole.memberships
    ]
    system: SystemFile = whole.model_copy(update={"units": tuple(units), "memberships": tuple(edges)})
    system.__dict__.pop("units_by_code", None)
    closes = Configuration("closes", system, configuration().rules)
    state = stream()._replace(
        configuration=closes, plan=plan_at(closes, BEGINS), units={}, people=nobody(closes)
    )
    return restored(state, [])


def test_time_passes_over_the_day_on_which_a_unit_closes() -> None:
    said = decide(closing(), [posting(COMMUNITY, BEGINS, "20")], {}, BEGINS).state
    after = decide(said, [Tick()], {}, BEGINS + timedelta(days=3))
    assert after.now == BEGINS + timedelta(days=3)
    assert COMMUNITY not in after.state.plan.units
    assert (COMMUNITY in after.timers, after.timers.get(COMMUNITY)) == (True, None)


def test_a_process_that_starts_after_that_goes_on() -> None:
    said = decide(closing(), [posting(COMMUNITY, BEGINS, "20")], {}, BEGINS).state
    after = decide(said, [Tick()], {}, BEGINS + timedelta(days=2)).state
    assert decide(read_back(after), [Tick()], {}, BEGINS + timedelta(days=4)).now == BEGINS + timedelta(
        days=4
    )
