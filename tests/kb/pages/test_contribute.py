"""Readers are offered what the site's settings name, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.catalog import Catalog
from kb.errors import KbError
from kb.pages.contribute import Offers, read_offers
from kb.pages.marks import Marks
from kb.pages.record import write_record
from kb.pages.write import write_pages

OWN = "extra:\n  edit_fact: https://git.example/edit/{path}\n  report_problem: https://git.example/new?title={citation}+{title}\n"


def offers_of(root: Path, text: str) -> Offers:
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    return read_offers(root)


def test_nothing_is_offered_where_nothing_is_set(catalog: Catalog, tmp_path: Path) -> None:
    assert read_offers(tmp_path) == Offers()
    assert offers_of(tmp_path, "site_name: One\n") == Offers()
    assert "fact-offers" not in write_record(catalog.fact("ZM-APP-002"), catalog, Marks("facts/app.md", Offers()))


def test_the_settings_are_filled_in_for_each_fact(catalog: Catalog, tmp_path: Path) -> None:
    fact = catalog.fact("ZM-CONSENT-004")
    assert offers_of(tmp_path, OWN).of(fact) == [
        ("Edit this fact", "https://git.example/edit/kb/facts/consent/ZM-CONSENT-004.yaml"),
        (
            "Report a problem",
            "https://git.example/new?title=ZM-CONSENT-004v1+Do%20not%20allow%20user%20consent%20%E2%86%92%20Zoom%20setting%20On",
        ),
    ]


@pytest.mark.parametrize(
    ("settings", "edit", "report"),
    [
        (
            "repo_url: https://github.com/a/b\nedit_uri: edit/main/docs/\n",
            "https://github.com/a/b/edit/main/{path}",
            "https://github.com/a/b/issues/new?title={citation}%3A%20",
        ),
        (
            "repo_url: https://gitlab.com/a/b/\n",
            "https://gitlab.com/a/b/-/edit/master/{path}",
            "https://gitlab.com/a/b/-/issues/new?issue[title]={citation}%3A%20",
        ),
        ("repo_url: https://git.example/a/b\n", "", ""),
    ],
)
def test_a_repository_on_a_known_host_gives_both(settings: str, edit: str, report: str, tmp_path: Path) -> None:
    assert offers_of(tmp_path, settings) == Offers(edit, report)


def test_an_address_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KbError, match=r"report_problem is 'javascript:alert\(1\)'"):
        offers_of(tmp_path, "extra:\n  report_problem: javascript:alert(1)\n")


def test_every_fact_has_its_links_on_its_area_page(catalog: Catalog, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(OWN, encoding="utf-8")
    write_pages(tmp_path, catalog)
    for fact in catalog:
        area = fact.id.split("-")[1].lower()
        text = (tmp_path / "docs/facts" / f"{area}.md").read_text(encoding="utf-8")
        assert f"(https://git.example/edit/kb/facts/{area}/{fact.id}.yaml)" in text
