"""What the pipeline asks of a system file."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import pytest

from app.organisations.queries import (
    assignment_at,
    children_on,
    next_midnight_after,
    next_switch_after,
    parents_of,
    settling_order,
    units_on,
)
from app.organisations.reference_systems import reference_text
from app.organisations.rules import packaged_rules
from app.organisations.system_file import SystemFile, read_system
from app.organisations.units_config import unit_config
from triggers.assess import UnitConfig
from triggers.expectations import IntervalExpectation

TWO_SITES = Path(__file__).parent / "systems" / "good.weights_change.yaml"
BEFORE, AFTER = date(2025, 3, 31), date(2025, 4, 1)
CATALOGUE = packaged_rules().catalogue


@lru_cache(maxsize=1)
def two_sites() -> SystemFile:
    return read_system(TWO_SITES.read_text(encoding="utf-8"), TWO_SITES.name)


def config(unit: str, day: date) -> UnitConfig:
    return unit_config(two_sites(), unit, day, CATALOGUE)


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def test_a_unit_reports_from_its_first_day_until_the_day_it_closes() -> None:
    def codes(day: date) -> list[str]:
        return [unit.code for unit in units_on(two_sites(), day)]

    assert codes(date(2024, 12, 31)) == ["RD8-A", "RD8-C"]
    assert codes(date(2025, 1, 1)) == ["RD8-A"]
    assert codes(AFTER) == ["RD8-A", "RD8-B"]


def test_children_and_weights_are_those_of_the_day() -> None:
    assert children_on(two_sites(), "P1", BEFORE) == (("RD8-A", Decimal(1)),)
    assert children_on(two_sites(), "P1", AFTER) == (("RD8-A", Decimal("0.516")), ("RD8-B", Decimal("0.484")))
    assert parents_of(two_sites(), "RD8-B", AFTER) == ("P1",)


def test_every_unit_settles_before_its_place_and_places_before_the_system() -> None:
    assert settling_order(two_sites(), AFTER) == ("RD8-A", "RD8-B", "P1", "XX1")


def test_blmk_settles_every_unit_then_pillars_and_places_then_the_system() -> None:
    blmk = read_system(reference_text("blmk") or "", "blmk.yaml")
    order = settling_order(blmk, date(2026, 1, 12))

    assert len(order) == len(set(order)) == len(blmk.units) + len(blmk.pillars) + 3
    assert all(order.index(pillar.code) < order.index(pillar.of) for pillar in blmk.pillars)
    assert order[-1] == "QHG"


@pytest.mark.parametrize(
    ("code", "moment", "pack"),
    [
        ("RD8-A", utc(2023, 12, 31, 23, 59), None),
        ("RD8-A", utc(2024, 1, 1), "opel-acute-2023-24"),
        ("RD8-A", utc(2025, 6, 15, 22, 59), "opel-acute-2023-24"),
        ("RD8-A", utc(2025, 6, 15, 23), "opel-acute-2024-26"),
        ("RD8-B", utc(2025, 7, 1, 5, 59), "opel-acute-2024-26"),
        ("RD8-B", utc(2025, 7, 1, 6), "opel-acute-2023-24"),
        ("RD8-B", utc(2025, 9, 1), None),
        ("RD8-C", utc(2024, 6, 1), None),
        ("P1", utc(2025, 6, 1), "acute-rollup-points"),
    ],
)
def test_the_pack_is_the_one_assigned_last_and_a_units_own_beats_its_pillars(
    code: str, moment: datetime, pack: str | None
) -> None:
    assigned = assignment_at(two_sites(), code, moment)

    assert (assigned.pack if assigned else None) == pack


def test_the_next_switch_is_at_local_midnight_or_at_the_time_given() -> None:
    assert next_switch_after(two_sites(), "RD8-B", utc(2025, 6, 1)) == utc(2025, 6, 15, 23)
    assert next_switch_after(two_sites(), "RD8-B", utc(2025, 6, 15, 23)) == utc(2025, 7, 1, 6)
    assert next_switch_after(two_sites(), "RD8-A", utc(2026, 1, 1)) is None


@pytest.mark.parametrize(
    ("moment", "hours"), [(utc(2026, 3, 29), 23), (utc(2025, 10, 25, 23), 25), (utc(2026, 1, 12), 24)]
)
def test_a_day_ends_at_the_next_local_midnight_whatever_its_length(moment: datetime, hours: int) -> None:
    assert next_midnight_after(two_sites(), moment) - moment == timedelta(hours=hours)


def test_a_later_expectation_overrides_an_earlier_one() -> None:
    ours, theirs = config("RD8-A", AFTER).expectations, config("RD8-B", AFTER).expectations
    quarterly = IntervalExpectation.model_validate({"every": "15m", "grace": "30m"})

    assert ours["ed.four_hour_performance_pct"] == quarterly
    assert theirs["ed.four_hour_performance_pct"] == quarterly.model_copy(
        update={"every": timedelta(hours=1)}
    )
    assert "ed.in_department" not in theirs
    assert "beds.nctr_pct" not in theirs


def test_what_does_not_apply_and_what_is_missing_hold_for_their_days_only() -> None:
    assert config("RD8-B", date(2025, 6, 30)).not_applicable == {"beds.nctr_pct"}
    assert config("RD8-B", date(2025, 7, 1)).not_applicable == frozenset()
    assert "discharge.p1_waiting" in config("RD8-A", date(2025, 6, 29)).known_gaps
    assert config("RD8-A", date(2025, 6, 30)).known_gaps == frozenset()
