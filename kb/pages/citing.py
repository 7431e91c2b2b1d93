"""Writes how to cite a revision: for Markdown, plain text, HTML, BibTeX and reference managers, always the same facts."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from html import escape
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from kb.catalog import UNRELEASED, Catalog
from kb.ids import EXAMPLE
from kb.models import Fact, Revision, Status
from kb.pages.words import join_words, say_date, strip_marks
from kb.subject import subject
from kb.text import clean_line, escape_line

WORK = subject().name
"""What is cited: the name of the site."""

LOCAL = "http://127.0.0.1:8000"
"""Where `scripts/serve` serves; citations written without any other address lead there."""

LATEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {mark: f"\\{mark}" for mark in "&%$#_{}"}


class Reference(BaseModel):
    """What every form of a citation says.

    Attributes:
        note: What a reader must know before relying on the revision; empty for the latest one of a current fact.
        url: The permalink; without a base address only its path.
    """

    model_config = ConfigDict(frozen=True)

    id: str = Field(description="ID and revision together.", examples=[EXAMPLE])
    title: str = Field(description="The fact's heading, without marks.")
    statement: str = Field(description="The whole statement; Markdown.")
    status: str = Field(description="What it is today: `current`, `superseded` by a later revision, or `withdrawn`.", examples=["current"])
    note: str = Field(description="Said plainly when the revision is withdrawn, or when a later one holds; else empty.")
    date: datetime.date = Field(description="The day of the revision.")
    release: str = Field(description="The release it was read from.", examples=["2026.11.0"])
    url: str = Field(description="The permalink.", examples=[f"https://guide.example/f/{EXAMPLE}"])


class ReferenceForms(Reference):
    """A citation with all its ready forms."""

    forms: dict[str, str] = Field(description="Form → the citation in it.")


def build_reference(catalog: Catalog, fact: Fact, revision: Revision[Any] | None = None, base_url: str = "") -> Reference:
    """What a citation of one revision says, the latest unless another is given."""
    revision = revision or fact.latest
    citation = f"{fact.id}v{revision.revision}"
    return Reference(
        id=citation,
        title=clean_line(strip_marks(revision.title)),
        statement=revision.statement,
        status=name_status(fact, revision),
        note=" ".join(list_notes(catalog, fact, revision)),
        date=revision.date,
        release=catalog.release,
        url=f"{base_url}/f/{citation}",
    )


def name_status(fact: Fact, revision: Revision[Any]) -> str:
    """What a revision is today: `current`, `superseded` by a later one, or `withdrawn` together with its fact."""
    if Status.WITHDRAWN in (revision.status, fact.latest.status):
        return "withdrawn"
    return "current" if revision is fact.latest else "superseded"


def list_notes(catalog: Catalog, fact: Fact, revision: Revision[Any]) -> list[str]:
    """What a reader must know before relying on a revision, in plain sentences: a withdrawal, and a later revision."""
    notes = []
    if revision is not fact.latest and fact.latest.status is Status.CURRENT:
        notes.append(f"Superseded on {say_date(fact.latest.date)} by {fact.citation}.")
    withdrawn = revision.withdrawn or fact.latest.withdrawn
    if withdrawn is not None:
        named = [other.id for other in catalog.replacements(fact)]
        instead = f" Cite {join_words(named)} instead." if named else ""
        notes.append(f"Withdrawn on {say_date(withdrawn.date)}. {clean_line(strip_marks(withdrawn.reason)).rstrip('.')}.{instead}")
    return notes


def render_citation(reference: Reference, form: str) -> str:
    """The citation in one of ``FORMS``, without a line end."""
    return FORMS[form](reference)


def add_forms(reference: Reference) -> ReferenceForms:
    """The citation with every form a person can paste."""
    return ReferenceForms(**reference.model_dump(), forms={form: FORMS[form](reference) for form in READY})


def say_release(release: str) -> str:
    """A release in words: `release 2026.11.0`, or that there is none yet."""
    return "not yet in a release" if release == UNRELEASED else f"release {release}"


def _name_edition(reference: Reference) -> str:
    return f"{say_release(reference.release)}, revision of {say_date(reference.date)}"


def _write_text(reference: Reference) -> str:
    parts = (f"{reference.id}: {reference.title}.", f"{WORK}, {_name_edition(reference)}.", reference.note, reference.url)
    return " ".join(part for part in parts if part)


def _write_markdown(reference: Reference) -> str:
    note = f" **{escape_line(reference.note)}**" if reference.note else ""
    return f"[{reference.id}]({reference.url}): {escape_line(reference.title)}. *{WORK}*, {_name_edition(reference)}.{note}"


def _write_html(reference: Reference) -> str:
    note = f" <strong>{escape(reference.note)}</strong>" if reference.note else ""
    link = f'<a href="{escape(reference.url)}">{escape(reference.id)}</a>'
    return f"{link}: {escape(reference.title)}. <cite>{escape(WORK)}</cite>, {escape(_name_edition(reference))}.{note}"


def _write_bibtex(reference: Reference) -> str:
    def plain(text: str) -> str:
        return "".join(LATEX.get(letter, letter) for letter in text)

    fields = {
        "title": f"{{{plain(reference.title)}}}",
        "author": f"{{{plain(WORK)}}}",
        "number": reference.id,
        "version": plain(reference.release),
        "year": str(reference.date.year),
        "date": reference.date.isoformat(),
        "url": reference.url,
        "note": plain(reference.note),
    }
    rows = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{reference.id},\n{rows}\n}}"


def _write_csl(reference: Reference) -> str:
    item = {
        "id": reference.id,
        "type": "webpage",
        "title": reference.title,
        "author": [{"literal": WORK}],
        "container-title": WORK,
        "number": reference.id,
        "version": reference.release,
        "issued": {"date-parts": [[reference.date.year, reference.date.month, reference.date.day]]},
        "URL": reference.url,
    }
    return json.dumps([item | ({"note": reference.note} if reference.note else {})], ensure_ascii=False, indent=2)


def _write_json(reference: Reference) -> str:
    return add_forms(reference).model_dump_json(indent=2)


READY = ("markdown", "text", "html", "bibtex")
"""The forms that a person pastes, in the order they are shown."""

FORMS: dict[str, Callable[[Reference], str]] = {
    "markdown": _write_markdown,
    "text": _write_text,
    "html": _write_html,
    "bibtex": _write_bibtex,
    "csl-json": _write_csl,
    "json": _write_json,
}
"""Form → what writes it."""

LABELS = {"markdown": "Markdown", "text": "Text", "html": "HTML", "bibtex": "BibTeX", "csl-json": "CSL JSON", "json": "JSON"}
"""Form → the word people read for it."""


def render_control(reference: Reference, is_open: bool = False) -> str:
    """The control that shows every ready form on a page, as HTML that opens without a script.

    Permalinks without a base address are marked, so that a script can complete them with the site's own.
    """
    opened = " open" if is_open else ""
    mark = "" if "://" in reference.url else " data-relative"
    forms = "".join(
        f"<dt>{LABELS[form]}</dt><dd><code>{escape(render_citation(reference, form), quote=False)}</code></dd>" for form in READY
    )
    link = f'<a href="{escape(reference.url)}">{escape(reference.url)}</a>'
    inner = f"<summary>Cite {escape(reference.id)}</summary><dl>{forms}<dt>Permalink</dt><dd>{link}</dd></dl>"
    return f'<details class="cite"{opened} data-search-exclude{mark}>{inner}</details>'
