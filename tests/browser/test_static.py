"""The site on a host that serves files only, in a folder of that host."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

QUESTION = "Which App ID do Zoom Rooms use with Application Permissions?"


def test_a_question_is_told_that_nothing_answers_here_and_gets_what_the_browser_finds(visit_static: Any) -> None:
    page = visit_static.open("/guide/rooms/")
    page.keyboard.press("/")
    page.keyboard.insert_text(QUESTION)
    page.keyboard.press("Enter")
    turn = page.locator(".turn")
    expect(turn.locator(".turn-verdict")).to_have_text("Nothing answers here")
    expect(turn.locator(".turn-failure code").first).to_have_text(f"{visit_static.host}/")
    expect(turn.locator(".turn-elsewhere .fact-id").first).to_have_text("ZM-APP-002v1")
    turn.get_by_role("button", name="Find facts and pages").click()
    expect(page.get_by_role("combobox")).to_have_value(QUESTION)
    expect(page.locator("a.ask-match").first).to_contain_text("ZM-APP-002")


def test_once_it_is_known_the_box_leads_to_the_best_match_and_says_why(visit_static: Any) -> None:
    page = visit_static.open("/")
    page.locator("#home-ask").fill("refresh token")
    page.keyboard.press("Enter")
    expect(page.locator(".turn-verdict")).to_have_text("Nothing answers here")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.keyboard.type("f56e91e5")
    expect(page.locator(".ask-note")).to_contain_text("No answering server on this host")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{visit_static.host}/facts/app/#zm-app-002")


def test_facts_appear_while_typing_and_their_links_hold(visit_static: Any) -> None:
    page = visit_static.open("/about/citing/")
    page.keyboard.press("/")
    page.keyboard.type("f56e91e5")
    page.locator("a.ask-match").first.click()
    page.wait_for_url(f"{visit_static.host}/facts/app/#zm-app-002")
    page.locator("#zm-app-002 + .fact .copy-value").first.click()
    assert page.evaluate("navigator.clipboard.readText()") == "ZM-APP-002v1"


def test_a_permalink_leads_to_its_fact(visit_static: Any) -> None:
    page = visit_static.open("/f/ZM-APP-002v1/")
    page.wait_for_url(f"{visit_static.host}/facts/app/#zm-app-002")


def test_another_endpoint_that_the_build_names_is_asked(visit_static: Any, server: str) -> None:
    page = visit_static.open("/guide/elsewhere/")
    page.keyboard.press("/")
    page.keyboard.insert_text(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".turn-text .fact-id")).to_have_text(["ZM-APP-002v1"])
    assert set(visit_static.watch.foreign) == {f"{server}/api/v1/chat"}
    visit_static.watch.foreign.clear()


def test_a_request_to_another_host_is_noticed(visit_static: Any) -> None:
    page = visit_static.open("/about/")
    page.evaluate("fetch('http://localhost:9/a.woff2').catch(() => null)")
    assert visit_static.watch.foreign == ["http://localhost:9/a.woff2"]
    visit_static.watch.foreign.clear()
    visit_static.watch.errors.clear()
