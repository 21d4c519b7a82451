"""What was planned, and by how much attendances exceed it."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

import pytest

from tests.unit.ruling import LONDON, catalogue
from tests.unit.triggering import ATTENDED, BEDS, UNIT, Ward, fed, local, reading, rule
from triggers.hold import take
from triggers.plans import (
    PlanErrors,
    PlannedValue,
    Plans,
    expected,
    planned_counts,
    plans_of,
)
from triggers.values import Doubt, Held, Measure, Reading

ANY = "every_day"


def planned(metric: str, on: object, hour: int, value: object) -> PlannedValue:
    shape = {
        "unit": UNIT,
        "metric": metric,
        "on": on,
        "hour": hour,
        "value": Decimal(str(value)),
        "source": "winter plan",
    }
    return PlannedValue.model_validate(shape)


def plans(*values: PlannedValue) -> Plans:
    return plans_of(values, catalogue())


def at(given: Plans, text: str, metric: str = BEDS) -> Decimal | None:
    return expected(given, UNIT, metric, datetime.fromisoformat(text).replace(tzinfo=LONDON))


WEEK = plans(
    planned(BEDS, ANY, 8, 90),
    planned(BEDS, "weekends", 8, 85),
    planned(BEDS, "sun", 8, 80),
    planned(BEDS, "2026-12-25", 8, 70),
)
DAY = plans(*(planned(ATTENDED, ANY, hour, 10 * hour) for hour in range(1, 25)))


@pytest.mark.parametrize(
    ("moment", "value"),
    [
        ("2026-01-12T08:59", 90),
        ("2026-01-12T09:00", None),
        ("2026-01-17T08:00", 85),
        ("2026-01-18T08:00", 80),
        ("2026-12-25T08:00", 70),
    ],
)
def test_a_date_outweighs_a_day_and_a_day_a_kind_of_day(moment: str, value: int | None) -> None:
    assert at(WEEK, moment) == value


@pytest.mark.parametrize(
    ("moment", "value"),
    [("00:00", "0"), ("00:15", "2.5"), ("07:00", "70"), ("07:20", "73.33"), ("23:59", "239.83")],
)
def test_a_counter_rises_evenly_from_hour_to_hour(moment: str, value: str) -> None:
    assert at(DAY, f"2026-01-12T{moment}", ATTENDED) == Decimal(value)


def test_a_counter_planned_for_some_hours_is_not_known_between_the_others() -> None:
    some = plans(planned(ATTENDED, ANY, 8, 60), planned(ATTENDED, ANY, 12, 120))
    assert [at(some, f"2026-01-12T{t}", ATTENDED) for t in ("08:00", "08:30", "10:00", "12:00")] == [
        60,
        None,
        None,
        120,
    ]


def test_another_unit_or_metric_is_not_planned() -> None:
    local_time = datetime(2026, 1, 12, 8, tzinfo=LONDON)
    assert expected(WEEK, "RC9-BED", BEDS, local_time) is None
    assert expected(WEEK, UNIT, "beds.nctr_pct", local_time) is None


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([planned("beds.nope", ANY, 8, 1)], "is not in the metrics catalogue"),
        ([planned(BEDS, ANY, 8, 900)], "is no value that"),
        ([planned(BEDS, ANY, 8, 90), planned(BEDS, ANY, 8, 91)], "is planned twice"),
        ([planned(BEDS, ANY, 24, 90)], "hour 24 is the end of a day"),
    ],
)
def test_a_plan_that_means_nothing_is_refused_with_its_reason(
    values: list[PlannedValue], reason: str
) -> None:
    with pytest.raises(PlanErrors) as refused:
        plans(*values)
    assert [fault.number for fault in refused.value.faults] == [len(values) - 1]
    assert reason in refused.value.faults[0].reason


def test_a_date_is_read_as_a_date_and_a_day_as_a_day() -> None:
    assert (planned(BEDS, "2026-12-25", 8, 1).on, planned(BEDS, "fri", 8, 1).on) == (
        date(2026, 12, 25),
        "fri",
    )


EXPECTED, VARIATION = "ed.attendances_expected_since_midnight", "ed.attendance_variation_pct"


def taken(given: Plans, *readings: Reading) -> Mapping[str, Held]:
    """What is held once readings are taken with what was planned of them."""
    return take({}, [*readings, *planned_counts(given, readings, catalogue(), LONDON)], catalogue()).held


@pytest.mark.parametrize(
    ("moment", "attended", "variation"),
    [
        ("2026-07-13 07:20", 88, "20.01"),
        ("2026-01-12 10:00", 110, "10.00"),
        ("2026-01-12 10:00", 0, "-100.00"),
        ("2026-03-29 10:00", 110, "10.00"),
    ],
)
def test_attendances_are_judged_by_what_was_planned_for_their_own_local_time(
    moment: str, attended: int, variation: str
) -> None:
    held = taken(DAY, reading(ATTENDED, attended, local(moment)))
    assert (held[EXPECTED].source, held[VARIATION].source) == ("plan", "derived")
    scores = held[VARIATION].scores
    assert scores is not None
    assert str(scores.value) == variation


def test_what_the_sender_expected_stands_before_the_plan() -> None:
    moment = local("2026-01-12 10:00")
    held = taken(DAY, reading(ATTENDED, 110, moment), reading(EXPECTED, 220, moment))
    assert held[VARIATION].scores == Measure(Decimal("-50.00"), Decimal(-110), Decimal(220))


def test_where_few_are_expected_the_variation_is_held_as_resting_on_too_few() -> None:
    assert taken(DAY, reading(ATTENDED, 9, local("2026-01-13 00:30")))[VARIATION].doubt is Doubt.FEW


def test_attendances_that_are_unknown_give_no_variation_that_scores() -> None:
    assert taken(DAY, reading(ATTENDED, None, local("2026-01-12 08:00")))[VARIATION].scores is None


def test_where_nothing_is_planned_nothing_is_made_of_it() -> None:
    assert planned_counts(WEEK, [reading(ATTENDED, 5, local("2026-01-12 08:00"))], catalogue(), LONDON) == []
    assert planned_counts(DAY, [reading(BEDS, 5, local("2026-01-12 08:00"))], catalogue(), LONDON) == []


OVER_PLAN = f"when: {{above: 10, metric: {ATTENDED}, against: plan, as: percent, leave_below: 5}}"


@pytest.mark.parametrize(("attended", "fires"), [(110, False), (111, True)])
def test_against_the_plan_as_a_percentage(attended: int, fires: bool) -> None:  # noqa: FBT001
    ward = Ward(rule(OVER_PLAN), local("2026-01-12 09:00"), plans=DAY)
    assert ward.shows(local("2026-01-12 10:00"), ATTENDED, attended).state.fires is fires


@pytest.mark.parametrize(("attended", "fires"), [(107, False), (108, True)])
def test_against_the_plan_as_a_difference(attended: int, fires: bool) -> None:  # noqa: FBT001
    line = f"when: {{above: 7.5, metric: {ATTENDED}, against: plan, as: difference}}"
    ward = Ward(rule(line), local("2026-01-12 09:00"), plans=DAY)
    assert ward.shows(local("2026-01-12 10:00"), ATTENDED, attended).state.fires is fires


def test_a_figure_is_compared_with_the_plan_of_the_time_it_was_observed_at() -> None:
    ward = Ward(rule(OVER_PLAN), local("2026-01-12 09:00"), plans=DAY)
    ward.comes(local("2026-01-12 10:20"), reading(ATTENDED, 112, local("2026-01-12 10:00")))
    assert ward.state.fires


def test_without_a_plan_nothing_is_known_and_nothing_fires() -> None:
    ward = Ward(rule(OVER_PLAN), local("2026-01-12 09:00")).shows(local("2026-01-12 10:00"), ATTENDED, 900)
    assert (ward.state.fires, ward.state.unseen) == (False, (f"plan of {ATTENDED}",))


def test_after_midnight_two_patients_for_one_are_no_hundred_percent() -> None:
    """H4: a percentage of fewer than ten is not judged, and neither fires nor clears."""
    ward = Ward(rule(OVER_PLAN), local("2026-01-12 23:00"), fed(), DAY)
    ward.shows(local("2026-01-13 00:00"), ATTENDED, 2).shows(local("2026-01-13 00:30"), ATTENDED, 15)
    assert (ward.state.fires, ward.state.unseen) == (False, (ATTENDED,))
    assert ward.shows(local("2026-01-13 01:00"), ATTENDED, 15).state.fires
