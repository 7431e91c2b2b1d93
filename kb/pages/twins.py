"""The `.md` twin of each page: the same text as clean Markdown, ending in how to ask on that very address."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from pathlib import Path

from kb.pages.asking import say_how_to_ask
from kb.pages.outline import PlainPage


def write_twins(site: Path, pages: Iterable[PlainPage]) -> int:
    """Writes the twin of every page into the built site; returns how many files.

    A page `/guide/consent/` gets `/guide/consent.md`; the start page of a folder is both `/guide.md` and `/guide/index.md`.
    """
    written = 0
    for page in pages:
        for address in twin_addresses(page.path):
            target = site / address.lstrip("/")
            target.parent.mkdir(parents=True, exist_ok=True)
            asking = f"---\n\n## How to ask\n\n{say_how_to_ask(address)}"
            target.write_text(f"{page.text}\n{asking}", encoding="utf-8", newline="\n")
            written += 1
    return written


def twin_addresses(path: str) -> list[str]:
    """The addresses of the twin of ``docs/<path>``."""
    folder, name = posixpath.split(path)
    return [f"/{path}"] if name != "index.md" or not folder else [f"/{folder}.md", f"/{path}"]
