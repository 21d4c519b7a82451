"""Sentences: why a level changed, as it is read out."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from app.board.past.account import comparable
from app.board.past.replay import Judged, judge
from app.board.past.sentence import Account, Move, moved, sentence_of, sentence_of_body
from app.board.past.why import EVER
from app.decided import Decision
from app.ingest.submission import Tick
from tests.unit.pasts import MKUH, figures_in, judging, told_in
from tests.unit.streams import BEGINS, configuration, played, posting, stream
from triggers.values import Measure

BUSY = ("38", "69", "101", "118", "7.4", "44", "96.1", "3.2", "14.8")
WORST = ("52", "48", "126", "190", "9.8", "62", "99.4", "6.5", "22")
CALM = ("20", "78", "70", "95", "1.5", "30", "88", "1", "9")
SWITCH = datetime.fromisoformat("2025-06-15T22:30:00+00:00")  # half an hour before other rules hold

Step = tuple[int, tuple[str | None, ...] | None]


def lived(*steps: Step, begins: datetime = BEGINS) -> list[Decision]:
    """MKUH's figures, or none, so many minutes after the beginning."""
    moments = [(begins + timedelta(minutes=minutes), values) for minutes, values in steps]
    given = [(at, [posting(MKUH, at, *values) if values else Tick()]) for at, values in moments]
    return played(stream(begins), given)


def sentences(decisions: Sequence[Decision], *, held: bool = True) -> list[str]:
    """One for each change. `held` False: the figures have been removed since."""
    rows, found = figures_in(decisions), list(told_in(decisions))
    judged: list[Judged | None] = [
        judge([row for row in rows if row.seq <= told.seq], judging(told), EVER) if held else None
        for told in found
    ]
    accounts = [
        Account(told, before, configuration().zone, now, earlier)
        for told, before, now, earlier in zip(found, [None, *found], judged, [None, *judged], strict=False)
    ]
    return [sentence_of(account._replace(earlier=comparable(account))) for account in accounts]


def test_the_first_level_names_what_carries_most_points() -> None:
    (found,) = sentences(lived((0, BUSY)))
    assert found == (
        "OPEL 3 since 08:00, the first level known: 13 of 27 points (48.1 %), and above 40 % is OPEL 3."
        " Most points: Handover 38 min, 4-hour 69 %, Majors 101 %."
    )


def test_a_rise_says_what_rose_most_since_the_level_before() -> None:
    rose = (*BUSY[:4], *WORST[4:5], *BUSY[5:6], *WORST[6:])
    assert sentences(lived((0, BUSY), (390, rose)))[-1] == (
        "OPEL 4 since 14:30, was 3: 19 of 27 points (70.4 %), and above 70 % is OPEL 4."
        " Since 08:00 escalation rose from 3.2 to 6.5 % and NCTR from 14.8 to 22 %."
    )


def test_a_rise_too_small_to_be_shown_rounded_is_told_in_full() -> None:
    decisions = lived((0, BUSY))
    (told,) = told_in(decisions)
    judged = judge(figures_in(decisions), judging(told), EVER)
    (occupancy,) = [p for p in judged.assessment.parameters if p.metric == "beds.ga_occupancy_pct"]
    was, now = [occupancy._replace(measure=Measure(Decimal(value))) for value in ("94.96", "95.04")]
    assert moved(Move(was, now), judged, "") == ("G&A rose from 94.96 to 95.04 %", "rose")


def test_a_fall_says_what_eased_and_why_the_points_alone_do_not_decide() -> None:
    steps: list[Step] = [(0, WORST), (15, BUSY), (30, CALM), (45, CALM), (60, CALM)]
    *_, first, second = sentences(lived(*steps))
    assert first == (
        "OPEL 3 since 08:45, was 4: 2 of 27 points (7.4 %), which is OPEL 1, but has not been for 30 minutes yet."
        " Since 08:00 4-hour rose from 48 to 78 % and majors fell from 126 to 70 %."
    )
    assert second.startswith("OPEL 1 since 09:00, was 3: 2 of 27 points (7.4 %), and up to 20 % is OPEL 1.")


def test_what_cannot_be_counted_on_is_said() -> None:
    found = sentences(lived((0, (None, None, *BUSY[2:]))))
    assert "It could be 2 to 3: not sure of handover and 4-hour." in found[0]


def test_too_few_figures_name_no_level() -> None:
    lost = (*BUSY[:4], None, None, None, None, None)
    found = sentences(lived((0, BUSY), (60, lost)))
    assert found[-1].startswith(
        "Not enough figures since 09:00, was OPEL 3: 13 of 27 points (48.1 %) in what is known."
    )
    assert "It could be 2 to 4: not sure of over 12 h, referred, G&A, escalation and 1 more." in found[-1]


def test_a_level_before_on_another_day_is_named_with_its_day() -> None:
    found = sentences(lived((0, BUSY), (24 * 60 + 60, WORST)))
    assert "Since 08:00 on Monday 12 January" in found[-1]


def test_other_rules_are_named_and_their_points_compared_with_nothing() -> None:
    found = sentences(lived((0, BUSY), (60, None), begins=SWITCH))
    assert found[-1].startswith("OPEL 3 by new rules since 00:00: 13 of 27 points (48.1 %), and above 40 %")
    assert "Most points:" in found[-1]


def test_a_change_whose_figures_are_gone_says_so() -> None:
    (found,) = sentences(lived((0, BUSY)), held=False)
    assert found == (
        "OPEL 3 since 08:00, the first level known: 13 of 27 points (48.1 %) (Handover 38 min, 4-hour 69 %, Majors"
        " 101 %). The figures behind it are not all held any more, so it cannot be worked out again."
    )


def test_a_place_names_its_worst() -> None:
    (told,) = told_in(lived((0, BUSY)), "MK")
    account = Account(told, None, configuration().zone, None, worst="Milton Keynes, at OPEL 3")
    assert (
        sentence_of_body(account)
        == "OPEL 3 since 08:00, the first level known: worst is Milton Keynes, at OPEL 3."
    )
