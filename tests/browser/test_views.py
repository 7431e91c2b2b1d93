"""An answer is shown as it says it is best shown: table, cards, steps, comparison; what it leaves open, and what it asks back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kb.catalog import Catalog

ROOMS = ("ZM-APP-001", "ZM-APP-002")
PAIRINGS = ("ZM-CONSENT-004", "ZM-CONSENT-005", "ZM-CONSENT-006")


def make_answer(catalog: Catalog, ids: tuple[str, ...], **changes: Any) -> dict[str, Any]:
    facts = [catalog.fact(fact_id) for fact_id in ids]
    source = {"title": "A source", "url": "https://guide.example/", "section": "A section", "lines": [[1, 2]]}
    cited = [{"id": fact.citation, "title": fact.latest.title, "url": f"/facts/x/#{fact.anchor}", "source": source} for fact in facts]
    return {
        "question": "?",
        "answered": True,
        "answer": "\n\n".join(fact.latest.statement for fact in facts),
        "reason": None,
        "citations": cited,
        "excerpts": [
            {"id": fact.citation, "text": fact.latest.statement, "highlights": [], "score": 1, "source_text": None} for fact in facts
        ],
        "follow_ups": [],
        "confidence": 1,
        "release": catalog.release,
        "as_of": None,
        "unanswered": [],
        "view": None,
        "conflicts": [],
        **changes,
    }


def show(page: Page, answer: dict[str, Any]) -> Any:
    body = f"event: answer\ndata: {json.dumps(answer)}\n\n"
    page.route("**/api/v1/chat", lambda route: route.fulfill(body=body, content_type="text/event-stream; charset=utf-8"))
    page.goto("/chat/")
    page.get_by_label("Ask a question").fill("What about it?")
    page.keyboard.press("Enter")
    expect(page.locator(".turn-answer")).to_be_visible()
    return page.locator(".turn")


def view_of(catalog: Catalog, kind: str, *ids: str) -> dict[str, Any]:
    return {"type": kind, "ids": [catalog.fact(fact_id).citation for fact_id in ids]}


@pytest.mark.parametrize("width", [1280, 390])
def test_pairings_are_a_table_of_switches_and_their_sentences_fold_away(page: Page, catalog: Catalog, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    turn = show(page, make_answer(catalog, PAIRINGS, view=view_of(catalog, "table", *PAIRINGS)))
    rows = turn.locator(".view-rows tbody tr")
    expect(rows).to_have_count(3)
    assert rows.locator(".switch").all_inner_texts() == ["On", "On", "Off"]
    expect(turn.locator(".view-same")).to_contain_text("Consent to Office 365")
    expect(turn.get_by_text("The same in sentences")).to_be_visible()
    expect(turn.locator(".turn-text .said").first).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_app_ids_are_cards_with_the_recommended_one_first_and_copied_whole(page: Page, catalog: Catalog) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    turn = show(page, make_answer(catalog, ROOMS, view=view_of(catalog, "cards", *ROOMS)))
    cards = turn.locator(".view-card")
    expect(cards).to_have_count(2)
    expect(cards.first).to_contain_text("recommended")
    expect(cards.first.locator(".fact-id")).to_have_text("ZM-APP-002v1")
    cards.first.get_by_role("button", name="Copy f56e91e5").click()
    page.wait_for_function("() => navigator.clipboard.readText().then((text) => text === 'f56e91e5-5a82-452f-b435-d4d78aeaf064')")


def test_a_comparison_stands_side_by_side(page: Page, catalog: Catalog) -> None:
    page.set_viewport_size({"width": 1280, "height": 844})
    ids = ("ZM-METHOD-039", "ZM-METHOD-038")
    turn = show(page, make_answer(catalog, ids, view=view_of(catalog, "comparison", *ids)))
    expect(turn.locator(".view-comparison .view-card")).to_have_count(2)
    first, second = (card.bounding_box() for card in turn.locator(".view-comparison .view-card").all())
    assert first
    assert second
    assert abs(first["y"] - second["y"]) < 2
    assert first["x"] + first["width"] <= second["x"]


def test_steps_are_ticked_off(page: Page, catalog: Catalog) -> None:
    text = "Find it. Steps:\n\n1. Open the portal.\n2. Note the value."
    turn = show(page, make_answer(catalog, ("ZM-STEP-001",), answer=text, view=view_of(catalog, "steps", "ZM-STEP-001")))
    ticks = turn.get_by_role("checkbox", name="Done")
    expect(ticks).to_have_count(2)
    ticks.first.check()
    expect(ticks.first).to_be_checked()


def test_a_view_of_another_release_is_left_to_the_text(page: Page, catalog: Catalog) -> None:
    turn = show(page, make_answer(catalog, ROOMS, release="1999.01.0", view=view_of(catalog, "cards", *ROOMS)))
    expect(turn.locator(".turn-text")).to_contain_text("f56e91e5")
    page.wait_for_load_state("networkidle")
    expect(turn.locator(".view")).to_have_count(0)


def test_what_is_left_open_and_what_sources_disagree_about_is_said(page: Page, catalog: Catalog) -> None:
    cited = catalog.fact("ZM-APP-002").citation
    conflict = {"ids": [cited], "note": "Another page says otherwise"}
    turn = show(page, make_answer(catalog, ROOMS, unanswered=["The price of a licence"], conflicts=[conflict]))
    notes = turn.get_by_role("note")
    expect(notes.first).to_contain_text("Left open")
    expect(notes.first).to_contain_text("The price of a licence")
    expect(notes.last).to_contain_text("Another page says otherwise")
    expect(notes.last.locator(".fact-id")).to_have_text(cited)


def test_a_question_asked_back_is_answered_by_one_press(page: Page, catalog: Catalog) -> None:
    asked_back = make_answer(catalog, ROOMS, answered=False, reason="ambiguous", follow_ups=["With one method?", "With the other?"])
    turn = show(page, asked_back)
    expect(turn.locator(".turn-verdict")).to_have_text("Which one do you mean?")
    buttons = turn.locator(".turn-answer .turn-next button")
    assert buttons.all_inner_texts() == ["With one method?", "With the other?"]
    buttons.first.click()
    expect(page.locator(".turn-question").nth(1)).to_have_text("With one method?")


def test_small_talk_is_no_refusal(page: Page, catalog: Catalog) -> None:
    turn = show(page, make_answer(catalog, (), answered=False, reason="small_talk", answer="Hello. Ask me anything."))
    expect(turn.locator(".turn-text")).to_have_text("Hello. Ask me anything.")
    expect(turn.locator(".turn-verdict, .turn-refusal, .turn-elsewhere, .turn-tools")).to_have_count(0)
