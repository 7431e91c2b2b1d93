"""The checklist in a browser: ticks that stay, and one sheet of paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

PATH = "/guide/checklist/"


def test_ticks_stay_and_go_at_a_click(page: Page) -> None:
    page.goto(PATH)
    page.get_by_label("Role with access to Zoom Rooms").check()
    expect(page.get_by_role("status").filter(has_text="done")).to_contain_text("1 of ")
    page.reload()
    expect(page.get_by_label("Role with access to Zoom Rooms")).to_be_checked()
    page.get_by_role("button", name="Clear the ticks").click()
    page.reload()
    expect(page.locator("input[data-check]:checked")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_prints_on_one_sheet_with_its_boxes(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(PATH)
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    page.emulate_media(media="print", color_scheme=scheme)  # type: ignore[arg-type]
    box = page.locator("input[data-check]").first
    expect(box).to_be_visible()
    assert box.evaluate("each => getComputedStyle(each).borderTopWidth") == "1px"
    expect(page.locator(".checks-sign")).to_be_visible()
    for hidden in (".md-header", ".ask-foot", ".copy-value >> nth=0", ".md-sidebar >> nth=0"):
        expect(page.locator(hidden).first).to_be_hidden()


def test_a_profile_leaves_only_its_own_path_and_stands_in_the_address(page: Page) -> None:
    page.goto("/guide/deciding/?workload=rooms")
    page.get_by_role("link", name="The checklist for this").click()
    page.wait_for_url("**/guide/checklist/?workload=rooms&method=application")
    profile = page.get_by_role("form", name="Your deployment")
    expect(profile.get_by_label("Workload")).to_have_value("rooms")
    line = page.locator(".checks li")
    expect(line.filter(has_text="f56e91e5-5a82-452f-b435-d4d78aeaf064").first).to_be_visible()
    for other in ("a651cfda", "f46ceaed", "fc108d3f"):
        expect(line.filter(has_text=other).locator("visible=true")).to_have_count(0)
    shown = line.locator("visible=true").count()
    expect(page.locator(".checks-actions [role=status]")).to_contain_text(f"of {shown} done")
    profile.get_by_label("Method").select_option("full-delegate")
    expect(line.filter(has_text="a651cfda").first).to_be_visible()
    assert page.url.endswith("?workload=rooms&method=full-delegate")
    profile.get_by_label("Workload").select_option("")
    profile.get_by_label("Method").select_option("")
    assert page.url.endswith("/guide/checklist/")
    assert line.locator("visible=true").count() == line.count()
