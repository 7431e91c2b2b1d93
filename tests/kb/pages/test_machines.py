"""What crawlers find, with a public address and without one."""

from __future__ import annotations

import shutil
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.catalog import Catalog
from kb.pages import build_site
from kb.pages.machines import write_robots
from kb.pages.site_url import SITE_URL


def test_crawlers_may_read_and_ask(site: Path) -> None:
    rules = [line for line in (site / "robots.txt").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    assert rules == ["User-agent: *", "Allow: /"]


def test_without_a_public_address_there_is_no_map_of_the_site(site: Path) -> None:
    assert not list(site.glob("sitemap.*"))


@pytest.fixture(scope="module")
def public_site(copy: Path, catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The same site built a second time, for a public address."""
    root = tmp_path_factory.mktemp("public")
    shutil.copy(copy / "mkdocs.yml", root)
    for folder in ("docs", "overrides"):
        shutil.copytree(copy / folder, root / folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SITE_URL, "https://guide.example/zoom/")
        yield build_site(root, catalog, lambda line: None)


def test_a_second_build_writes_the_same_bytes_but_for_the_public_address(site: Path, public_site: Path) -> None:
    files = [*site.rglob("*.md"), *site.glob("facts.*"), *site.glob("schema/*")]
    assert len(files) > 50
    for path in files:
        public = (public_site / path.relative_to(site)).read_bytes()
        assert path.read_bytes() == public.replace(b"https://guide.example/zoom/", b"/"), path.relative_to(site)


def test_with_a_public_address_the_map_names_every_page(public_site: Path) -> None:
    site = public_site
    assert "Sitemap: https://guide.example/zoom/sitemap.xml\n" in (site / "robots.txt").read_text(encoding="utf-8")
    found = {element.text for element in ElementTree.parse(site / "sitemap.xml").iter() if element.tag.endswith("}loc")}
    pages = {page.parent.relative_to(site).as_posix() for page in site.rglob("index.html") if page.relative_to(site).parts[0] != "f"}
    assert found == {"https://guide.example/zoom/" + ("" if page == "." else f"{page}/") for page in pages}
    assert '<link rel="canonical" href="https://guide.example/zoom/guide/consent/">' in (site / "guide/consent/index.html").read_text(
        "utf-8"
    )
    assert "(https://guide.example/zoom/guide/consent.md)" in (site / "llms.txt").read_text(encoding="utf-8")


def test_a_map_that_names_nothing_is_removed(tmp_path: Path) -> None:
    (tmp_path / "sitemap.xml").write_text("<urlset/>", encoding="utf-8")
    write_robots(tmp_path, "")
    assert [path.name for path in tmp_path.iterdir()] == ["robots.txt"]
