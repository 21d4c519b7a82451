"""Service statuses and opening hours as text: what checks, what is refused, what is said to have changed."""

from pathlib import Path

import pytest

from app.organisations.check import read_and_check
from app.organisations.differences import differences
from app.organisations.problems import SystemFileError
from app.organisations.system_file import read_system

GOOD = (Path(__file__).parent / "systems/good.service_status.yaml").read_text(encoding="utf-8")
FLOOD = 'status: closed_to_ambulances, reason: Flood in majors, from: "2026-01-12T14:00", until: "2026-01-12T18:00"'
MORNINGS = 'days: [weekdays], from: "08:00", until: "14:00"'


def refused(was: str, now: str) -> list[str]:
    """What is said of the good text with one thing changed."""
    assert was in GOOD
    with pytest.raises(SystemFileError) as error:
        read_and_check(GOOD.replace(was, now), "changed.yaml")
    return [f"{problem.path}: {problem.reason}" for problem in error.value.problems]


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("RD8-A, status: closed,", "RD8-Z, status: closed,", "service_status[1].unit: RD8-Z is not a unit"),
        ('until: "2026-01-12T18:00"', 'until: "2026-01-12T14:00"', "service_status[0].until: ends at"),
        ('until: "2026-01-12T18:00"', 'until: "2026-01-19T14:01"', "by 2026-01-19 14:00; give it anew then"),
        ('from: "2026-01-12T18:00"', 'from: "2026-01-12T17:59"', "it has one status at a time"),
        (', until: "2026-01-12T18:00"', "", "service_status[0].until: Field required"),
        (
            'from: "2026-01-12T14:00"',
            'from: "2026-01-12"',
            "service_status[0].from: must be a local time such as",
        ),
        ('from: "2026-01-12T14:00"', 'from: "2026-01-12T14:00Z"', "no seconds, no zone"),
        ("status: limited", "status: shut", "service_status[2].status"),
        ("RD8-C, days: [mon", "RD8-Z, days: [mon", "opening_hours[2].unit: RD8-Z is not a unit"),
        (
            MORNINGS,
            'days: [weekdays], from: "08:00", until: "00:00"',
            "00:00 is not after 08:00: write midnight as 24:00",
        ),
        (
            MORNINGS,
            'days: [weekdays], from: "8:00", until: "14:00"',
            "opening_hours[0].from: must be a local time",
        ),
        (
            MORNINGS,
            'days: [weekdays], from: "08:00", until: "25:00"',
            'such as "20:00", or "24:00" for midnight',
        ),
        (MORNINGS, 'days: [], from: "08:00", until: "14:00"', "opening_hours[0].days"),
        ("days: [weekends]", "days: [fri, sat]", "RD8-B is open from 08:00 to 14:00 on fri already"),
        (
            'times: ["09:00", "22:00"]',
            'times: ["22:00"]',
            "expectations[0].expect: RD8-B is shut at each of these times",
        ),
        ("every: 1h,", "every: 12h,", "every 12h is more than RD8-B is open at a time: give times instead"),
        (
            "short: B, ",
            'short: B, opens: "08:00 to 20:00", ',
            "units[1].opens: RD8-B: hours are lines of opening_hours, not words",
        ),
    ],
)
def test_what_means_nothing_is_refused_with_its_place_and_the_reason(was: str, now: str, said: str) -> None:
    assert any(said in problem for problem in refused(was, now)), refused(was, now)


def test_one_status_may_begin_as_another_ends_and_hours_as_others_do() -> None:
    assert len(read_and_check(GOOD, "good.yaml").service_status) == 3


def test_what_a_status_becomes_is_journalled_without_its_reason() -> None:
    before = read_system(GOOD.replace("  - {unit: RD8-A, status: limited", "#"), "before")
    after = read_system(
        GOOD.replace("Flood in majors", "Mrs Smith's burst pipe").replace("T18:00", "T19:00"), "after"
    )
    said = differences(before, after)
    assert "service status RD8-A from 2026-01-14 08:00 added" in said
    assert (
        "service status RD8-A from 2026-01-12 14:00: reason changed, until 2026-01-12 18:00 → 2026-01-12 19:00"
        in said
    )
    assert not any("Smith" in sentence for sentence in said)


def test_what_hours_become_is_journalled_in_full() -> None:
    before, after = read_system(GOOD, "before"), read_system(GOOD.replace('"14:00"}', '"16:00"}'), "after")
    assert differences(before, after) == ["opening hours RD8-B weekdays from 08:00: until 14:00 → 16:00"]


def test_a_text_stored_with_hours_in_words_is_still_read() -> None:
    stored = GOOD.replace("short: B, ", 'short: B, opens: "08:00 to 20:00", ')
    assert read_system(stored, "stored").units_by_code["RD8-B"].opens == "08:00 to 20:00"
