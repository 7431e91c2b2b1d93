"""Which files of `docs/` are generated; cheap to ask, since every start asks it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kb.ids import AREAS
from kb.subject import find_root

FOLDER = find_root() / "kb" / "pages" / "templates"
"""The templates belong to the subject: they name its facts."""

AREA_TEMPLATE = "facts/area.md"
"""The one template that makes a page for each area; every other template makes one page of its own name."""

OWNED = ("guide", "reference", "facts")
"""The folders of `docs/` that hold generated pages only."""

FEED = "releases.atom"
"""The feed's file in `docs/`, and its address on the site."""


@dataclass(frozen=True)
class Page:
    """A page to be generated.

    Attributes:
        path: Under ``docs/``, e.g. ``guide/consent.md``.
        template: Under the folder of templates.
        area: The area code, for an area page.
    """

    path: str
    template: str
    area: str = ""


def list_pages(folder: Path = FOLDER) -> list[Page]:
    """Every page that the templates make, by path."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.md"))
    pages = [Page(name, name) for name in names if name != AREA_TEMPLATE]
    if AREA_TEMPLATE in names:
        pages += [Page(f"facts/{area.lower()}.md", AREA_TEMPLATE, area) for area in AREAS]
    return sorted(pages, key=lambda page: page.path)
