from __future__ import annotations

import re
from pathlib import Path

from kb.catalog import Catalog


def test_every_id_alias_and_citation_leads_to_its_fact_without_a_server(site: Path, catalog: Catalog) -> None:
    for fact in catalog:
        for name in (fact.id, fact.citation, *fact.aliases):
            page = site / "f" / name / "index.html"
            target = re.search(r'url=([^"]+)"', page.read_text(encoding="utf-8"))
            assert target, name
            path, _, anchor = target[1].partition("#")
            area = (page.parent / path / "index.html").resolve()
            assert f'id="{anchor}"' in area.read_text(encoding="utf-8"), name
