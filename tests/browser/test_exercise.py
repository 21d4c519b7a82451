"""An exercise and a simulation cannot be taken for the real thing, on any page, in any tab, on paper."""

import re
from collections.abc import AsyncIterator, Iterator
from typing import NamedTuple

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from app.access.actions import Role
from app.access.register import add_grants
from app.access.tokens import digest
from app.clock import real_now
from app.db.engine import as_owner
from app.embedded import Cluster
from app.organisations.apply import Mode, apply_system
from app.organisations.reference_systems import reference_text
from tests.browser.room import MKUH, SEEN_MS, assert_accessible, resize, strip
from tests.databases import create, execute
from tests.people import sign_in_as
from tests.running import Running, serving

STREAMS: dict[str, Mode] = {"REAL": "live", "DEMO": "simulated", "DRILL": "exercise", "DRILL2": "exercise"}
WORDS = {"DEMO": "SIMULATED", "DRILL": "EXERCISE"}
PAGES = {
    "board": "/systems/{}",
    "wall": "/systems/{}?wall=1",
    "organisation": f"/systems/{{}}/organisations/{MKUH}",
    "no such organisation": "/systems/{}/organisations/NOBODY",
    "no such page": "/nowhere",
    "no such board": "/systems/NONE",
}


class Modes(NamedTuple):
    """One service with a system of each mode, all of them BLMK by name."""

    dsn: str
    url: str

    async def enter(self, page: Page, *streams: str) -> None:
        """Signs in a new room lead of these systems and no others."""
        async with as_owner(self.dsn) as connection:
            person = await sign_in_as(connection, Role.ROOM_LEAD, stream=streams[0])
            holder = await connection.fetchval(
                "SELECT principal FROM session WHERE token_sha = $1", digest(person.token)
            )
            for stream in streams[1:]:
                await add_grants(connection, holder, stream, ["*"], Role.ROOM_LEAD)
        await page.context.add_cookies(
            [{"name": "surgeline_session", "value": person.token, "url": self.url}]
        )


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def filled_modes(browser: Browser, cluster: Cluster, template: str) -> AsyncIterator[str]:  # noqa: ARG001
    """A database with them. Takes the browser, so that nothing is made in its absence."""
    await execute(cluster.dsn(), create("modes", template))
    dsn, text = cluster.dsn("modes"), reference_text("blmk")
    assert text is not None
    async with as_owner(dsn) as owner:
        for stream, mode in STREAMS.items():
            await apply_system(owner, text, "blmk.yaml", stream=stream, mode=mode, now=real_now())
    yield dsn  # it goes with the cluster


@pytest.fixture(scope="module")
def process(filled_modes: str) -> Iterator[Running]:
    """The service on them."""
    with serving(filled_modes) as running:
        yield running


@pytest.fixture
def modes(filled_modes: str, process: Running) -> Modes:
    """Both."""
    return Modes(filled_modes, process.url)


async def settled(page: Page) -> None:
    """Until the page has something to say, and is not busy saying that it fetches it."""
    await expect(page.locator("main#main:not([aria-busy=true])")).to_be_visible(timeout=SEEN_MS)


async def assert_bears(page: Page, stream: str) -> None:
    """The border once, the word at least once, and the word in the tab's title."""
    word = WORDS[stream]
    border = page.locator(f".stripes--{STREAMS[stream]}")
    await expect(border).to_have_count(1)
    image = "element => getComputedStyle(element, '::after').borderImageSource"
    assert "repeating-linear-gradient" in await border.evaluate(image)
    await expect(page.locator(".mode-word").first).to_have_text(word)
    await expect(page.locator(".mode-word").first).to_be_visible()
    await expect(page).to_have_title(re.compile(f"^{word} · "))


@pytest.mark.parametrize("stream", WORDS)
@pytest.mark.parametrize("name", PAGES)
async def test_every_page_bears_the_border_and_the_word(
    page: Page, modes: Modes, stream: str, name: str
) -> None:
    # given somebody whose only system is not real
    await modes.enter(page, stream)
    # when any page is opened
    await page.goto(modes.url + PAGES[name].format(stream))
    await settled(page)
    # then it says so
    await assert_bears(page, stream)
    await assert_accessible(page)


@pytest.mark.parametrize("name", PAGES)
async def test_a_live_system_has_neither(page: Page, modes: Modes, name: str) -> None:
    await modes.enter(page, "REAL")
    await page.goto(modes.url + PAGES[name].format("REAL"))
    await settled(page)
    await expect(page.locator(".stripes, .mode-word")).to_have_count(0)
    assert not re.search("SIMULATED|EXERCISE", await page.title())
    assert not re.search("SIMULATED|EXERCISE", await page.locator("body").inner_text())


@pytest.mark.parametrize("size", ["laptop", "phone"])
async def test_the_border_stays_when_the_page_is_scrolled(page: Page, modes: Modes, size: str) -> None:
    await resize(page, size)
    await modes.enter(page, "DRILL")
    await page.goto(f"{modes.url}/systems/DRILL")
    await expect(strip(page, MKUH)).to_be_visible(timeout=SEEN_MS)
    await page.evaluate("scrollTo(0, document.body.scrollHeight)")
    position = await page.locator(".stripes").evaluate(
        "element => getComputedStyle(element, '::after').position"
    )
    assert position == "fixed"
    wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, "the page scrolls sideways"


@pytest.mark.parametrize("stream", WORDS)
async def test_paper_bears_them_too(page: Page, modes: Modes, stream: str) -> None:
    await modes.enter(page, stream)
    await page.goto(f"{modes.url}/systems/{stream}")
    await expect(strip(page, MKUH)).to_be_visible(timeout=SEEN_MS)
    await page.emulate_media(media="print")
    await expect(page.locator(".mode-word")).to_have_text(WORDS[stream])
    await expect(page.locator(".mode-word")).to_be_visible()
    bordered = await page.evaluate(
        """[...document.querySelectorAll('.stripes, .stripes *')].concat()
           .flatMap((element) => [null, '::after'].map((part) => getComputedStyle(element, part)))
           .some((style) => style.display !== 'none' && style.borderImageSource.includes('gradient'))"""
    )
    assert bordered, "nothing on paper has the striped border"


async def test_a_board_that_cannot_be_fetched_bears_them(page: Page, modes: Modes) -> None:
    await modes.enter(page, "DRILL")
    await page.route("**/api/v1/systems/DRILL/board", lambda route: route.abort())
    await page.goto(f"{modes.url}/systems/DRILL")
    await expect(page.get_by_role("heading", name="The position cannot be fetched")).to_be_visible()
    await assert_bears(page, "DRILL")


async def test_the_list_of_exercises_bears_them_and_a_mixed_list_says_which_is_which(
    page: Page, modes: Modes
) -> None:
    # given somebody who takes part in two exercises
    await modes.enter(page, "DRILL", "DRILL2")
    await page.goto(modes.url)
    await expect(page.get_by_role("heading", name="Which board?")).to_be_visible()
    await assert_bears(page, "DRILL")
    # and somebody who has a real system as well
    await page.context.clear_cookies()
    await modes.enter(page, "REAL", "DRILL")
    await page.goto(modes.url)
    await expect(page.get_by_role("listitem")).to_have_count(2)
    await expect(page.get_by_role("listitem").filter(has_text="EXERCISE")).to_have_count(1)
    await expect(page.locator(".stripes")).to_have_count(0)
    await assert_accessible(page)


async def test_signing_in_bears_neither_since_no_system_is_known(page: Page, modes: Modes) -> None:
    await page.goto(f"{modes.url}/systems/DRILL")
    await expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    await expect(page.locator(".stripes, .mode-word")).to_have_count(0)
