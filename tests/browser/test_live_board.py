"""The board as people in the room see it, while figures arrive."""

import re

from playwright.async_api import Page, expect

from app.access.actions import Role
from tests.browser.room import BEDFORD, LUTON, MKUH, PRESSED, SEEN_MS, Room, nine, resize, sign_in, strip
from tests.onduty import until

TREE = (
    "Bedfordshire, Luton and Milton Keynes",
    "MK Together",
    "Milton Keynes University Hospital",
    "Bedfordshire Care Alliance",
    "Bedford Hospital",
    "Luton and Dunstable University Hospital",
)


async def test_a_posted_figure_changes_the_level_on_screen_without_reload(page: Page, room: Room) -> None:
    # given a room lead who signed in and looks at the board
    await page.goto(room.url)
    await sign_in(page)
    await expect(page).to_have_url(room.board)
    for name in TREE:
        await expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible(timeout=SEEN_MS)
    await expect(strip(page, MKUH)).to_contain_text("OPEL 1")
    await page.evaluate("window.sameLoad = true")
    # when the hospital sends worse figures
    await room.post(MKUH, nine(PRESSED))
    # then the level, what happened and what is said aloud follow
    await expect(strip(page, MKUH)).to_contain_text("OPEL 4", timeout=SEEN_MS)
    await expect(strip(page, MKUH).get_by_role("img", name="OPEL 4")).to_be_visible()
    happened = page.get_by_role("listitem").filter(has_text=re.compile(r"Hospital OPEL.1.→.OPEL.4|1.→.4"))
    await expect(happened.first).to_be_visible()
    await expect(page.locator("[aria-live]")).to_contain_text(
        "Milton Keynes University Hospital has gone from OPEL 1 to OPEL 4"
    )
    assert await page.evaluate("window.sameLoad")


async def test_what_is_not_known_never_looks_calm(page: Page, room: Room) -> None:
    await room.enter(page.context)
    await room.open(page)
    luton, council = strip(page, LUTON), strip(page, "LBC")
    await expect(luton).to_contain_text(re.compile("not enough figures: 1 to 4"))
    await expect(luton.get_by_role("img", name="Level not known")).to_be_visible()
    await expect(luton).not_to_contain_text("OPEL 1")
    await expect(council.get_by_role("img", name="Level not known")).to_be_visible()
    await expect(page.get_by_role("heading", name="On trial, declared or not assessed").first).to_be_visible()
    await expect(page.get_by_role("img", name="OPEL 1")).to_have_count(0)


async def test_a_strip_opens_to_every_figure_by_keyboard(page: Page, room: Room) -> None:
    await room.enter(page.context)
    await room.open(page)
    opener = strip(page, BEDFORD).get_by_role("button").first
    await opener.focus()
    await page.keyboard.press("Enter")
    await expect(opener).to_have_attribute("aria-expanded", "true")
    rows = strip(page, BEDFORD).get_by_role("table").first.get_by_role("row")
    await expect(rows).to_have_count(10)
    await expect(rows.filter(has_text="General and acute bed occupancy")).to_contain_text("99 %")


async def test_a_strip_stays_open_when_a_phone_is_turned(page: Page, room: Room) -> None:
    await resize(page, "phone")
    await room.enter(page.context)
    await room.open(page)
    await strip(page, BEDFORD).get_by_role("button").click()
    await resize(page, "laptop")
    await expect(page.locator(".side")).to_be_visible()
    await expect(strip(page, BEDFORD).get_by_role("table").first).to_be_visible()


async def test_a_provider_sees_levels_and_no_figures(page: Page, room: Room) -> None:
    await room.enter(page.context, Role.PROVIDER, MKUH)
    await room.open(page)
    await expect(strip(page, BEDFORD)).to_contain_text("OPEL 4")
    await strip(page, BEDFORD).get_by_role("button").click()
    await expect(strip(page, BEDFORD)).to_contain_text("Your role sees levels only")
    await expect(page.locator(".figure, .score, table")).to_have_count(0)
    assert "%" not in await page.locator("#root").inner_text()


async def test_a_wall_has_nothing_to_press(page: Page, room: Room) -> None:
    await room.enter(page.context)
    await page.set_viewport_size({"width": 3840, "height": 2160})
    await room.open(page, "?wall=1")
    await expect(page.locator("button, a, input, select, summary, [tabindex]")).to_have_count(0)

    async def fits() -> bool:
        return bool(await page.evaluate("document.documentElement.scrollHeight <= innerHeight"))

    await until(fits)  # nobody can scroll a wall, once its type has been fitted
