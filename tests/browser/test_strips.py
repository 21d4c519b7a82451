"""Strips as people read them: every kind of unit in its places, the last day, what is new, the brief, the words."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from app.embedded import Cluster
from tests.browser.room import (
    BEDFORD,
    MKUH,
    PRESSED,
    SEEN_MS,
    SIZES,
    Room,
    assert_accessible,
    nine,
    resize,
    room_of_its_own,
    strip,
)

AMBULANCE, COMMUNITY, COUNCIL, UTC = "RYE@MK", "RV3-COM@MK", "BBC", "UTC@LUT"
LAST_DAY = re.compile("^Level over the last 24 hours")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def bay(cluster: Cluster, template: str) -> AsyncIterator[Room]:
    """Its levels are for tests here to move."""
    async with room_of_its_own(cluster, template, "strips") as made:
        yield made


async def test_an_ambulance_service_has_its_figures_in_their_places_and_the_level_its_commander_declares(
    page: Page, bay: Room
) -> None:
    # given a service that sent three of the four figures its strip has places for
    figures = {"calls999.c2_mean_minutes": 38, "ambulance.csp_level": 2, "ambulance.reap_level": 3}
    await bay.post(AMBULANCE, dict(figures))
    # when the board is opened
    await bay.enter(page.context)
    await bay.open(page)
    # then they stand in its order, the fourth as never received, and its level is said to be declared
    ambulance = strip(page, AMBULANCE)
    await expect(ambulance).to_contain_text(
        re.compile("REAP.* 3.*CSP.* 2.*C2 mean.* 38 min.*Hours lost.* –, never received")
    )
    await expect(ambulance.get_by_title("Ambulance REAP level")).to_be_visible()
    await expect(ambulance.get_by_role("img", name="OPEL 3")).to_be_visible()
    await expect(ambulance.get_by_title("As declared in a return")).to_be_visible()
    await expect(ambulance.get_by_role("img")).to_have_count(1)


async def test_a_council_that_declares_nothing_is_said_not_to(page: Page, bay: Room) -> None:
    await bay.enter(page.context)
    await bay.open(page)
    council = strip(page, COUNCIL)
    await expect(council).to_contain_text("level not declared")
    await expect(council).not_to_contain_text("never received")
    # when it declares a level
    await bay.post(COUNCIL, {"opel.declared_level": 3, "council.capacity_vacancies": 31})
    # then that is a figure like others, and the level is shown as declared: no count of the board's has it
    await expect(council).to_contain_text(re.compile("Declared OPEL.* 3"), timeout=SEEN_MS)
    await expect(council.get_by_role("img", name="OPEL 3")).to_be_visible()
    await expect(council.get_by_title("As declared in a return")).to_be_visible()
    await expect(page.get_by_role("button", name=re.compile("at 3$"))).to_have_count(0)


async def test_a_treatment_centre_says_until_when_it_is_open_or_closed(page: Page, bay: Room) -> None:
    await bay.enter(page.context)
    await bay.open(page)
    said = re.compile("open until 20:00|Closed now, opens 08:00")
    await expect(strip(page, UTC)).to_contain_text(said)


async def test_crews_and_beds_are_told_as_the_room_counts_them(page: Page, bay: Room) -> None:
    await bay.enter(page.context)
    await bay.open(page)
    await expect(strip(page, BEDFORD)).not_to_contain_text("crews waiting")
    await bay.post(BEDFORD, {"ed.ambulance_queue": 6, "ed.longest_ambulance_wait_minutes": 112})
    await expect(strip(page, BEDFORD)).to_contain_text(
        "6 crews waiting, longest 112\u00a0min", timeout=SEEN_MS
    )


async def test_the_last_day_follows_what_happens_without_being_fetched_again(page: Page, bay: Room) -> None:
    # given a board that fetched the last day once
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url) if "/levels" in request.url else None)
    await bay.enter(page.context)
    await bay.open(page)
    day = strip(page, MKUH).get_by_role("img", name=LAST_DAY)
    await expect(day).to_have_accessible_name(re.compile("not known until .*, 1 since$"), timeout=SEEN_MS)
    await expect(strip(page, MKUH)).not_to_contain_text("new since")
    # when the hospital gets worse
    await bay.post(MKUH, nine(PRESSED))
    # then its ribbon ends at 4, and the strip says that it is rising and new
    await expect(day).to_have_accessible_name(re.compile(r"1 until [\d:]+, 4 since$"), timeout=SEEN_MS)
    await expect(strip(page, MKUH)).to_contain_text("getting worse")
    await expect(strip(page, MKUH)).to_contain_text(re.compile(r"new since \d\d:\d\d"))
    assert len(fetched) == 1


async def test_without_the_last_day_a_strip_is_whole_but_for_it(page: Page, bay: Room) -> None:
    await page.route("**/levels*", lambda route: route.fulfill(status=503, body="{}"))
    await bay.enter(page.context)
    await bay.open(page)
    await expect(strip(page, BEDFORD)).to_contain_text("OPEL 4")
    await expect(page.get_by_role("img", name=LAST_DAY)).to_have_count(0)


async def test_a_director_reads_the_position_on_a_phone_without_scrolling(page: Page, bay: Room) -> None:
    await resize(page, "phone")
    await bay.enter(page.context)
    await bay.open(page)
    brief = page.get_by_role("region", name="In brief")
    await expect(brief).to_contain_text(re.compile("Bedford.*OPEL 4.*Why:.*Sure: yes, all fresh"))
    await expect(brief).to_contain_text(
        re.compile("Luton.*not enough figures: 1 to 4.*Sure: no, could be 1 to 4")
    )
    box = await brief.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= SIZES["phone"][1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_words_are_explained_by_keyboard(page: Page, bay: Room, scheme: str) -> None:
    await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    await bay.enter(page.context)
    await bay.open(page)
    await page.get_by_role("button", name="Words").press("Enter")
    words = page.get_by_role("dialog", name="What the words and marks mean")
    for word in ("OPEL", "REAP", "CSP", "GPAS", "NCTR", "S136", "SDEC", "could be 4", "as at", "trial"):
        await expect(words.get_by_role("term").filter(has_text=re.compile(f"^{word}$"))).to_be_visible()
    await assert_accessible(page)
    await page.keyboard.press("Escape")
    await expect(words).to_have_count(0)
    await expect(page.get_by_role("button", name="Words")).to_be_focused()


async def test_on_a_wall_name_and_level_are_the_largest(page: Page, bay: Room) -> None:
    await bay.enter(page.context)
    await page.set_viewport_size({"width": 3840, "height": 2160})
    await bay.open(page, "?wall=1")
    await expect(strip(page, BEDFORD).get_by_role("img", name=LAST_DAY)).to_be_visible(timeout=SEEN_MS)
    sizes = await strip(page, BEDFORD).evaluate(
        """(strip) => {
          const size = (found) => parseFloat(getComputedStyle(found).fontSize);
          const rest = strip.querySelectorAll('.strip__level > :not(strong), .score *, .drivers *, .strip__crews *');
          return {
            name: size(strip.querySelector('.strip__name')),
            level: size(strip.querySelector('.strip__level > strong')),
            rest: Math.max(...[...rest].map(size)),
          };
        }"""
    )
    assert sizes["name"] > sizes["level"] > 1.4 * sizes["rest"]
