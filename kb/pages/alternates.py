"""Tells machines on each page where its Markdown twin is, and where the index of all of them (llms.txt, version 2)."""

from __future__ import annotations

import posixpath
from pathlib import Path


def link_twins(site: Path) -> int:
    """Adds the links to the head of every page that has a twin; returns how many pages.

    The addresses are relative: the site may lie in a folder of its host.
    """
    linked = 0
    for page in sorted(site.rglob("index.html")):
        folder = page.parent.relative_to(site).as_posix()
        twin = "index.md" if folder == "." else f"{folder}.md"
        html = page.read_text(encoding="utf-8")
        if (site / twin).is_file() and "<title>" in html:
            links = (
                f'<link rel="alternate" type="text/markdown" href="{posixpath.relpath(twin, folder)}">\n'
                f'<link rel="describedby" type="text/plain" href="{posixpath.relpath("llms.txt", folder)}">\n'
            )
            page.write_text(html.replace("<title>", f"{links}<title>", 1), encoding="utf-8", newline="\n")
            linked += 1
    return linked
