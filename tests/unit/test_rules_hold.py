"""Holding: what each reading does to what is held, and that order does not matter."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.ruling import catalogue, minutes, posted
from triggers.hold import Taken, take
from triggers.values import Doubt, Held, Measure, Reading

GA, FOUR, IN_ED = "beds.ga_occupancy_pct", "ed.four_hour_performance_pct", "ed.in_department"
OPEN, OCCUPIED = "beds.ga_open", "beds.ga_occupied"
SEEN, WITHIN = "ed.attendances_since_midnight", "ed.within_4h_since_midnight"


def taken(*readings: Reading, held: dict[str, Held] | None = None) -> Taken:
    return take(held or {}, readings, catalogue())


def verdicts(found: Taken) -> list[str]:
    return [outcome.verdict for outcome in found.outcomes]


COUNTS = st.sampled_from([OPEN, OCCUPIED, IN_ED, "beds.nctr_patients", "beds.escalation_open"])
READINGS = st.lists(
    st.tuples(COUNTS, st.integers(0, 12), st.one_of(st.none(), st.integers(1, 900).map(str))),
    unique_by=lambda found: found[:2],
    max_size=20,
)


@given(READINGS, st.randoms())
def test_the_order_of_readings_does_not_matter_when_taken_one_by_one(
    given_: list[tuple[str, int, str | None]], random: object
) -> None:
    readings = [posted(metric, value, minutes(at)) for metric, at, value in given_]
    straight, shuffled = (
        readings,
        sorted(readings, key=lambda r: hash((r.metric, r.observed_at, str(random)))),
    )
    ends = []
    for order in (straight, shuffled):
        held: dict[str, Held] = {}
        for reading in order:
            held = take(held, [reading], catalogue()).held
        ends.append({m: h for m, h in held.items() if m in {r.metric for r in readings}})
    assert ends[0] == ends[1]


@given(READINGS, st.data())
def test_the_order_within_one_submission_does_not_matter(
    given_: list[tuple[str, int, str | None]], data: st.DataObject
) -> None:
    readings = [posted(metric, value, minutes(at)) for metric, at, value in given_]
    shuffled = data.draw(st.permutations(readings))
    assert taken(*readings).held == taken(*shuffled).held


@given(READINGS)
def test_a_submission_sent_twice_changes_nothing(given_: list[tuple[str, int, str | None]]) -> None:
    readings = [posted(metric, value, minutes(at)) for metric, at, value in given_]
    once = taken(*readings)
    again = taken(*readings, held=once.held)
    assert again.held == once.held
    assert set(verdicts(again)) <= {"duplicate", "superseded"}
    assert again.derived == ()


def test_the_latest_time_wins_and_the_older_is_history() -> None:
    found = taken(posted(GA, "95", minutes(0)), held=taken(posted(GA, "96", minutes(5))).held)
    assert verdicts(found) == ["superseded"]
    assert found.held[GA].scores == Measure(Decimal(96))


def test_another_value_for_the_same_time_is_a_correction() -> None:
    found = taken(posted(GA, "97", minutes(0)), held=taken(posted(GA, "96", minutes(0))).held)
    assert (found.outcomes[0].verdict, found.outcomes[0].code) == ("accepted", "correction")
    assert found.held[GA].scores == Measure(Decimal(97))


def test_unknown_keeps_the_last_known_value_scoring() -> None:
    found = taken(posted(GA, None, minutes(5)), held=taken(posted(GA, "96", minutes(0))).held).held[GA]
    assert (found.scores, found.doubt, found.latest) == (Measure(Decimal(96)), Doubt.UNKNOWN, None)
    assert (found.scores_at, found.latest_at) == (minutes(0), minutes(5))


def test_history_fills_in_while_the_newest_figure_is_doubted() -> None:
    blind = taken(posted(GA, "94", minutes(0)), posted(GA, None, minutes(30)))
    found = taken(posted(GA, "96", minutes(15)), held=blind.held)
    assert verdicts(found) == ["superseded"]
    assert (found.held[GA].scores, found.held[GA].doubt) == (Measure(Decimal(96)), Doubt.UNKNOWN)


def test_a_typing_slip_that_calms_is_queried_and_the_earlier_value_scores() -> None:
    found = taken(posted(GA, "9.64", minutes(5)), held=taken(posted(GA, "93.8", minutes(0))).held)
    assert verdicts(found) == ["queried"]
    said = found.outcomes[0].message
    assert said == "Was 93.8. Is 9.64 right? Send it again with a later time, or confirm it."
    assert (found.held[GA].scores, found.held[GA].latest) == (
        Measure(Decimal("93.8")),
        Measure(Decimal("9.64")),
    )


def queried() -> dict[str, Held]:
    return taken(posted(GA, "93.8", minutes(0)), posted(GA, "9.64", minutes(5))).held


def test_a_plausible_value_dismisses_the_query() -> None:
    found = taken(posted(GA, "96.4", minutes(5)), held=queried())
    assert (verdicts(found), found.held[GA].doubt) == (["accepted"], None)


def test_a_later_value_that_agrees_settles_the_query() -> None:
    found = taken(posted(GA, "10.1", minutes(20)), held=queried())
    assert (verdicts(found), found.held[GA].scores) == (["accepted"], Measure(Decimal("10.1")))


def test_the_same_slip_for_the_same_time_settles_nothing() -> None:
    found = taken(posted(GA, "9.64", minutes(5)), held=queried())
    assert (verdicts(found), found.held) == (["duplicate"], queried())


def test_a_person_confirms_a_queried_value() -> None:
    found = taken(posted(GA, "9.64", minutes(5), confirmed=True), held=queried())
    assert (verdicts(found), found.held[GA].doubt) == (["accepted"], None)


def test_a_jump_towards_pressure_is_never_queried() -> None:
    found = taken(posted(GA, "99", minutes(5)), held=taken(posted(GA, "20", minutes(0))).held)
    assert verdicts(found) == ["accepted"]


def test_an_implausible_figure_from_the_past_does_not_fill_in() -> None:
    blind = taken(posted(GA, "94", minutes(0)), posted(GA, None, minutes(30)))
    found = taken(posted(GA, "9.4", minutes(15)), held=blind.held)
    assert found.held[GA].scores == Measure(Decimal(94))


def test_a_percentage_is_derived_when_both_counts_of_one_time_are_held() -> None:
    first = taken(posted(OPEN, "580", minutes(0)))
    found = taken(posted(OCCUPIED, "560", minutes(0)), held=first.held)
    assert found.held[GA].scores == Measure(Decimal("96.55"), Decimal(560), Decimal(580))
    assert [(r.metric, r.source) for r in found.derived] == [(GA, "derived")]
    assert first.derived == ()


def test_counts_of_different_times_derive_nothing() -> None:
    assert taken(posted(OPEN, "580", minutes(0)), posted(OCCUPIED, "560", minutes(1))).derived == ()


def test_the_senders_own_percentage_stands_beside_its_counts() -> None:
    counts = posted(OPEN, "580", minutes(0)), posted(OCCUPIED, "560", minutes(0))
    for order in ([posted(GA, "97", minutes(0)), *counts], [*counts, posted(GA, "97", minutes(0))]):
        held: dict[str, Held] = {}
        for reading in order:
            held = take(held, [reading], catalogue()).held
        assert held[GA].scores == Measure(Decimal(97))


def test_nothing_over_nothing_is_unknown_and_not_calm() -> None:
    found = taken(posted(SEEN, "0", minutes(0)), posted(WITHIN, "0", minutes(0))).held[FOUR]
    assert (found.scores, found.doubt) == (None, Doubt.UNKNOWN)


def test_one_of_three_after_midnight_is_few_and_the_last_full_figure_scores() -> None:
    before = taken(posted(SEEN, "300", minutes(0)), posted(WITHIN, "210", minutes(0)))
    found = taken(posted(SEEN, "3", minutes(15)), posted(WITHIN, "1", minutes(15)), held=before.held).held[
        FOUR
    ]
    assert (found.doubt, found.scores and found.scores.value) == (Doubt.FEW, Decimal(70))
    assert found.latest == Measure(Decimal("33.33"), Decimal(1), Decimal(3))


def test_a_percentage_sent_with_a_small_count_is_few_in_any_order() -> None:
    before = taken(posted(FOUR, "70", minutes(0)))
    for order in ((0, 1), (1, 0)):
        sent = [posted(FOUR, "33", minutes(15)), posted(SEEN, "3", minutes(15))]
        found = taken(*[sent[i] for i in order], held=before.held).held[FOUR]
        assert (found.doubt, found.scores) == (Doubt.FEW, Measure(Decimal(70)))


def test_a_small_count_that_comes_afterwards_casts_doubt() -> None:
    before = taken(posted(FOUR, "33", minutes(15)))
    found = taken(posted(SEEN, "3", minutes(15)), held=before.held).held[FOUR]
    assert found.doubt is Doubt.FEW


def test_attendance_variation_is_derived_as_the_excess() -> None:
    found = taken(
        posted(SEEN, "120", minutes(0)), posted("ed.attendances_expected_since_midnight", "100", minutes(0))
    )
    assert found.held["ed.attendance_variation_pct"].scores == Measure(
        Decimal("20.00"), Decimal(20), Decimal(100)
    )


def test_taking_leaves_the_mapping_it_was_given_alone() -> None:
    held = taken(posted(GA, "96", minutes(0))).held
    copy = dict(held)
    taken(posted(GA, "97", minutes(5)), held=held)
    assert held == copy


def test_a_figure_that_counts_from_midnight_may_fall_at_midnight() -> None:
    treatment = "ed.median_time_to_treatment_minutes"
    midnight = datetime(2026, 1, 13, tzinfo=UTC)
    before = taken(posted(treatment, "190", midnight - timedelta(minutes=5))).held
    assert verdicts(taken(posted(treatment, "35", midnight + timedelta(minutes=10)), held=before)) == [
        "accepted"
    ]
    assert verdicts(taken(posted(treatment, "35", midnight - timedelta(minutes=1)), held=before)) == [
        "queried"
    ]
