"""Writes the permalink of each fact, `/f/ZM-APP-002`, as a small page that leads on, for hosts that serve files only."""

from __future__ import annotations

from pathlib import Path

from kb.catalog import Catalog
from kb.ids import fact_url

FOLDER = "f"

PAGE = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>{name}</title>
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<meta http-equiv="refresh" content="0; url={target}">
<p><a href="{target}">{name}</a>
</html>
"""


def write_permalinks(catalog: Catalog, site: Path) -> int:
    """Writes a page for each ID, alias and citation into the folder of a built site; returns how many.

    The answering server has a route for these addresses and never reads the pages.
    """
    written = 0
    for fact in catalog:
        target = f"../..{fact_url(fact.id)}"
        names = [fact.id, *fact.aliases, *(f"{fact.id}v{revision.revision}" for revision in fact.revisions)]
        for name in names:
            page = site / FOLDER / name / "index.html"
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(PAGE.format(name=name, target=target), encoding="utf-8", newline="\n")
            written += 1
    return written
