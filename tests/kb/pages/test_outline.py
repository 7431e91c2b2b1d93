"""The pages in the order of the navigation, with title and description."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.catalog import Catalog
from kb.errors import FactProblems
from kb.pages.outline import read_outline
from kb.subject import subject


def test_the_pages_come_in_the_order_of_the_navigation(tmp_path: Path, catalog: Catalog) -> None:
    files = {
        "b/one.md": '---\ntitle: One\ndescription: "It\'s first."\n---\n\n# First\n',
        "two.md": "---\r\ndescription: Second.\r\ntitle: 'Two'\r\n---\r\n# Second\r\n",
        "other.md": "# No front matter\n",
    }
    for name, text in files.items():
        (tmp_path / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / name).write_text(text, encoding="utf-8", newline="")
    nav = "site_name: A\nsite_description: B\nnav:\n  - two.md\n  - Part:\n      - Inner:\n          - One: b/one.md\n"
    (tmp_path / "mkdocs.yml").write_text(nav, encoding="utf-8")
    outline = read_outline(tmp_path, catalog, tmp_path / "no-templates")
    assert (outline.name, outline.description) == (subject().name, subject().description)
    assert [(page.path, page.section, page.title, page.description, page.text) for page in outline.pages] == [
        ("two.md", "", "Two", "Second.", "# Second\n"),
        ("b/one.md", "Part", "One", "It's first.", "# First\n"),
        ("other.md", "", "other.md", "", "# No front matter\n"),
    ]


def test_a_configuration_that_is_no_yaml_is_named(tmp_path: Path, catalog: Catalog) -> None:
    (tmp_path / "mkdocs.yml").write_text("nav: [", encoding="utf-8")
    with pytest.raises(FactProblems, match=r"mkdocs\.yml"):
        read_outline(tmp_path, catalog)


def test_every_page_of_the_site_has_a_title_and_says_what_it_is_about(copy: Path, site: Path, catalog: Catalog) -> None:
    pages = read_outline(copy, catalog).pages
    assert not [page.path for page in pages if not page.description or page.title == page.path]
    assert {"Guide", "Reference", "Facts", "About", ""} == {page.section for page in pages}
