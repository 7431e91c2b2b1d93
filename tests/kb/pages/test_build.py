"""The built site: complete, at home, and built once."""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kb.catalog import Catalog
from kb.ids import fact_url
from kb.pages import SiteFailed, build_site

LOADS = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src", "video": "src", "object": "data"}
SILENT = {"canonical", "prev", "next", "edit"}
"""Values of `rel` that load nothing."""


class Loads(HTMLParser):
    """Collects what a page loads, and its anchors."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.anchors.add(given.get("id") or "")
        if tag in LOADS and given.get("rel") not in SILENT:
            self.found.append(given.get(LOADS[tag]) or "")
        self.found += re.findall(r"url\(['\"]?([^'\")]+)", given.get("style") or "")


def test_every_fact_has_its_anchor_on_its_area_page(site: Path, catalog: Catalog) -> None:
    wanted: dict[str, set[str]] = {}
    for fact in catalog:
        page, _, anchor = fact_url(fact.id).partition("#")
        wanted.setdefault(page, set()).add(anchor)
    for page, anchors in wanted.items():
        text = (site / page.lstrip("/") / "index.html").read_text(encoding="utf-8")
        assert anchors <= Loads(text).anchors, page


def test_no_page_loads_anything_from_another_host(site: Path) -> None:
    for page in site.rglob("*.html"):
        foreign = [address for address in Loads(page.read_text(encoding="utf-8")).found if re.match(r"(?:[a-z]+:)?//", address)]
        assert foreign == [], page.relative_to(site)


def test_no_stylesheet_loads_anything_from_another_host(site: Path) -> None:
    for sheet in site.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert re.findall(r"url\(['\"]?(?:https?:)?//[^)]*|@import[^;]*//[^;]*", text) == [], sheet.relative_to(site)


def test_an_unchanged_site_is_not_built_again(site: Path, copy: Path, catalog: Catalog) -> None:
    said: list[str] = []
    assert build_site(copy, catalog, said.append) == site
    assert said == []


@pytest.mark.parametrize("text", ["[nowhere](nowhere.md)\n", "[nowhere](index.md#nowhere)\n"])
def test_a_broken_link_stops_the_build_and_says_where(text: str, copy: Path, catalog: Catalog, tmp_path: Path) -> None:
    for name in ("mkdocs.yml", "docs", "overrides"):
        (shutil.copytree if (copy / name).is_dir() else shutil.copy)(copy / name, tmp_path / name)
    with (tmp_path / "docs/about/index.md").open("a", encoding="utf-8") as page:
        page.write("\n" + text)
    with pytest.raises(SiteFailed, match=r"about/index\.md.*nowhere"):
        build_site(tmp_path, catalog, lambda line: None)
    assert list((tmp_path / ".kb/site").iterdir()) == []


def test_an_older_build_is_removed(copy: Path, catalog: Catalog, tmp_path: Path) -> None:
    for name in ("mkdocs.yml", "docs", "overrides"):
        (shutil.copytree if (copy / name).is_dir() else shutil.copy)(copy / name, tmp_path / name)
    first = build_site(tmp_path, catalog, lambda line: None)
    with (tmp_path / "docs/about/index.md").open("a", encoding="utf-8") as page:
        page.write("\nOne more line.\n")
    second = build_site(tmp_path, catalog, lambda line: None)
    assert first != second
    assert list((tmp_path / ".kb/site").iterdir()) == [second]
