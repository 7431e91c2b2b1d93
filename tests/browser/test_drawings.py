"""The drawings as a browser shows them: every word inside its drawing, at a desk, on a phone, on paper, in light and dark."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

PLACES = {
    "/reference/tokens/": ["timeline"],
}
LEAKS = """figure => {
  const svg = [...figure.querySelectorAll("svg")].find(each => each.getBoundingClientRect().width);
  const boxes = [...svg.querySelectorAll("rect.span")].map(each => each.getBBox());
  const view = svg.viewBox.baseVal, found = [];
  for (const text of svg.querySelectorAll("text")) {
    const own = text.getBBox(), end = own.x + own.width, middle = own.y + own.height / 2;
    if (own.x < -1 || end > view.width + 1 || own.y + own.height > view.height + 1) found.push(text.textContent + " leaves the drawing");
    const box = boxes.find(b => own.x >= b.x && own.x <= b.x + b.width && middle >= b.y && middle <= b.y + b.height);
    if (box && end > box.x + box.width) found.push(text.textContent + " leaves its box");
  }
  return found;
}"""
SMALLEST = """figure => Math.min(...[...figure.querySelectorAll("svg")].filter(svg => svg.getBoundingClientRect().width)
  .flatMap(svg => [...svg.querySelectorAll("text")].map(text => parseFloat(getComputedStyle(text).fontSize) * svg.getScreenCTM().a)))"""
CONTRAST = """figure => {
  const read = colour => colour.match(/[0-9.]+/g).slice(0, 3).map(Number);
  const light = colour => { const [r, g, b] = read(colour).map(c => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const paper = light(getComputedStyle(document.body).backgroundColor);
  return [...figure.querySelectorAll("text:not(.inside)")].map(each => light(getComputedStyle(each).fill))
    .map(ink => (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05)).reduce((a, b) => Math.min(a, b));
}"""


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("path", PLACES)
def test_every_word_stays_inside(page: Page, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path)
    for name in PLACES[path]:
        figure = page.locator(f"#chart-{name}")
        assert figure.locator("svg:visible").count() == 1
        assert figure.evaluate(LEAKS) == []
        assert figure.evaluate(SMALLEST) >= (9 if width == 320 else 9.5)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_read_in_both_schemes(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for path, names in PLACES.items():
        page.goto(path)
        for name in names:
            assert page.locator(f"#chart-{name}").evaluate(CONTRAST) >= 4.5


def test_an_id_in_a_drawing_leads_to_its_fact_by_keyboard(page: Page) -> None:
    page.goto("/reference/tokens/")
    link = page.locator("#chart-timeline svg:visible a.chip", has_text="ZM-TOKEN-011")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#zm-token-011")).to_be_in_viewport()
    assert page.url.endswith("/facts/token/#zm-token-011")


def test_on_paper_the_wide_drawing_stands_even_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/reference/tokens/")
    page.emulate_media(media="print")
    expect(page.locator("#chart-timeline svg.wide")).to_be_visible()
    expect(page.locator("#chart-timeline svg.narrow")).to_be_hidden()
