"""A handover as a PDF. Its text is read back from typst: what stands in a PDF is glyphs."""

import asyncio
from datetime import timedelta

import pytest
import typst
from hypothesis import given, settings

from integrations.channels.message import Mode
from integrations.paper.handover import HERE, NO_SHAPE, TEMPLATE, fonts, handover_pdf, inputs_of, named
from integrations.paper.sheet import HandoverPaper, one_line, sheet_of
from tests.paper.nasty import NASTY, WORDS
from tests.paper.papers import PACK, PAPER, accepted, drawn, filled, quiet, typeset, with_handover


def compile_accessibly(paper: HandoverPaper) -> None:
    """As PDF/UA-1: titled, tagged, in a language, each glyph there. typst refuses what is not, and warns of nothing."""
    _, warnings = typst.compile_with_warnings(
        TEMPLATE, root=HERE, font_paths=fonts(), sys_inputs=inputs_of(paper), pdf_standards="ua-1"
    )
    assert warnings == []


def test_it_is_a_pdf() -> None:
    assert handover_pdf(PAPER).startswith(b"%PDF-")


def test_a_quiet_evening_fits_on_one_page() -> None:
    assert len(drawn(quiet())) == 1


def test_a_busy_one_takes_as_many_pages_as_it_needs() -> None:
    busy = with_handover(pack=PACK.model_copy(update={"cards": PACK.cards * 120}))
    assert len(drawn(busy)) == 4
    assert typeset(busy).count(PACK.cards[0].text) == 120


@pytest.mark.parametrize("paper", [PAPER, accepted(), quiet(), PAPER._replace(mode="exercise")])
def test_a_screen_reader_can_read_it(paper: HandoverPaper) -> None:
    compile_accessibly(paper)


def test_everything_on_the_sheet_is_on_the_paper() -> None:
    said = set(typeset(PAPER))
    sheet = sheet_of(PAPER)
    for section in sheet.sections:
        assert section.heading in said
        assert {line.text for line in section.lines} <= said
        assert {line for quote in section.quotes for line in (*quote.lines, quote.written)} <= said
        assert {word for plan in section.plans for word in (plan.condition, plan.who, plan.what)} <= said
    assert {part.title for part in sheet.parts} <= said
    assert {part.by for part in sheet.parts if part.by is not None} <= said
    assert {item.text for item in sheet.read_back} <= said
    assert {sheet.title, sheet.system, sheet.giver, sheet.receiver, sheet.acceptance} <= said


def test_the_same_paper_is_the_same_bytes() -> None:
    assert handover_pdf(PAPER) == handover_pdf(PAPER)
    assert handover_pdf(PAPER) != handover_pdf(
        PAPER._replace(printed_at=PAPER.printed_at + timedelta(hours=1))
    )


async def test_threads_may_print_at_once() -> None:
    printed = await asyncio.gather(*(asyncio.to_thread(handover_pdf, PAPER) for _ in range(6)))
    assert set(printed) == {handover_pdf(PAPER)}


@pytest.mark.parametrize("mode", ["simulated", "exercise"])
def test_what_is_not_real_is_striped_on_every_page(mode: Mode) -> None:
    busy = with_handover(pack=PACK.model_copy(update={"cards": PACK.cards * 60}))
    assert all(b"<pattern" not in page for page in drawn(busy))
    assert all(b"<pattern" in page for page in drawn(busy._replace(mode=mode)))


def test_every_level_has_a_shape_of_its_own() -> None:
    levels = [[PACK.worst[0].model_copy(update={"key": f"level:RD8:{level}:4"})] for level in (1, 2, 3, 4)]
    pages = {
        drawn(with_handover(pack=PACK.model_copy(update={"worst": tuple(worst)})))[0] for worst in levels
    }
    assert len(pages) == 4


@pytest.mark.parametrize("words", NASTY)
def test_nasty_words_are_printed_with_every_glyph(words: str) -> None:
    compile_accessibly(filled(words))


@settings(max_examples=40, deadline=None)
@given(WORDS)
def test_what_people_write_is_printed_as_it_is_written_and_never_obeyed(words: str) -> None:
    said, plain = typeset(filled(words)), typeset(filled("§"))
    quoted_three_times = 3 * (len(words.splitlines()) - 1)
    assert len(said) == len(plain) + quoted_three_times
    assert said.count(NO_SHAPE.sub(named, one_line(words))) >= plain.count("§") - 3


def test_every_character_that_is_not_named_has_a_glyph() -> None:
    kept = "".join(chr(code) for code in range(0x20, 0x10000) if not NO_SHAPE.match(chr(code)))
    words = PAPER.handover.words[0].model_copy(update={"text": " ".join(kept)})
    compile_accessibly(with_handover(words=(words,)))


def test_what_the_fonts_lack_is_printed_by_its_name() -> None:
    said = typeset(filled("🚑 at 住, café →"))
    assert "[ambulance] at [cjk unified ideograph-4f4f], café →" in said
