"""What may be asked of a back-test, and the words for what may not."""

from datetime import UTC, date, datetime

import pytest

from app.backtest.order import (
    BackTestAsked,
    DaysOutOfReach,
    Limits,
    NoSuchVersion,
    NotComparable,
    NotTriedOn,
    Order,
    Place,
    VersionAsked,
    order_of,
)
from app.organisations.reference_systems import reference_text
from app.organisations.rules import packaged_rules
from app.organisations.system_file import read_system

EARLIER, LATER = ("opel-acute-2023-24", 1), ("opel-acute-2024-26", 1)
NOW = datetime(2026, 1, 13, 12, tzinfo=UTC)
SYSTEM = read_system(reference_text("blmk") or "", "blmk")


def ordered(
    *versions: tuple[str, int],
    first: str = "2026-01-12",
    last: str = "2026-01-13",
    units: tuple[str, ...] = (),
) -> Order:
    asked = BackTestAsked(
        versions=[VersionAsked(pack=pack, version=version) for pack, version in versions],
        units=list(units),
        from_=date.fromisoformat(first),
        to=date.fromisoformat(last),
    )
    texts = packaged_rules().packs.by_key
    return order_of(asked, Place("QHG", SYSTEM, "sha", NOW), texts, "postgresql://", Limits(60, 512, 1))


def test_without_organisations_it_is_of_all_that_the_versions_can_judge() -> None:
    assert [one.code for one in ordered(EARLIER, LATER).units] == ["RD8-MKH", "RC9-BED", "RC9-LDH"]


def test_organisations_come_in_the_order_of_the_system() -> None:
    assert [one.code for one in ordered(LATER, units=("RC9-LDH", "RD8-MKH")).units] == ["RD8-MKH", "RC9-LDH"]


@pytest.mark.parametrize(
    ("first", "last", "begins", "ends"),
    [
        ("2026-01-12", "2026-01-12", "2026-01-12T00:00", "2026-01-13T00:00"),
        ("2026-01-12", "2026-01-13", "2026-01-12T00:00", "2026-01-13T12:00"),
        ("2026-01-12", "2026-12-31", "2026-01-12T00:00", "2026-01-13T12:00"),
        ("2025-07-01", "2025-07-01", "2025-06-30T23:00", "2025-07-01T23:00"),
        ("2025-10-26", "2025-10-26", "2025-10-25T23:00", "2025-10-27T00:00"),
    ],
)
def test_both_days_are_in_it_as_far_as_they_have_come(first: str, last: str, begins: str, ends: str) -> None:
    order = ordered(LATER, first=first, last=last)
    assert (order.begins.isoformat()[:16], order.ends.isoformat()[:16]) == (begins, ends)


@pytest.mark.parametrize(
    ("versions", "said"),
    [
        (
            (LATER, ("example-community", 1)),
            "OPEL acute, 2024-26 judges Acute, Community health services, example judges",
        ),
        ((("acute-rollup-points", 1),), "Acute roll-up by points, 2023/24 scores no figures"),
        ((("example-triggers", 1),), "Example local triggers scores no figures"),
        ((LATER, EARLIER, LATER), "The same version is there twice"),
    ],
)
def test_versions_that_cannot_stand_beside_one_another_say_why(
    versions: tuple[tuple[str, int], ...], said: str
) -> None:
    with pytest.raises(NotComparable, match=said):
        ordered(*versions)


@pytest.mark.parametrize("key", [("opel-acute-2024-26", 9), ("nothing", 1)])
def test_a_version_that_is_not_here_is_named(key: tuple[str, int]) -> None:
    with pytest.raises(NoSuchVersion) as refused:
        ordered(LATER, key)
    assert refused.value.args == key


@pytest.mark.parametrize("unit", ["RYE@MK", "QHG", "MK", "NONE"])
def test_an_organisation_that_they_cannot_judge_is_named_with_those_that_they_can(unit: str) -> None:
    with pytest.raises(
        NotTriedOn, match=rf"^{unit}: no organisation .* Those are: RD8-MKH, RC9-BED, RC9-LDH\.$"
    ):
        ordered(LATER, units=("RD8-MKH", unit))


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-01-12", "2026-01-11", "2026-01-11 lies before 2026-01-12"),
        ("2025-01-01", "2026-01-02", "are 367 days: ask for 366 at most"),
        ("2026-01-14", "2026-01-15", "there are days from 2000-01-01 to 2026-01-13"),
        ("1999-12-31", "2000-01-15", "there are days from 2000-01-01"),
    ],
)
def test_days_that_cannot_be_asked_about_say_which_can(first: str, last: str, said: str) -> None:
    with pytest.raises(DaysOutOfReach, match=said):
        ordered(LATER, first=first, last=last)
