"""One organisation's page, for the room and for its own people, on a real service."""

import re
from datetime import UTC, datetime, timedelta
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import httpx
import pytest
from playwright.async_api import Locator, Page, expect

from app.access.actions import Role
from tests.browser.room import BEDFORD, MKUH, SEEN_MS, SIZES, Room, assert_accessible, resize, strip
from tests.browser.wire import wire_to

LONDON = ZoneInfo("Europe/London")
MAJORS = "ed.majors_resus_occupancy_pct"
GREY_MS = 30_000


def address(room: Room, unit: str, query: str = "") -> str:
    return f"{room.board}/organisations/{unit}{query}"


async def open_page(page: Page, room: Room, unit: str, query: str = "") -> None:
    await page.goto(address(room, unit, query))
    await expect(page.locator("h1.header__name")).to_be_visible(timeout=SEEN_MS)
    await expect(page.get_by_text("LIVE", exact=True)).to_be_visible(timeout=SEEN_MS)


def section(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


async def send(room: Room, metric: str, value: str) -> int:
    """A figure of MKUH, whatever the service thinks of it."""
    reading = {
        "organisation": MKUH,
        "metric": metric,
        "value": value,
        "observed_at": datetime.now(UTC).isoformat(),
    }
    headers = {"authorization": f"Bearer {room.place.key}"}
    async with httpx.AsyncClient(base_url=room.url, headers=headers, timeout=30) as client:
        return (await client.post("/api/v1/readings", json=[reading])).status_code


async def test_a_walk_in_centre_says_its_hours_in_a_week_and_until_when_it_is_open_or_closed(
    page: Page, room: Room
) -> None:
    await room.enter(page.context)
    await open_page(page, room, "UTC@PUTNOE")
    stands = section(page, "How it stands")
    await expect(stands).to_contain_text(
        "open 08:00 to 14:00 Monday to Friday, 08:00 to 17:00 Saturday and Sunday"
    )
    await expect(stands).to_contain_text(re.compile("open until 1[47]:00|Closed now, opens 08:00"))


async def test_the_room_sees_a_new_figure_in_the_table_and_the_chart_without_reload(
    page: Page, room: Room
) -> None:
    # given a room lead on the hospital's page
    await room.enter(page.context)
    await open_page(page, room, MKUH)
    await expect(
        page.get_by_role("heading", name="Milton Keynes University Hospital", level=1)
    ).to_be_visible()
    await expect(page.get_by_role("img", name=re.compile(r"^Majors and resus.*latest"))).to_be_visible()
    await page.evaluate("window.sameLoad = true")
    # when a figure arrives
    await room.post(MKUH, {MAJORS: "131"})
    # then it stands against the rules, with its points as the service gave them, and in its chart
    bullet = page.get_by_role("img", name=re.compile(r"^Majors 131 %: beyond 120 %, 3 of 3 points"))
    await expect(bullet).to_be_visible(timeout=SEEN_MS)
    chart = page.get_by_role("img", name=re.compile(r"^Majors and resus.*latest 131 % at"))
    await expect(chart).to_be_visible(timeout=SEEN_MS)
    assert await page.evaluate("window.sameLoad")
    # and the same is there as a table
    figure = page.get_by_role("figure").filter(has=chart)
    await figure.get_by_text("Table of these figures").click()
    await expect(figure.get_by_role("row").nth(1)).to_contain_text("131 %")


async def test_why_is_one_click_from_a_strip(page: Page, room: Room) -> None:
    # given a strip that is open
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await room.enter(page.context)
    await room.open(page)
    await strip(page, BEDFORD).get_by_role("button", name="Bedford Hospital").click()
    # when its level is asked about
    await strip(page, BEDFORD).get_by_role("link", name="Why OPEL 4?").click()
    # then a sentence to read out, and each parameter behind it
    why = section(page, "Why the level changed")
    await expect(why.locator(".why__sentence")).to_contain_text("OPEL 4", timeout=SEEN_MS)
    await expect(why.get_by_role("heading", name="Why the level changed")).to_be_focused()
    await expect(why.get_by_role("row")).to_have_count(11)
    await expect(why).to_contain_text("As worked out again from the figures held at the time")
    # and an address to pass on, which opens the same change
    await why.get_by_role("button", name="Copy the link").click()
    await expect(why.get_by_role("status")).to_have_text("Copied.")
    copied = str(await page.evaluate("navigator.clipboard.readText()"))
    assert re.fullmatch(re.escape(address(room, BEDFORD)) + r"\?why=\d+", copied)
    await page.goto(copied)
    await expect(page.locator(".why__sentence")).to_contain_text("OPEL 4", timeout=SEEN_MS)
    await section(page, "Why the level changed").get_by_role("link", name="Close").click()
    await expect(page).to_have_url(address(room, BEDFORD))
    await expect(page.locator(".why__sentence")).to_have_count(0)


async def test_any_earlier_day_can_be_picked_and_no_later_one(page: Page, room: Room) -> None:
    await room.enter(page.context)
    await open_page(page, room, BEDFORD)
    day = page.get_by_label("Day", exact=True)
    before = page.get_by_role("button", name="Day before")
    after = page.get_by_role("button", name="Day after")
    # given today's page, when the day before is asked for
    await expect(after).to_be_disabled()
    await before.click()
    # then it is in the address, and says that there is nothing, and how far back there is anything
    yesterday = (datetime.now(LONDON) - timedelta(days=1)).date()
    await expect(page).to_have_url(address(room, BEDFORD, f"?day={yesterday}"))
    await expect(day).to_have_value(str(yesterday))
    await expect(before).to_be_focused()
    await expect(page.get_by_text("Nothing was received on")).to_contain_text("the oldest figure held is of")
    # and the way back to what is live
    await after.click()
    await expect(after).to_be_disabled()
    await page.get_by_role("button", name="Last 24 hours").click()
    await expect(page).to_have_url(address(room, BEDFORD))
    await expect(page.get_by_role("img", name=re.compile(r"^Levels: .*OPEL 4 from"))).to_be_visible()


async def test_a_day_to_come_is_not_offered_in_the_address_either(page: Page, room: Room) -> None:
    await room.enter(page.context)
    tomorrow = (datetime.now(LONDON) + timedelta(days=1)).date()
    await open_page(page, room, BEDFORD, f"?day={tomorrow}")
    await expect(page.get_by_text("This day is still to come")).to_be_visible()
    await expect(page.get_by_label("Day", exact=True)).to_have_attribute("max", re.compile(r"^\d{4}-"))


async def test_a_day_that_fails_to_load_says_so_and_is_there_when_tried_again(page: Page, room: Room) -> None:
    await room.enter(page.context)
    await page.route("**/day*", lambda route: route.abort())
    await open_page(page, room, BEDFORD)
    failed = page.get_by_role("alert").filter(has_text="This day could not be fetched")
    await expect(failed).to_be_visible(timeout=SEEN_MS)
    await expect(page.get_by_role("table").first).to_be_visible()
    await page.unroute("**/day*")
    await failed.get_by_role("button", name="Try again").click()
    await expect(page.get_by_role("img", name=re.compile(r"^Majors and resus.*latest"))).to_be_visible()
    await expect(failed).to_have_count(0)


async def test_a_provider_starts_at_its_own_page_with_all_that_is_held_due_and_refused(
    page: Page, room: Room
) -> None:
    # given a hospital that sent a figure nobody can believe
    assert await send(room, MAJORS, "-7") == httpx.codes.UNPROCESSABLE_ENTITY
    # when its site manager opens the service
    await room.enter(page.context, Role.PROVIDER, MKUH)
    await page.goto(room.url)
    # then it is its own page, in full
    await expect(page).to_have_url(address(room, MKUH))
    await expect(section(page, "Parameters").get_by_role("row")).to_have_count(10, timeout=SEEN_MS)
    await expect(section(page, "When figures are due").get_by_role("row").nth(1)).to_contain_text("due")
    await expect(section(page, "Refused").get_by_role("row").nth(1)).to_contain_text("-7", timeout=SEEN_MS)
    titles = await page.get_by_role("heading", level=2).all_inner_texts()
    assert titles.index("When figures are due") < titles.index("Last 24 hours")
    # and what it sends next is there by itself
    await room.post(MKUH, {"beds.nctr_pct": "12.4"})
    bullet = page.get_by_role("img", name=re.compile(r"^NCTR 12\.4 %"))
    await expect(bullet).to_be_visible(timeout=SEEN_MS)
    # and the board is one link away
    await page.get_by_role("link", name="Bedfordshire, Luton and Milton Keynes").click()
    await expect(strip(page, BEDFORD)).to_be_visible(timeout=SEEN_MS)


async def test_a_provider_is_told_what_it_can_see_instead_of_anothers_figures(page: Page, room: Room) -> None:
    await room.enter(page.context, Role.PROVIDER, MKUH)
    await open_page(page, room, BEDFORD)
    await expect(
        page.get_by_role("heading", name="You cannot see the figures of Bedford Hospital")
    ).to_be_visible()
    await expect(page.locator("#main")).to_contain_text("OPEL 4")
    await expect(page.locator(".figure, .chart, table")).to_have_count(0)
    assert "%" not in await page.locator("#root").inner_text()
    await assert_accessible(page)
    await page.get_by_role("link", name="Milton Keynes University Hospital").click()
    await expect(section(page, "Parameters")).to_be_visible(timeout=SEEN_MS)


async def test_an_unknown_organisation_says_which_there_are(page: Page, room: Room) -> None:
    await room.enter(page.context)
    await page.goto(address(room, "NOPE"))
    await expect(page.get_by_role("heading", name="There is no organisation called NOPE")).to_be_visible(
        timeout=SEEN_MS
    )
    await assert_accessible(page)
    await page.get_by_role("link", name="Bedford Hospital").click()
    await expect(section(page, "Parameters")).to_be_visible(timeout=SEEN_MS)


async def test_a_change_that_never_was_says_so(page: Page, room: Room) -> None:
    await room.enter(page.context)
    await open_page(page, room, BEDFORD, "?why=99999999")
    await expect(page.get_by_text("There is no change of level 99999999")).to_be_visible(timeout=SEEN_MS)


async def test_the_page_greys_when_the_network_falls_silent_and_is_right_when_it_returns(
    page: Page, room: Room
) -> None:
    async with wire_to(urlsplit(room.url).port or 0) as wire:
        # given a provider at its own page, whose figures are fetched apart from the live picture
        here = Room(wire.url, room.place)
        await here.enter(page.context, Role.PROVIDER, MKUH)
        await open_page(page, here, MKUH)
        await expect(section(page, "Parameters")).to_be_visible(timeout=SEEN_MS)
        # when the network falls silent
        wire.cut()
        # then no figure passes for live
        await expect(page.locator(".board--cut")).to_be_visible(timeout=GREY_MS)
        await expect(page.get_by_text("NOT LIVE since")).to_be_visible()
        # and when it is back, what was missed is there by itself
        await room.post(MKUH, {"beds.escalation_open_pct": "3.7"})
        wire.mend()
        await expect(page.locator(".board--cut")).to_have_count(0, timeout=2 * SEEN_MS)
        bullet = page.get_by_role("img", name=re.compile(r"^Escalation 3\.7 %"))
        await expect(bullet).to_be_visible(timeout=2 * SEEN_MS)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_page_is_accessible_with_all_of_it_open(
    page: Page, room: Room, size: str, scheme: Literal["light", "dark"]
) -> None:
    await page.emulate_media(color_scheme=scheme)
    await resize(page, size)
    await room.enter(page.context)
    await open_page(page, room, BEDFORD, "?why=newest")
    await expect(page.locator(".why__sentence")).to_be_visible(timeout=SEEN_MS)
    await expect(page.get_by_role("img", name=re.compile(r"^Majors and resus.*latest"))).to_be_visible()
    for summary in await page.locator("summary:visible").all():
        await summary.click()
    await assert_accessible(page)
    await assert_no_sideways_scroll(page)


async def test_the_page_fits_at_twice_the_size(page: Page, room: Room) -> None:
    await page.set_viewport_size({"width": 720, "height": 450})
    await room.enter(page.context)
    await open_page(page, room, BEDFORD, "?why=newest")
    await expect(page.locator(".why__sentence")).to_be_visible(timeout=SEEN_MS)
    await assert_no_sideways_scroll(page)


async def assert_no_sideways_scroll(page: Page) -> None:
    wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, "the page scrolls sideways"
