"""The pages of the site in the order of its navigation, each with its title, its description and its clean text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb.catalog import Catalog
from kb.documents import load_document
from kb.errors import FactProblems
from kb.pages.cleaning import FRONT_MATTER, clean
from kb.pages.listing import FOLDER, list_pages
from kb.pages.templates import render_plain_page
from kb.subject import subject

CONFIGURATION = "mkdocs.yml"
_FIELD = re.compile(r"^(title|description):[ \t]*(['\"]?)(.*?)\2[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class PlainPage:
    """A page as machines read it.

    Attributes:
        path: Under ``docs/``, e.g. ``guide/consent.md``.
        section: The part of the site it stands in, as the navigation names it; empty for a page that stands alone.
        title: What the page is called.
        description: One sentence on it; empty when it has none.
        text: The page as clean Markdown, without how to ask.
    """

    path: str
    section: str
    title: str
    description: str
    text: str


@dataclass(frozen=True)
class Outline:
    """The site: what it is called, what it is, and its pages in the order of its navigation."""

    name: str
    description: str
    pages: tuple[PlainPage, ...]


def read_outline(root: Path, catalog: Catalog, folder: Path = FOLDER) -> Outline:
    """Reads the site's configuration, and renders every page of it.

    Args:
        root: The repository; needs ``mkdocs.yml`` and ``docs/``.
        catalog: The facts that the templates name.
        folder: The templates.

    Returns:
        Every page: those of the navigation first and in its order, any other after them by its path.

    Raises:
        FactProblems: The configuration is no YAML, or a template names a fact wrongly.
    """
    document, problems = load_document(root / CONFIGURATION, CONFIGURATION)
    if problems:
        raise FactProblems(problems)
    settings: dict[str, Any] = document.data or {}
    generated = {page.path: page for page in list_pages(folder)}
    written = {path.relative_to(root / "docs").as_posix(): path for path in (root / "docs").rglob("*.md")}
    places = dict(_list_places(settings.get("nav") or []))
    known = {*generated, *written}
    pages = []
    for path in [*(path for path in places if path in known), *sorted(known - places.keys())]:
        text = render_plain_page(generated[path], catalog, folder) if path in generated else written[path].read_text(encoding="utf-8")
        pages.append(_read_page(path, places.get(path, ""), text))
    return Outline(subject().name, subject().description, tuple(pages))


def _list_places(entries: list[Any], section: str = "") -> Iterator[tuple[str, str]]:
    """Each page of the navigation with the outermost part it stands in."""
    for entry in entries:
        for name, target in entry.items() if isinstance(entry, dict) else [("", entry)]:
            if isinstance(target, list):
                yield from _list_places(target, section or name)
            else:
                yield target, section


def _read_page(path: str, section: str, text: str) -> PlainPage:
    text = text.replace("\r\n", "\n")
    head = FRONT_MATTER.match(text)
    fields = {name: value for name, _, value in _FIELD.findall(head[0])} if head else {}
    return PlainPage(path, section, fields.get("title") or path, fields.get("description", ""), clean(text, path))
