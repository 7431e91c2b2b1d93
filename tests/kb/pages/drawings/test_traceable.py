"""A drawing states nothing that its facts do not state, and its words below it say all that it says."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable

import pytest

from kb.catalog import Catalog
from kb.models import LABELS, Fact
from kb.pages.drawings import Drawing, draw_timeline, write_figure
from kb.pages.drawings.canvas import NARROW, WIDE, Canvas
from kb.pages.marks import Marks
from kb.pages.payloads import describe_payload
from kb.pages.words import KINDS
from tests.kb.decisions.changes import with_changed, without

SVG = "{http://www.w3.org/2000/svg}"
DRAWINGS: dict[str, Callable[[Catalog, Marks], Drawing]] = {
    "timeline": draw_timeline,
}
PAGE = Marks("guide/methods.md")


def draw(name: str, catalog: Catalog, width: float) -> ElementTree.Element:
    canvas = Canvas(width, PAGE.address)
    drawing = DRAWINGS[name](catalog, PAGE)
    drawing.draw(canvas)
    return ElementTree.fromstring(canvas.render("x", drawing.title, drawing.description))


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9.]*[a-z0-9]", text.lower()))


def words_of(fact: Fact, catalog: Catalog) -> set[str]:
    """Every word of a fact: its title, its statement, and its payload and conditions read out."""
    latest = fact.latest
    said = [latest.title, latest.statement, KINDS[fact.kind], *(f"{name} {value}" for name, value in describe_payload(fact, catalog))]
    said += [LABELS[value] for _, values in latest.applies_when for value in values]
    return words(" ".join(said))


def marks_of(svg: ElementTree.Element) -> list[tuple[list[str], str]]:
    """Each mark with text: the facts it states, and its words without the IDs."""
    found = []
    for group in svg.iter(f"{SVG}g"):
        if "data-facts" in group.attrib:
            chips = {id(text) for link in group.iter(f"{SVG}a") if link.get("class") == "chip" for text in link.iter(f"{SVG}text")}
            texts = [text.text or "" for text in group.iter(f"{SVG}text") if id(text) not in chips]
            found.append((group.attrib["data-facts"].split(), " ".join(texts)))
    return found


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("name", DRAWINGS)
def test_every_word_of_a_mark_stands_in_the_facts_it_names(name: str, width: float, catalog: Catalog) -> None:
    found = marks_of(draw(name, catalog, width))
    assert len(found) > 4
    for ids, text in found:
        known = set().union(*(words_of(catalog.fact(fact_id), catalog) for fact_id in ids))
        assert words(text) - known == set(), f"{name}: {text!r} says more than {ids}"


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("name", DRAWINGS)
def test_no_word_stands_outside_a_mark(name: str, width: float, catalog: Catalog) -> None:
    svg = draw(name, catalog, width)
    inside = {id(text) for group in svg.iter(f"{SVG}g") if "data-facts" in group.attrib for text in group.iter(f"{SVG}text")}
    assert [text.text for text in svg.iter(f"{SVG}text") if id(text) not in inside] == []


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("name", DRAWINGS)
def test_every_fact_that_is_stated_is_linked(name: str, width: float, catalog: Catalog) -> None:
    svg = draw(name, catalog, width)
    linked = {(link.get("href") or "").rpartition("#")[2].upper() for link in svg.iter(f"{SVG}a")}
    assert {fact_id for ids, _ in marks_of(svg) for fact_id in ids} == linked == {fact.id for fact in DRAWINGS[name](catalog, PAGE).facts}


@pytest.mark.parametrize("name", DRAWINGS)
def test_the_words_beside_a_drawing_name_all_its_facts(name: str, catalog: Catalog) -> None:
    drawing = DRAWINGS[name](catalog, Marks())
    assert "<" not in write_figure(drawing, Marks())
    assert {fact.id for fact in drawing.facts} <= set(re.findall(r"ZM-[A-Z]+-\d{3}", write_figure(drawing, Marks())))


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_has_a_title_and_a_description_and_no_style(name: str, catalog: Catalog) -> None:
    svg = draw(name, catalog, WIDE)
    assert svg.get("role") == "group"
    titled, described = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
    assert titled is not None
    assert described is not None
    assert (svg.get("aria-labelledby"), svg.get("aria-describedby")) == (titled.get("id"), described.get("id"))
    for element in svg.iter():
        assert not {"style", "fill", "stroke", "font-family", "onclick", "onload"} & set(element.attrib)


def test_a_changed_payload_changes_the_drawing(catalog: Catalog) -> None:
    changed = with_changed(catalog, "ZM-TOKEN-011", payload={"lifetime": "P30D"})
    texts = [text.text for text in draw("timeline", changed, WIDE).iter(f"{SVG}text")]
    assert "30 days" in texts
    assert "90 days" not in texts


def test_a_withdrawn_fact_is_not_drawn(catalog: Catalog) -> None:
    changed = without(catalog, "ZM-TOKEN-010")
    assert "ZM-TOKEN-010" not in {fact for ids, _ in marks_of(draw("timeline", changed, WIDE)) for fact in ids}


def test_a_hostile_statement_stays_text(catalog: Catalog) -> None:
    (window,) = [fact.id for fact in catalog.current() if fact.kind == "window"]
    hostile = with_changed(catalog, window, title='</svg><script>alert("x")</script>')
    figure = write_figure(draw_timeline(hostile, PAGE), PAGE).split("</figure>")[0]
    assert "<script" not in figure
    assert "&lt;script&gt;" in figure
