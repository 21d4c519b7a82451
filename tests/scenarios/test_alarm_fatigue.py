"""H4: thirty nights that are never truly at 4, with what feeds do wrong, and nobody is called much for nothing."""

from collections import Counter

import pytest

from tests.scenarios.simulated_nights import FalseAlarm, Lived, false_alarms, lived, moments, unheard

NIGHTS = 30
WEEK = 7
WIDE = "on_call RC9"
"""Answers for two hospitals."""


@pytest.fixture(scope="module")
def nights() -> list[Lived]:
    """The same thirty each time."""
    return [lived(seed) for seed in range(NIGHTS)]


@pytest.fixture(scope="module")
def alarms(nights: list[Lived]) -> list[FalseAlarm]:
    """All that was for nothing."""
    return [alarm for night in nights for alarm in false_alarms(night)]


def test_h4_nobody_is_rung_by_night_without_need(alarms: list[FalseAlarm]) -> None:
    assert [alarm for alarm in alarms if alarm.rung] == []


def test_h4_nobody_is_told_without_need_more_than_once_a_week(alarms: list[FalseAlarm]) -> None:
    """A wild reading at each site in six nights, few patients after midnight, posts that never come: once a week for
    each person at most; for the manager of two hospitals once a week for each.
    """
    often = Counter(alarm.person for alarm in alarms)
    allowed = NIGHTS / WEEK
    assert {who: n for who, n in often.items() if n > allowed * (2 if who == WIDE else 1)} == {}


def test_h4_what_is_not_for_nothing_is_told(nights: list[Lived]) -> None:
    assert [missed for night in nights for missed in unheard(night)] == []
    assert sum(len(moments(night.told)) for night in nights) > NIGHTS
