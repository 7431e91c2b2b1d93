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
