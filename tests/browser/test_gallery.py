"""Every state of a strip looks as it did when somebody last looked at it, in light and dark, to every kind of eye.

After a change that is meant: SURGELINE_NEW_PICTURES=1 .venv/bin/pytest tests/browser/test_gallery.py, then look at
what git says has changed.
"""

import os
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from itertools import combinations

import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import Browser, Locator, Page

from tests.browser.gallery import BASELINES, FAILED, PAGES, baseline, build, keep, photograph, served, show
from tests.browser.likeness import difference, side_by_side
from tests.browser.room import assert_accessible

SCHEMES = ("light", "dark")
RENEW = os.environ.get("SURGELINE_NEW_PICTURES") == "1"
LEVELS = ("opel-1", "opel-2", "opel-3", "opel-4")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, browser: object) -> Iterator[str]:  # noqa: ARG001 - see below
    """The gallery of the sources as they are. Takes the browser, so that nothing is built in its absence."""
    folder = tmp_path_factory.mktemp("gallery")
    build(folder)
    with served(folder) as found:
        yield found


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def gallery(browser: Browser, address: str) -> AsyncIterator[Page]:
    """Opened once, light, for the tests that leave it as it was."""
    context = await browser.new_context(locale="en-GB", timezone_id="Europe/London")
    opened = await context.new_page()
    await show(opened, address)
    yield opened
    await context.close()


@asynccontextmanager
async def dressed(page: Page, css: str) -> AsyncIterator[None]:
    """With more rules while inside, stronger than its own."""
    sheet = await page.add_style_tag(content=re.sub(r"(?<=[^{])(;| })", r" !important\1", css))
    yield
    await sheet.evaluate("element => element.remove()")


def unlike(pictures: Mapping[str, Image.Image], scheme: str) -> dict[str, str]:
    """The tiles that do not look like their baselines, with why; a tile without one is among them."""
    found = {}
    for name, picture in pictures.items():
        path = baseline(name, scheme)
        why = difference(Image.open(path), picture).why if path.exists() else "it has no baseline"
        if why:
            found[name] = why
    return found


def show_failures(pictures: Mapping[str, Image.Image], found: Mapping[str, str], scheme: str) -> str:
    """Puts expected and actual side by side where a person can look at them; says where, and why."""
    FAILED.mkdir(exist_ok=True)
    lines = []
    for name, why in found.items():
        path, known = FAILED / f"{name}.{scheme}.png", baseline(name, scheme)
        expected = Image.open(known) if known.exists() else Image.new("RGB", (1, 1))
        side_by_side(expected, pictures[name]).save(path)
        lines.append(f"{name} ({scheme}): {why}: {path}")
    return "\n".join(lines)


@pytest.mark.parametrize("scheme", SCHEMES)
async def test_every_state_looks_as_it_did(page: Page, address: str, scheme: str) -> None:
    pictures: dict[str, Image.Image] = {}
    for sheet in PAGES:
        await show(page, address + sheet, scheme)
        pictures |= await photograph(page)
    if RENEW:
        for old in BASELINES.glob(f"*.{scheme}.png"):
            old.unlink()
        for name, picture in pictures.items():
            keep(picture, baseline(name, scheme))
    found = unlike(pictures, scheme)
    assert not found, show_failures(pictures, found, scheme)
    assert {path.name for path in BASELINES.glob(f"*.{scheme}.png")} == {
        f"{n}.{scheme}.png" for n in pictures
    }


async def test_each_level_is_a_colour_a_shape_and_a_number(gallery: Page) -> None:
    marks = {name: await mark_of(gallery, name) for name in (*LEVELS, "not-enough", "no-figures")}
    assert marks == {
        "opel-1": ("rgb(0, 112, 60)", "circle", "1", "OPEL 1"),
        "opel-2": ("rgb(255, 184, 28)", "path", "2", "OPEL 2"),
        "opel-3": ("rgb(213, 40, 27)", "path", "3", "OPEL 3"),
        "opel-4": ("rgb(11, 12, 12)", "path", "4", "OPEL 4"),
        "not-enough": ("rgb(255, 255, 255)", "circle", "?", "Level not known"),
        "no-figures": ("none", "path", "–", "Not assessed"),
    }


async def mark_of(page: Page, name: str) -> tuple[str, str, str, str]:
    """What fills a tile's mark, its shape, its number and its name."""
    mark = tile(page, name).get_by_role("img").first
    shape = mark.locator(":scope > :first-child")
    fill: str = await shape.evaluate("element => getComputedStyle(element).fill")
    kind: str = await shape.evaluate("element => element.tagName")
    return fill, kind, await mark.text_content() or "", await mark.get_attribute("aria-label") or ""


def tile(page: Page, name: str) -> Locator:
    """A state."""
    return page.locator(f"[data-tile='{name}']")


SAID = {
    "could-be": "could be 4",
    "not-enough": "not enough figures: 1 to 4",
    "late": "1 figure late",
    "dead": "6 h 11 old",
    "few": "few patients",
    "queried": "queried",
    "unknown": "unknown",
    "never_known": "never received",
    "trial": "trial",
    "declared": "declared 3",
    "new": "new since 14:05",
    "blank": "as at 14:46",
    "council": "Declared OPEL",
    "council-undeclared": "not declared",
    "utc-closed": "Closed now, opens 08:00",
    "utc-open": "open until 23:00",
    "limited": "Limited until 18:00: CT out of order",
    "closed-to-ambulances": "Closed to ambulances until 18:00: Flood in majors",
    "closed": "Closed until 18:00: No power",
    "header": "LIVE",
    "header-connecting": "Connecting…",
    "header-cut": "NOT LIVE since",
    "simulated": "SIMULATED",
    "exercise": "EXERCISE",
    "place": "worst: Milton Keynes University Hospital",
}


async def test_each_state_says_what_it_is(gallery: Page) -> None:
    words = {name: re.sub(r"\s+", " ", await tile(gallery, name).inner_text()) for name in SAID}
    assert {name: said for name, said in SAID.items() if said not in words[name]} == {}
    unsure = await tile(gallery, "known_gap").inner_text()
    assert not re.search("late|unknown|queried", unsure), "a known gap is on record: the strip is silent"


async def test_what_cannot_be_relied_on_is_struck_underlined_or_hatched(gallery: Page) -> None:
    line = "element => getComputedStyle(element).textDecorationLine"
    assert await tile(gallery, "dead").locator(".figure--dead").evaluate(line) == "line-through"
    assert await tile(gallery, "late").locator(".figure--late").evaluate(line) == "underline"
    edge = "element => getComputedStyle(element, '::before').backgroundImage"
    for name, hatched in (("could-be", True), ("not-enough", True), ("no-figures", True), ("opel-3", False)):
        assert ("gradient" in await tile(gallery, name).locator(".strip").evaluate(edge)) is hatched, name
    assert await tile(gallery, "could-be").locator(".mark--broken").count() == 1


async def test_nothing_moves_for_who_asked_for_stillness(gallery: Page) -> None:
    assert await gallery.evaluate("document.getAnimations().length") == 0
    await gallery.emulate_media(reduced_motion="no-preference")
    moving = await gallery.evaluate("document.getAnimations().length")
    await gallery.emulate_media(reduced_motion="reduce")
    assert moving > 0, "what has just changed is marked for a moment"


@pytest.mark.parametrize("scheme", SCHEMES)
async def test_every_state_is_accessible(page: Page, address: str, scheme: str) -> None:
    await show(page, address, scheme)
    await assert_accessible(page)


EYES = ("achromatopsia", "deuteranopia", "protanopia", "tritanopia", "none")


async def test_levels_are_told_apart_without_colour_and_without_their_numbers(gallery: Page) -> None:
    session = await gallery.context.new_cdp_session(gallery)
    async with dressed(gallery, ".mark text { display: none }"):
        for eye in EYES:
            await session.send("Emulation.setEmulatedVisionDeficiency", {"type": eye})
            pictures = await photograph(gallery, *LEVELS, "late")
            marks = {name: mark_in(picture) for name, picture in pictures.items()}
            apart = {
                pair: difference(*(marks[name] for name in pair)).worst for pair in combinations(LEVELS, 2)
            }
            assert {pair: worst for pair, worst in apart.items() if worst < 40} == {}, eye
            assert difference(marks["opel-3"], marks["late"]).worst < 5, eye


def mark_in(strip: Image.Image) -> Image.Image:
    """The square of a strip where its mark is, in a halved picture."""
    return strip.crop((13, 8, 33, 28))


# --- the comparison itself: what must fail it, and what must not ---

HARM = {
    "the colours of levels are swapped": (":root { --level-3: #00703c }", "opel-3"),
    "a hatch is gone": (".strip--could-be::before { background: var(--edge) }", "could-be"),
    "the hatch of not enough figures is gone": (".strip--unknown::before { background: none }", "not-enough"),
    "a mark is missing": (".mark { visibility: hidden }", "opel-2"),
    "the edge is missing": (".strip::before { display: none }", "opel-4"),
    "what is cut off is not grey": (".board--cut { --level-3: #d5281b; --ink: #212b32 }", "cut"),
    "an exercise has no border": (".stripes::after { display: none }", "exercise"),
}


@pytest.mark.parametrize("harm", HARM)
async def test_a_harm_fails_the_comparison(gallery: Page, harm: str) -> None:
    css, name = HARM[harm]
    assert unlike(await photograph(gallery, name), "light") == {}
    async with dressed(gallery, css):
        assert name in unlike(await photograph(gallery, name), "light")


async def test_another_machines_letters_do_not_fail_the_comparison(gallery: Page) -> None:
    before = await photograph(gallery)
    async with dressed(gallery, "* { text-rendering: geometricPrecision; letter-spacing: 0.002em }"):
        after = await photograph(gallery)
    assert sum(before[name].tobytes() != after[name].tobytes() for name in before) > len(before) / 2
    assert unlike(after, "light") == {}
