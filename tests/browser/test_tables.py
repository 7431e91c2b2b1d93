"""Tables that compare are read by row and by column, at a desk and on a phone, and say in words what they mean."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("width", [1280, 390])
def test_the_comparison_of_methods_is_a_table_of_words(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("/guide/methods/#side-by-side")
    table = page.get_by_role("table", name="The methods side by side")
    assert [one.split(" (")[0] for one in table.get_by_role("columnheader").all_inner_texts()] == [
        "Application Permissions",
        "Full Delegate Access",
        "Delegated Permissions",
    ]
    row = table.get_by_role("row", name=re.compile("^Service account"))
    expect(row.get_by_role("rowheader")).to_have_text("Service account")
    assert [text.split("ZM-")[0].strip() for text in row.get_by_role("cell").all_inner_texts()] == [
        "Not needed",
        "A dedicated one is required",
        "not said",
    ]
    assert page.locator(".compared svg, #side-by-side ~ figure").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_app_ids_stand_whole_and_are_copied_from_the_comparison(page: Page) -> None:
    page.goto("/guide/methods/")
    row = page.get_by_role("row", name=re.compile("^App ID for rooms"))
    for value in row.locator("code").all_inner_texts():
        assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", value)
        row.get_by_role("button", name=f"Copy {value}").click()
        assert page.evaluate("navigator.clipboard.readText()") == value


def test_where_credentials_go_is_said_under_each_method(page: Page) -> None:
    page.goto("/guide/methods/")
    table = page.get_by_role("table", name="Credentials and tokens under both methods")
    application, delegated = table.get_by_role("row", name=re.compile("^User credentials")).get_by_role("cell").all_inner_texts()
    assert application.startswith("Prevented from directly reaching the Zoom application")
    assert delegated.startswith("The method sends them to the Zoom app")


def test_each_consent_setting_has_one_switch_with_its_position_in_words(page: Page) -> None:
    page.goto("/guide/consent/")
    rows = page.locator("#match-it-in-zoom ~ * tbody tr")
    assert page.locator(".switch").count() == rows.count() > 2
    assert set(page.locator(".switch").all_inner_texts()) == {"On", "Off"}


def test_who_looks_for_an_app_id_is_shown_the_recommended_one_first(page: Page) -> None:
    for words, found in (("app id rooms", "ZM-APP-002"), ("app id personal calendars", "ZM-APP-003")):
        page.goto("/")
        page.locator("[data-ask-box] input").fill(words)
        first = page.locator("a.ask-match").first
        expect(first.locator(".ask-match__id")).to_have_text(found)
        expect(first).to_contain_text("recommended")
    page.goto("/reference/app-ids/")
    first = page.locator("tbody tr").first
    expect(first).to_contain_text("recommended")
    expect(first.locator("a.fact-id")).to_have_text("ZM-APP-002")
