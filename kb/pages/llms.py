"""`llms.txt`, the index for agents, and `llms-full.txt`, everything to read in one go (llmstxt.org, version 2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from kb.catalog import Catalog
from kb.ids import EXAMPLE, EXAMPLE_ID
from kb.pages.outline import Outline, PlainPage
from kb.pages.twins import twin_addresses

LIMIT = 100_000
"""Characters that one file of `llms-full` may have."""

START = "Start"
"""What the pages that stand alone are listed under."""

_HEADING = re.compile(r"^(?=#{1,3} )", re.MULTILINE)


def write_llms(site: Path, outline: Outline, catalog: Catalog, base: str) -> list[str]:
    """Writes the index and the full text into a built site.

    Args:
        site: Its folder.
        outline: Its pages.
        catalog: The facts they show.
        base: The public address of the site; empty for addresses from its root.

    Returns:
        The names of the files, the index first.
    """
    parts = split_pages(outline.pages)
    files = {"llms.txt": _write_index(outline, catalog, base)}
    if len(parts) == 1:
        files["llms-full.txt"] = parts[0][1]
    else:
        files |= {f"llms-full-{name}.txt": text for name, text in parts}
        files["llms-full.txt"] = _write_parts(outline, catalog, parts, base)
    for name, text in files.items():
        (site / name).write_text(text, encoding="utf-8", newline="\n")
    return list(files)


def split_pages(pages: Iterable[PlainPage], limit: int = LIMIT) -> list[tuple[str, str]]:
    """The full text of pages, in their order, in as few texts of at most ``limit`` characters as their areas allow.

    Returns:
        Name → text: one text of no name when all fits; else one for each part of the site; of a part that does not fit,
        one for each page; of a page that does not fit, numbered pieces that end where a heading or a line does.
    """
    pages = list(pages)
    if len(whole := _join(pages)) <= limit:
        return [("", whole)]
    parts = []
    for section, group in groupby(pages, key=lambda page: page.section or START):
        members = list(group)
        if len(text := _join(members)) <= limit:
            parts.append((_name(section), text))
            continue
        for page in members:
            pieces = list(_cut(_join([page]), limit))
            name = f"{_name(section)}-{_name(page.path.rpartition('/')[2].removesuffix('.md'))}"
            parts += [(name if at == 1 else f"{name}-{at}", piece) for at, piece in enumerate(pieces, 1)]
    return parts


def _write_index(outline: Outline, catalog: Catalog, base: str) -> str:
    text = [
        _opening(outline, catalog),
        f"Cite a fact by its ID, as `{EXAMPLE_ID}`, or one wording of it, as `{EXAMPLE}`; `/f/{EXAMPLE_ID}` leads to it. "
        f"Ask instead of searching: `GET {base}/index.md?ask=<question>`, or the same on any page below. An answer names its facts, and "
        "says so when the guide does not say.",
    ]
    for section, group in groupby(outline.pages, key=lambda page: page.section or START):
        text += [f"## {section}", "\n".join(_list_page(page, base) for page in group)]
    text += [
        "## Data",
        f"- [Everything to read]({base}/llms-full.txt): the full text of all pages, or a list of its parts\n"
        f"- [facts.json]({base}/facts.json): every revision of every fact, the sources and the vocabulary\n"
        f"- [Its JSON Schema]({base}/schema/facts.json): what each key of facts.json means\n"
        f"- [facts.csv]({base}/facts.csv): every fact in its latest revision, as a table\n"
        f"- [OpenAPI]({base}/openapi.json): the interface, where the server runs",
    ]
    return "\n\n".join(text) + "\n"


def _write_parts(outline: Outline, catalog: Catalog, parts: list[tuple[str, str]], base: str) -> str:
    lines = [f"- [llms-full-{name}.txt]({base}/llms-full-{name}.txt): {len(text):,} characters" for name, text in parts]
    note = f"The full text is kept in parts of at most {LIMIT:,} characters. To find a page by what it is about, read [llms.txt]({base}/llms.txt)."
    return "\n\n".join([_opening(outline, catalog), note, "## Parts", "\n".join(lines)]) + "\n"


def _opening(outline: Outline, catalog: Catalog) -> str:
    return f"# {outline.name}\n\n> {outline.description}\n\n{len(catalog.current())} facts, release {catalog.release}."


def _list_page(page: PlainPage, base: str) -> str:
    note = f": {page.description}" if page.description else ""
    return f"- [{page.title}]({base}{twin_addresses(page.path)[0]}){note}"


def _join(pages: Iterable[PlainPage]) -> str:
    return "\n---\n\n".join(f"Page: {twin_addresses(page.path)[0]}\n\n{page.text}" for page in pages)


def _name(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _cut(text: str, limit: int) -> Iterator[str]:
    piece = ""
    for block in _HEADING.split(text):
        for part in [block] if len(block) <= limit else _cut_lines(block, limit):
            if piece and len(piece) + len(part) > limit:
                yield piece
                piece = ""
            piece += part
    if piece:
        yield piece


def _cut_lines(text: str, limit: int) -> Iterator[str]:
    for line in text.splitlines(keepends=True):
        for at in range(0, len(line), limit):
            yield line[at : at + limit]
