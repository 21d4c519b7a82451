"""What the board says when nobody vouches for its picture."""

import re
import time
from urllib.parse import urlsplit

from playwright.async_api import Page, expect

from tests.browser.room import BEDFORD, SEEN_MS, SIZES, Room, assert_accessible, resize, strip
from tests.browser.wire import wire_to
from tests.running import Filled, start, wait_until_ready

GREY_MS = 30_000
"""Ten seconds are promised, which the board's own tests prove on a clock of theirs; the rest is for a busy machine."""
RIGHT_SECONDS = 8
"""Two are promised, and without that promise it would be longer than this; the rest is for a busy machine."""


async def test_a_silent_network_greys_the_board_and_its_return_makes_it_right(page: Page, room: Room) -> None:
    async with wire_to(urlsplit(room.url).port or 0) as wire:
        # given a board whose network is fine
        here = Room(wire.url, room.place)
        await here.enter(page.context)
        await here.open(page)
        # when the network falls silent, without any connection ending
        wire.cut()
        # then no figure passes for live
        await expect(page.locator(".board--cut")).to_be_visible(timeout=GREY_MS)
        await expect(page.get_by_text("NOT LIVE since")).to_be_visible()
        # and when it is back, what was missed is there by itself
        await room.post(BEDFORD, {"beds.nctr_pct": "29"})
        await wire.swallows(attempts=3)
        wire.mend()
        mended_at = time.monotonic()
        await expect(page.locator(".board--cut")).to_have_count(0, timeout=SEEN_MS)
        took = time.monotonic() - mended_at
        await strip(page, BEDFORD).get_by_role("button").click()
        await expect(strip(page, BEDFORD)).to_contain_text("29 %", timeout=SEEN_MS)
        assert took < RIGHT_SECONDS


async def test_the_board_greys_when_the_service_dies_and_is_right_by_itself_when_it_is_back(
    page: Page, place: Filled, room: Room
) -> None:
    # given a board fed by a process of its own
    first = start(place.dsn)
    second = None
    try:
        wait_until_ready(first.url)
        here = Room(first.url, place)
        await here.enter(page.context)
        await here.open(page)
        await page.evaluate("window.sameLoad = true")
        # when that process dies
        first.kill()
        # then nothing passes for live
        await expect(page.locator(".board--cut")).to_be_visible(timeout=GREY_MS)
        await expect(page.get_by_text("NOT LIVE since")).to_be_visible()
        await expect(page).to_have_title(re.compile("NOT LIVE, as at [0-2][0-9]:[0-5][0-9]"))
        await expect(page.locator(".truth--live")).to_have_count(0)
        for size in SIZES:
            await resize(page, size)
            await assert_accessible(page)
        # and what was sent to another process meanwhile is there when the first is back
        await room.post(BEDFORD, {"beds.nctr_pct": "31"})
        second = start(place.dsn, port=urlsplit(first.url).port or 0)
        await expect(page.locator(".board--cut")).to_have_count(0, timeout=2 * SEEN_MS)
        await expect(page).to_have_title(re.compile("^OPEL|^Bedfordshire"))
        await strip(page, BEDFORD).get_by_role("button").click()
        await expect(strip(page, BEDFORD)).to_contain_text("31 %", timeout=SEEN_MS)
        assert await page.evaluate("window.sameLoad")
    finally:
        (second or first).kill()


async def test_a_board_whose_session_ends_asks_to_sign_in_at_the_same_address(page: Page, room: Room) -> None:
    csrf = await room.enter(page.context)
    await room.open(page)
    ended = await page.context.request.delete(
        f"{room.url}/api/v1/session", headers={"x-csrf-token": csrf, "origin": room.url}
    )
    assert ended.status == 204
    await expect(page.get_by_role("heading", name="Sign in")).to_be_visible(timeout=SEEN_MS)
    await expect(page).to_have_url(room.board)
    await expect(strip(page, BEDFORD)).to_have_count(0)
