"""`llms.txt` as llmstxt.org describes it, and the full text in files of a bounded size."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.catalog import Catalog
from kb.pages.llms import LIMIT, split_pages, write_llms
from kb.pages.outline import Outline, PlainPage, read_outline
from kb.pages.twins import twin_addresses

LINK = re.compile(r"- \[([^\]]+)\]\(([^)]+)\)(?:: (.+))?")


@pytest.fixture(scope="module")
def outline(site: Path, copy: Path, catalog: Catalog) -> Outline:
    return read_outline(copy, catalog)


def page(name: str, text: str, section: str = "") -> PlainPage:
    return PlainPage(f"{name}.md", section, name, "", text)


def test_the_index_has_the_form_of_the_proposal(site: Path) -> None:
    text = (site / "llms.txt").read_text(encoding="utf-8")
    head, *sections = re.split(r"^## ", text, flags=re.MULTILINE)
    assert re.match(r"# \S.*\n\n> \S.*\n\n\S", head)
    assert len(re.findall(r"^#", head, re.MULTILINE)) == 1
    assert [section.partition("\n")[0] for section in sections] == ["Start", "Guide", "Reference", "Facts", "About", "Data"]
    for section in sections:
        lines = section.strip().split("\n")[2:]
        assert lines
        assert all(LINK.fullmatch(line) for line in lines), section


def test_the_index_names_every_page_with_what_it_is_about(site: Path, outline: Outline) -> None:
    listed = {match[2]: match for match in LINK.finditer((site / "llms.txt").read_text(encoding="utf-8"))}
    for each in outline.pages:
        match = listed[twin_addresses(each.path)[0]]
        assert match[1] == each.title
        assert match[3] == each.description != ""


@pytest.mark.parametrize("name", ["llms.txt", "llms-full.txt"])
def test_every_link_leads_to_a_file_of_the_site(site: Path, name: str) -> None:
    targets = [match[2] for match in LINK.finditer((site / name).read_text(encoding="utf-8"))]
    served_only = {"/openapi.json"}
    assert [target for target in targets if target not in served_only and not (site / target.lstrip("/")).is_file()] == []


def test_no_file_is_larger_than_the_limit(site: Path) -> None:
    files = list(site.glob("llms*.txt"))
    assert len(files) > 10
    assert {path.name: size for path in files if (size := len(path.read_text(encoding="utf-8"))) > LIMIT} == {}


def test_the_parts_hold_the_whole_text_of_every_page(site: Path, outline: Outline, catalog: Catalog) -> None:
    parts = [match[2].lstrip("/") for match in LINK.finditer((site / "llms-full.txt").read_text(encoding="utf-8"))]
    assert {*parts, "llms-full.txt"} == {path.name for path in site.glob("llms-full*.txt")}
    whole = "".join((site / name).read_text(encoding="utf-8") for name in parts)
    assert all(each.text in whole for each in outline.pages)
    assert all(fact.citation in whole for fact in catalog)


def test_what_fits_is_one_file(tmp_path: Path, catalog: Catalog) -> None:
    small = Outline("A site", "Which is small.", (page("one", "# One\n"), page("two", "# Two\n")))
    assert write_llms(tmp_path, small, catalog, "") == ["llms.txt", "llms-full.txt"]
    assert (tmp_path / "llms-full.txt").read_text(encoding="utf-8") == "Page: /one.md\n\n# One\n\n---\n\nPage: /two.md\n\n# Two\n"


def test_a_part_of_the_site_that_does_not_fit_is_split_by_page_and_a_page_at_its_headings() -> None:
    pages = [page("a", "# A\n"), page("b", "# B\n\n" + "## One\n\nxxxx\n\n## Two\n\nyyyy\n", "Big"), page("c", "# C\n", "Big")]
    parts = split_pages(pages, 44)
    assert [name for name, _ in parts] == ["start", "big-b", "big-b-2", "big-c"]
    assert parts[1][1].endswith("xxxx\n\n")
    assert parts[2][1] == "## Two\n\nyyyy\n"


@given(st.lists(st.tuples(st.sampled_from(["", "A", "B"]), st.text("ab#\n ", max_size=80)), min_size=1, max_size=6), st.integers(30, 120))
def test_no_part_is_too_long_and_none_of_the_text_is_lost(drawn: list[tuple[str, str]], limit: int) -> None:
    pages = [page(f"p{at}", text, section) for at, (section, text) in enumerate(sorted(drawn))]
    parts = split_pages(pages, limit)
    assert all(len(text) <= limit for _, text in parts)
    assert len({name for name, _ in parts}) == len(parts)
    assert all(each.text in "".join(text for _, text in parts) for each in pages)


def test_with_a_public_address_links_are_whole(tmp_path: Path, outline: Outline, catalog: Catalog) -> None:
    write_llms(tmp_path, outline, catalog, "https://guide.example/zoom")
    for name in ("llms.txt", "llms-full.txt"):
        targets = [match[2] for match in LINK.finditer((tmp_path / name).read_text(encoding="utf-8"))]
        assert targets
        assert all(target.startswith("https://guide.example/zoom/") for target in targets)
