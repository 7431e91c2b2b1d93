"""The glossary: the vocabulary's entries by letter, each with what it means, its other names and where the facts speak of it."""

from __future__ import annotations

import re
from itertools import groupby

from kb.catalog import Catalog
from kb.models import Fact, VocabularyTerm, payloads
from kb.pages.marks import Marks, mark_statement
from kb.pages.payloads import describe_term

MOST = 1
"""So many facts are named for a term that no fact defines."""


def write_glossary(catalog: Catalog, marks: Marks) -> str:
    """Every term that is defined: by facts, or else in a line of our own that is marked so, with the first facts that speak of it."""
    facts = catalog.current()
    defined: dict[str, list[Fact]] = {}
    for fact in facts:
        if isinstance(payload := fact.latest.payload, payloads.Term):
            defined.setdefault(payload.term, []).append(fact)
    terms = sorted(
        (term for term in catalog.vocabulary.values() if term.glossary or term.id in defined), key=lambda term: term.label.casefold()
    )
    parts = []
    for initial, group in groupby(terms, key=lambda term: term.label[0].upper() if term.label[0].isalpha() else "0–9"):
        pairs = [(f"**{term.label}**", _write_entry(term, defined.get(term.id, []), facts, marks)) for term in group]
        parts += [f"## {initial}", marks.block("glossary", marks.definitions(pairs))]
    return "\n\n".join(parts)


def find_mentions(term: VocabularyTerm, facts: list[Fact]) -> list[Fact]:
    """The first facts that name the term, those with its name in their title before the others; at most ``MOST``."""
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, term.names()))})(?!\w)", re.IGNORECASE)
    in_title = [fact for fact in facts if pattern.search(fact.latest.title)]
    in_statement = [fact for fact in facts if fact not in in_title and pattern.search(fact.latest.statement)]
    return [*in_title, *in_statement][:MOST]


def _write_entry(term: VocabularyTerm, defined: list[Fact], facts: list[Fact], marks: Marks) -> str:
    parts = [mark_statement(fact, marks) for fact in defined]
    if term.glossary and not defined:
        parts.append(f"{term.glossary} {marks.classed('*(ours)*', 'names')}")
    names = [f"{name}: {others}." for name, others in describe_term(term)]
    if names:
        parts.append(marks.classed(f"*{' '.join(names)}*", "names"))
    if not defined and (mentions := find_mentions(term, facts)):
        parts.append(marks.classed("*See*", "names") + " " + " ".join(marks.chip(fact) for fact in mentions))
    return " ".join(parts)
