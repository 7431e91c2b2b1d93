"""Writes the generated pages into `docs/`: only what changed, and nothing stays that no template makes."""

from __future__ import annotations

from pathlib import Path

from kb.catalog import Catalog
from kb.errors import FactProblems, KbError
from kb.pages.contribute import read_offers
from kb.pages.feed import write_feed
from kb.pages.listing import FEED, FOLDER, OWNED, list_pages
from kb.pages.templates import check_templates, render_site_page


def write_pages(root: Path, catalog: Catalog, folder: Path = FOLDER) -> list[Path]:
    """Brings the generated pages and the feed of releases under ``root/docs`` up to date.

    Returns:
        The files that were written or removed; none when nothing changed.

    Raises:
        FactProblems: Templates name facts wrongly; lists all of them.
        KbError: There is nothing to write.
    """
    pages, docs = list_pages(folder), root / "docs"
    if not pages:
        raise KbError(f"no page to write: there is no template under {folder}; restore them from git")
    if problems := check_templates(catalog, folder):
        raise FactProblems(problems)
    offers = read_offers(root)
    texts = {docs / page.path: render_site_page(page, catalog, folder, offers) for page in pages} | {docs / FEED: write_feed(catalog)}
    changed = []
    for path, text in texts.items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            changed.append(path)
    for orphan in sorted(path for name in OWNED for path in (docs / name).rglob("*.md") if path not in texts):
        orphan.unlink()
        changed.append(orphan)
    return changed
