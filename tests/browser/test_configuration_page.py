"""A room lead says what is true of the system: told first, made then, on record, ended; as people see it."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from app.access.actions import Role
from app.embedded import Cluster
from tests.browser.duty import Duty, duty_on
from tests.browser.room import SEEN_MS, assert_accessible, resize
from tests.onduty import BEDFORD, BEGINS, MKUH, SYSTEM, Json
from tests.people import sign_in_as

COMES_TO = "See what it comes to"
MAKE = "Make this change"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def duty(browser: Browser, cluster: Cluster, template: str) -> AsyncIterator[Duty]:  # noqa: ARG001 - needed
    """One service for the module."""
    async with duty_on(cluster, template, "configuring") as made:
        yield made


async def open_at(page: Page, duty: Duty, part: str = "") -> Page:
    """The page, as the room lead sees it."""
    await duty.enter(page.context, duty.room.lead)
    await page.goto(f"{duty.board}/configuration{part}")
    await expect(section(page, "Who changed what")).to_be_visible(timeout=SEEN_MS)
    return page


def section(page: Page, name: str) -> Locator:
    """A list by its title."""
    return page.get_by_role("region", name=name, exact=True)


async def fill_gap(page: Page, unit: str, reason: str) -> None:
    """The form of a known gap, with the days that it proposes."""
    await page.get_by_role("button", name="Add a known gap").click()
    await page.get_by_label("Organisation").select_option(unit)
    await page.get_by_label("Figures").select_option("discharge.*")
    await page.get_by_label("Why they cannot be sent").fill(reason)
    await page.get_by_label("Who sees to it").fill("J Okoro")
    await page.get_by_label("Why?").fill("Agreed with the trust")


async def make(page: Page) -> None:
    """Both steps."""
    await page.get_by_role("button", name=COMES_TO).click()
    await page.get_by_role("button", name=MAKE).click()
    await expect(page.get_by_role("dialog")).to_have_count(0, timeout=SEEN_MS)


async def in_force(duty: Duty, part: str) -> list[Json]:
    """A list of the text in force."""
    answer = await duty.room.get("/configuration", duty.room.lead)
    found: list[Json] = answer.json()["parts"][part]
    return found


async def test_a_known_gap_is_told_then_made_then_on_record_then_ended(page: Page, duty: Duty) -> None:
    # given the page, from the board's menu
    await duty.enter(page.context, duty.room.lead)
    await page.goto(duty.board)
    await page.get_by_role("link", name="Configuration").click()
    gaps = section(page, "Known gaps")
    await expect(gaps).to_contain_text("No gap is known", timeout=SEEN_MS)
    await assert_accessible(page)
    # when a gap is typed, it says first what it comes to, and nothing is made
    await fill_gap(page, MKUH, "The record moved")
    await assert_accessible(page)
    await page.get_by_role("button", name=COMES_TO).click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text(
        "From Mon 12 Jan every discharge figure at MKUH: nobody is chased", timeout=SEEN_MS
    )
    await expect(dialog).to_contain_text("known gap every discharge figure at MKUH from Mon 12 Jan added")
    await assert_accessible(page)
    assert await in_force(duty, "known_gaps") == []
    # then it is made, and stands in the list and on record
    await page.get_by_role("button", name=MAKE).click()
    await expect(gaps.get_by_role("row", name=re.compile("MKUH.*J Okoro"))).to_be_visible(timeout=SEEN_MS)
    (gap,) = await in_force(duty, "known_gaps")
    assert (gap["unit"], gap["metrics"], gap["review"]) == (MKUH, ["discharge.*"], "2026-02-09")
    newest = section(page, "Who changed what").get_by_role("listitem").first
    await expect(newest).to_contain_text(f"{duty.room.lead.name}: Agreed with the trust")
    # and a day later it is ended: the words say from when the figure is expected
    await duty.at(BEGINS + timedelta(days=1))
    await expect(gaps.get_by_role("button", name=re.compile("^End"))).to_be_visible(timeout=SEEN_MS)
    await gaps.get_by_role("button", name=re.compile("^End")).click()
    await expect(dialog).to_contain_text("From Tue 13 Jan every discharge figure at MKUH is expected again.")
    await page.get_by_label("Why?").fill("The feed is back")
    await make(page)
    await expect(gaps).to_contain_text("review today: expected again", timeout=SEEN_MS)
    (gap,) = await in_force(duty, "known_gaps")
    assert gap["review"] == "2026-01-13"


async def test_what_is_refused_is_said_at_its_field_and_nothing_is_lost(page: Page, duty: Duty) -> None:
    await open_at(page, duty, "?part=known_gaps")
    before = await in_force(duty, "known_gaps")
    await fill_gap(page, BEDFORD, "No feed yet")
    await page.get_by_label("Review").fill("2026-09-01")
    await page.get_by_role("button", name=COMES_TO).click()
    review = page.get_by_label("Review")
    await expect(review).to_have_attribute("aria-invalid", "true", timeout=SEEN_MS)
    await expect(review).to_have_accessible_description(re.compile("within 90 days"))
    await expect(review).to_be_focused()
    await expect(page.get_by_label("Who sees to it")).to_have_value("J Okoro")
    await assert_accessible(page)
    await page.keyboard.press("Escape")
    assert await in_force(duty, "known_gaps") == before


async def test_who_comes_second_is_told_what_the_first_did_and_tries_again(page: Page, duty: Duty) -> None:
    await open_at(page, duty)
    await fill_gap(page, BEDFORD, "No feed yet")
    # given somebody else changes the text while the form is open
    entry = {"unit": MKUH, "metric": "ed.dta", "from": "2026-01-12"}
    await change(duty, part="not_applicable", entry=entry)
    # when it is sent
    await page.get_by_role("button", name=COMES_TO).click()
    dialog = page.get_by_role("dialog")
    # then it says what the other did, and keeps what was typed
    await expect(dialog).to_contain_text("Changed meanwhile: not applicable", timeout=SEEN_MS)
    await expect(dialog).to_contain_text("What you typed is still here")
    await page.get_by_role("button", name="Try again").click()
    await page.get_by_role("button", name=MAKE).click()
    await expect(dialog).to_have_count(0, timeout=SEEN_MS)
    assert (await in_force(duty, "known_gaps"))[-1]["unit"] == BEDFORD
    await expect(section(page, "Does not apply")).to_contain_text(duty.room.director.name)


async def test_what_others_change_appears_by_itself(page: Page, duty: Duty) -> None:
    await open_at(page, duty)
    entry = {"unit": BEDFORD, "metric": "ed.dta", "from": "2026-01-12", "approver": "A Lee"}
    await change(duty, part="not_applicable", entry=entry)
    await expect(section(page, "Does not apply")).to_contain_text("A Lee", timeout=SEEN_MS)


async def test_rules_are_put_in_use_from_a_date_as_the_address_asks(page: Page, duty: Duty) -> None:
    await duty.enter(page.context, duty.room.lead)
    await page.goto(f"{duty.board}/configuration?part=assignments&pack=opel-acute-2023-24&version=1")
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("judges every acute organisation with a type 1 ED", timeout=SEEN_MS)
    await page.get_by_role("textbox", name="From").fill("2026-02-01T10:00")
    await page.get_by_label("Why?").fill("Agreed by the system executive")
    await make(page)
    rules = section(page, "Packs in use")
    ahead = rules.get_by_role("row", name=re.compile("ahead"))
    await expect(ahead).to_contain_text("Sun 1 Feb 10:00", timeout=SEEN_MS)
    await expect(ahead).to_contain_text(f"{duty.room.lead.name}: Agreed by the system executive")
    begun = rules.get_by_role("row", name=re.compile("^MK Together"))
    assert await begun.get_by_role("button").count() == 1  # neither changed nor removed, only followed
    await expect(begun.get_by_role("button")).to_contain_text("Replace from a date…")


async def test_a_service_is_closed_to_ambulances_and_takes_them_again(page: Page, duty: Duty) -> None:
    await duty.at(BEGINS + timedelta(days=1))
    await open_at(page, duty, "?part=service_status")
    services = section(page, "Service status")
    await expect(services.get_by_role("heading")).to_be_focused(timeout=SEEN_MS)
    await page.get_by_role("button", name="Add a status").click()
    await page.get_by_label("Organisation").select_option(MKUH)
    await page.get_by_label("Status", exact=True).select_option("closed_to_ambulances")
    await page.get_by_label("What has happened").fill("Burst main in majors")
    await page.get_by_role("textbox", name="From").fill("2026-01-13T08:00")
    await page.get_by_role("textbox", name="Until").fill("2026-01-13T18:00")
    await page.get_by_label("Why?").fill("The site manager rang")
    await make(page)
    await expect(services.get_by_role("row", name=re.compile("MKUH Closed to ambulances"))).to_be_visible()
    await services.get_by_role("button", name=re.compile("^End")).click()
    await expect(page.get_by_role("dialog")).to_contain_text("From 09:00 MKUH takes ambulances again.")
    await page.get_by_label("Why?").fill("Pumped out")
    await make(page)
    await expect(services.get_by_text("1 over")).to_be_visible(timeout=SEEN_MS)


async def test_the_whole_text_is_taken_away_as_it_stands(page: Page, duty: Duty) -> None:
    await open_at(page, duty)
    async with page.expect_download() as download:
        await page.get_by_role("button", name="Download").click()
    taken = await download.value
    assert taken.suggested_filename == "qhg.yaml"
    now = (await duty.room.get("/configuration", duty.room.lead)).json()
    assert (await taken.path()).read_text() == now["text"]
    await expect(section(page, "The whole text")).to_contain_text(now["sha"][:12])


async def test_a_plan_is_pasted_as_csv(page: Page, duty: Duty) -> None:
    await open_at(page, duty)
    plan = section(page, "Planned values")
    await plan.get_by_role("button", name=re.compile("Edit as text")).click()
    await page.get_by_text("From a spreadsheet (CSV)").click()
    lines = [f"{MKUH},ed.attendances_since_midnight,weekdays,{hour},{hour * 10},Plan" for hour in (8, 24)]
    await page.get_by_label("Or paste its lines").fill(
        "\n".join(["unit,metric,on,hour,value,source", *lines])
    )
    await page.get_by_role("button", name="In place of the list above").click()
    await assert_accessible(page)
    await page.get_by_label("Why?").fill("The winter plan")
    await make(page)
    await expect(plan.get_by_role("row", name="Monday to Friday 80 240")).to_be_visible(timeout=SEEN_MS)
    await resize(page, "phone")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await assert_accessible(page)


async def test_who_may_not_change_it_reads_it_without_buttons(page: Page, duty: Duty) -> None:
    viewer = await sign_in_as(duty.room.owner, Role.VIEWER, stream=duty.room.service.place.stream)
    await page.context.add_cookies([{"name": "surgeline_session", "value": viewer.token, "url": duty.url}])
    await page.goto(f"{duty.board}/configuration")
    main = page.get_by_role("main")
    await expect(main).to_contain_text("Directors and room leads change it", timeout=SEEN_MS)
    await expect(section(page, "What is expected").get_by_role("row")).not_to_have_count(0)
    buttons = main.get_by_role("button", name=re.compile("Add|Change|Remove|End|Replace|Edit"))
    await expect(buttons).to_have_count(0)
    await assert_accessible(page)


async def test_a_provider_is_told_whom_to_ask(page: Page, duty: Duty) -> None:
    await duty.enter(page.context, duty.room.site)
    await page.goto(f"{duty.board}/configuration")
    await expect(page.get_by_role("main")).to_contain_text(
        "Your account may not see the configuration", timeout=SEEN_MS
    )
    await assert_accessible(page)


async def change(duty: Duty, **body: object) -> None:
    """The director changes the text in force."""
    room = duty.room
    seen = (await room.get("/configuration", room.director)).json()["sha"]
    asked = {"seen": seen, "reason": "It has no such ward", **body}
    answer = await room.service.send(asked, room.director.browser.headers, f"{SYSTEM}/configuration")
    assert answer.status_code == 200, answer.text
