"""axe-core finds no serious or critical violation on any kind of page, in both schemes, on a desk and on a phone."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

PAGES = {
    "home": "/",
    "chat": "/chat/",
    "guide page": "/guide/consent/",
    "table": "/reference/app-ids/",
    "matrix": "/reference/consent/",
    "glossary": "/reference/glossary/",
    "decision helper": "/guide/deciding/",
    "checklist": "/guide/checklist/",
    "permalink": "/f/ZM-APP-002v1",
    "wrong permalink": "/f/ZM-APP-099",
    "comparison": "/guide/methods/",
    "one list of procedures": "/guide/validating/",
    "releases": "/about/releases/",
    "all facts": "/facts/",
    "facts of an area": "/facts/app/",
    "page a person wrote": "/about/asking/",
    "drawing": "/about/architecture/",
    "figures": "/about/answers/",
    "API": "/api/",
}
"""Kind of page → one address. A new kind of page gets a line here."""

OPTIONS = {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


ALIKE = "document.querySelectorAll('tbody tr:nth-child(n + 12), dl dt:nth-of-type(n + 24), dl dd:nth-of-type(n + 24)').forEach((one) => one.remove())"
"""Takes away the rest of long lists: hundreds of rows that are all alike take axe-core a minute and tell nothing new."""

COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]}
"""What the scheme can change; all else is the same in both."""


WHOLE = {"home", "guide page"}
"""Kinds that are looked at with header, navigation and footer; these are the same on all others."""


def check(page: Page, options: dict[str, Any] = OPTIONS, within: str | None = None) -> list[str]:
    """Serious and critical violations, each with the places where it was found."""
    found = Axe().run(page, context=within, options=options).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {[node['target'] for node in one['nodes'][:4]]}"
        for one in found
        if one["impact"] in {"serious", "critical"}
    ]


def test_every_kind_of_page_can_be_used_by_everybody_in_both_schemes(visit: Any) -> None:
    page = visit.open("/about/")
    found = {}
    for kind, address in PAGES.items():
        page.emulate_media(color_scheme="light")
        page.goto(visit.host + address)
        page.evaluate(ALIKE)
        within = None if kind in WHOLE or page.locator(".md-content").count() == 0 else ".md-content"
        if violations := check(page, OPTIONS, within):
            found[f"{kind}, light"] = violations
        # What the theme's switch does; the settings of the device are its other way.
        page.emulate_media(color_scheme="dark")
        page.locator("body").evaluate("body => body.setAttribute('data-md-color-scheme', 'slate')")
        if violations := check(page, COLOURS, within):
            found[f"{kind}, dark"] = violations
    # A browser reports the one page that is not there.
    visit.watch.errors[:] = [error for error in visit.watch.errors if "status of 404" not in error]
    assert found == {}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_panel_card_and_matches_can_be_used_by_everybody(visit: Any, dark: bool) -> None:
    page = visit.open("/guide/consent/?ask=Which+App+ID+do+Zoom+Rooms+use+with+Application+Permissions%3F", dark=dark)
    expect(page.locator(".turn-text")).to_be_visible()
    for question in ("How much does a licence cost?", "What is the App ID?"):
        page.get_by_label("Ask a question").fill(question)
        page.keyboard.press("Enter")
    expect(page.locator(".turn-answer")).to_have_count(3)
    page.locator("summary").last.click()
    page.locator(".turn-text .fact-id").last.hover()
    expect(page.locator(".fact-card")).to_be_visible()
    assert check(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("refresh")
    expect(page.locator(".ask-match").nth(2)).to_be_visible()
    assert check(page) == []


def test_a_phone_is_no_exception(visit: Any) -> None:
    page = visit.open("/chat/?ask=What+is+MGAPI%3F", phone=True)
    expect(page.locator(".turn-text")).to_be_visible()
    assert check(page) == []
    page.goto(f"{visit.host}/guide/rooms/")
    page.locator("[data-ask-open]").tap()
    expect(page.locator("dialog .turn-text")).to_be_visible()
    assert check(page) == []


def test_a_violation_is_found_where_there_is_one(visit: Any) -> None:
    page = visit.open("/about/")
    page.evaluate("document.querySelector('article').append(document.createElement('button'))")
    assert [one.split()[0] for one in check(page)] == ["button-name"]
