"""The IDs behind sentences: quiet numbers, at hand for pointer, finger and keyboard, and written out for whoever audits."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

STOPS = """() => [...document.querySelectorAll("a[href], button, input, summary, textarea, [tabindex]")]
  .filter(one => one.tabIndex >= 0 && !one.disabled && one.getClientRects().length && one.checkVisibility({ visibilityProperty: true })).length"""
SHOWN = """() => [...document.querySelectorAll("article a.fact-id")].filter(one => parseFloat(getComputedStyle(one).fontSize) > 0).length"""
READ = ("methods", "users", "rooms", "security", "consent", "prerequisites", "validating")


def open_page(page: Page, name: str) -> None:
    page.goto(f"/guide/{name}/")
    expect(page.get_by_role("button", name="Show sources")).to_be_visible()


@pytest.mark.parametrize("name", READ)
def test_a_page_to_read_shows_few_ids_and_has_few_stops_for_tab(page: Page, name: str) -> None:
    open_page(page, name)
    words = len(page.locator("article").inner_text().split())
    assert page.evaluate(SHOWN) <= words / 60
    assert page.evaluate(STOPS) < 60


def test_every_note_is_large_enough_to_be_pressed(page: Page) -> None:
    open_page(page, "users")
    sizes = page.locator("article :is(p, li) > a.fact-id").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(b => [b.width, b.height])"
    )
    assert len(sizes) > 20
    assert min(min(size) for size in sizes) >= 24


def test_arrow_keys_go_from_note_to_note_and_open_their_cards(page: Page) -> None:
    open_page(page, "users")
    notes = page.locator("article a.fact-id")
    notes.first.focus()
    for at in (1, 2):
        page.keyboard.press("ArrowRight")
        expect(notes.nth(at)).to_be_focused()
    expect(page.locator(".fact-card")).to_contain_text(notes.nth(2).text_content() or "-")
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowLeft")
    expect(notes.nth(1)).to_be_focused()
    assert notes.evaluate_all("all => all.filter(one => one.tabIndex === 0).length") == 1


def test_sources_are_shown_in_line_on_every_page_until_they_are_hidden(page: Page) -> None:
    open_page(page, "users")
    page.get_by_role("button", name="Show sources").click()
    place = page.locator("article p").first.locator(".note-place").first
    expect(place).to_contain_text("Getting Started with Microsoft")
    expect(place).to_contain_text("lines ")
    open_page(page, "rooms")
    expect(page.get_by_role("button", name="Show sources")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(SHOWN) == page.locator("article a.fact-id").count()
    page.get_by_role("button", name="Show sources").click()
    expect(page.locator(".note-place")).to_have_count(0)
    assert page.evaluate(SHOWN) == 0


def test_the_first_touch_of_a_note_opens_its_card_and_stays_on_the_page(visit: Any) -> None:
    page = visit.open("/guide/users/", phone=True)
    note = page.locator("article a.fact-id").first
    note.tap()
    expect(page.locator(".fact-card")).to_contain_text(f"{note.text_content()}v")
    assert page.url.endswith("/guide/users/")
    page.locator(".fact-card").get_by_role("link", name="Open the fact").tap()
    page.wait_for_url("**/facts/method/#**")
