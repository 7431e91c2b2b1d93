"""The twins are clean Markdown that ends in how to ask."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kb.catalog import Catalog
from kb.loader import ROOT
from kb.pages.cleaning import clean
from kb.pages.listing import list_pages
from kb.pages.permalinks import FOLDER as PERMALINKS
from kb.pages.twins import twin_addresses


def twins(site: Path) -> list[Path]:
    return sorted(site.rglob("*.md"))


def test_every_page_has_a_twin(site: Path) -> None:
    pages = [page for page in site.rglob("index.html") if page.relative_to(site).parts[0] != PERMALINKS]
    assert pages
    for page in pages:
        folder = page.parent
        assert (folder / "index.md").is_file() or folder.with_suffix(".md").is_file(), folder.relative_to(site)


def test_a_twin_has_no_decoration(site: Path) -> None:
    for twin in twins(site):
        prose = re.sub(r"^```.*?^```$|`[^`]*`", "", twin.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        decoration = re.findall(
            r"\{ ?[.#:][^}]*\}|</?(?:div|span|svg|form|figure|input)\b|^(?:!!!|\?\?\?|---\ntitle).*|:material-", prose, re.MULTILINE
        )
        assert decoration == [], twin.relative_to(site)


def test_every_link_of_a_twin_leads_to_a_twin(site: Path) -> None:
    for twin in twins(site):
        for target in re.findall(r"\]\((/?[^)\s#:`]+\.md)(?:#[^)]*)?\)", twin.read_text(encoding="utf-8")):
            assert target.startswith("/"), twin
            assert (site / target.lstrip("/")).is_file(), f"{twin.relative_to(site)} → {target}"


def test_a_twin_ends_in_how_to_ask_on_its_own_address(site: Path) -> None:
    for twin in twins(site):
        tail = twin.read_text(encoding="utf-8").split("## How to ask")[-1]
        assert f"\n    GET /{twin.relative_to(site).as_posix()}?ask=<question>\n" in tail
        assert "goal=" in tail
        assert not re.search(r"^#", tail, re.MULTILINE), "how to ask is the last section"


def test_every_statement_stands_in_its_area_twin(site: Path, catalog: Catalog) -> None:
    for fact in catalog:
        text = (site / "facts" / f"{fact.id.split('-')[1].lower()}.md").read_text(encoding="utf-8")
        assert fact.citation in text


@pytest.mark.parametrize(
    ("path", "addresses"),
    [("index.md", ["/index.md"]), ("guide/consent.md", ["/guide/consent.md"]), ("facts/index.md", ["/facts.md", "/facts/index.md"])],
)
def test_a_folder_page_has_two_addresses(path: str, addresses: list[str]) -> None:
    assert twin_addresses(path) == addresses


def test_code_is_left_as_it_is() -> None:
    block = '```html\n<div class="a">{ .b }</div>\n```'
    assert block in clean(f"# One\n\n{block}\n", "one.md")


def test_an_admonition_becomes_a_quotation() -> None:
    assert clean('!!! note "Mind"\n\n    One. [Two](b.md)\n\nAfter.\n', "a/one.md") == "> **Mind.**\n>\n> One. [Two](/a/b.md)\n\nAfter.\n"


def test_the_pages_and_the_repository_agree() -> None:
    assert {page.template for page in list_pages()} <= {
        path.relative_to(ROOT / "kb/pages/templates").as_posix() for path in (ROOT / "kb/pages/templates").rglob("*.md")
    }
