"""What a visitor of the site waits for, measured in Chromium on this machine with its processor slowed down."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence

from playwright.sync_api import Browser, Page, Request, sync_playwright

from kb.subject import subject

PAGES = ("/", "/guide/consent/", "/facts/app/", "/chat/")
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUESTION = subject().example.question
HOME_LIMIT, SCRIPT_LIMIT = 500_000, 30_000
"""Bytes over the wire: the home page with all it loads, and the scripts of our own once a question was asked."""

PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
OBSERVE = """() => {
  window.delays = []; window.shift = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((one) => window.delays.push(one.duration)))
    .observe({ type: "event", durationThreshold: 16, buffered: true });
  new PerformanceObserver((list) => list.getEntries().forEach((one) => (window.shift += one.hadRecentInput ? 0 : one.value)))
    .observe({ type: "layout-shift", buffered: true });
}"""
WATCH_ANSWER = """() => {
  const begun = performance.now();
  const look = () => {
    if (document.querySelector(".turn-text .fact-id")) window.answered = performance.now() - begun;
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
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
        typing, answer, weight = measure_asking(browser, address, slow)
        browser.close()
    print(f"\nLongest delay of a keystroke in the ask box: {typing:.0f} ms; from Enter to the answer on the screen: {answer:.0f} ms.")
    print(f"Scripts of our own, with all that asking takes: {weight / 1000:.1f} kB over the wire (limit {SCRIPT_LIMIT / 1000:.0f}).")
    print(f"Home: {weights['/'] / 1000:.0f} kB over the wire (limit {HOME_LIMIT / 1000:.0f}).")
    return 0 if weights["/"] < HOME_LIMIT and weight < SCRIPT_LIMIT else 1


def measure_page(browser: Browser, address: str, path: str, slow: float) -> int:
    """Loads a page as a first visitor does, prints its row, and returns its weight in bytes over the wire."""
    page = open_slowly(browser, slow)
    requests = collect_requests(page)
    page.goto(address + path, wait_until="networkidle")
    page.evaluate(OBSERVE)
    page.wait_for_timeout(300)
    paint, shift, weight = page.evaluate(PAINT), page.evaluate("window.shift"), weigh(requests)
    page.context.close()
    print(f"| `{path}` | {paint:.0f} | {shift:.3f} | {len(requests)} | {weight / 1000:.0f} |")
    return weight


def measure_asking(browser: Browser, address: str, slow: float) -> tuple[float, float, int]:
    """Types a question into the ask box and sends it.

    Returns:
        The longest time from a key to the next paint and the time from Enter to the answer being there, both in
        milliseconds, and the bytes of all scripts of our own that this took.
    """
    page = open_slowly(browser, slow)
    requests = collect_requests(page)
    page.goto(f"{address}/guide/consent/", wait_until="networkidle")
    page.keyboard.press("/")
    page.wait_for_timeout(500)
    page.evaluate(OBSERVE)
    page.keyboard.type(QUESTION, delay=60)
    page.wait_for_timeout(300)
    typing = float(page.evaluate("Math.max(0, ...window.delays)"))
    page.evaluate(WATCH_ANSWER)
    page.keyboard.press("Enter")
    page.wait_for_function("() => window.answered")
    answered = float(page.evaluate("window.answered"))
    scripts = weigh([request for request in requests if "/javascripts/" in request.url and "/assets/" not in request.url])
    page.context.close()
    return typing, answered, scripts


def collect_requests(page: Page) -> list[Request]:
    """The requests of a page; the list grows as they finish."""
    requests: list[Request] = []
    page.on("requestfinished", lambda request: requests.append(request))
    return requests


def weigh(requests: Sequence[Request]) -> int:
    """Bytes over the wire of the responses to these requests, bodies as sent, without headers."""
    return sum(max(0, request.sizes()["responseBodySize"]) for request in list(requests))


def open_slowly(browser: Browser, slow: float) -> Page:
    """An empty page whose processor is slowed down and whose cache is empty."""
    page = browser.new_context(viewport={"width": 1280, "height": 860}).new_page()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slow})
    return page
