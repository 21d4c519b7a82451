"""Somebody is called and answers on a phone; the shift is handed over: as people see it, on a real service."""

import re
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta

import pytest_asyncio
from playwright.async_api import Browser, Page, expect
from playwright.async_api import TimeoutError as TooLong

from app.embedded import Cluster
from tests.browser.duty import Duty, duty_on
from tests.browser.room import SEEN_MS, assert_accessible, resize
from tests.onduty import BEDFORD, BEGINS, MKUH, until


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def duty(browser: Browser, cluster: Cluster, template: str) -> AsyncIterator[Duty]:  # noqa: ARG001 - needed
    """One service for the module."""
    async with duty_on(cluster, template, "duty") as made:
        yield made


async def four(duty: Duty) -> str:
    """Milton Keynes is at 4, and it is confirmed: the alert that calls its executive."""
    room = duty.room
    await room.level(MKUH, 4, BEGINS)
    await duty.at(BEGINS + timedelta(minutes=15))
    await room.level(MKUH, 4, BEGINS + timedelta(minutes=15))
    return str((await room.alert("unit-4"))["id"])


async def test_an_executive_answers_on_a_phone_in_two_taps_without_signing_in(page: Page, duty: Duty) -> None:
    # given a hospital at 4, and a link in the text to its executive
    alert = await four(duty)
    executive = duty.room.people["executive@RD8"]
    link = await duty.link_to(executive, alert)
    # when it is opened on a phone
    await resize(page, "phone")
    await page.goto(link)
    # then it says in one screen what, since when, why and how sure, and nothing is answered yet
    brief = page.locator(".alert-brief")
    await expect(brief).to_contain_text("OPEL 4", timeout=SEEN_MS)
    for words in ("since 09:00", "Why:", "Sure:", "Told:", "Sol Hartigan"):
        await expect(brief).to_contain_text(words)
    assert (await duty.room.matter(alert))["state"] == "chasing"
    await expect(page.get_by_text("SIMULATED").first).to_be_visible()
    await assert_accessible(page)
    await page.set_viewport_size({"width": 320, "height": 640})
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # and one press more answers it
    await page.get_by_role("button", name="I have it").click()
    await expect(page.get_by_text("You have it").or_(page.get_by_text("you have it")).first).to_be_visible(
        timeout=SEEN_MS
    )
    held = await duty.room.matter(alert)
    assert (held["state"], held["holder"]["name"]) == ("held", executive.name)
    await assert_accessible(page)
    # and on the board everybody sees who has it
    await duty.enter(page.context, duty.room.lead)
    await resize(page, "laptop")
    await page.goto(f"{duty.board}/alerts/{alert}")
    await expect(page.get_by_role("main")).to_contain_text(f"{executive.name} has it", timeout=SEEN_MS)
    await assert_accessible(page)


async def test_a_link_that_is_not_ours_or_is_too_old_says_so(page: Page, duty: Duty) -> None:
    alerts = await duty.room.matters("alert")
    alert = alerts[0]["id"] if alerts else await four(duty)
    link = await duty.link_to(duty.room.site, alert)
    await page.goto(link[:-3] + "AAA")
    await expect(page.get_by_role("main")).to_contain_text("not one of ours", timeout=SEEN_MS)
    await assert_accessible(page)
    await duty.room.owner.execute("UPDATE delivery SET created_at = created_at - interval '13 hours'")
    await page.goto(link)
    await expect(page.get_by_role("main")).to_contain_text("12 hours", timeout=SEEN_MS)
    await assert_accessible(page)


async def test_a_declaration_is_extended_beside_where_it_is_withdrawn(page: Page, duty: Duty) -> None:
    room = duty.room
    # given a hospital at 4 whose site has declared 2 for an hour
    if not await room.matters("alert"):
        await four(duty)
    ends = BEGINS + timedelta(minutes=75)
    await room.done(room.site, "declare", unit=MKUH, level=2, reason="Beds found", until=ends.isoformat())
    await duty.enter(page.context, room.lead)
    await page.goto(f"{duty.board}/organisations/{MKUH}")
    main = page.get_by_role("main")
    # then the two are said to be far apart
    await expect(main.get_by_text("2 levels apart").first).to_be_visible(timeout=SEEN_MS)
    # when the room lead extends it to a time before its end, and then by what is proposed
    await page.get_by_role("button", name="Extend the declared 2").click()
    await page.get_by_role("button", name="1 h", exact=True).click()
    await page.get_by_role("button", name="Extend", exact=True).click()
    await expect(main.get_by_text("Give a later time")).to_be_visible(timeout=SEEN_MS)
    await assert_accessible(page)
    await page.get_by_role("button", name="4 h", exact=True).click()
    await page.get_by_role("button", name="Extend", exact=True).click()
    # then it says by whom, and it is the same declaration
    await expect(main.get_by_text("Extended by Rowan Achebe").first).to_be_visible(timeout=SEEN_MS)
    (said,) = await room.matters("declaration")
    assert said["until"] == (BEGINS + timedelta(hours=4, minutes=15)).isoformat().replace("+00:00", "Z")
    assert [line["did"] for line in said["log"]] == ["declared", "extended"]


async def test_the_room_is_handed_to_the_director_by_reading_back_on_a_phone(
    page: Page, browser: Browser, duty: Duty
) -> None:
    room = duty.room
    # given half past seven: the pack is drafted, and the room lead writes and signs
    await duty.at(BEGINS.replace(hour=19, minute=40))
    await until(lambda: room.matters("handover"))
    await duty.enter(page.context, room.lead)
    await page.goto(f"{duty.board}/handover")
    main = page.get_by_role("main")
    await expect(main).to_contain_text("Position at 19:", timeout=SEEN_MS)
    await assert_accessible(page)
    await page.get_by_role("button", name=re.compile("^Sign(?! out)")).first.click()
    await page.get_by_role("button", name="Sign this part").click()
    await expect(page.get_by_role("button", name="Sign again")).to_be_visible(timeout=SEEN_MS)
    # when a level rises between reading and accepting
    phone = await browser.new_context(locale="en-GB", timezone_id="Europe/London")
    reader = await phone.new_page()
    await resize(reader, "phone")
    await duty.enter(phone, room.director)
    await reader.goto(f"{duty.board}/handover")
    await read_all(reader)
    await room.level(BEDFORD, 3, BEGINS.replace(hour=19, minute=40))
    await accepts(reader, "The position has moved")
    # then it is refused with what has changed, and read back again
    await assert_accessible(reader)
    await read_all(reader)
    await accepts(reader, "Accepted by")
    # and the system is the director's everywhere
    await page.goto(duty.board)
    await expect(page.get_by_text("Held by").first).to_contain_text("Dilys Marchetti", timeout=SEEN_MS)
    (watch,) = await room.matters("watch")
    assert (watch["person"]["name"], watch["accepted"]) == ("Dilys Marchetti", True)
    await phone.close()


ACCEPT = "I hold the system from now"
PRESS_MS = 1_000


async def read_all(reader: Page) -> None:
    """Each of the three lines, one press each: a press that follows too soon is a thumb that bounced."""
    accept = reader.get_by_role("button", name=ACCEPT)
    line = reader.get_by_role("button", name="I have read back")
    await expect(line.or_(accept).first).to_be_visible(timeout=SEEN_MS)

    async def all_read() -> bool:
        if await line.count():
            with suppress(TooLong):
                await line.first.click(timeout=PRESS_MS)
        return bool(await accept.count())

    await until(all_read)


async def accepts(reader: Page, came: str) -> None:
    """Presses until the page says what came of it."""
    said = reader.get_by_role("main").get_by_text(came)

    async def answered() -> bool:
        accept = reader.get_by_role("button", name=ACCEPT)
        if not await said.count() and await accept.count():
            with suppress(TooLong):  # the answer to the press before took the button away
                await accept.click(timeout=PRESS_MS)
        return bool(await said.count())

    await until(answered)


async def test_the_room_declares_a_level_of_the_whole_system_and_withdraws_it(page: Page, duty: Duty) -> None:
    await duty.enter(page.context, duty.room.lead)
    await resize(page, "laptop")
    await page.goto(duty.board)
    header = page.get_by_role("banner")
    declare = header.get_by_role("button", name=re.compile("Declare a level for Bedfordshire"))
    await expect(declare).to_be_visible(timeout=SEEN_MS)
    await declare.click()
    dialog = page.get_by_role("dialog", name=re.compile("Declare a level: Bedfordshire"))
    await dialog.get_by_text("OPEL 3").or_(dialog.get_by_label(re.compile("3"))).first.click()
    await dialog.get_by_role("textbox").first.fill("Two sites are asking for help")
    await assert_accessible(page)
    await dialog.get_by_role("button", name="Declare 3").click()
    await expect(header).to_contain_text(re.compile("declared 3", re.IGNORECASE), timeout=SEEN_MS)
    await declare.click()
    await dialog.get_by_role("button", name="Withdraw the declared 3").click()
    await dialog.get_by_label("Why is it withdrawn?").fill("They have it in hand")
    await dialog.get_by_role("button", name="Withdraw", exact=True).click()
    await expect(header).not_to_contain_text(re.compile("declared 3", re.IGNORECASE), timeout=SEEN_MS)
    declarations = await duty.room.matters("declaration")
    assert [(d["unit"], d["level"]) for d in declarations if d["unit"] == "QHG"] == [("QHG", 3)]
