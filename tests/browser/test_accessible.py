"""Axe on every page, at the size of a laptop and of a phone, light and dark."""

from typing import Literal

import pytest
from playwright.async_api import Page, expect

from tests.browser.room import BEDFORD, LUTON, SIZES, Room, assert_accessible, resize, strip

pytestmark = [
    pytest.mark.parametrize("size", SIZES),
    pytest.mark.parametrize("scheme", ["light", "dark"]),
]
Scheme = Literal["light", "dark"]


async def test_signing_in_is_accessible(page: Page, room: Room, size: str, scheme: Scheme) -> None:
    await page.emulate_media(color_scheme=scheme)
    await resize(page, size)
    await page.goto(room.board)
    await expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    await assert_accessible(page)
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("alert")).to_contain_text("Enter your password")
    await assert_accessible(page)


async def test_the_board_is_accessible(page: Page, room: Room, size: str, scheme: Scheme) -> None:
    await page.emulate_media(color_scheme=scheme)
    await resize(page, size)
    await room.enter(page.context)
    await room.open(page)
    await assert_accessible(page)
    for unit in (BEDFORD, LUTON, "LBC"):
        await strip(page, unit).get_by_role("button").click()
    await assert_accessible(page)
    wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, "the page scrolls sideways"
