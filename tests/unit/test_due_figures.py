"""What is due of a unit and when, in the order one would chase it, and in whose words."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from app.board.due import due_figures, next_return
from app.board.organisation import organisation_out
from app.board.schedule import schedule_words
from app.board.store import StreamHead, UnitRead
from app.clock import StreamClock, parse_time
from app.configuration import Configuration, plan_at
from app.ingest.submission import Tick
from app.messages.organisation import DueFigure, OrganisationOut
from app.messages.picture import PictureOut
from app.organisations.exemptions import KnownGap, NotApplicable
from app.organisations.expected import ExpectationRule
from app.organisations.system_file import SystemFile
from app.pipeline import decide
from app.restore import restored
from tests.unit.streams import BEGINS, configuration, posting, stream
from triggers.assess import UnitConfig
from triggers.expectations import Expectation, TimesExpectation
from triggers.values import State

MKUH, COUNCIL, LONDON = "RD8-MKH", "MKCC", ZoneInfo("Europe/London")
NO_CONFIG = UnitConfig({}, frozenset(), frozenset(), LONDON)
MAJORS, GA, DECLARED = "ed.majors_resus_occupancy_pct", "beds.ga_occupancy_pct", "opel.declared_level"
EXPECTATION: TypeAdapter[Expectation] = TypeAdapter(Expectation)
ROUNDS = {
    "times": ["08:00", "11:00", "14:00", "18:00", "22:00"],
    "grace": "45m",
    "grace_at": {"08:00": "3h"},
    "satisfied_from": "3h",
}
FEED = {"every": "15m", "grace": "30m", "dead_after": "4h"}


def expectation(said: Mapping[str, object]) -> Expectation:
    return EXPECTATION.validate_python(said)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (FEED, "every 15 min, late after 45 min"),
        ({"every": "90s"}, "every 1 min 30 s, late after 1 min 30 s"),
        ({"every": "1d"}, "every 1 day, late after 1 day"),
        (ROUNDS, "08:00, 11:00, 14:00, 18:00 and 22:00, 45 min grace (08:00: 3 h)"),
        ({"times": ["09:30"], "days": ["weekdays"]}, "Mon–Fri 09:30"),
        ({"times": ["09:00"], "days": ["mon"], "grace": "8h"}, "Mon 09:00, 8 h grace"),
        ({"times": ["09:00"], "grace_at": {"09:00": "1h"}}, "09:00, grace (09:00: 1 h)"),
        ({"times": ["09:00"], "days": ["weekends"]}, "Sat and Sun 09:00"),
        ({"times": ["09:00"], "days": ["mon", "wed", "fri"]}, "Mon, Wed and Fri 09:00"),
        ({"times": ["09:00"], "days": ["weekdays", "weekends"]}, "09:00"),
    ],
)
def test_a_schedule_is_said_as_it_was_agreed(said: Mapping[str, object], words: str) -> None:
    assert schedule_words(expectation(said)) == words


def test_where_nothing_is_agreed_that_is_said() -> None:
    assert schedule_words(None) == "nothing is expected at set times"


def page(
    unit: str = MKUH,
    figures: Sequence[str | None] = (),
    *,
    minutes: int = 0,
    begins: datetime = BEGINS,
    **changes: object,
) -> OrganisationOut:
    """A unit's page some minutes after its figures came, under the reference system with some parts changed."""
    base, now = configuration(), begins + timedelta(minutes=minutes)
    said = {name: getattr(base.system, name) for name in SystemFile.model_fields} | changes
    changed = Configuration(base.sha, SystemFile.model_validate(said), base.rules)
    state = restored(
        stream(begins)._replace(configuration=changed, plan=plan_at(changed, begins), units={}), []
    )
    if figures:
        state = decide(state, [posting(unit, begins, *figures)], {}, begins).state
        state = decide(state, [Tick()], {}, now).state
    clock = StreamClock(now, now, Decimal(0))
    picture = state.units[unit].body if unit in state.units else None
    read = UnitRead(StreamHead(state.head.seq, "simulated", now, clock, None, base.sha), picture)
    return organisation_out("QHG", changed.system.units_by_code[unit], read, changed)


def due(out: OrganisationOut) -> dict[str, DueFigure]:
    return {figure.metric: figure for figure in out.due}


def times(figure: DueFigure) -> tuple[str | None, str | None]:
    """When it is due and late, by the room's clock."""
    due_at, late_at = (
        None if at is None else f"{parse_time(at).astimezone(LONDON):%a %H:%M}"
        for at in (figure.due_at, figure.late_at)
    )
    return due_at, late_at


def test_what_its_rules_score_is_listed_in_full_though_nothing_was_ever_received() -> None:
    out = page()
    assert out.picture is None
    assert sorted(figure.parameter or "" for figure in out.due) == [f"p{n}" for n in range(1, 10)]
    assert {figure.state for figure in out.due} == {None}
    assert set(out.metrics) == set(due(out))


def test_a_page_says_whose_it_is_and_where_it_stands() -> None:
    out = page("NHS111@BLMK")
    assert (out.stream, out.system, out.place) == ("QHG", *[configuration().system.name] * 2)
    assert (page().unit.short, page().place, page().timezone) == ("MKUH", "MK Together", "Europe/London")


def test_a_feed_never_heard_of_is_due_at_once_and_nothing_says_how_late_it_is() -> None:
    majors = due(page())[MAJORS]
    assert (times(majors), majors.schedule) == (("Mon 08:00", None), "every 15 min, late after 45 min")


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (0, ("Mon 08:00", "Mon 11:00")),  # typed until 11:00, by a grace of its own
        (179, ("Mon 08:00", "Mon 11:00")),
        (180, ("Mon 11:00", "Mon 11:45")),
        (225, ("Mon 14:00", "Mon 14:45")),
        (15 * 60, ("Tue 08:00", "Tue 11:00")),
    ],
)
def test_a_return_never_made_is_due_at_the_first_time_that_can_still_be_kept(
    minutes: int, expected: tuple[str, str]
) -> None:
    assert times(due(page(minutes=minutes))[GA]) == expected


def test_a_return_of_weekdays_is_not_due_at_a_weekend() -> None:
    saturday = BEGINS + timedelta(days=5)
    assert times(due(page(COUNCIL, begins=saturday))[DECLARED]) == ("Mon 09:00", "Mon 09:45")


def test_a_figure_of_the_rules_is_as_the_picture_has_it() -> None:
    out = page(figures=["20", "70", "90"])
    assert out.picture is not None
    judged = {parameter.metric: parameter for parameter in out.picture.parameters}[MAJORS]
    row = due(out)[MAJORS]
    assert (row.state, row.observed_at, row.due_at, row.late_at) == (
        (judged.state, judged.observed_at, judged.due_at, judged.late_at)
    )
    assert (row.state, times(row)) == (State.FRESH, ("Mon 08:15", "Mon 08:45"))


def test_the_late_come_first_then_the_soonest_due_and_what_nobody_awaits_last() -> None:
    out = page(figures=["20", "70", "90"], minutes=50, expectations=without("ambulance.*"))
    assert [(figure.metric, figure.state) for figure in out.due][:2] == [
        ("ed.four_hour_performance_pct", State.LATE),
        (MAJORS, State.LATE),
    ]
    assert (out.due[-1].metric, out.due[-1].schedule, times(out.due[-1])) == (
        ("ambulance.mean_handover_minutes", "nothing is expected at set times", (None, None))
    )
    awaited = [parse_time(figure.due_at) for figure in out.due[2:] if figure.due_at is not None]
    assert awaited == sorted(awaited)


def without(pattern: str) -> tuple[ExpectationRule, ...]:
    """The reference system's, and after them that nothing is expected of a pattern."""
    last = ExpectationRule(pillar="acute", metrics=(pattern,), expect=None)
    return (*configuration().system.expectations, last)


def test_what_an_expectation_names_outright_is_listed_and_what_a_pattern_matches_is_not() -> None:
    assert set(due(page(COUNCIL))) == {DECLARED, "council.capacity_vacancies"}
    assert due(page(COUNCIL))[DECLARED].parameter == "said"


def test_what_is_held_is_listed_though_nothing_names_it() -> None:
    out = page("RV3-COM@MK", ["20"])
    figure = due(out)["ambulance.mean_handover_minutes"]
    assert (figure.parameter, figure.state, figure.due_at) == (None, State.FRESH, None)
    assert "ambulance.mean_handover_minutes" in out.metrics


def test_what_an_assessed_unit_holds_beside_its_rules_falls_late_as_well() -> None:
    begun = posting(MKUH, BEGINS, "20")
    item = begun.items[0]
    queue = item._replace(reading=item.reading._replace(metric="ed.ambulance_queue"))
    state = decide(stream(), [begun._replace(items=(queue,))], {}, BEGINS).state
    picture, now = PictureOut.model_validate_json(state.units[MKUH].body), BEGINS + timedelta(minutes=45)
    (row,) = due_figures({}, ["ed.ambulance_queue"], state.plan.units[MKUH].config or NO_CONFIG, picture, now)
    assert (row.state, times(row)) == (State.LATE, ("Mon 08:15", "Mon 08:45"))


GAP = KnownGap(
    unit=MKUH,
    metrics=("ed.majors_*",),
    reason="The sensors are being replaced.",
    owner="Digital team",
    from_=date(2026, 1, 1),
    review=date(2026, 3, 1),
)
EXEMPT = NotApplicable(unit=MKUH, metric=GA, approver="Medical director", from_=date(2026, 1, 1))


def test_a_known_gap_is_explained_and_chased_last() -> None:
    never, late = page(known_gaps=(GAP,)), page(figures=["20", "70", "90"], minutes=50, known_gaps=(GAP,))
    words = "The sensors are being replaced. Owner: Digital team. To be reviewed by 1 March 2026."
    assert never.silent_by_rule == (f"Majors and resus cubicle occupancy (adult): known gap. {words}",)
    assert (never.due[-1].metric, never.due[-1].state, never.due[-1].due_at) == (
        MAJORS,
        State.KNOWN_GAP,
        None,
    )
    assert (late.due[-1].metric, late.due[-1].state) == (MAJORS, State.KNOWN_GAP)


def test_what_does_not_apply_is_explained_and_never_due() -> None:
    out = page(not_applicable=(EXEMPT,))
    assert out.silent_by_rule == (
        "General and acute bed occupancy: does not apply here. Approved by Medical director.",
    )
    row = due(out)[GA]
    assert (row.state, row.schedule, row.due_at) == (State.NOT_APPLICABLE, "does not apply here", None)


def test_a_rule_that_is_over_or_of_another_unit_silences_nothing() -> None:
    over = GAP.model_copy(update={"review": date(2026, 1, 12)})
    elsewhere = EXEMPT.model_copy(update={"unit": "RC9-BED"})
    assert page(known_gaps=(over,), not_applicable=(elsewhere,)).silent_by_rule == ()


def test_nothing_is_due_of_a_unit_that_has_closed() -> None:
    units = [u.model_copy(update={"closed": date(2026, 1, 12)}) for u in configuration().system.units]
    out = page(units=tuple(units))
    assert (out.due, out.silent_by_rule) == ((), ("Closed: it has not reported since 12 January 2026.",))


def test_a_unit_that_has_not_opened_says_from_when_it_reports() -> None:
    units = [u.model_copy(update={"opened": date(2026, 2, 1)}) for u in configuration().system.units]
    assert page(units=tuple(units)).silent_by_rule == ("Reports from 1 February 2026.",)


@given(
    minutes=st.integers(0, 14 * 24 * 60),
    hours=st.lists(st.integers(0, 23), min_size=1, unique=True),
    grace=st.integers(0, 48 * 60),
    days=st.sampled_from(["every_day", "weekdays", "mon"]),
)
def test_the_time_that_can_still_be_kept_is_never_past_its_grace_and_none_before_it_is(
    minutes: int, hours: list[int], grace: int, days: str
) -> None:
    said = {"times": [f"{hour:02}:00" for hour in sorted(hours)], "days": [days], "grace": f"{grace}m"}
    now = BEGINS + timedelta(minutes=minutes)
    agreed = TimesExpectation.model_validate(said)
    due_at, late_at = next_return(agreed, now, NO_CONFIG)
    assert due_at is not None
    assert late_at is not None
    assert parse_time(late_at) > now
    earlier = next_return(agreed, parse_time(late_at) - timedelta(microseconds=1), NO_CONFIG)
    assert earlier == (due_at, late_at)
