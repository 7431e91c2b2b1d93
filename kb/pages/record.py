"""Writes one fact in full, as its area page shows it: statement, payload, conditions, source, how to cite it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from kb.catalog import Catalog
from kb.models import LABELS, Fact, Revision
from kb.models.conditions import CONDITIONS
from kb.pages.citing import LABELS as FORM_LABELS
from kb.pages.citing import READY, build_reference, list_notes, render_citation, render_control, say_release
from kb.pages.marks import Marks, mark_values
from kb.pages.payloads import describe_payload, list_steps
from kb.pages.site_url import read_site_url
from kb.pages.words import KINDS, join_words, say_date, say_place, strip_marks

COPIED = (CONDITIONS.get("entra_setting"), "Setting", "Role", "Roles")
"""The values of payloads that people look for in a portal, word by word."""


def write_record(fact: Fact, catalog: Catalog, marks: Marks) -> str:
    """One fact under a heading with its anchor; a withdrawn one says so first and keeps its place."""
    latest = fact.latest
    parts = [f"## {strip_marks(latest.title)}{marks.anchor(fact.anchor)}", _identity(fact, latest, marks)]
    parts += mark_notes(catalog, fact, latest, marks)
    parts.append(marks.block("fact-statement", mark_values(latest.statement, marks)))
    if steps := list_steps(fact):
        parts.append(number_steps([mark_values(step, marks) for step in steps]))
    parts.append(marks.definitions(list_details(fact, latest, catalog, marks)))
    if offers := marks.offers(fact):
        parts.append(marks.block("fact-offers", offers))
    reference = build_reference(catalog, fact, latest, read_site_url())
    if marks.plain:
        parts[-1] += "\n" + marks.definitions([("Cite as", render_citation(reference, "text"))])
    else:
        parts.append(render_control(reference))
        parts = [parts[0], marks.block("fact" + (" fact-withdrawn" if latest.withdrawn else ""), "\n\n".join(parts[1:]))]
    return "\n\n".join(parts)


def view_at(fact: Fact, revision: Revision[Any]) -> Fact:
    """The fact as it stood when a revision was its latest."""
    revisions: tuple[Revision[Any], ...] = fact.revisions
    return fact.model_copy(update={"revisions": tuple(each for each in revisions if each.revision <= revision.revision)})


def write_revision(fact: Fact, revision: Revision[Any], catalog: Catalog, base_url: str) -> str:
    """One revision in full as plain Markdown with absolute links, ending in how to cite it."""
    marks = Marks(base_url=base_url)
    view = view_at(fact, revision)
    reference = build_reference(catalog, fact, revision, base_url)
    parts = [f"# {strip_marks(revision.title)}", _identity(fact, revision, marks), *mark_notes(catalog, fact, revision, marks)]
    parts.append(mark_values(revision.statement, marks))
    if steps := list_steps(view):
        parts.append(number_steps([mark_values(step, marks) for step in steps]))
    details = [
        *list_details(fact, revision, catalog, marks),
        ("Release", say_release(catalog.release).removeprefix("release ")),
        ("Permalink", f"<{reference.url}>"),
    ]
    parts.append(marks.definitions(details))
    forms = [f"{FORM_LABELS[form]}:\n\n```{form}\n{render_citation(reference, form)}\n```" for form in READY]
    return "\n\n".join([*parts, "## Cite", *forms]) + "\n"


def mark_notes(catalog: Catalog, fact: Fact, revision: Revision[Any], marks: Marks) -> list[str]:
    """What a reader must know before the statement: that the revision is withdrawn, or that a later one holds."""
    notes = [re.sub(r"^([^.]+\.)", r"**\1**", mark_values(note, marks)) for note in list_notes(catalog, fact, revision)]
    return [note.replace(fact.citation, marks.link(fact.id, fact.citation)) for note in notes]


def list_details(fact: Fact, revision: Revision[Any], catalog: Catalog, marks: Marks) -> list[tuple[str, str]]:
    """The payload, conditions and references of a revision as (name, Markdown value), each said once."""
    view = view_at(fact, revision)
    return list(dict.fromkeys([*_payload(view, catalog, marks), *_conditions(view), *_references(view, catalog, marks)]))


def _payload(fact: Fact, catalog: Catalog, marks: Marks) -> list[tuple[str, str]]:
    return [(name, marks.value(value) if name in COPIED else value) for name, value in describe_payload(fact, catalog)]


def _identity(fact: Fact, revision: Revision[Any], marks: Marks) -> str:
    # An ID that was merged into this one still leads here.
    places = "".join(marks.place(alias.lower()) for alias in fact.aliases)
    citation = f"`{fact.id}v{revision.revision}`"
    return f"{places}{marks.classed(citation, 'fact-cite')} {marks.classed(f'*{KINDS[fact.kind]}*', 'fact-kind')}"


def number_steps(steps: Sequence[str]) -> str:
    """Steps as an ordered list."""
    return "\n".join(f"{at}. {step}" for at, step in enumerate(steps, 1))


def _conditions(fact: Fact) -> list[tuple[str, str]]:
    return [(CONDITIONS[key], join_words((LABELS[value] for value in values), "or")) for key, values in fact.latest.applies_when if values]


def _references(fact: Fact, catalog: Catalog, marks: Marks) -> list[tuple[str, str]]:
    latest, origin = fact.latest, fact.latest.source
    source = catalog.sources[origin.id]
    pairs = [
        (
            "Source",
            f"{source.publisher}, [{source.title}]({source.url}), "
            f"{say_place(strip_marks(origin.section), origin.lines, origin.seen, origin.basis)}, read on {say_date(origin.read)}.",
        )
    ]
    for name, others in (("Conflicts with", latest.conflicts_with), ("See also", latest.see_also)):
        known = [catalog.fact(other) for other in others]
        if known:
            pairs.append(
                (name, " · ".join(f"{marks.link(other.id, strip_marks(other.latest.title))} {marks.chip(other)}" for other in known))
            )
    if fact.aliases:
        pairs.append(("Also known as", join_words(f"`{alias}`" for alias in fact.aliases)))
    if len(fact.revisions) > 1:
        older = [f"`{fact.id}v{revision.revision}` ({say_date(revision.date)})" for revision in fact.revisions[1:]]
        pairs.append(("Earlier revisions", join_words(older)))
    return pairs
