"""What a room lead works the board with: filters, since the last look, cannot see, order, keys, paper."""

import re

import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.browser.room import (
    BEDFORD,
    LUTON,
    MKUH,
    PRESSED,
    SEEN_MS,
    SIZES,
    Room,
    assert_accessible,
    nine,
    open_strip,
    resize,
    room_beside,
    strip,
)
from tests.browser.wire import wire_to
from tests.running import Filled, Running

SITES = "main [data-unit='RD8-MKH'], main [data-unit='RC9-BED'], main [data-unit='RC9-LDH']"
BLANK_AFTER = "11:00"


@pytest_asyncio.fixture(loop_scope="session")
async def own_room(place: Filled, service: Running, page: Page) -> Room:
    """A system for one test that moves levels; its room lead is signed in on the page."""
    made = await room_beside(place, service.url)
    await made.enter(page.context)
    return made


def now(page: Page) -> Locator:
    """What has happened."""
    return page.get_by_role("region", name="Now")


def cannot_see(page: Page) -> Locator:
    """What the room cannot see."""
    return page.get_by_role("region", name="Cannot see")


async def order_of(page: Page) -> list[str | None]:
    """The three sites as they stand."""
    return [await site.get_attribute("data-unit") for site in await page.locator(SITES).all()]


async def test_a_count_shows_only_those_it_counts_and_survives_a_reload(page: Page, own_room: Room) -> None:
    await own_room.open(page)
    count = page.get_by_role("button", name="1 site at 4")
    await count.click()
    await expect(count).to_have_attribute("aria-pressed", "true")
    await expect(page.locator("main [data-unit]")).to_have_count(1)
    await expect(strip(page, BEDFORD)).to_be_visible()
    await expect(page.get_by_role("heading", name="MK Together")).to_be_visible()
    await expect(page.get_by_text("none here").first).to_be_visible()
    await expect(page.get_by_role("status").filter(has_text="Showing 1 of")).to_be_visible()
    assert page.url == f"{own_room.board}?show=at-4"
    for size in SIZES:
        await resize(page, size)
        await assert_accessible(page)
    # when another is asked for too, and the page is loaded again
    await page.get_by_role("button", name="1 not seen").click()
    await page.reload()
    # then those of either are there
    await expect(page.locator("main [data-unit]")).to_have_count(2, timeout=SEEN_MS)
    await expect(strip(page, LUTON)).to_be_visible()
    # and Esc shows all again
    await page.keyboard.press("Escape")
    await expect(strip(page, MKUH)).to_be_visible()
    assert page.url == own_room.board


async def test_what_changed_since_the_last_look_is_marked_until_it_is_seen(
    page: Page, own_room: Room
) -> None:
    # given a reader who has looked at the board for the first time, and left
    await own_room.open(page)
    await expect(page.get_by_role("button", name=re.compile("changed since"))).to_have_count(0)
    await expect(now(page)).to_contain_text("when you opened the board")
    await page.goto("about:blank")
    # when a level moves before the reader is back
    await own_room.post(MKUH, nine(PRESSED))
    await own_room.open(page)
    # then it is counted and marked, and what happened stands above the line
    count = page.get_by_role("button", name=re.compile(r"^1 changed since [0-2]\d:[0-5]\d$"))
    await expect(count).to_be_visible(timeout=SEEN_MS)
    await expect(strip(page, MKUH)).to_have_class(re.compile("strip--since"))
    await expect(strip(page, BEDFORD)).not_to_have_class(re.compile("strip--since"))
    rows = now(page).locator(".now__list").get_by_role("listitem")
    fresh = page.locator(".happened--since").filter(has_text="Milton Keynes University Hospital")
    await expect(fresh.first).to_be_visible()
    await expect(rows.filter(has_text="when you last looked")).to_have_count(1)
    await assert_accessible(page)
    # and "seen" takes the marks away, "Undo" brings them back
    await page.get_by_role("button", name="I have seen these").click()
    await expect(count).to_have_count(0)
    await page.get_by_role("button", name="Undo").click()
    await expect(count).to_be_visible()


async def test_what_cannot_be_seen_is_listed_and_leads_to_its_strip(page: Page, own_room: Room) -> None:
    await own_room.open(page)
    await expect(cannot_see(page).get_by_role("listitem").first).to_contain_text("not enough figures: 1 to 4")
    await expect(cannot_see(page)).to_contain_text("Nothing has ever come from")
    await page.get_by_role("button", name="1 site at 4").click()
    await expect(strip(page, LUTON)).to_have_count(0)
    await cannot_see(page).get_by_role("link", name="Luton and Dunstable University Hospital").click()
    opener = strip(page, LUTON).get_by_role("button").first
    await expect(opener).to_be_focused()
    await expect(opener).to_have_attribute("aria-expanded", "true")


async def test_the_order_by_pressure_keeps_still_under_a_pointer(page: Page, own_room: Room) -> None:
    await own_room.open(page)
    assert await order_of(page) == [MKUH, BEDFORD, LUTON]
    await page.get_by_role("button", name="By pressure").click()
    await expect(page.get_by_role("heading", name="Worst first")).to_be_visible()
    assert await order_of(page) == [BEDFORD, LUTON, MKUH]
    # given a pointer over a strip, when another site gets worse than that one
    await strip(page, LUTON).hover()
    await own_room.post(MKUH, nine(PRESSED))
    await expect(strip(page, MKUH)).to_contain_text("OPEL 4", timeout=SEEN_MS)
    # then nothing moves, and the board says that it waits
    await expect(page.get_by_text("Order has changed")).to_be_visible()
    assert await order_of(page) == [BEDFORD, LUTON, MKUH]
    await assert_accessible(page)
    # until the pointer has gone
    await page.get_by_role("heading", level=1).hover()
    await expect(page.get_by_text("Order has changed")).to_have_count(0)
    assert (await order_of(page))[-1] == LUTON
    # and the choice is remembered
    await page.reload()
    await expect(page.get_by_role("heading", name="Worst first")).to_be_visible(timeout=SEEN_MS)


async def test_the_board_is_worked_by_keys_alone(page: Page, room: Room) -> None:
    await room.enter(page.context)
    await room.open(page)
    # finding: typed keys are words there, not shortcuts
    await page.keyboard.press("/")
    find = page.get_by_role("combobox", name="Find an organisation")
    await expect(find).to_be_focused()
    await page.keyboard.type("lut 4")
    await expect(page.get_by_text("No organisation here is called")).to_be_visible()
    assert "show" not in page.url
    await find.fill("luton")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowUp")
    await assert_accessible(page)
    await expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    await page.keyboard.press("Enter")
    opener = strip(page, LUTON).get_by_role("button").first
    await expect(opener).to_be_focused()
    await expect(opener).to_have_attribute("aria-expanded", "true")
    # to the one before, and to what has happened
    await page.keyboard.press("k")
    await expect(strip(page, BEDFORD).get_by_role("button").first).to_be_focused()
    await page.keyboard.press("n")
    await expect(page.get_by_role("heading", name="Now")).to_be_focused()
    await page.keyboard.press("4")
    await expect(page).to_have_url(f"{room.board}?show=at-4")


async def test_single_keys_can_be_switched_off_and_stay_off(page: Page, room: Room) -> None:
    await room.enter(page.context)
    await room.open(page)
    await page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    await expect(keys).to_be_visible()
    await assert_accessible(page)
    await keys.get_by_label("Single-key shortcuts are on").uncheck()
    await page.keyboard.press("Escape")
    await expect(keys).not_to_be_visible()
    await page.reload()
    await expect(strip(page, MKUH)).to_be_visible(timeout=SEEN_MS)
    await page.keyboard.press("4")
    await page.keyboard.press("?")
    await expect(keys).not_to_be_visible()
    assert page.url == room.board
    await page.get_by_role("button", name="Keys").click()
    await expect(keys).to_be_visible()


async def test_the_first_tab_leads_past_the_header(page: Page, room: Room) -> None:
    await room.enter(page.context)
    await room.open(page)
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Skip to the organisations")).to_be_focused()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.querySelector('#strips').contains(document.activeElement)")


async def test_a_board_that_was_cut_off_for_ten_minutes_shows_no_figure(page: Page, own_room: Room) -> None:
    port = int(own_room.url.rsplit(":", 1)[1])
    async with wire_to(port) as wire:
        here = Room(wire.url, own_room.place)
        await here.enter(page.context)
        await page.clock.install()
        await here.open(page)
        await expect(page.locator(".score")).not_to_have_count(0)
        # when nothing has come for longer than ten minutes
        wire.cut()
        await page.clock.fast_forward(BLANK_AFTER)
        # then levels are told as at then, and figures not at all
        await expect(page.locator(".board--blank")).to_be_visible(timeout=SEEN_MS)
        await expect(strip(page, BEDFORD)).to_contain_text(re.compile(r"OPEL 4\s+as at [0-2]\d:[0-5]\d"))
        await expect(page.locator(".score, .figure, main table")).to_have_count(0)
        assert "%" not in await page.locator("main .reading").inner_text()
        await expect(cannot_see(page)).to_contain_text("the board has not caught up yet")
        await assert_accessible(page)
        # and come back by themselves
        wire.mend()
        await expect(page.locator(".board--cut")).to_have_count(0, timeout=2 * SEEN_MS)
        await expect(page.locator(".score")).not_to_have_count(0)


async def test_paper_tells_the_position_at_a_time_in_grey_and_never_that_it_is_live(
    page: Page, room: Room
) -> None:
    await room.enter(page.context)
    await room.open(page)
    await open_strip(page, BEDFORD)
    await page.emulate_media(media="print", color_scheme="dark")
    await expect(
        page.get_by_text(re.compile(r"^Position at \w{3} \d+ \w{3} [0-2]\d:[0-5]\d$"))
    ).to_be_visible()
    await expect(page.get_by_text("LIVE", exact=True)).not_to_be_visible()
    await expect(strip(page, BEDFORD)).to_contain_text("OPEL 4")
    await expect(strip(page, BEDFORD).get_by_role("table").first).to_be_visible()
    for name in ("Keys", "Sign out", "By pressure", "I have seen these"):
        await expect(page.get_by_role("button", name=name)).to_have_count(0)
    fills = await page.locator(".mark").evaluate_all("(marks) => marks.map((m) => getComputedStyle(m).fill)")
    for fill in fills:
        shades = re.findall(r"\d+", fill)[:3]
        assert len(set(shades)) <= 1, f"{fill} is a colour"
    assert (await page.pdf(prefer_css_page_size=True)).startswith(b"%PDF")


async def test_a_wall_says_the_counts_in_words(page: Page, room: Room) -> None:
    await room.enter(page.context)
    await room.open(page, "?wall=1&show=at-4")
    await expect(page.locator(".header__counts")).to_contain_text("at 4")
    await expect(strip(page, MKUH)).to_be_visible()
    await expect(page.get_by_text("when you last looked")).to_have_count(0)
    await expect(page.locator("button, a, input")).to_have_count(0)
