"""The gallery of strip states, built, served from this machine, and photographed. Judges nothing."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from PIL import Image
from playwright.async_api import Page

ROOT = Path(__file__).parent.parent.parent
FRONTEND = ROOT / "frontend"
BASELINES = Path(__file__).parent / "strip_states"
FAILED = ROOT / ".pytest-pictures"
PAGES = ("", "?page=wall")
COLOURS = 128
"""A baseline has so many and is of half the size: it can still be read, and is a few kilobytes."""


class Quiet(SimpleHTTPRequestHandler):
    """A server of files that says nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
        """Not even of what it does not find."""


def build(folder: Path) -> None:
    """As `npx vite --config vite.gallery.config.ts` would show it."""
    vite = FRONTEND / "node_modules" / "vite" / "bin" / "vite.js"
    node = Path(sys.executable).parent / "node"
    command: list[str | Path] = [
        node,
        vite,
        "build",
        "--config",
        "vite.gallery.config.ts",
        "--outDir",
        folder,
    ]
    subprocess.run(
        [*command, "--emptyOutDir", "--logLevel", "error"],
        cwd=FRONTEND,
        check=True,
        env={**os.environ, "NODE_ENV": "production"},
    )


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of its page."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/gallery.html"
    finally:
        server.shutdown()
        server.server_close()


async def show(page: Page, address: str, scheme: str = "light") -> None:
    """One of its pages, quite still, with its fonts."""
    await page.set_viewport_size({"width": 1280, "height": 900})
    await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    await page.goto(address)
    await page.locator("[data-tile]").first.wait_for()
    await page.evaluate("document.fonts.ready.then(() => true)")


async def photograph(page: Page, *names: str) -> dict[str, Image.Image]:
    """Tiles of the page by their names; none named: every one, cut from one picture of the whole page."""
    if names:
        taken = {name: await page.locator(f"[data-tile='{name}']").screenshot() for name in names}
        return {name: halved(Image.open(io.BytesIO(png))) for name, png in taken.items()}
    whole = Image.open(io.BytesIO(await page.screenshot(full_page=True)))
    boxes = await page.evaluate(BOXES)
    return {name: halved(whole.crop(tuple(round(edge) for edge in box))) for name, box in boxes.items()}


BOXES = """
Object.fromEntries([...document.querySelectorAll('[data-tile]')].map((tile) => {
  const {left, top, right, bottom} = tile.getBoundingClientRect();
  return [tile.dataset.tile, [left + scrollX, top + scrollY, right + scrollX, bottom + scrollY]];
}))
"""


def halved(picture: Image.Image) -> Image.Image:
    """As baselines are kept."""
    size = (max(1, picture.width // 2), max(1, picture.height // 2))
    return picture.convert("RGB").resize(size, Image.Resampling.BOX)


def baseline(name: str, scheme: str) -> Path:
    """Where a tile's picture is kept."""
    return BASELINES / f"{name}.{scheme}.png"


def keep(picture: Image.Image, path: Path) -> None:
    """In few colours and few bytes."""
    path.parent.mkdir(exist_ok=True)
    few = picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, kmeans=3, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
