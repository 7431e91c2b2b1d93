"""The decision helper in a real browser: from the first question to a result that can be shared and printed."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser, Page, expect

from kb.catalog import Catalog
from kb.decisions import list_decisions

PATH = "/guide/deciding/"
SHARED = f"{PATH}?workload=personal-calendar&day=outlook&shared=yes&mail=no&entra_setting=all-apps"


def test_a_few_answers_lead_to_a_cited_recommendation(page: Page) -> None:
    page.goto(PATH)
    result = page.locator("[data-decision=method] .decide-result")
    expect(page.get_by_text("Which comes closest?")).to_be_hidden()
    page.get_by_label("Personal calendars").check()
    page.get_by_label("Users who mostly schedule").check()
    expect(result).not_to_have_attribute("data-done", "")
    page.get_by_role("group", name="Do they need their colleagues’ shared calendars in Zoom?").get_by_label("Yes").check()
    page.get_by_role("group", name="Do they need email inside the Zoom Workplace app?").get_by_label("No").check()
    expect(result.locator(".decide-headline strong")).to_have_text("Delegated Permissions (OAuth)")
    expect(result.locator("[data-fact=ZM-METHOD-038v1] a.fact-id")).to_have_attribute("href", "../../facts/method/#zm-method-038")
    expect(result).to_contain_text("What speaks for the other side")


def test_another_answer_changes_the_result_and_takes_back_what_is_no_longer_asked(page: Page) -> None:
    page.goto(SHARED)
    headline = page.locator("[data-decision=method] .decide-headline strong")
    expect(headline).to_have_text("Delegated Permissions (OAuth)")
    page.get_by_label("Zoom Rooms and conference rooms").check()
    expect(headline).to_have_text("Application Permissions")
    expect(page.get_by_text("Which comes closest?")).to_be_hidden()
    assert page.url.endswith(f"{PATH}?workload=rooms&entra_setting=all-apps")


def test_the_whole_helper_works_by_keyboard(page: Page) -> None:
    page.goto(PATH)
    page.locator("input[name=workload]").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_text("Which comes closest?")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.name") == "day"
    for name in ("shared", "mail"):
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        assert page.evaluate("document.activeElement.name") == name
    expect(page.locator("[data-decision=method] .decide-headline strong")).to_have_text("Delegated Permissions (OAuth)")


def test_a_shared_link_opens_with_both_results(page: Page, server: str) -> None:
    page.goto(SHARED)
    expect(page.locator("[data-decision=method] .decide-headline strong")).to_have_text("Delegated Permissions (OAuth)")
    setting = page.locator("[data-decision=zoom-setting] .decide-result")
    expect(setting.locator(".decide-headline strong")).to_have_text("Off")
    setting.get_by_role("button", name="Copy link").click()
    expect(setting.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == server + SHARED


def test_the_app_id_and_the_steps_can_be_copied(page: Page) -> None:
    page.goto(f"{PATH}?workload=rooms")
    page.locator(".decide-result .decide-value").get_by_role("button").click()
    assert page.evaluate("navigator.clipboard.readText()") == "f56e91e5-5a82-452f-b435-d4d78aeaf064"
    page.locator("[data-fact=ZM-STEP-012v1]").get_by_role("button", name="Copy steps").click()
    assert page.evaluate("navigator.clipboard.readText()").startswith(
        "Validate the Application Permissions app for rooms (ZM-STEP-012v1)\n1. Sign in to the Azure portal"
    )


def test_starting_again_clears_the_answers_and_the_address(page: Page) -> None:
    page.goto(f"{PATH}?workload=rooms")
    page.get_by_role("button", name="Start again").click()
    expect(page.locator("[data-decision=method] .decide-headline")).to_have_count(0)
    assert page.url.endswith(PATH)
    page.goto(f"{PATH}?workload=nonsense&day=outlook")
    expect(page.locator(".decide input:checked")).to_have_count(1)
    expect(page.locator(".decide-headline")).to_have_count(0)


def test_the_browser_shows_the_outcome_that_the_rules_give_for_every_combination(page: Page, catalog: Catalog) -> None:
    page.goto(PATH)
    page.wait_for_load_state("networkidle")
    for decision in list_decisions(catalog):
        form = page.locator(f"[data-decision={decision.id}]")
        for outcome in decision.outcomes:
            for name, value in outcome.answers.items():
                form.locator(f"input[name={name}][value={value}]").check()
            assert form.locator(".decide-headline strong").inner_text() == outcome.result
            shown = (
                form.locator(".decide-result > ul.decide-facts").first.locator("> li").evaluate_all("each => each.map(e => e.dataset.fact)")
            )
            assert shown == [fact.citation for fact in outcome.grounds]


def test_hostile_data_stays_text(page: Page) -> None:
    hostile = '<img src=x onerror="document.title=1">**<b>bold</b>**`<i>`'
    data = {
        "release": hostile,
        "decisions": [
            {
                "id": "method",
                "outcomes": [
                    {"answers": {"workload": "rooms"}, "result": hostile, "detail": hostile, "grounds": ["ZM-X"], "sections": []},
                ],
            }
        ],
        "facts": {"ZM-X": {"id": "ZM-X", "title": hostile, "statement": hostile, "url": "x", "value": hostile, "steps": [hostile]}},
    }
    page.route("**/deciding.json", lambda route: route.fulfill(body=json.dumps(data), content_type="application/json"))
    page.goto(f"{PATH}?workload=rooms")
    expect(page.locator(".decide-headline strong")).to_have_text(hostile)
    assert page.locator(".decide-result :is(img, b, i)").count() == 0
    assert page.locator(".decide-facts > li > strong").inner_text() == "<b>bold</b>"


def test_without_its_data_the_page_points_at_its_tables(browser: Browser, server: str) -> None:
    context = browser.new_context(base_url=server)
    page = context.new_page()
    page.route("**/deciding.json", lambda route: route.abort())
    page.goto(f"{PATH}?workload=rooms")
    expect(page.locator(".decide-result").first).to_contain_text("stands in the tables below")
    context.close()


def test_without_scripts_the_tables_stand_and_the_questions_do_not(browser: Browser, server: str, catalog: Catalog) -> None:
    context = browser.new_context(base_url=server, java_script_enabled=False)
    page = context.new_page()
    page.goto(PATH)
    expect(page.locator("form.decide").first).to_be_hidden()
    outcomes = sum(len(decision.outcomes) for decision in list_decisions(catalog))
    assert page.locator("article table tbody tr:visible").count() == outcomes
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_result_is_printed_with_its_answers_and_nothing_else(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{PATH}?workload=rooms")
    expect(page.locator(".decide-headline")).to_have_count(1)
    page.emulate_media(media="print", color_scheme=scheme)  # type: ignore[arg-type]
    expect(page.locator(".decide-answers")).to_be_visible()
    expect(page.locator(".decide-address")).to_contain_text("?workload=rooms")
    for hidden in ("fieldset >> nth=0", ".md-header", "article table >> nth=0", ".decide-actions", "[data-decision=zoom-setting]"):
        expect(page.locator(hidden)).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_nothing_moves_when_a_shared_link_opens(page: Page) -> None:
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(l => { for (const e of l.getEntries()) window.moved += e.value; })"
        ".observe({type: 'layout-shift', buffered: true});"
    )
    page.goto(PATH)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.moved") < 0.01
