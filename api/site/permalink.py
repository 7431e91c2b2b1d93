"""The page behind a permalink: what a chat shows when somebody pastes it, and what a person reads who follows it."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from api.site.markup import to_html
from kb.catalog import Catalog
from kb.ids import fact_url
from kb.models import Fact, Revision
from kb.pages.citing import WORK, Reference, build_reference, render_control, say_release
from kb.pages.marks import Marks, mark_values
from kb.pages.payloads import list_steps
from kb.pages.record import list_details, mark_notes, number_steps, view_at
from kb.pages.words import KINDS, strip_marks
from kb.text import clean_line

SUMMARY = 300
"""Characters of a statement that a preview shows; chats cut it at about this length."""

OPEN, CLOSE = "<!--content-->", "<!--/content-->"
"""The marks of `overrides/404.html` between which its own content stands."""

_BARE = f'<!doctype html>\n<html lang="en">\n<head></head>\n<body>{OPEN}{CLOSE}</body>\n</html>\n'.encode()
_DESCRIBED = re.compile(r'<title>.*?</title>|<meta name="description"[^>]*>|<meta charset="[^"]*">', re.DOTALL)
_HREF = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def render_preview(
    catalog: Catalog, fact: Fact, revision: Revision[Any], address: str, base_url: str, shell: bytes | None = None
) -> bytes:
    """One revision as a page of the site, whole without scripts.

    Args:
        catalog: The facts.
        fact: The fact.
        revision: The revision to show.
        address: The path that stands for the page, with or without a revision, e.g. ``/f/ZM-APP-002``.
        base_url: What it begins with, e.g. ``https://guide.example``; may be empty.
        shell: A page of the site with the marks of `overrides/404.html`; without it the page has no navigation.
    """
    reference = build_reference(catalog, fact, revision, base_url)
    page = _DESCRIBED.sub("", (shell or _BARE).decode())
    # Chats read no more than the beginning of a page.
    page = page.replace("<head>", "\n".join(["<head>", *_head(reference, base_url + address)]), 1)
    before, _, rest = page.partition(OPEN)
    return "\n".join([before, *_body(catalog, fact, revision, reference), rest.partition(CLOSE)[2]]).encode()


def _head(reference: Reference, address: str) -> list[str]:
    title = f"{reference.id}: {reference.title}"
    plain = clean_line(strip_marks(_HREF.sub(r"\1", reference.statement)))
    # Who reads only the preview must not take an old or withdrawn wording for what holds.
    summary = _shorten(f"{reference.note} {plain}".strip())
    properties = {"og:type": "article", "og:site_name": WORK, "og:title": title, "og:description": summary, "og:url": address}
    properties |= {"article:modified_time": reference.date.isoformat()}
    names = {"description": summary, "twitter:card": "summary", "twitter:title": title, "twitter:description": summary}
    return [
        '<meta charset="utf-8">',
        f"<title>{escape(title)}</title>",
        f'<link rel="canonical" href="{escape(address)}">',
        *(f'<meta property="{name}" content="{escape(value)}">' for name, value in properties.items()),
        *(f'<meta name="{name}" content="{escape(value)}">' for name, value in names.items()),
    ]


def _body(catalog: Catalog, fact: Fact, revision: Revision[Any], reference: Reference) -> list[str]:
    marks = Marks(base_url="")
    steps = number_steps([mark_values(step, marks) for step in list_steps(view_at(fact, revision))])
    details = [
        *list_details(fact, revision, catalog, marks),
        ("Revision", f"{revision.revision} of {len(fact.revisions)}, {reference.date.isoformat()}"),
        ("Status", reference.status),
        ("Release", say_release(reference.release).removeprefix("release ")),
    ]
    rows = "".join(f"<dt>{escape(strip_marks(name))}</dt><dd>{to_html(value)}</dd>" for name, value in details)
    notes = "".join(f'<div class="permalink-note" role="note">{to_html(note)}</div>' for note in mark_notes(catalog, fact, revision, marks))
    others = [f'<a href="/f/{fact.id}v{each.revision}">Revision {each.revision}</a>' for each in fact.revisions if each is not revision]
    return [
        '<div class="permalink">',
        f'<p class="permalink-id"><code>{escape(reference.id)}</code> {escape(KINDS[fact.kind])}</p>',
        f"<h1>{escape(reference.title)}</h1>",
        notes,
        f'<div class="permalink-statement">{to_html(mark_values(revision.statement, marks))}</div>',
        to_html(steps),
        f"<dl>{rows}</dl>",
        render_control(reference, is_open=True),
        f'<p class="permalink-more"><a class="md-button" href="{escape(fact_url(fact.id))}">Open in the guide</a>{"".join(others)}</p>',
        "</div>",
    ]


def _shorten(text: str) -> str:
    if len(text) <= SUMMARY:
        return text
    return text[: SUMMARY - 1].rsplit(" ", 1)[0].rstrip(" .,;:") + "…"
