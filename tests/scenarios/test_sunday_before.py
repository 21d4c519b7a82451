"""The Sunday before the winter Monday, as the demo lives it: by the API, on a clock set from post to post."""

from datetime import UTC, datetime
from decimal import Decimal

from app.journal.verify import verify
from app.simulator.run import Simulation, run
from tests.scenarios.night import Night, parameter, wall
from triggers.values import State

BEGINS = datetime(2026, 1, 11, 6, tzinfo=UTC)
ENDS = datetime(2026, 1, 12, 6, tzinfo=UTC)
SUNDAY = Simulation("QHG", Decimal(0), ENDS, seed=1, until=ENDS, yesterday=True)
MKUH, BEDFORD, LUTON = "RD8-MKH", "RC9-BED", "RC9-LDH"


async def test_the_sunday_leaves_the_monday_a_day_of_history(night: Night) -> None:
    """Once, since a day takes its time; what is told beyond these fails the night."""
    for unit, level in ((MKUH, 2), ("MK", 2), (BEDFORD, 2), ("QHG", 2), (LUTON, 3), ("BCA", 2)):
        night.expects_level(unit, None, level)
    night.expects_level(BEDFORD, 2, 1)
    night.expects_level(LUTON, 3, 2)
    night.expects_level(BEDFORD, 1, 2)
    for unit in (MKUH, "MK"):
        night.expects_level(unit, 2, 3)
        night.expects_level(unit, 3, 2)

    await run(night.client, SUNDAY)

    effective = {
        (told["unit"], told["now"]): told["effective_at"] for told in await night.journalled("level")
    }
    passed = [(e["effective_at"], e["units"]) for e in await night.journalled("passed")]
    gone = [units for at, units in passed if at == "2026-01-12T02:45:00.000000Z"]
    board = await night.board(MKUH)
    proven = await verify(night.owner, "QHG")
    assert [wall(effective[key]) for key in ((BEDFORD, 1), (LUTON, 2), (MKUH, 3))] == [
        "11:00",
        "12:30",
        "16:30",
    ]
    assert [MKUH in units for units in gone] == [True]
    assert (board.level, board.ceiling, parameter(board, "majors").state) == (2, 2, State.FRESH)
    assert proven.problem is None
    assert await overdue(night) == 0


async def overdue(night: Night) -> int:
    """Timers that have run out and were not looked at."""
    found: int = await night.owner.fetchval(
        "SELECT count(*) FROM timer WHERE due_at <= (SELECT last_at FROM stream)"
    )
    return found
