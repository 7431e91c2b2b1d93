"""A phone, the dark scheme, reading by keyboard, and nothing that moves while it loads."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

QUESTION = "Which App ID do Zoom Rooms use with Application Permissions?"

SHIFT = """() => new Promise((resolve) => {
  let total = 0;
  const moved = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) {
      total += entry.value;
      moved.push(...entry.sources.map((source) => source.node?.outerHTML?.slice(0, 80) ?? source.node?.textContent?.slice(0, 40)));
    }
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve([total, moved]), 300);
})"""


def scrolls_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"))


def test_on_a_phone_the_panel_is_a_sheet_that_keeps_the_focus_inside(visit: Any) -> None:
    page = visit.open("/guide/rooms/", phone=True)
    page.locator("[data-ask-open]").tap()
    panel = page.get_by_role("dialog", name="Ask the guide")
    box = panel.bounding_box()
    assert (box["x"], box["width"]) == (0, 390)
    page.keyboard.insert_text(QUESTION)
    page.keyboard.press("Enter")
    chip = panel.locator(".turn-text .fact-id")
    chip.tap()
    expect(page.locator(".fact-card")).to_be_visible()
    assert page.url.endswith("/guide/rooms/")
    page.locator(".fact-card").get_by_role("link", name="Open the fact").tap()
    page.wait_for_url("**/facts/app/#zm-app-002")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_closing_the_sheet_gives_the_focus_back(visit: Any) -> None:
    page = visit.open("/guide/rooms/", phone=True)
    page.locator("[data-ask-open]").tap()
    page.get_by_role("button", name="Close").tap()
    expect(page.locator("[data-ask-open]")).to_be_focused()


def test_the_chat_page_holds_the_same_conversation(visit: Any) -> None:
    page = visit.open("/chat/", phone=True)
    page.get_by_label("Ask a question").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".turn-text .fact-id")).to_have_text(["ZM-APP-002v1"])
    assert not scrolls_sideways(page)
    page.goto(f"{visit.host}/guide/rooms/")
    page.locator("[data-ask-open]").tap()
    expect(page.get_by_role("dialog").locator(".turn-text .fact-id")).to_have_text(["ZM-APP-002v1"])


def test_the_panel_follows_the_dark_scheme(visit: Any) -> None:
    colours = {}
    for dark in (False, True):
        page = visit.open("/guide/rooms/?ask=What+is+MGAPI%3F", dark=dark)
        expect(page.locator(".turn-text")).to_be_visible()
        colours[dark] = page.locator("dialog.panel").evaluate(
            "(one) => [getComputedStyle(one).backgroundColor, getComputedStyle(one).color].map((rgb) => Number(rgb.match(/\\d+/)[0]))"
        )
    assert colours[False][0] > 200 > 80 > colours[False][1]
    assert colours[True][0] < 80 < 200 < colours[True][1]


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_nothing_moves_while_a_page_loads_and_nothing_is_cut_off(visit: Any, phone: bool) -> None:
    page = visit.open("/about/", phone=phone)
    for path in ("/", "/chat/", "/guide/consent/", "/facts/app/", "/reference/app-ids/", "/nowhere/", "/guide/rooms/?ask=What+is+MGAPI%3F"):
        page.goto(visit.host + path)
        total, moved = page.evaluate(SHIFT)
        assert total < 0.02, (path, moved)
        assert not scrolls_sideways(page), path
    visit.watch.errors[:] = [error for error in visit.watch.errors if "status of 404" not in error]


def test_a_panel_left_open_moves_nothing_on_the_next_page(visit: Any) -> None:
    page = visit.open("/guide/rooms/?ask=What+is+MGAPI%3F")
    expect(page.locator(".turn-text")).to_be_visible()
    page.goto(f"{visit.host}/guide/consent/")
    expect(page.locator(".turn-text")).to_be_visible()
    total, moved = page.evaluate(SHIFT)
    assert total < 0.02, moved


def test_a_fact_has_its_link_its_file_and_a_report(visit: Any) -> None:
    page = visit.open("/facts/app/#zm-app-002")
    fact = page.locator("#zm-app-002 + .fact")
    fact.get_by_role("button", name="Copy link").click()
    expect(fact.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{visit.host}/f/ZM-APP-002v1"
    fact.get_by_role("button", name="Edit this fact").click()
    expect(fact.locator(".fact-note code")).to_have_text("kb/facts/app/ZM-APP-002.yaml")
    fact.get_by_role("button", name="Report a problem").click()
    assert fact.get_by_label("Report", exact=True).input_value().startswith("Problem with ZM-APP-002v1 (release ")


def test_where_the_build_names_places_no_second_ones_are_offered(visit: Any) -> None:
    page = visit.open("/about/")
    text = page.request.get(f"{visit.host}/facts/app/").text()
    offers = '<div class="fact-offers"><a href="https://git.example/edit/x">Edit this fact</a></div>'
    text = re.sub(r'(<div class="fact">)', rf"\1{offers}", text)
    page.route("**/facts/app/", lambda route: route.fulfill(body=text, content_type="text/html"))
    page.goto(f"{visit.host}/facts/app/")
    fact = page.locator("#zm-app-002 + .fact")
    expect(fact.get_by_role("button", name="Copy link")).to_be_visible()
    expect(fact.get_by_text("Edit this fact")).to_have_count(1)
    expect(fact.get_by_text("Report a problem")).to_have_count(0)


def test_a_new_release_is_announced_to_the_page_that_will_show_it(visit: Any) -> None:
    page = visit.open("/guide/rooms/")
    page.evaluate(
        "localStorage.setItem('guide.release', 'old'); document.addEventListener('guide:release', (event) => (window.heard = event.detail))"
    )
    page.keyboard.press("/")
    page.keyboard.type("token")
    page.wait_for_function("() => window.heard?.seen === 'old' && window.heard.release !== 'old'")
