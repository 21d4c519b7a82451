"""A real Chromium and a real service, each started once; every test has a page of its own.

A test fails if a script on its page did, if the page asked anything of another host, or if the page's own
Content-Security-Policy stopped something.
"""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from app.embedded import Cluster
from tests.browser.room import Room, begun
from tests.databases import create, execute
from tests.running import Filled, Running, filled, serving

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs the browser, and shares its loop."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


def chromium() -> str | None:
    """Where the browser is: as told, or the first found on the path."""
    return os.environ.get("SURGELINE_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Chromium without a window; without Chromium the test is skipped, or fails if one is required."""
    executable = chromium()
    if executable is None:
        if os.environ.get("SURGELINE_REQUIRE_BROWSER") == "1":
            pytest.fail("no Chromium, and SURGELINE_REQUIRE_BROWSER=1")
        pytest.skip("no Chromium")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=executable, args=QUIET + sandbox)
        yield launched
        await launched.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser) -> AsyncIterator[Page]:
    """A page in a context of its own: no cookies of another test."""
    context = await browser.new_context(locale="en-GB", timezone_id="Europe/London")
    opened = await context.new_page()
    wrong: list[str] = []
    asked: set[str | None] = set()
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda said: wrong.append(said.text) if "Security Policy" in said.text else None)
    opened.on("request", lambda request: asked.add(urlsplit(request.url).hostname))
    opened.on("websocket", lambda socket: asked.add(urlsplit(socket.url).hostname))
    yield opened
    await context.close()
    assert wrong == [], "a script on the page failed, or its policy stopped something"
    assert asked <= {"127.0.0.1"}, "the page asked something of another host"


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def place(
    browser: Browser,  # noqa: ARG001 - see below
    cluster: Cluster,
    template: str,
) -> AsyncIterator[Filled]:
    """One database with BLMK for all tests here. Takes the browser, so that nothing starts in its absence."""
    await execute(cluster.dsn(), create("board", template))
    yield await filled(cluster.dsn("board"))  # it goes with the cluster


@pytest.fixture(scope="session")
def service(place: Filled) -> Iterator[Running]:
    """The service on it."""
    with serving(place.dsn) as running:
        yield running


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def room(place: Filled, service: Running) -> Room:
    """Milton Keynes at OPEL 1, Bedford at 4, Luton with too few figures."""
    return await begun(service.url, place)
