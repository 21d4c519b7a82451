"""The board as it was: one goes back in time, sees what was seen then, can do nothing there, and comes back."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from app.embedded import Cluster
from tests.browser.duty import Duty, duty_on
from tests.browser.room import SEEN_MS, SIZES, assert_accessible, open_strip, resize, strip
from tests.onduty import BEDFORD, BEGINS, LUTON, MKUH

SITES = (MKUH, BEDFORD, LUTON)
HALF = BEGINS + timedelta(minutes=30)
NOW = BEGINS + timedelta(hours=1)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def duty(browser: Browser, cluster: Cluster, template: str) -> AsyncIterator[Duty]:  # noqa: ARG001 - needed
    """Three sites were at 3 at 09:00, and are at 4 since 09:30, and the system with them; it is 10:00."""
    async with duty_on(cluster, template, "lookback") as made:
        for site in SITES:
            await made.room.level(site, 3, BEGINS)
        await made.at(HALF)
        for site in SITES:
            await made.room.level(site, 4, HALF)
        await made.at(NOW)
        yield made


async def opened(page: Page, duty: Duty, query: str) -> None:
    await duty.enter(page.context, duty.room.lead)
    await page.goto(f"{duty.board}{query}")
    await expect(strip(page, MKUH)).to_be_visible(timeout=SEEN_MS)


async def test_one_scrubs_to_before_a_change_and_comes_back_to_what_is_live(page: Page, duty: Duty) -> None:
    # given the live board, with what a room lead can do
    await opened(page, duty, "")
    await expect(strip(page, MKUH)).to_contain_text("OPEL 4", timeout=SEEN_MS)
    # when one looks back, and goes to before the change
    await page.get_by_role("link", name="Look back").click()
    band_words = page.locator(".lookback__band")
    await expect(band_words).to_contain_text("As it was at Mon 12 Jan 10:00", timeout=SEEN_MS)
    slider = page.get_by_role("slider", name="Moment")
    await page.get_by_role("button", name=re.compile("Change before")).click()
    await expect(band_words).to_contain_text("Mon 12 Jan 09:30", timeout=SEEN_MS)
    await slider.focus()
    await page.keyboard.press("ArrowLeft")
    # then the level is the one before, and the page says everywhere that it is not live
    await expect(band_words).to_contain_text("Mon 12 Jan 09:29", timeout=SEEN_MS)
    await expect(strip(page, MKUH)).to_contain_text("OPEL 3")
    await expect(slider).to_have_attribute("aria-valuetext", "Mon 12 Jan 09:29")
    await expect(slider).to_be_focused()
    await expect(page).to_have_title(re.compile("AS IT WAS Mon 12 Jan 09:29, not live"))
    await expect(page).to_have_url(re.compile(r"\?at=2026-01-12T09:29Z"))
    await expect(page.get_by_text("LIVE", exact=True)).to_have_count(0)
    # and a page key goes a quarter of an hour
    await page.keyboard.press("PageDown")
    await expect(band_words).to_contain_text("Mon 12 Jan 09:14", timeout=SEEN_MS)
    # and back to now is live
    await page.get_by_role("link", name="Back to now").click()
    await expect(page.get_by_text("LIVE", exact=True)).to_be_visible(timeout=SEEN_MS)
    await expect(strip(page, MKUH)).to_contain_text("OPEL 4")
    await expect(page.locator(".lookback")).to_have_count(0)


async def test_nothing_can_be_done_in_the_past(page: Page, duty: Duty) -> None:
    await opened(page, duty, "")
    await open_strip(page, MKUH)
    declare = page.get_by_role("button", name=re.compile("Declare"))
    await expect(declare.first).to_be_visible(timeout=SEEN_MS)
    await opened(page, duty, "?at=2026-01-12T09:31:00Z")
    await open_strip(page, MKUH)
    await expect(strip(page, MKUH).get_by_role("table").first).to_be_visible()
    await expect(page.get_by_role("button", name=re.compile("Declare|Tell|Seen|I have"))).to_have_count(0)


async def test_what_happens_meanwhile_does_not_come_into_the_past(page: Page, duty: Duty) -> None:
    sockets: list[str] = []
    page.on("websocket", lambda socket: sockets.append(socket.url))
    await opened(page, duty, "?at=2026-01-12T09:10:00Z")
    await duty.room.level(BEDFORD, 3, NOW)
    await page.get_by_role("slider", name="Moment").focus()
    await page.keyboard.press("ArrowRight")
    await expect(page.locator(".lookback__band")).to_contain_text("09:11", timeout=SEEN_MS)
    await expect(strip(page, BEDFORD)).to_contain_text("OPEL 3")
    assert sockets == []


async def test_a_minute_typed_is_gone_to_and_one_to_come_is_refused_in_words(page: Page, duty: Duty) -> None:
    await opened(page, duty, "?at=2026-01-12T09:45:00Z")
    await page.get_by_label("Any minute").fill("2026-01-12T09:20")
    await expect(page.locator(".lookback__band")).to_contain_text("09:20", timeout=SEEN_MS)
    await page.goto(f"{duty.board}?at=2030-01-01T00:00:00Z")
    await expect(page.get_by_text("has not come yet")).to_be_visible(timeout=SEEN_MS)
    await page.get_by_role("link", name="Go to the board as it is now").click()
    await expect(page.get_by_text("LIVE", exact=True)).to_be_visible(timeout=SEEN_MS)


async def test_a_wall_does_not_look_back(page: Page, duty: Duty) -> None:
    await opened(page, duty, "?wall=1")
    await expect(page.get_by_role("link", name="Look back")).to_have_count(0)


async def test_the_hours_at_each_level_are_drawn_and_told_as_tables(page: Page, duty: Duty) -> None:
    await duty.enter(page.context, duty.room.lead)
    await page.goto(f"{duty.board}/hours")
    site = page.get_by_role("img", name=re.compile("Milton Keynes University Hospital: OPEL 4 for"))
    await expect(site).to_be_visible(timeout=SEEN_MS)
    table = page.get_by_role("table", name="Milton Keynes University Hospital")
    await expect(table.get_by_role("row").last).to_contain_text(re.compile(r"12 Jan.*30 min.*30 min"))
    await page.get_by_role("button", name="Last winter").click()
    await expect(page.get_by_text("No level is on record for these days")).to_be_visible(timeout=SEEN_MS)
    await expect(page).to_have_url(re.compile("over=last-winter"))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["?at=2026-01-12T09:45:00Z", "/hours"])
async def test_the_past_is_accessible(page: Page, duty: Duty, size: str, scheme: str, path: str) -> None:
    await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    await resize(page, size)
    await duty.enter(page.context, duty.room.lead)
    await page.goto(f"{duty.board}{path}")
    await expect(page.locator(".lookback, .hours__rows").first).to_be_visible(timeout=SEEN_MS)
    await assert_accessible(page)
    wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, "the page scrolls sideways"


async def test_the_past_is_one_column_at_twice_the_size(page: Page, duty: Duty) -> None:
    await page.set_viewport_size({"width": 720, "height": 450})  # a laptop at 200 %
    await opened(page, duty, "?at=2026-01-12T09:45:00Z")
    await expect(page.get_by_role("slider", name="Moment")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
