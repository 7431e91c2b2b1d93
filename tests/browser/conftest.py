"""One server, one copy of the site on a host of files, and a Chromium for the tests of what a person sees."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from kb.catalog import Catalog
from kb.loader import ROOT
from kb.pages import build_site

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FOLDER = "copy"
"""The copy of the site lies in a folder of its host, as on many hosts of files."""


@pytest.fixture(scope="session")
def chromium() -> str:
    found = next((path for name in CHROMIUMS if (path := shutil.which(name))), None)
    if found is None:
        reason = f"none of {', '.join(CHROMIUMS)} is on PATH; install Chromium to run the tests of what a person sees"
        if os.environ.get("CI"):
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Chromium for the tests of one file: Playwright keeps an event loop running, and other tests start their own."""
    with sync_playwright() as playwright:
        # Chromium's own sandbox refuses to start for root, as in a container.
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage", "--process-per-site"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(chromium: str) -> Iterator[str]:
    """The address of the real server, started as a person starts it."""
    command = [sys.executable, str(ROOT / "scripts" / "serve"), "--port", "0"]
    settings = os.environ | {"KB_ENVIRONMENT": "current", "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", "NO_COLOR": "1"}
    process = subprocess.Popen(command, env=settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        assert process.stdout
        address = next((found[1] for line in process.stdout if (found := re.search(r"Read\s+(http://\S+)", line))), "")
        assert address, process.stderr.read() if process.stderr else "the server said nothing"
        wait_for(f"{address}/healthz")
        yield address
    finally:
        process.terminate()
        process.communicate(timeout=20)


def wait_for(address: str) -> None:
    ends = time.monotonic() + 30
    while time.monotonic() < ends:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"{address} does not answer")


class Files(SimpleHTTPRequestHandler):
    """Serves files, and nothing else, without a word."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base class names it so
        return


@pytest.fixture(scope="session")
def static(server: str, catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a copy of the built site on a host that serves files only."""
    root = tmp_path_factory.mktemp("host")
    site = shutil.copytree(build_site(ROOT, catalog, lambda line: None), root / FOLDER)
    # One page as a build writes it that names the server as its endpoint.
    unset, page = '<meta name="ask-endpoint" content="">', site / "guide" / "rooms" / "index.html"
    text = page.read_text(encoding="utf-8")
    assert unset in text
    elsewhere = site / "guide" / "elsewhere" / "index.html"
    elsewhere.parent.mkdir()
    elsewhere.write_text(text.replace(unset, unset.replace('""', f'"{server}"')), encoding="utf-8")
    host = ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=str(root)))
    thread = threading.Thread(target=host.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{host.server_port}/{FOLDER}"
    host.shutdown()
    host.server_close()
    thread.join(timeout=10)


@dataclass
class Watch:
    """What a page did that it should not have done.

    Attributes:
        own: Where its requests may go.
        foreign: Requests that went elsewhere.
        errors: What it wrote to the console as an error, and what it threw.
    """

    own: str
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def attach(self, page: Page) -> None:
        page.on("request", self._see)
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _see(self, request: Request) -> None:
        if not request.url.startswith((f"{self.own}/", "data:", "blob:")):
            self.foreign.append(request.url)


@dataclass(frozen=True)
class Visitor:
    """Opens pages of one host as one kind of device; watches each."""

    browser: Browser
    host: str
    watch: Watch
    contexts: dict[tuple[bool, bool, bool], BrowserContext]
    pages: list[Page] = field(default_factory=list)

    def open(self, path: str, *, phone: bool = False, dark: bool = False, scripts: bool = True) -> Page:
        """The page at a path of the host, loaded."""
        page = self._context(phone, dark, scripts).new_page()
        self.pages.append(page)
        self.watch.attach(page)
        page.goto(self.host + path)
        return page

    def leave(self) -> None:
        """Closes what was opened; with its tab a conversation is gone."""
        for page in self.pages:
            page.close()

    def _context(self, phone: bool, dark: bool, scripts: bool) -> BrowserContext:
        # One for each kind of device: its cache saves most of the time that loading takes.
        kind = (phone, dark, scripts)
        if kind not in self.contexts:
            self.contexts[kind] = self.browser.new_context(
                viewport={"width": 390, "height": 844} if phone else {"width": 1280, "height": 860},
                is_mobile=phone,
                has_touch=phone,
                color_scheme="dark" if dark else "light",
                java_script_enabled=scripts,
                reduced_motion="reduce",
                permissions=["clipboard-read", "clipboard-write"],
            )
            self.contexts[kind].set_default_timeout(8000)
        return self.contexts[kind]


@pytest.fixture(scope="module")
def contexts(browser: Browser) -> Iterator[dict[tuple[bool, bool, bool], BrowserContext]]:
    """What is kept from one visit to the next, by kind of device."""
    kept: dict[tuple[bool, bool, bool], BrowserContext] = {}
    yield kept
    for context in kept.values():
        context.close()


@pytest.fixture
def visit(browser: Browser, server: str, contexts: dict[tuple[bool, bool, bool], BrowserContext]) -> Iterator[Visitor]:
    """Pages of the server; afterwards none of them has asked another host for anything, nor reported an error."""
    visitor = Visitor(browser, server, Watch(server), contexts)
    yield visitor
    visitor.leave()
    assert visitor.watch.foreign == []
    assert visitor.watch.errors == []


@pytest.fixture
def visit_static(browser: Browser, static: str, contexts: dict[tuple[bool, bool, bool], BrowserContext]) -> Iterator[Visitor]:
    """Pages of the host of files; the one error they may report is that nothing answers there."""
    visitor = Visitor(browser, static, Watch(static.removesuffix(f"/{FOLDER}")), contexts)
    yield visitor
    visitor.leave()
    assert visitor.watch.foreign == []
    assert [error for error in visitor.watch.errors if "status of 501" not in error] == []


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[Page]:
    """A fresh page of the server that remembers nothing, for paths; what fails a visit fails it too."""
    watch = Watch(server)
    context = browser.new_context(base_url=server, permissions=["clipboard-read", "clipboard-write"])
    context.set_default_timeout(10_000)
    opened = context.new_page()
    watch.attach(opened)
    yield opened
    context.close()
    assert watch.foreign == []
    assert watch.errors == []
