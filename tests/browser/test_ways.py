"""What would bring an organisation's level down, and what is closest to pushing it up, on its page."""

import re

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from app.access.actions import Role
from tests.browser.room import (
    BEDFORD,
    CALM,
    LUTON,
    MKUH,
    SEEN_MS,
    SIZES,
    Room,
    assert_accessible,
    nine,
    resize,
    room_beside,
)
from tests.running import Filled, Running

BUSY = "21/72/94/88/4.1/38/95.6/3.1/15.5"  # 11 of 27: a point above OPEL 2
GA = "beds.ga_occupancy_pct"
COUNTED = {"beds.ga_open": "500", "beds.ga_occupied": "478"}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def room(place: Filled, service: Running) -> Room:
    """Its levels are for tests here to move."""
    return await room_beside(place, service.url)


async def open_page(page: Page, room: Room, unit: str) -> None:
    await page.goto(f"{room.board}/organisations/{unit}")
    await expect(page.get_by_text("LIVE", exact=True)).to_be_visible(timeout=SEEN_MS)


def section(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def down(page: Page) -> Locator:
    return section(page, "What would bring it down")


def up(page: Page) -> Locator:
    return section(page, "Closest to pushing it up")


async def test_what_would_bring_it_down_is_in_beds_and_patients_and_follows_the_figures(
    page: Page, room: Room
) -> None:
    # given a calm hospital's page
    await room.post(MKUH, nine(CALM))
    await room.enter(page.context)
    await open_page(page, room, MKUH)
    await expect(down(page)).to_contain_text(
        "It is at OPEL 1: there is nothing to bring down.", timeout=SEEN_MS
    )
    await expect(up(page)).to_contain_text("raise it to OPEL 2")
    # when it comes under pressure, with its beds as counts
    await room.post(MKUH, {m: v for m, v in nine(BUSY).items() if m != GA} | COUNTED)
    # then the ways down are there without reload, each in the units people act in
    await expect(down(page)).to_contain_text("brings it to OPEL 2 after 30 min", timeout=SEEN_MS)
    await expect(down(page).locator("ol > .way")).to_have_count(5)
    beds = down(page).locator(".way__move").filter(has_text="G&A to 95 % (now 95.6 %)").first
    await expect(beds).to_contain_text("3 patients discharged or 4 more beds open")
    # and what could push it up
    ga = up(page).locator("ul > .way").filter(has_text="G&A above 98 %")
    await expect(ga).to_contain_text("13 more patients or 13 beds closed")


async def test_a_provider_at_opel_4_and_one_that_nobody_can_judge_are_told_so(page: Page, room: Room) -> None:
    await room.enter(page.context, Role.PROVIDER, BEDFORD)
    await open_page(page, room, BEDFORD)
    await expect(up(page)).to_contain_text("It is at OPEL 4: there is no level above.", timeout=SEEN_MS)
    await expect(down(page)).to_contain_text(re.compile(r"brings? it to OPEL 3 after 30 min"))
    await page.context.clear_cookies()
    await room.enter(page.context)
    await open_page(page, room, LUTON)
    await expect(down(page)).to_contain_text("Too few figures are known", timeout=SEEN_MS)
    await expect(up(page)).to_have_count(0)


async def test_ways_that_cannot_be_had_say_so_and_are_there_when_tried_again(page: Page, room: Room) -> None:
    await room.enter(page.context)
    await page.route("**/ways?*", lambda route: route.abort())
    await open_page(page, room, BEDFORD)
    failed = page.get_by_role("alert").filter(has_text="What would bring it down could not be fetched")
    await expect(failed).to_be_visible(timeout=SEEN_MS)
    await page.unroute("**/ways?*")
    await failed.get_by_role("button", name="Try again").click()
    await expect(down(page)).to_contain_text("to OPEL 3", timeout=SEEN_MS)
    await expect(failed).to_have_count(0)


@pytest.mark.parametrize("size", SIZES)
async def test_the_ways_are_accessible_and_fit(page: Page, room: Room, size: str) -> None:
    await room.post(MKUH, nine(BUSY))
    await resize(page, size)
    await room.enter(page.context)
    await open_page(page, room, MKUH)
    await expect(down(page).locator(".way").first).to_be_visible(timeout=SEEN_MS)
    await expect(up(page).locator(".way").first).to_be_visible()
    await assert_accessible(page)
    assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    for ways in (down(page), up(page)):
        assert await ways.evaluate("one => one.scrollWidth - one.clientWidth") <= 0
