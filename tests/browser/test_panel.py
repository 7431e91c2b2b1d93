"""Asking from any page: the box, the panel, what an answer offers."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, Route, expect

QUESTION = "Which App ID do Zoom Rooms use with Application Permissions?"
APP_ID = "f56e91e5-5a82-452f-b435-d4d78aeaf064"
REFUSED = "How much does a Zoom Rooms licence cost?"


def ask(page: Page, question: str) -> None:
    page.keyboard.press("/")
    page.keyboard.insert_text(question)
    page.keyboard.press("Enter")


def read_clipboard(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_a_question_is_asked_and_followed_up_by_keyboard_alone(visit: Any) -> None:
    page = visit.open("/guide/rooms/")
    ask(page, QUESTION)
    panel = page.get_by_role("dialog", name="Ask the guide")
    expect(panel.locator(".turn-text")).to_contain_text(APP_ID)
    expect(panel.locator(".turn-text .fact-id")).to_have_text(["ZM-APP-002v1"])
    assert urlsplit(page.url).path == "/guide/rooms/"
    expect(panel.get_by_label("Ask a question")).to_be_focused()
    with page.expect_request("**/api/v1/chat") as sent:
        page.keyboard.insert_text("And with Full Delegate Access?")
        page.keyboard.press("Enter")
    body = sent.value.post_data_json
    assert [message["role"] for message in body["messages"]] == ["user", "assistant", "user"]
    expect(panel.locator(".turn").nth(1).locator(".turn-text")).to_contain_text("a651cfda-cbdd-4a39-bd03-fa829c3c1b29")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_one_box_is_all_that_searches_and_each_key_opens_it(visit: Any) -> None:
    page = visit.open("/guide/rooms/")
    for key in ("Control+k", "Meta+k", "/"):
        page.keyboard.press(key)
        expect(page.get_by_role("combobox")).to_be_focused()
        page.keyboard.press("Escape")
    assert page.locator("[data-md-component=search], [for=__search]").count() == 0


def test_no_key_is_lost_while_the_scripts_are_loading(visit: Any) -> None:
    page = visit.open("/about/")
    held: list[Route] = []
    page.route("**/javascripts/main.js", lambda route: held.append(route))
    page.goto(f"{visit.host}/guide/rooms/", wait_until="commit")
    expect(page.locator(".md-footer")).to_be_attached()
    page.keyboard.press("/")
    page.keyboard.type("f56e91e5")
    expect(page.locator("[data-ask-box] input")).to_have_value("f56e91e5")
    for route in held:
        route.continue_()
    expect(page.locator("a.ask-match").first).to_contain_text("ZM-APP-002")


def test_typing_shows_facts_by_title_id_and_value(visit: Any) -> None:
    page = visit.open("/")
    box = page.locator("[data-ask-box] input")
    box.focus()
    for typed, found in [
        ("f56e91e5", "ZM-APP-002"),
        ("app 002", "ZM-APP-002"),
        ("zm-app-002v1", "ZM-APP-002"),
        ("d4d78aeaf064", "ZM-APP-002"),
    ]:
        box.fill(typed)
        first = page.locator("a.ask-match").first
        expect(first.locator(".ask-match__id")).to_have_text(found)
        expect(first.locator(".ask-match__value")).to_have_text(APP_ID)
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "ask-match-0")
    page.keyboard.press("Enter")
    page.wait_for_url("**/facts/app/#zm-app-002")


def test_the_box_finds_pages_and_places_on_them_below_the_facts(visit: Any) -> None:
    page = visit.open("/")
    page.keyboard.press("/")
    page.keyboard.type("where credentials travel")
    place = page.locator(".ask-match--page").first
    expect(place).to_contain_text("Where credentials travel")
    expect(place.locator(".ask-match__id")).to_have_text("Choosing an API method")
    expect(page.locator("[role=option]").first).to_contain_text("Ask")
    page.keyboard.press("ArrowUp")
    for _ in range(page.locator(".ask-match--page").count() - 1):
        page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/guide/methods/#where-credentials-travel")


def test_on_a_phone_the_same_box_lies_over_the_header_until_it_is_left(visit: Any) -> None:
    page = visit.open("/guide/rooms/", phone=True)
    page.get_by_role("button", name="Find a fact or page").tap()
    box = page.get_by_role("combobox")
    expect(box).to_be_focused()
    box.fill("glossary")
    expect(page.locator(".ask-match--page").first).to_contain_text("Glossary")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(".ask-match--page").first.tap()
    page.wait_for_url("**/reference/glossary/")
    expect(page.get_by_role("combobox")).to_be_hidden()


def test_a_chip_shows_statement_source_and_version_and_leads_to_the_fact(visit: Any) -> None:
    page = visit.open("/guide/rooms/")
    ask(page, QUESTION)
    chip = page.locator(".turn-text .fact-id")
    chip.hover()
    card = page.locator(".fact-card")
    for text in ("ZM-APP-002v1", "The App ID is", "Getting Started with Microsoft", "lines 79"):
        expect(card).to_contain_text(text)
    page.mouse.move(5, 5)
    expect(card).to_have_count(0)
    page.keyboard.press("Shift+Tab")  # from the field back over the log
    chip.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(card).to_be_visible()
    page.keyboard.press("Tab")
    expect(card.get_by_role("link", name="Getting Started")).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(chip).to_be_focused()
    chip.click()
    page.wait_for_url("**/facts/app/#zm-app-002")
    expect(page.get_by_role("dialog", name="Ask the guide").locator(".turn")).to_have_count(1)


def test_an_id_behind_a_sentence_of_a_page_has_the_same_card(visit: Any) -> None:
    page = visit.open("/guide/consent/")
    page.locator("article a.fact-id").first.hover()
    expect(page.locator(".fact-card")).to_contain_text("ZM-CONSENT-001v1")


def test_a_refusal_says_why_what_is_nearest_and_where_to_look(visit: Any) -> None:
    page = visit.open("/guide/rooms/")
    ask(page, REFUSED)
    turn = page.locator(".turn")
    expect(turn.locator(".turn-verdict")).to_have_text("Not in the guide")
    expect(turn.locator(".turn-text")).to_contain_text("ZM-GAP-010v")
    expect(turn.get_by_role("heading", name="Nearest facts")).to_be_visible()
    expect(turn.locator(".turn-elsewhere li .fact-id").first).to_be_visible()
    expect(turn.get_by_role("link", name="The guide itself")).to_have_attribute("href", re.compile("^https://"))
    turn.get_by_role("button", name="find facts and pages").click()
    expect(page.get_by_role("combobox")).to_have_value(REFUSED)
    expect(page.get_by_role("combobox")).to_be_focused()


def test_a_question_that_fits_several_cases_offers_them(visit: Any) -> None:
    page = visit.open("/")
    ask(page, "What is the App ID?")
    turn = page.locator(".turn").first
    expect(turn.locator(".turn-verdict")).to_have_text("Which one do you mean?")
    expect(turn.locator(".turn-text li .fact-id")).to_have_count(4)
    turn.locator(".turn-next button").first.click()
    expect(page.locator(".turn").nth(1).locator(".turn-text .fact-id").first).to_be_visible()


def test_an_answer_is_copied_with_its_citations(visit: Any) -> None:
    page = visit.open("/guide/rooms/")
    ask(page, QUESTION)
    page.get_by_role("button", name="Copy Markdown").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    markdown = read_clipboard(page)
    assert markdown.startswith(f"**{QUESTION}**\n\nThe App ID is {APP_ID}")
    assert f"[[ZM-APP-002v1]({visit.host}/facts/app/#zm-app-002)]" in markdown
    assert re.search(r"^- \[ZM-APP-002v1\]\(.*\) .*\. \[Getting Started .*\]\(https://.*\), section “", markdown, re.MULTILINE)
    page.get_by_role("button", name="Copy text").click()
    expect(page.get_by_role("button", name="Copied")).to_have_count(2)
    plain = read_clipboard(page)
    assert "[ZM-APP-002v1]" in plain
    assert not re.search(r"[*`]|\]\(", plain)
    page.locator(".turn-text .tool-value").click()
    page.wait_for_function(f"() => navigator.clipboard.readText().then((text) => text === '{APP_ID}')")


def test_a_copied_link_opens_the_page_with_the_panel_answered(visit: Any) -> None:
    page = visit.open("/guide/rooms/")
    ask(page, QUESTION)
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    link = read_clipboard(page)
    assert parse_qs(urlsplit(link).query) == {"ask": [QUESTION]}
    other = visit.open(link.removeprefix(visit.host))
    expect(other.locator(".turn-text")).to_contain_text(APP_ID)
    expect(other.locator("h1")).to_have_text(re.compile("Rooms"))
    expect(other.locator("section.answer")).to_be_hidden()
    other.reload()
    expect(other.locator(".turn")).to_have_count(1)


def test_the_link_of_a_follow_up_carries_what_was_asked_before(visit: Any) -> None:
    page = visit.open("/guide/rooms/")
    ask(page, QUESTION)
    expect(page.locator(".turn-text")).to_have_count(1)
    page.keyboard.insert_text("And with Full Delegate Access?")
    page.keyboard.press("Enter")
    expect(page.locator(".turn-text")).to_have_count(2)
    page.get_by_role("button", name="Copy link").nth(1).click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    link = read_clipboard(page)
    assert parse_qs(urlsplit(link).query) == {"ask": ["And with Full Delegate Access?"], "goal": [QUESTION]}
    answer = page.locator(".turn-text").nth(1).inner_text()
    other = visit.open(link.removeprefix(visit.host))
    expect(other.locator(".turn")).to_have_count(1)
    assert other.locator(".turn-text").inner_text() == answer


def test_without_scripts_the_server_shows_the_answer_on_the_page(visit: Any) -> None:
    page = visit.open("/guide/rooms/?ask=What+is+MGAPI%3F", scripts=False)
    expect(page.locator("section.answer .answer-text")).to_be_visible()
    expect(page.locator("form.ask-box")).to_be_visible()
    expect(page.locator("[data-ask-open]")).to_be_hidden()


def test_a_conversation_stays_in_its_tab_until_it_is_cleared(visit: Any) -> None:
    page = visit.open("/guide/rooms/")
    ask(page, QUESTION)
    expect(page.locator(".turn-text")).to_be_visible()
    page.goto(f"{visit.host}/guide/users/")
    panel = page.get_by_role("dialog", name="Ask the guide")
    expect(panel.locator(".turn-text")).to_contain_text(APP_ID)
    assert page.evaluate("[localStorage.length && JSON.stringify(localStorage), document.cookie]")[1] == ""
    assert QUESTION not in page.evaluate("JSON.stringify(localStorage)")
    panel.get_by_role("button", name="Clear").click()
    expect(panel.locator(".turn")).to_have_count(0)
    assert QUESTION not in page.evaluate("JSON.stringify(sessionStorage)")


def test_suggested_questions_are_one_click_away(visit: Any) -> None:
    page = visit.open("/guide/rooms/")
    ask(page, QUESTION)
    suggestion = page.locator(".turn-next button").first
    text = suggestion.inner_text()
    suggestion.click()
    expect(page.locator(".turn-question").nth(1)).to_have_text(text)
    expect(page.locator(".turn").nth(1).locator(".turn-text")).to_be_visible()


def test_the_forms_of_the_pages_open_the_panel(visit: Any) -> None:
    page = visit.open("/")
    page.locator("#home-ask").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").locator(".turn-text")).to_contain_text(APP_ID)
    assert urlsplit(page.url).query == ""
