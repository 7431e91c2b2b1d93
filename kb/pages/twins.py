"""The `.md` twin of each page: the same text as clean Markdown, ending in how to ask on that very address."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from kb.catalog import Catalog
from kb.pages.templates import FOLDER, list_pages, render_plain_page

ASKING = """\
---

## How to ask

Your question may go to this same address:

    GET {address}?ask=<question>

Add `&goal=<what you want to achieve>` where that helps. Put one full question in plain words, with every name it needs. Back comes
Markdown: an answer first, then the facts it rests on with their IDs, or the plain statement that the guide does not say.
"""

FENCE = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
DRAWING = re.compile(r"<svg.*?</svg>|<form.*?</form>|<!--.*?-->", re.DOTALL)
ATTRIBUTES = re.compile(r"[ \t]*(?<!\{)\{:? ?[.#][^{}\n]*\}")
TAG = re.compile(r"[ \t]*</?(?:div|figure|figcaption|span|p|section)\b[^>]*>")
ICON = re.compile(r":(?:material|octicons|fontawesome|simple)-[a-z0-9-]+: ?")
ADMONITION = re.compile(r'^(?:!!!|\?\?\?\+?) \w+(?: "([^"]*)")?\n+((?:(?:    .*)?\n?)+)', re.MULTILINE)
LINK = re.compile(r"(\]\()([^)\s#:]+\.md)(#[^)\s]*)?(\))")


def write_twins(root: Path, catalog: Catalog, site: Path, folder: Path = FOLDER) -> int:
    """Writes the twin of every page into the built site; returns how many files.

    A page `/guide/consent/` gets `/guide/consent.md`; the start page of a folder is both `/guide.md` and `/guide/index.md`.
    """
    generated = {page.path: page for page in list_pages(folder)}
    sources = {path.relative_to(root / "docs").as_posix(): path for path in (root / "docs").rglob("*.md")}
    written = 0
    for path in sorted({*generated, *sources}):
        text = render_plain_page(generated[path], catalog, folder) if path in generated else sources[path].read_text(encoding="utf-8")
        for address in twin_addresses(path):
            target = site / address.lstrip("/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(f"{clean(text, path)}\n{ASKING.format(address=address)}", encoding="utf-8", newline="\n")
            written += 1
    return written


def twin_addresses(path: str) -> list[str]:
    """The addresses of the twin of ``docs/<path>``."""
    folder, name = posixpath.split(path)
    return [f"/{path}"] if name != "index.md" or not folder else [f"/{folder}.md", f"/{path}"]


def clean(text: str, path: str) -> str:
    """Markdown without what only the site understands; links lead from the site's root to other twins."""
    text = FRONT_MATTER.sub("", text.replace("\r\n", "\n"))
    parts = [part if part.startswith("```") else _clean_prose(part, path) for part in FENCE.split(text)]
    return re.sub(r"\n{3,}", "\n\n", "".join(parts)).strip() + "\n"


def _clean_prose(text: str, path: str) -> str:
    text = DRAWING.sub("", text)
    text = ADMONITION.sub(_quote, text)
    for pattern in (TAG, ATTRIBUTES, ICON):
        text = pattern.sub("", text)
    text = re.sub(r"^[ \t]+$", "", text, flags=re.MULTILINE)
    return LINK.sub(lambda match: f"{match[1]}{_from_root(match[2], path)}{match[3] or ''}{match[4]}", text)


def _quote(match: re.Match[str]) -> str:
    lines = [line[4:] for line in match[2].strip("\n").split("\n")]
    if match[1]:
        lines = [f"**{match[1]}.**", "", *lines]
    return "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"


def _from_root(target: str, path: str) -> str:
    return target if target.startswith("/") else "/" + posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
