"""Writes one fact in full, as its area page shows it: statement, payload, conditions, source, how to cite it."""

from __future__ import annotations

from collections.abc import Sequence

from kb.catalog import Catalog
from kb.models import LABELS, Basis, Fact, Status
from kb.pages.marks import Marks, mark_values
from kb.pages.payloads import describe_payload, list_steps
from kb.pages.words import CONDITIONS, KINDS, join_words, say_date, say_lines, strip_marks

BASIS = {
    Basis.VENDOR: "",
    Basis.DERIVED: " A conclusion that follows from these lines.",
    Basis.SECONDARY: " Not the vendor's own text.",
}

COPIED = ("Entra ID setting", "Zoom setting", "Role", "Roles")
"""The values of payloads that people look for in a portal, word by word."""


def write_record(fact: Fact, catalog: Catalog, marks: Marks) -> str:
    """One fact under a heading with its anchor; a withdrawn one says so first and keeps its place."""
    latest = fact.latest
    parts = [f"## {strip_marks(latest.title)}{marks.anchor(fact.anchor)}", _identity(fact, marks)]
    if latest.withdrawn is not None:
        parts.append(_withdrawal(fact, catalog, marks))
    parts.append(marks.block("fact-statement", mark_values(latest.statement, marks)))
    if steps := list_steps(fact):
        parts.append(number_steps([mark_values(step, marks) for step in steps]))
    # A condition that the payload states already is not said twice.
    pairs = list(dict.fromkeys([*_payload(fact, catalog, marks), *_conditions(fact), *_references(fact, catalog, marks)]))
    parts.append(marks.definitions(pairs))
    if offers := marks.offers(fact):
        parts.append(marks.block("fact-offers", offers))
    if not marks.plain:
        parts = [parts[0], marks.block("fact" + (" fact-withdrawn" if latest.withdrawn else ""), "\n\n".join(parts[1:]))]
    return "\n\n".join(parts)


def _payload(fact: Fact, catalog: Catalog, marks: Marks) -> list[tuple[str, str]]:
    return [(name, marks.value(value) if name in COPIED else value) for name, value in describe_payload(fact, catalog)]


def _identity(fact: Fact, marks: Marks) -> str:
    # An ID that was merged into this one still leads here.
    places = "".join(marks.place(alias.lower()) for alias in fact.aliases)
    return f"{places}{marks.classed(f'`{fact.citation}`', 'fact-cite')} {marks.classed(f'*{KINDS[fact.kind]}*', 'fact-kind')}"


def number_steps(steps: Sequence[str]) -> str:
    """Steps as an ordered list."""
    return "\n".join(f"{at}. {step}" for at, step in enumerate(steps, 1))


def _withdrawal(fact: Fact, catalog: Catalog, marks: Marks) -> str:
    withdrawn = fact.latest.withdrawn
    assert withdrawn is not None
    instead = [marks.chip(catalog.fact(other)) for other in withdrawn.replaced_by]
    cite = f" Cite {join_words(instead)} instead." if instead else ""
    return f"**Withdrawn on {say_date(withdrawn.date)}.** {withdrawn.reason}{cite}"


def _conditions(fact: Fact) -> list[tuple[str, str]]:
    return [(CONDITIONS[key], join_words((LABELS[value] for value in values), "or")) for key, values in fact.latest.applies_when if values]


def _references(fact: Fact, catalog: Catalog, marks: Marks) -> list[tuple[str, str]]:
    latest, origin = fact.latest, fact.latest.source
    source = catalog.sources[origin.id]
    pairs = [
        (
            "Source",
            f"{source.publisher}, [{source.title}]({source.url}), section “{strip_marks(origin.section)}”, "
            f"{say_lines(origin.lines)}, read on {say_date(origin.read)}.{BASIS[origin.basis]}",
        )
    ]
    for name, others in (("Conflicts with", latest.conflicts_with), ("See also", latest.see_also)):
        known = [catalog.fact(other) for other in others]
        if known:
            pairs.append(
                (name, " · ".join(f"{marks.link(other.id, strip_marks(other.latest.title))} {marks.chip(other)}" for other in known))
            )
    if len(fact.revisions) > 1:
        older = [f"`{fact.id}v{revision.revision}` ({say_date(revision.date)})" for revision in fact.revisions[1:]]
        pairs.append(("Earlier revisions", join_words(older)))
    if latest.status is Status.CURRENT:
        pairs.append(("Cite as", f"`{fact.citation}`, {strip_marks(latest.title)}, `/f/{fact.citation}`"))
    return pairs
