"""The home page, and what it says when things are not as at the desk of whoever wrote it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect


def test_every_example_names_the_address_that_served_it(page: Page, server: str) -> None:
    for path in ("/", "/about/agents/", "/guide/asking/"):
        page.goto(path)
        examples = "\n".join(page.locator("code").all_inner_texts())
        assert server in examples
        assert "127.0.0.1:8000" not in examples.replace(server, "")


@pytest.mark.parametrize("width", [768, 900, 1000])
def test_the_home_page_keeps_its_side_margins(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/")
    box = page.locator(".hero").bounding_box()
    assert box
    assert box["x"] >= 12
    assert box["x"] + box["width"] <= width - 12


def test_the_home_page_keeps_its_side_margins_beside_the_panel(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("What is MGAPI?")
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="Ask the guide")
    expect(panel.locator(".turn-text")).to_be_visible()
    box, edge = page.locator(".hero").bounding_box(), panel.bounding_box()
    assert box
    assert edge
    assert box["x"] >= 12
    assert box["x"] + box["width"] <= edge["x"] - 12


@pytest.mark.parametrize(
    ("status", "said"), [(500, "The server does not answer"), (502, "The server does not answer"), (429, "Too many questions at once")]
)
def test_a_server_in_trouble_is_not_taken_for_none(visit: Any, status: int, said: str) -> None:
    page = visit.open("/chat/")
    page.route("**/api/v1/chat", lambda route: route.fulfill(status=status, body="sorry", content_type="text/plain"))
    page.get_by_label("Ask a question").fill("What is MGAPI?")
    page.keyboard.press("Enter")
    expect(page.locator(".turn-verdict")).to_have_text(said)
    page.unroute("**/api/v1/chat")
    page.get_by_role("button", name="Ask again").click()
    expect(page.locator(".turn-text")).to_be_visible()
    visit.watch.errors.clear()


TASKS = {
    "App IDs": "f56e91e5-5a82-452f-b435-d4d78aeaf064",
    "Consent switch": "Do not allow user consent",
    "Token lifetimes": "1 hour",
    "What is stored": "stores what it needs to authenticate",
    "Permissions": "Calendars.Read",
    "Which method?": "What do you connect?",
}
"""What most people come for → words of its answer."""


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("task", TASKS)
def test_what_most_people_come_for_is_one_click_and_the_first_screen_away(page: Page, task: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("/")
    link = page.locator(".hero").get_by_role("link", name=task, exact=True)
    expect(link).to_be_in_viewport()
    link.click()
    expect(page.locator("article").get_by_text(TASKS[task]).locator("visible=true").first).to_be_in_viewport()
