"""What the built site holds for machines beside its pages: twins, indexes of them, the facts as data, files for crawlers."""

from __future__ import annotations

from pathlib import Path

from kb.catalog import Catalog
from kb.pages.alternates import link_twins
from kb.pages.deciding import write_decisions
from kb.pages.exports import write_exports
from kb.pages.listing import FOLDER
from kb.pages.llms import write_llms
from kb.pages.outline import read_outline
from kb.pages.permalinks import write_permalinks
from kb.pages.quick_facts import write_quick_facts
from kb.pages.site_url import read_site_url
from kb.pages.twins import write_twins


def write_for_machines(root: Path, catalog: Catalog, site: Path, folder: Path = FOLDER) -> None:
    """Completes a site that MkDocs has built, so that any static host serves all of it.

    Args:
        root: The repository; needs ``mkdocs.yml`` and ``docs/``.
        catalog: The facts.
        site: The folder of the built site.
        folder: The templates.

    Raises:
        FactProblems: Templates name facts wrongly.
        KbError: `KB_SITE_URL` is no address.
    """
    base = read_site_url()
    outline = read_outline(root, catalog, folder)
    write_twins(site, outline.pages)
    link_twins(site)
    write_llms(site, outline, catalog, base)
    write_exports(site, catalog)
    write_decisions(catalog, site)
    write_quick_facts(catalog, site, outline)
    write_permalinks(catalog, site)
    write_robots(site, base)


def write_robots(site: Path, base: str) -> None:
    """Writes ``robots.txt``; a map of the site needs whole addresses, so without a public address there is none."""
    lines = ["# Pages, their Markdown and ?ask= are for agents too. Answers are marked noindex.", "User-agent: *", "Allow: /"]
    if base:
        lines += ["", f"Sitemap: {base}/sitemap.xml"]
    else:
        for name in ("sitemap.xml", "sitemap.xml.gz"):
            (site / name).unlink(missing_ok=True)
    (site / "robots.txt").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
