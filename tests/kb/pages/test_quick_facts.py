from __future__ import annotations

import json
from pathlib import Path

from kb.catalog import Catalog
from kb.loader import ROOT
from kb.pages.quick_facts import NAME, list_quick_facts, show_value


def test_every_current_fact_stands_in_the_file_with_what_a_card_shows(site: Path, catalog: Catalog) -> None:
    found = json.loads((site / NAME).read_text(encoding="utf-8"))
    assert found["release"] == catalog.release
    assert [fact["id"] for fact in found["facts"]] == [fact.id for fact in catalog.current()]
    for fact in found["facts"]:
        assert all(fact[name] for name in ("cite", "title", "text", "url", "place"))
        assert found["sources"][fact["source"]]["url"].startswith("https://")


def test_every_page_stands_in_the_file_and_its_places_lead_somewhere(site: Path) -> None:
    pages = {page["url"]: page for page in json.loads((site / NAME).read_text(encoding="utf-8"))["pages"]}
    assert {"/", "/guide/methods/", "/about/sources/", "/facts/app/"} <= set(pages)
    assert ["Side by side", "side-by-side"] in pages["/guide/methods/"]["places"]
    assert pages["/guide/methods/"]["part"] == "Guide"
    for url, page in pages.items():
        html = (site / url.lstrip("/") / "index.html").read_text(encoding="utf-8")
        assert [anchor for _, anchor in page["places"] if f'id="{anchor}"' not in html] == []
        assert not [name for name, _ in page["places"] if "<" in name or "&" in name]


def test_the_file_named_for_a_fact_exists(catalog: Catalog) -> None:
    for fact in list_quick_facts(catalog)["facts"]:
        assert (ROOT / fact["file"]).is_file()


def test_the_value_is_what_people_look_up(catalog: Catalog) -> None:
    values = {fact.id: show_value(fact) for fact in catalog.current()}
    assert values["ZM-APP-002"] == "f56e91e5-5a82-452f-b435-d4d78aeaf064"
    assert values["ZM-CONSENT-005"].endswith(": On")
    assert values["ZM-TOKEN-002"] == "not issued"
    assert values["ZM-TOKEN-011"] == "90 days"
    # Every value is one line that nothing in it marks up.
    assert not [value for value in values.values() if "\n" in value or "`" in value or "**" in value]


def test_the_file_is_small_enough_to_be_read_while_somebody_types(site: Path) -> None:
    assert (site / NAME).stat().st_size < 400_000
