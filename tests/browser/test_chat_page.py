"""A long conversation: each new question stands at the top of the view, and the field keeps the focus."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

QUESTIONS = (
    "Which App ID do Zoom Rooms use with Application Permissions?",
    "And with Full Delegate Access?",
    "How long does a refresh token live?",
    "What is MGAPI?",
    "How much does a Zoom Rooms licence cost?",
)


def ask(place: Page | Locator, question: str) -> None:
    field = place.get_by_label("Ask a question")
    field.fill(question)
    field.press("Enter")


def at_the_top(page: Page, turn: Locator, top: str) -> None:
    """Waits until the question stands right below what covers the top of the view."""
    page.wait_for_function(
        "([turn, top]) => { const gap = turn.getBoundingClientRect().top - document.querySelector(top).getBoundingClientRect().bottom;"
        " return gap > -4 && gap < 60; }",
        arg=[turn.element_handle(), top],
    )


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_five_questions_on_the_chat_page_each_come_to_the_top(visit: Any, phone: bool) -> None:
    page = visit.open("/chat/", phone=phone)
    for at, question in enumerate(QUESTIONS):
        ask(page, question)
        turn = page.locator(".turn").nth(at)
        expect(turn.locator(".turn-text")).to_be_visible()
        at_the_top(page, turn.locator(".turn-question"), ".md-header")
        expect(page.get_by_label("Ask a question")).to_be_focused()
        assert page.get_by_label("Ask a question").evaluate("one => one.getBoundingClientRect().bottom <= innerHeight")


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_five_questions_in_the_panel_each_come_to_the_top_and_the_page_stays(visit: Any, phone: bool) -> None:
    page = visit.open("/guide/users/", phone=phone)
    page.evaluate("scrollTo(0, 300)")
    page.locator("[data-ask-open]").click()
    panel = page.get_by_role("dialog", name="Ask the guide")
    if not phone:
        page.locator("[data-ask-box] input").fill(QUESTIONS[0])
        page.keyboard.press("Enter")
    for at, question in enumerate(QUESTIONS):
        if phone or at:
            ask(panel, question)
        turn = panel.locator(".turn").nth(at)
        expect(turn.locator(".turn-text")).to_be_visible()
        at_the_top(page, turn.locator(".turn-question"), ".panel-head")
        expect(panel.get_by_label("Ask a question")).to_be_focused()
    assert page.evaluate("scrollY") == 300
