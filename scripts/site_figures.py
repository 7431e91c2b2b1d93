"""What a visitor of the site waits for, measured in Chromium on this machine with its processor slowed down."""

from __future__ import annotations

import gzip
import shutil
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("/", "/guide/consent/", "/facts/app/", "/chat/")
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUESTION = "Which App ID do Zoom Rooms use with Application Permissions?"
HOME_LIMIT, SCRIPT_LIMIT = 500_000, 30_000
"""Bytes over the wire: the home page with all it loads, and the scripts of asking, each compressed by itself."""

PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
OBSERVE = """() => {
  window.delays = []; window.shift = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((one) => window.delays.push(one.duration)))
    .observe({ type: "event", durationThreshold: 16, buffered: true });
  new PerformanceObserver((list) => list.getEntries().forEach((one) => (window.shift += one.hadRecentInput ? 0 : one.value)))
    .observe({ type: "layout-shift", buffered: true });
}"""


def measure(address: str, slow: float) -> int:
    """Prints the figures as a Markdown table.

    Args:
        address: A running server, without a slash at its end.
        slow: How many times slower the processor is made.

    Returns:
        The exit code: 0 when the weights stay below their limits, else 1; 2 when there is no Chromium.
    """
    chromium = next((path for name in CHROMIUMS if (path := shutil.which(name))), None)
    if chromium is None:
        print(f"None of {', '.join(CHROMIUMS)} is on PATH; install Chromium.", file=sys.stderr)
        return 2
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        print(f"Chromium {browser.version}, processor {slow:g} times slower, first visit (nothing cached)\n")
        print("| Page | First paint (ms) | Layout shift | Requests | Over the wire (kB) |\n| --- | ---: | ---: | ---: | ---: |")
        weights = {path: measure_page(browser, address, path, slow) for path in PAGES}
        typing, answer = measure_asking(browser, address, slow)
        browser.close()
    scripts = sorted((ROOT / "docs" / "javascripts").rglob("*.js"))
    weight = sum(len(gzip.compress(path.read_bytes(), 5)) for path in scripts)
    print(f"\nLongest delay of a keystroke in the ask box: {typing:.0f} ms; from Enter to the answer on the screen: {answer:.0f} ms.")
    print(f"Scripts of our own: {len(scripts)} files, {weight / 1000:.1f} kB compressed (limit {SCRIPT_LIMIT / 1000:.0f}).")
    print(f"Home: {weights['/'] / 1000:.0f} kB over the wire (limit {HOME_LIMIT / 1000:.0f}).")
    return 0 if weights["/"] < HOME_LIMIT and weight < SCRIPT_LIMIT else 1


def measure_page(browser: Browser, address: str, path: str, slow: float) -> int:
    """Loads a page as a first visitor does, prints its row, and returns its weight in bytes over the wire."""
    page = open_slowly(browser, slow)
    sizes: list[int] = []
    page.on("requestfinished", lambda request: sizes.append(sum(weigh(request.sizes()))))
    page.goto(address + path, wait_until="networkidle")
    page.evaluate(OBSERVE)
    page.wait_for_timeout(300)
    paint, shift = page.evaluate(PAINT), page.evaluate("window.shift")
    page.context.close()
    print(f"| `{path}` | {paint:.0f} | {shift:.3f} | {len(sizes)} | {sum(sizes) / 1000:.0f} |")
    return sum(sizes)


def weigh(sizes: Any) -> tuple[int, int]:
    """Bytes of a response's body, as sent, and of its headers."""
    return max(0, int(sizes["responseBodySize"])), max(0, int(sizes["responseHeadersSize"]))


def measure_asking(browser: Browser, address: str, slow: float) -> tuple[float, float]:
    """Types a question into the ask box and sends it.

    Returns:
        The longest time from a key to the next paint, and the time from Enter to the answer being there, both in milliseconds.
    """
    page = open_slowly(browser, slow)
    page.goto(f"{address}/guide/consent/", wait_until="networkidle")
    page.keyboard.press("/")
    page.wait_for_timeout(500)
    page.evaluate(OBSERVE)
    page.keyboard.type(QUESTION, delay=60)
    page.wait_for_timeout(300)
    typing = float(page.evaluate("Math.max(0, ...window.delays)"))
    page.evaluate(
        """() => {
          const begun = performance.now();
          const seen = () => document.querySelector('.turn-text .fact-id') ? (window.answered = performance.now() - begun) : requestAnimationFrame(seen);
          requestAnimationFrame(seen);
        }"""
    )
    page.keyboard.press("Enter")
    page.wait_for_function("() => window.answered")
    answered = float(page.evaluate("window.answered"))
    page.context.close()
    return typing, answered


def open_slowly(browser: Browser, slow: float) -> Page:
    """An empty page whose processor is slowed down and whose cache is empty."""
    page = browser.new_context(viewport={"width": 1280, "height": 860}).new_page()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slow})
    return page
