"""Texts: within 160 characters as a phone counts them, whatever is said; the mode's word, reference and link whole."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.deeds import TellPartners
from actions.gsm import BASIC, EXTENDED, LONGEST, cut, length, plain
from actions.matters import Alert, AnyMatter, Notice, Page, Person
from actions.texts import Setting, say
from tests.unit.evenings import drafted, evening
from tests.unit.rooms import LEAD, LONDON, MKUH, NIGHT, NIGHT_ROTA, Room

ANYTHING = st.text(max_size=400)
LINKS = st.one_of(
    st.none(),
    st.text("abcXYZ0189-_", min_size=1, max_size=30).map(
        lambda token: f"https://surgeline.example.nhs.uk/a/{token}"
    ),
    st.text("abc~|", min_size=1, max_size=200).map(lambda token: f"https://x.example/{token}"),
)
KINDS = ("alert", "all_clear", "handover", "notice")
MODES = {"simulated": "SIMULATED", "exercise": "EXERCISE", "live": ""}


def alert() -> Alert:
    room = Room()
    room.stands(MKUH, 4)
    return room.alert("unit-4")


def notice(text: str) -> Notice:
    room = Room()
    room.does(TellPartners(unit=MKUH, seats=("executive@RD8",), text="x"), LEAD)
    return room.open(Notice)[0].model_copy(update={"text": text})


def setting(mode: str = "live", link: str | None = None, contact: Person | None = None) -> Setting:
    return Setting("QHG", "BLMK", mode, LONDON, contact, link)


ALERT, HANDOVER, NOTICE = alert(), drafted(evening()), notice("x")
PAGE = ALERT.pages[0]


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(KINDS), ANYTHING, ANYTHING, LINKS, st.sampled_from([*MODES]))
def test_whatever_is_said_it_fits_and_nothing_that_matters_is_cut(
    kind: str, words: str, name: str, link: str | None, mode: str
) -> None:
    matter, page = said_of(kind, words, name)
    contact = Person(id="p", name=name, phone=words[:20])
    said = say(matter, page, setting(mode, link, contact))
    word, ref = MODES[mode], f"Ref QHG-{matter.id.rpartition('-')[2]}.{page.n}"
    assert length(said.text) <= LONGEST
    assert set(said.text) <= BASIC | EXTENDED
    assert said.text.startswith(word)
    assert said.text.endswith(word or (ref, link or ref))
    assert ref in said.text
    assert link is None or link in said.text or "https" not in said.text.partition(ref)[2]
    assert "\n" not in said.subject
    assert "\r" not in said.subject
    assert link is None or link in said.body.splitlines()


def said_of(kind: str, words: str, name: str) -> tuple[AnyMatter, Page]:
    """A matter with these words where people's words or a system's names can be."""
    match kind:
        case "alert":
            person = PAGE.person.model_copy(update={"name": name})
            told = {"about": words, "brief": name, "because": (name, words), "sure": words}
            return ALERT.model_copy(update=told), PAGE.model_copy(
                update={"seat_title": name, "person": person}
            )
        case "all_clear":
            return ALERT.model_copy(update={"about": words}), PAGE.model_copy(update={"about": "all_clear"})
        case "handover":
            return HANDOVER.model_copy(update={"to_title": words}), PAGE
        case _:
            by = LEAD.model_copy(update={"name": name})
            return NOTICE.model_copy(update={"text": words, "by": by}), PAGE


@settings(max_examples=300, deadline=None)
@given(ANYTHING)
def test_plain_text_is_one_line_that_every_phone_shows_and_is_plain_already(text: str) -> None:
    once = plain(text)
    assert set(once) <= BASIC | EXTENDED
    assert not set(once) & set("\n\r\t")
    assert plain(once) == once


@settings(max_examples=200, deadline=None)
@given(ANYTHING.map(plain), st.integers(3, 200))
def test_a_text_is_cut_to_its_room_and_shows_that_it_was(text: str, room: int) -> None:
    short = cut(text, room)
    assert length(short) <= room
    assert short == text or short.endswith("...")


@pytest.mark.parametrize(
    ("given_", "shown"),
    [
        ("Siân Ó Néill", "Sian O Néill"),
        ("50 % – 60 %", "50 % - 60 %"),
        ("“Ward 5” … full", '"Ward 5" ... full'),
        ("one\r\ntwo\x00three", "one two three"),
        ("Żółć", "Zo?c"),
        ("é è ü ß £ €", "é è ü ß £ €"),
        ("张伟", "??"),
    ],
)
def test_names_and_marks_are_shown_as_near_as_a_phone_can(given_: str, shown: str) -> None:
    assert plain(given_) == shown


def test_a_page_says_what_where_since_was_and_whom_to_ring() -> None:
    found = ALERT.model_copy(update={"was": 3, "because": ("Majors 126 %",)})
    said = say(found, PAGE, setting("simulated", None, Person(id="p", name="S Evans", phone="01908 660033")))
    assert said.text.startswith("SIMULATED OPEL 4 at MKUH, BLMK since 09:00 (was 3). Majors 126 %.")
    assert "01908 660033" in said.text
    assert said.text.endswith(f"Ref QHG-{ALERT.id.removeprefix('alert-')}.1 SIMULATED")
    assert said.subject.startswith("SIMULATED OPEL 4 at Milton Keynes University Hospital")


def test_a_link_that_leaves_no_room_to_say_anything_is_only_in_the_e_mail() -> None:
    link = f"https://x.example/{'a' * 140}"
    said = say(ALERT, PAGE, setting("exercise", link))
    assert link not in said.text
    assert "OPEL 4" in said.text
    assert link in said.body


def test_an_all_clear_says_when_it_was_over_whatever_was_heard_of_its_pages_since() -> None:
    room = Room(NIGHT, NIGHT_ROTA)
    room.stands(MKUH, 3)
    found = room.alert("unit-3-at-night")
    room.passes(180)
    room.stands(MKUH, 2)
    room.receipt(found.id, 1, "delivered")
    over = room.now(found)
    said = say(over, over.pages[-1], setting())
    assert said.text.startswith("All clear: OPEL 3 at Milton Keynes University Hospital, BLMK")
    assert "02:00" in said.text
    assert "OPEL 2 now" in said.text
    assert "carrier" not in said.text


def test_cannot_see_never_says_a_level_is_there() -> None:
    room = Room()
    room.stands(MKUH, 3)
    room.loses(MKUH, "feed", since=room.at - timedelta(hours=1))
    found = room.alert("feed-silent")
    said = say(found, found.pages[0], setting())
    assert said.text.startswith("Cannot see MKUH since 08:00, BLMK")
    assert "(was 3)" not in said.text


def test_an_e_mail_of_a_handover_has_the_three_lines_to_read_back() -> None:
    said = say(HANDOVER, PAGE, setting(link="https://x.example/a/b"))
    assert all(item.text in said.body for item in HANDOVER.pack.read_back)


def test_times_are_the_rooms() -> None:
    summer = ALERT.model_copy(update={"since": ALERT.since.replace(month=7)})
    assert "since 10:00" in say(summer, PAGE, setting()).text
    assert "since 09:00" in say(summer, PAGE, setting()._replace(zone=ZoneInfo("UTC"))).text
