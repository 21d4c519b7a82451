"""A real Chromium looking at a board: frames, long tasks, memory, first picture. Judges and posts nothing."""

import asyncio
import os
import statistics
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

from playwright.async_api import BrowserContext, CDPSession, Page, Request, Route, async_playwright

from tests.browser.conftest import QUIET, chromium

SAMPLE_SECONDS = 30
RECORDER = """
(() => {
  const late = new Float32Array(1_000_000);
  const seen = {frames: 0, tasks: 0, taskMs: 0, longestTask: 0, first: null, held: true};
  let before = 0;
  const frame = (now) => {
    if (!seen.held && before > 0 && seen.frames < late.length) late[seen.frames++] = now - before;
    before = seen.held ? 0 : now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  new PerformanceObserver((list) => {
    for (const {duration} of seen.held ? [] : list.getEntries()) {
      seen.tasks += 1;
      seen.taskMs += duration;
      seen.longestTask = Math.max(seen.longestTask, duration);
    }
  }).observe({type: 'longtask'});
  new MutationObserver((_, watcher) => {
    if (!document.querySelector('[data-unit]')) return;
    watcher.disconnect();
    requestAnimationFrame(() => setTimeout(() => (seen.first = performance.now())));
  }).observe(document, {childList: true, subtree: true});
  window.surgelineSeen = () => ({...seen, late: Array.from(late.subarray(0, seen.frames))});
  window.surgelineHold = (held) => (seen.held = held);
})();
"""
"""Keeps its deltas in an array of fixed size, so that it adds nothing to the heap it is measured beside."""


class Sample(NamedTuple):
    """After the browser was made to collect its garbage."""

    minutes: float
    heap_kb: float
    nodes: int
    listeners: int


class Seen(NamedTuple):
    """What was recorded: milliseconds between frames, tasks over 50 ms, memory, share of time by kind of work."""

    late: list[float]
    tasks: int
    task_ms: float
    longest_task: float
    samples: list[Sample]
    shares: dict[str, float]


class View(NamedTuple):
    """How the board is looked at. `board`: a folder with another build of it; None: as served."""

    address: str
    session: str
    size: tuple[int, int] = (1440, 900)
    board: Path | None = None


@asynccontextmanager
async def looking(view: View) -> AsyncIterator[BrowserContext]:
    """A context, signed in. Raises RuntimeError without a Chromium."""
    executable = chromium()
    if executable is None:
        raise RuntimeError("no Chromium: apt-get install chromium, or SURGELINE_CHROMIUM=path")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    width, height = view.size
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=QUIET + sandbox)
        context = await browser.new_context(viewport={"width": width, "height": height})
        origin = view.address.partition("/systems")[0]
        await context.add_cookies([{"name": "surgeline_session", "value": view.session, "url": origin}])
        await context.add_init_script(RECORDER)
        if view.board is not None:
            await context.route("**/assets/*", _from(view.board))
        yield context
        await browser.close()


def _from(folder: Path) -> Any:  # noqa: ANN401 - playwright's handlers have no common type
    """The other build's script and styles for those that the served page asks for; the page itself is as served,
    since Chromium takes one that a test answers for to come from another network.
    """
    entries = {path.suffix: path for path in (folder / "assets").glob("index-*")}

    async def answer(route: Route, request: Request) -> None:
        asked = folder / "assets" / request.url.rpartition("/")[2]
        await route.fulfill(path=asked if asked.exists() else entries[asked.suffix])

    return answer


async def first_picture(context: BrowserContext, address: str) -> float:
    """Milliseconds from asking for the page until its first strip was painted; nothing is cached."""
    page = await context.new_page()
    session = await context.new_cdp_session(page)
    await session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    await page.goto(address, wait_until="commit")
    found: float | None = None
    async with asyncio.timeout(60):
        while found is None:
            await asyncio.sleep(0.05)
            found = await page.evaluate("surgelineSeen().first")
    await page.close()
    return found


async def watch(page: Page, minutes: float) -> Seen:
    """Records for so long, with a sample of memory every half minute; the frames of sampling are left out."""
    session = await page.context.new_cdp_session(page)
    await session.send("Performance.enable", {"timeDomain": "threadTicks"})
    samples, counted = [await sample(session, 0)], await counters(session)
    began = time.monotonic()
    while (gone := time.monotonic() - began) < minutes * 60:
        await page.evaluate("surgelineHold(false)")
        await asyncio.sleep(min(SAMPLE_SECONDS, minutes * 60 - gone))
        await page.evaluate("surgelineHold(true)")
        samples.append(await sample(session, (time.monotonic() - began) / 60))
    after = await counters(session)
    spent = after["Timestamp"] - counted["Timestamp"]
    shares = {name: (after[name] - counted[name]) / spent for name in KINDS}
    found = await page.evaluate("surgelineSeen()")
    return Seen(found["late"], found["tasks"], found["taskMs"], found["longestTask"], samples, shares)


KINDS = ("ScriptDuration", "RecalcStyleDuration", "LayoutDuration", "TaskDuration")


async def counters(session: CDPSession) -> dict[str, float]:
    """Chromium's own counts of the page's main thread, in seconds."""
    found = await session.send("Performance.getMetrics")
    return {metric["name"]: metric["value"] for metric in found["metrics"]}


async def sample(session: CDPSession, minutes: float) -> Sample:
    """Memory that is really held."""
    for _ in range(2):
        await session.send("HeapProfiler.collectGarbage")
    heap = await session.send("Runtime.getHeapUsage")
    dom = await session.send("Memory.getDOMCounters")
    return Sample(minutes, heap["usedSize"] / 1024, dom["nodes"], dom["jsEventListeners"])


def slope(samples: list[Sample]) -> float:
    """Kilobytes of heap a minute, by least squares."""
    minutes, heap = [s.minutes for s in samples], [s.heap_kb for s in samples]
    return statistics.linear_regression(minutes, heap).slope if len(samples) > 1 else 0.0
