"""An address with an anchor that was published once leads to its place for ever."""

from __future__ import annotations

import re
from pathlib import Path

from kb.catalog import Catalog
from kb.pages.listing import FOLDER
from kb.pages.marks import Marks
from kb.pages.record import write_record

PUBLISHED = Path(__file__).with_name("anchors.txt")
"""Every anchor of a heading that was ever published, one address a line. Lines are added, never removed."""


def test_every_published_anchor_still_leads_to_a_place(site: Path) -> None:
    anchors: dict[str, set[str]] = {}
    lost = []
    for line in PUBLISHED.read_text(encoding="utf-8").split():
        page, _, name = line.partition("#")
        if page not in anchors:
            anchors[page] = set(re.findall(r'\bid="([^"]+)"', (site / page.lstrip("/") / "index.html").read_text(encoding="utf-8")))
        if name not in anchors[page]:
            lost.append(line)
    assert lost == [], "give the heading this anchor, { #name }, or put the anchor where its text went"


def test_a_heading_of_the_guide_has_an_anchor_that_its_words_do_not_change() -> None:
    for path in [*(FOLDER / "guide").glob("*.md"), *(FOLDER / "reference").glob("*.md")]:
        bare = re.findall(r"^##+ (?:(?!\{ #[\w-]+ \}$).)*$", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert bare == [], f"{path.name}: write the anchor behind it, as in '## For rooms {{ #for-rooms }}'"


def test_an_id_that_was_merged_into_another_still_leads_to_it(catalog: Catalog) -> None:
    fact = catalog.fact("ZM-APP-002").model_copy(update={"aliases": ("ZM-APP-998",)})
    assert 'id="zm-app-998"' in write_record(fact, catalog, Marks("facts/app.md"))
    assert "zm-app-998" not in write_record(fact, catalog, Marks())
