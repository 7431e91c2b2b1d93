"""The site of the real corpus, built once."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from kb.catalog import Catalog
from kb.loader import ROOT
from kb.pages import build_site
from kb.pages.listing import list_pages
from kb.sources import read_copy


@pytest.fixture(scope="session")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the site is built from, and no generated page."""
    root = tmp_path_factory.mktemp("site")
    shutil.copy(ROOT / "mkdocs.yml", root)
    for folder in ("docs", "overrides"):
        shutil.copytree(ROOT / folder, root / folder)
    for page in list_pages():
        (root / "docs" / page.path).unlink(missing_ok=True)
    return root


@pytest.fixture(scope="session")
def site(copy: Path, catalog: Catalog) -> Path:
    return build_site(copy, catalog, lambda line: None)


@pytest.fixture(scope="session")
def guide_text(catalog: Catalog) -> str:
    """The source's own text without link targets, when a copy of it is at hand."""
    lines = read_copy(catalog.sources["getting-started"], ROOT)
    if lines is None:
        pytest.skip("no copy of the guide is at hand; put it under .kb/sources/ or name its folder in KB_SOURCES")
    return re.sub(r"\(https?:[^)]*\)", " ", "\n".join(lines))
