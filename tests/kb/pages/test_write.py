"""Generated pages are written when changed, and nothing else stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.catalog import Catalog
from kb.errors import KbError
from kb.pages.listing import FEED, list_pages
from kb.pages.write import write_pages


def test_a_second_run_writes_nothing(catalog: Catalog, tmp_path: Path) -> None:
    assert {path.relative_to(tmp_path / "docs").as_posix() for path in write_pages(tmp_path, catalog)} == {
        FEED,
        *(page.path for page in list_pages()),
    }
    assert write_pages(tmp_path, catalog) == []


def test_a_page_that_no_template_makes_is_removed(catalog: Catalog, tmp_path: Path) -> None:
    write_pages(tmp_path, catalog)
    orphan, own = tmp_path / "docs/guide/old.md", tmp_path / "docs/about/own.md"
    for path in (orphan, own):
        path.parent.mkdir(exist_ok=True)
        path.write_text("# Old\n", encoding="utf-8")
    assert write_pages(tmp_path, catalog) == [orphan]
    assert not orphan.exists()
    assert own.exists()


def test_a_page_changed_by_hand_is_written_anew(catalog: Catalog, tmp_path: Path) -> None:
    write_pages(tmp_path, catalog)
    page = tmp_path / "docs/guide/consent.md"
    page.write_text("mine", encoding="utf-8")
    assert write_pages(tmp_path, catalog) == [page]


def test_zero_pages_is_an_error(catalog: Catalog, tmp_path: Path) -> None:
    with pytest.raises(KbError, match="no template"):
        write_pages(tmp_path, catalog, tmp_path / "none")
