"""The rules of a system: what is in force, what a version changes, and how it would have been on our own history."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.async_api import Locator, Page, expect

from app.access.actions import Role
from tests.browser.room import MKUH, SEEN_MS, Room, assert_accessible, resize

EARLIER, LATER = "OPEL acute, 2023/24, version 1", "OPEL acute, 2024-26, version 1"
BEDFORD, MILTON_KEYNES = "Bedford Hospital", "Milton Keynes University Hospital"


async def open_rules(page: Page, room: Room, query: str = "") -> None:
    await page.goto(f"{room.board}/rules{query}")
    await expect(page.get_by_role("heading", name="Rules", level=1)).to_be_visible(timeout=SEEN_MS)


def region(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def tried(page: Page, unit: str) -> Locator:
    return region(page, unit)


async def test_what_is_in_force_is_found_from_the_board(page: Page, room: Room) -> None:
    # given a room lead at the board, when the rules are asked for
    await room.enter(page.context)
    await room.open(page)
    await page.get_by_role("link", name="Rules", exact=True).click()
    # then the version in force says since when and for whom, and the one before it until when
    acute = region(page, "Acute").get_by_role("listitem")
    await expect(acute.nth(0)).to_contain_text(LATER, timeout=SEEN_MS)
    await expect(acute.nth(0)).to_contain_text("In force here")
    await expect(acute.nth(0)).to_contain_text("Since 16 Jun 2025 for MKUH, Bedford, Luton")
    await expect(acute.nth(0)).to_contain_text("Reconstructed: not the official text")
    await expect(acute.nth(1)).to_contain_text("No longer in force here")
    await expect(acute.nth(1)).to_contain_text("From 1 Dec 2023 to 16 Jun 2025 for MKUH, Bedford, Luton")
    # and only what is not in force is offered a date
    await expect(acute.nth(0).get_by_role("link", name="Use from a date")).to_have_count(0)
    offered = acute.nth(1).get_by_role("link", name="Use from a date")
    address = "/systems/QHG/configuration?part=assignments&pack=opel-acute-2023-24&version=1"
    await expect(offered).to_have_attribute("href", address)
    await assert_accessible(page)


async def test_a_version_says_what_it_changes_of_another_and_shows_its_text(page: Page, room: Room) -> None:
    await room.enter(page.context)
    await open_rules(page, room)
    await page.get_by_role("link", name=LATER).click()
    changes = region(page, "What differs")
    await expect(changes).to_contain_text(
        "It is called OPEL acute, 2024-26 (was OPEL acute, 2023/24).", timeout=SEEN_MS
    )
    await expect(changes.get_by_label("From")).to_have_value("opel-acute-2023-24@1")
    await expect(region(page, "What it says")).to_contain_text("OPEL 4 beyond")
    await region(page, "Its text, as reviewed").get_by_text(re.compile(r"^\d+ lines$")).click()
    await expect(page.get_by_text("pack: opel-acute-2024-26")).to_be_visible()
    await expect(page.get_by_text("Who decided is not on record.")).to_be_visible()
    await assert_accessible(page)


async def test_an_organisations_page_leads_to_the_version_that_judges_it(page: Page, room: Room) -> None:
    await room.enter(page.context)
    await page.goto(f"{room.board}/organisations/{MKUH}")
    await page.get_by_text(f"Rules: {LATER}").click(timeout=SEEN_MS)
    await page.get_by_role("link", name="Since when, what it changes").click()
    await expect(page.get_by_role("heading", name=LATER, level=2)).to_be_visible(timeout=SEEN_MS)


@pytest.mark.parametrize("size", ["laptop", "phone"])
async def test_versions_tried_on_our_history_are_drawn_beside_one_another(
    page: Page, room: Room, size: str
) -> None:
    # given both acute versions and the last four weeks, as the page offers them
    await resize(page, size)
    await room.enter(page.context)
    await open_rules(page, room)
    await region(page, "Acute").get_by_role("link", name="Try on our history").click(timeout=SEEN_MS)
    await expect(page.get_by_role("checkbox", name=LATER)).to_be_checked(timeout=SEEN_MS)
    await expect(page.get_by_role("checkbox", name=EARLIER)).to_be_checked()
    # when they are run without Luton
    await page.get_by_role("checkbox", name="Luton").uncheck()
    await page.get_by_role("button", name="Run").click()
    # then each organisation has a strip for each version, and its hours in a table
    strip = tried(page, BEDFORD).get_by_role("img", name=re.compile(rf"^{re.escape(LATER)}: .*OPEL 4 for "))
    await expect(strip).to_be_visible(timeout=4 * SEEN_MS)
    await expect(tried(page, BEDFORD).get_by_role("img", name=f"{EARLIER}: ")).to_be_visible()
    hours = region(page, f"Hours at each level, {MILTON_KEYNES}")
    await expect(hours.get_by_role("row")).to_have_count(3)
    await expect(page.get_by_role("link", name="Save the picture (SVG)")).to_be_visible()
    await assert_accessible(page)
    # and the address opens the same again
    asked = parse_qs(urlsplit(page.url).query)
    assert asked["try"] == ["opel-acute-2024-26@1,opel-acute-2023-24@1"]
    assert asked["units"] == ["RD8-MKH,RC9-BED"]
    await page.reload()
    await expect(strip).to_be_visible(timeout=4 * SEEN_MS)
    await expect(page.get_by_role("checkbox", name="Luton")).not_to_be_checked()


async def test_a_choice_that_cannot_be_run_says_why(page: Page, room: Room) -> None:
    await room.enter(page.context, Role.VIEWER)
    await open_rules(page, room, "?try=opel-acute-2024-26@1&from=2026-02-02&to=2026-02-01")
    await expect(page.get_by_role("alert")).to_contain_text("Turn the dates round", timeout=SEEN_MS)
    await page.get_by_role("checkbox", name=LATER).uncheck()
    await page.get_by_role("button", name="Run").click()
    await expect(page.get_by_text("Choose at least one version.")).to_be_visible()


async def test_who_sends_for_one_organisation_is_told_that_the_rules_are_not_theirs_to_try(
    page: Page, room: Room
) -> None:
    await room.enter(page.context, Role.PROVIDER, MKUH)
    await page.goto(room.board)
    await expect(page.get_by_role("link", name="Hours at level")).to_be_visible(timeout=SEEN_MS)
    await expect(page.get_by_role("link", name="Rules", exact=True)).to_have_count(0)
    await open_rules(page, room)
    await expect(page.get_by_text("Your account sees levels only.")).to_be_visible(timeout=SEEN_MS)
