"""The midnight on which the acute sites of BLMK moved from the rules of 2023/24 to those of 2024-26."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.scenarios.night import Night, wall
from tests.serving import rules

BEGINS = datetime(2025, 6, 15, 21, 45, tzinfo=UTC)  # 22:45 in summer time
MKUH = "RD8-MKH"
EARLIER, LATER = "opel-acute-2023-24", "opel-acute-2024-26"
EVENING = {
    "handover": Decimal(38),
    "four_hour": Decimal(66),
    "majors": Decimal(112),
    "treatment": Decimal(126),
    "over_12h": Decimal("7.4"),
    "ga": Decimal("97.4"),
    "escalation": Decimal(5),
    "nctr": Decimal("14.2"),
}
CALMER = {
    **EVENING,
    "majors": Decimal(90),
    "treatment": Decimal(70),
    "handover": Decimal(20),
    "escalation": Decimal(1),
}


@pytest.fixture
async def evening(night: Night) -> Night:
    """22:45: MKUH at 26 of 44 points, which is 3."""
    night.expects_level(MKUH, None, 3)
    night.expects_level("MK", None, 3)
    await night.feed(MKUH, **EVENING)
    return night


async def switch_of(night: Night, unit: str) -> dict[str, Any]:
    """The one entry that says the unit's rules were switched."""
    (found,) = [
        told for told in await night.journalled("level") if told["pack_switched"] and told["unit"] == unit
    ]
    return found


async def test_the_level_carries_over_and_the_entry_names_the_text_that_judges_now(evening: Night) -> None:
    before = await evening.board(MKUH)
    evening.expects_level(MKUH, 3, 3)
    evening.expects_level("MK", 3, 3)
    await evening.feeds_until("00:01", MKUH)
    after = await evening.board(MKUH)
    told = await switch_of(evening, MKUH)
    assert [(b.pack, b.level, b.score, b.available) for b in (before, after)] == [
        (EARLIER, 3, "26", "44"),
        (LATER, 3, "14", "24"),
    ]
    assert (told["pack"], told["pack_sha"]) == (LATER, rules().refs[LATER, 1].sha)
    assert (wall(told["effective_at"]), after.since) == ("00:00", before.since)


async def test_nobody_need_be_there_at_midnight(evening: Night) -> None:
    evening.expects_level(MKUH, 3, 3)
    evening.expects_level("MK", 3, 3)
    await evening.at("06:00")
    assert wall((await switch_of(evening, MKUH))["effective_at"]) == "00:00"
    assert (await evening.board(MKUH)).pack == LATER


async def test_a_fall_that_was_pending_at_midnight_starts_again(evening: Night) -> None:
    evening.expects_level(MKUH, 3, 3)
    evening.expects_level("MK", 3, 3)
    await evening.at("23:45")
    await evening.feed(MKUH, **CALMER)
    await evening.at("00:16")  # 30 min under two sets of rules
    pending = await evening.board(MKUH)
    evening.expects_level(MKUH, 3, 2)
    evening.expects_level("MK", 3, 2)
    await evening.feed(
        MKUH, **{name: CALMER[name] for name in ("handover", "four_hour", "majors", "treatment")}
    )
    await evening.at("00:30")
    board = await evening.board(MKUH)
    assert pending.level == 3
    assert (board.level, wall(board.since)) == (2, "00:30")


async def test_sites_without_figures_switch_in_silence(night: Night) -> None:
    await night.at("06:00")
    assert (await night.board("RC9-BED")).level is None
