"""`make screenshots`: the pictures of the README, of a demo of its own that stands still at 14:46 of its Monday.

python -m tests.pictures [--into docs]
"""

import argparse
import asyncio
import os
from pathlib import Path
from typing import Any, Literal, NamedTuple

from playwright.async_api import Browser, Page, ViewportSize, async_playwright, expect
from playwright.async_api import TimeoutError as NotInTime

from tests.browser.conftest import QUIET, chromium
from tests.demos import Shown, demo
from tests.pictures.palette import in_256_colours

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / ".surgeline" / "pictures"
MOMENT = "2026-01-12T14:46:30"
LEAD, DIRECTOR = "room.lead@demo.invalid", "director@demo.invalid"
BOARD, SITE = "/systems/QHG", "RD8-MKH"
SEEN_MS = 30_000
LARGEST = 300_000


class Picture(NamedTuple):
    """One file. `scale`: pixels of the file to a pixel of the screen; `fetched`: what the page asks for last."""

    name: str
    path: str
    size: tuple[int, int]
    scheme: Literal["light", "dark"] = "light"
    scale: float = 1
    who: str = LEAD
    fetched: str = "/levels"


PICTURES = (
    Picture("board", BOARD, (1440, 900)),
    Picture("board-dark", BOARD, (1440, 900), "dark"),
    Picture("wall", f"{BOARD}?wall=1", (3840, 2160), "dark", 0.5),
    Picture("phone", BOARD, (390, 844), scale=2, who=DIRECTOR),
    Picture("organisation", f"{BOARD}/organisations/{SITE}", (1280, 1800), fetched="/day"),
)


async def take_all(shown: Shown, into: Path) -> None:
    """Every picture, each in a browser that has seen nothing before."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=QUIET + sandbox)
        known = {who: await signed_in(browser, shown, who) for who in (LEAD, DIRECTOR)}
        for picture in PICTURES:
            print(await take(browser, shown, known[picture.who], picture, into), flush=True)  # noqa: T201 - its output
        await browser.close()


async def signed_in(browser: Browser, shown: Shown, who: str) -> Any:  # noqa: ANN401 - playwright's own
    """The cookies of somebody, by the form that is shown."""
    context = await browser.new_context(base_url=shown.url)
    page = await context.new_page()
    await page.goto("/")
    await page.get_by_label("Email address").fill(who)
    await page.get_by_label("Password").fill(shown.password)
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_text("LIVE", exact=True)).to_be_visible(timeout=SEEN_MS)
    state = await context.storage_state()
    await context.close()
    return {"cookies": state["cookies"], "origins": []}


async def take(browser: Browser, shown: Shown, known: Any, picture: Picture, into: Path) -> str:  # noqa: ANN401
    """One picture; what became of it, in words."""
    width, height = picture.size
    context = await browser.new_context(
        base_url=shown.url,
        storage_state=known,
        viewport=ViewportSize(width=width, height=height),
        device_scale_factor=picture.scale,
        color_scheme=picture.scheme,
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="Europe/London",
    )
    try:
        page = await context.new_page()
        if not await came_up(page, picture):
            return f"{picture.name}.png: left out, the page does not come up"
        small = in_256_colours(await settled(page))
    finally:
        await context.close()
    file = into / f"{picture.name}.png"
    file.write_bytes(small)
    assert len(small) <= LARGEST, f"{file} has {len(small)} bytes"
    return f"{file}: {len(small) // 1000} kB"


async def came_up(page: Page, picture: Picture) -> bool:
    """Whether the page is there, with all that it asks for."""
    try:
        async with page.expect_response(lambda answer: picture.fetched in answer.url, timeout=SEEN_MS):
            await page.goto(picture.path)
        await page.get_by_text("LIVE", exact=True).wait_for(timeout=SEEN_MS)
        await page.get_by_text("Fetching").first.wait_for(state="detached", timeout=SEEN_MS)
    except NotInTime:
        return False
    return True


async def settled(page: Page) -> bytes:
    """The page as it stays: twice the same."""
    await page.evaluate("document.fonts.ready.then(() => {})")
    before, after = b"", await page.screenshot(animations="disabled")
    while before != after:
        await page.wait_for_load_state("networkidle")
        before, after = after, await page.screenshot(animations="disabled")
    return after


def main() -> None:
    """Starts the demo, takes the pictures, stops everything."""
    parser = argparse.ArgumentParser(description="The pictures of the README.")
    parser.add_argument("--into", type=Path, default=ROOT / "docs")
    into: Path = parser.parse_args().into
    if chromium() is None:
        raise SystemExit("There is no Chromium: apt-get install chromium, or SURGELINE_CHROMIUM=path")
    into.mkdir(parents=True, exist_ok=True)
    with demo(FOLDER, "--from", MOMENT, "--speed", "0") as shown:
        asyncio.run(take_all(shown, into))


main()
