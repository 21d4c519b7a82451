"""Steps that tests of the board share: a database with BLMK, who signs in, what a provider sends."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import NamedTuple

import httpx
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import BrowserContext, Locator, Page, expect

from app.access.actions import Role
from app.db.engine import as_owner
from app.embedded import Cluster
from tests.databases import create, execute
from tests.people import sign_in_as
from tests.running import EMAIL, PASSWORD, Filled, filled, serving
from tests.scenarios.night import NAMES as METRICS
from tests.scenarios.night import figures

CALM = "12/85/70/50/1/20/88/0/8"
"""Figures at which a site is at OPEL 1; the order is night.figures'."""
PRESSED = "60/50/130/200/12/60/99/8/25"
"""And at OPEL 4."""
MKUH, BEDFORD, LUTON = "RD8-MKH", "RC9-BED", "RC9-LDH"
SIZES = {"laptop": (1440, 900), "phone": (390, 844)}
NUMBERS = itertools.count(1)
SEEN_MS = 15_000
"""Long enough for a busy machine; what is promised is a second, which the bench measures."""


class Room(NamedTuple):
    """A running service on a system of three acute sites: one at 1, one at 4, one with too few figures."""

    url: str
    place: Filled

    @property
    def board(self) -> str:
        """The board's address."""
        return f"{self.url}/systems/{self.place.stream}"

    async def enter(self, context: BrowserContext, role: Role = Role.ROOM_LEAD, unit: str = "*") -> str:
        """Signs the browser in as a new person without the form; returns the session's CSRF token."""
        async with as_owner(self.place.dsn) as connection:
            person = await sign_in_as(connection, role, stream=self.place.stream, unit=unit)
        await context.add_cookies([{"name": "surgeline_session", "value": person.token, "url": self.url}])
        return person.csrf

    async def open(self, page: Page, query: str = "") -> None:
        """The board, signed in, with its strips."""
        await page.goto(self.board + query)
        await expect(strip(page, MKUH)).to_be_visible(timeout=SEEN_MS)
        await expect(page.get_by_text("LIVE", exact=True)).to_be_visible(timeout=SEEN_MS)

    async def post(self, unit: str, values: dict[str, object]) -> None:
        """A provider's figures, observed now, by metric."""
        now = datetime.now(UTC).isoformat()
        readings = [
            {"organisation": unit, "metric": metric, "value": str(value), "observed_at": now}
            for metric, value in values.items()
        ]
        headers = {"authorization": f"Bearer {self.place.key}"}
        async with httpx.AsyncClient(base_url=self.url, headers=headers, timeout=30) as client:
            answer = await client.post("/api/v1/readings", json=readings)
            while answer.status_code == httpx.codes.SERVICE_UNAVAILABLE:  # as a sender does, told when
                await asyncio.sleep(float(answer.headers["retry-after"]))
                answer = await client.post("/api/v1/readings", json=readings)
        assert answer.status_code == httpx.codes.OK, answer.text


async def begun(url: str, place: Filled) -> Room:
    """Milton Keynes at OPEL 1, Bedford at 4, Luton with too few figures."""
    room = Room(url, place)
    await room.post(MKUH, nine(CALM))
    await room.post(BEDFORD, nine(PRESSED))
    await room.post(LUTON, dict(list(nine(CALM).items())[:2]))
    return room


async def room_beside(place: Filled, url: str) -> Room:
    """Another system of the same service, which nobody else moves."""
    stream = f"QH{next(NUMBERS)}"
    return await begun(url, await filled(place.dsn, stream=stream, email=f"{stream.lower()}@example.invalid"))


@asynccontextmanager
async def room_of_its_own(cluster: Cluster, template: str, name: str) -> AsyncIterator[Room]:
    """A service and a database of that name, which nobody else moves."""
    await execute(cluster.dsn(), create(name, template))
    place = await filled(cluster.dsn(name))
    with serving(place.dsn) as service:
        yield await begun(service.url, place)


def nine(values: str) -> dict[str, object]:
    """The nine figures of the acute rules by metric."""
    return {METRICS[name]: value for name, value in figures(values).items()}


def strip(page: Page, unit: str) -> Locator:
    """An organisation's place on the board."""
    return page.locator(f"[data-unit='{unit}']")


async def open_strip(page: Page, unit: str) -> Locator:
    """Opens an organisation's place, and gives back its button. On a busy machine a click may fall between two drawings
    of the page: then it is made again, as a person would.
    """
    button = strip(page, unit).get_by_role("button").first
    for _ in range(5):
        await button.click()
        with suppress(AssertionError):
            await expect(button).to_have_attribute("aria-expanded", "true", timeout=3_000)
            break
    await expect(button).to_have_attribute("aria-expanded", "true")
    return button


async def sign_in(page: Page) -> None:
    """As the room lead, by the form that is shown."""
    await page.get_by_label("Email address").fill(EMAIL)
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_role("button", name="Sign in").click()


async def assert_accessible(page: Page) -> None:
    """Axe finds nothing on the page as it stands."""
    await page.evaluate("document.getAnimations().forEach((animation) => animation.finish())")
    found = await Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


async def resize(page: Page, size: str) -> None:
    """To the laptop's or the phone's."""
    width, height = SIZES[size]
    await page.set_viewport_size({"width": width, "height": height})
