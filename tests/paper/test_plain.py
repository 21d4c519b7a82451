"""A handover as plain text."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given

from actions.matters import Plan, Words
from integrations.channels.message import Mode
from integrations.paper.plain import handover_text
from tests.paper.nasty import WORDS
from tests.paper.papers import AT, HEAD, OKORO, PACK, PAPER, SHAH, accepted, filled, quiet, with_handover

EXPECTED = f"""\
Handover: Room lead to Director on call
Bedfordshire, Luton and Milton Keynes
Position at 19:50 on Mon 12 January 2026 (GMT)
Journal number 1203, head {HEAD}

NOT ACCEPTED
Responsibility moves when it is accepted, and not before.
From Room lead: J Okoro, 01908 000000
To Director on call: R Patel, 07700 900123
Due 20:00 on Mon 12 January 2026 (GMT)

WHAT I NEED YOU TO DO TONIGHT
- Check by 21:15: full capacity protocol in force (R Patel, MKUH)
- If MKUH is still at OPEL 4 by Tue 01:50, then R Patel: agree the divert with SCAS (written by J Okoro)
> Ring MKUH.
> Before midnight.
> (J Okoro, 19:42)

WORST UNITS
- Milton Keynes University Hospital OPEL 4 since 14:30: majors 126 %, handover 52 min
- Bedford Hospital OPEL 3 since 13:00, could be 4: handover 33 min

WHAT WE CANNOT SEE
- Bedford Hospital: majors not seen since 18:45; last known 3, could be 4

OPEN CARDS
- Open escalation beds (MKUH): nobody has it, due 21:10, late

ALERTS
- OPEL 4 at MKUH: R Patel has it: full capacity protocol by 21:15

DECLARED LEVELS
- Bedford Hospital declared OPEL 4 until 23:00 by A Shah: oxygen fault

WHO SITS WHERE TONIGHT
- Director on call (BLMK): R Patel, 07700 900123, 20:00 to Tue 08:00
- Site manager (MKUH): NOBODY, 22:00 to Tue 06:00

IN THE WORDS OF CELL LEAD, MK
> Watch the UTC.
> (A Shah, Sun 19:50)

SIGNED
- Room lead: J Okoro, 19:50, at journal number 1203
- Cell lead, MK: A Shah, 19:39, at journal number 1190, an earlier position
- Cell lead, BCA: NOT SIGNED

THE THREE TO READ BACK
Not read back
- [ ] Milton Keynes University Hospital OPEL 4 since 14:30: majors 126 %, handover 52 min
- [ ] OPEL 4 at MKUH: R Patel has it: full capacity protocol by 21:15
- [ ] Check by 21:15: full capacity protocol in force (R Patel, MKUH)

Made at 19:53 on Mon 12 January 2026 (GMT)
"""


def test_the_position_is_told_in_the_packs_order() -> None:
    assert handover_text(PAPER) == EXPECTED


def test_an_accepted_handover_says_by_whom_and_when() -> None:
    lines = handover_text(accepted()).splitlines()
    assert "Accepted by R Patel at 20:06 on Mon 12 January 2026 (GMT)" in lines
    assert "NOT ACCEPTED" not in lines
    assert "All read back" in lines
    assert sum(line.startswith("- [x] ") for line in lines) == 3


def test_a_superseded_handover_says_that_nobody_ever_accepted_it() -> None:
    text = handover_text(with_handover(state="superseded"))
    assert "NOT ACCEPTED\nIt never was: a later handover has taken its place.\n" in text


def test_what_is_empty_says_so_in_words() -> None:
    said = handover_text(quiet()).split("\n\n")
    assert [part.splitlines() for part in said[2:-2]] == [
        ["WHAT I NEED YOU TO DO TONIGHT", "Nothing falls due that the board knows of"],
        ["WORST UNITS", "Nothing at OPEL 2 or above"],
        ["WHAT WE CANNOT SEE", "Nothing: every expected figure is seen"],
        ["OPEN CARDS", "Nothing open"],
        ["ALERTS", "Nothing open"],
        ["DECLARED LEVELS", "Nothing declared"],
        ["WHO SITS WHERE TONIGHT", "Nothing: no seat is kept on a rota here"],
        ["SIGNED", "- Room lead: NOT SIGNED", "- Cell lead, MK: NOT SIGNED", "- Cell lead, BCA: NOT SIGNED"],
    ]


def test_a_morning_is_handed_over_as_a_day() -> None:
    text = handover_text(with_handover(hour=datetime(2026, 1, 13, 8, tzinfo=UTC)))
    assert "WHAT I NEED YOU TO DO TODAY" in text
    assert "TONIGHT" not in text


def test_nobody_on_the_rota_is_said() -> None:
    text = handover_text(with_handover(receiver=None))
    assert "To Director on call: nobody on the rota\n" in text


def test_a_signature_that_nobody_asked_for_is_kept() -> None:
    text = handover_text(with_handover(wanted=()))
    assert "- Room lead: J Okoro, 19:50, at journal number 1203\n" in text


def test_times_beyond_a_change_of_clocks_name_their_zone() -> None:
    evening = datetime(2026, 10, 24, 18, 50, tzinfo=UTC)
    plan = Plan(n=1, condition="x", by=evening + timedelta(hours=7), who="y", what="z", written_by=OKORO)
    moved = with_handover(pack=PACK.model_copy(update={"at": evening}), plans=(plan,))
    text = handover_text(moved)
    assert "Position at 19:50 on Sat 24 October 2026 (BST)\n" in text
    assert "- If x by Sun 01:50 GMT, then y: z (written by J Okoro)\n" in text


@pytest.mark.parametrize(("mode", "word"), [("simulated", "SIMULATED"), ("exercise", "EXERCISE")])
def test_what_is_not_real_says_so_at_both_ends(mode: Mode, word: str) -> None:
    lines = handover_text(PAPER._replace(mode=mode)).splitlines()
    assert (lines[0], lines[-1]) == (word, word)


def test_a_real_one_never_calls_itself_live() -> None:
    assert "live" not in handover_text(PAPER).lower()


@given(WORDS)
def test_no_words_of_people_can_look_like_the_services(words: str) -> None:
    ours = [line.partition("§")[0] for line in unquoted("§")]
    lines = unquoted(words)
    assert len(lines) == len(ours)
    assert all(line.startswith(start.rstrip()) for line, start in zip(lines, ours, strict=True))
    assert all(line.isprintable() for line in lines)


def unquoted(words: str) -> list[str]:
    """The lines that are not somebody's words. The system's own name, reviewed and not typed, stays."""
    lines = handover_text(filled(words)._replace(system=PAPER.system)).splitlines()
    return [line for line in lines if not line.startswith(">")]


def test_words_and_plans_stand_where_the_board_asks_nothing() -> None:
    bare = PACK.model_copy(update={"asks": ()})
    text = handover_text(with_handover(pack=bare))
    assert "Nothing falls due that the board knows of\n- If MKUH is still" in text


def test_an_unknown_places_words_are_under_its_code() -> None:
    text = handover_text(with_handover(words=(Words(section="XY", text="All well.", by=SHAH, at=AT),)))
    assert "IN THE WORDS OF XY\n> All well.\n" in text
