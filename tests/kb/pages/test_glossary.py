"""Every entry of the glossary says what the term means."""

from __future__ import annotations

import re

from kb.catalog import Catalog
from kb.models import payloads
from kb.pages.glossary import write_glossary
from kb.pages.marks import Marks


def test_every_entry_is_defined_by_a_fact_or_by_a_line_marked_as_ours(catalog: Catalog) -> None:
    entries = re.findall(r"^- \*\*(.+?)\*\*: (.*)$", write_glossary(catalog, Marks()), re.MULTILINE)
    defined = {fact.latest.payload.term: fact for fact in catalog.current() if isinstance(fact.latest.payload, payloads.Term)}
    by_label = {term.label: term for term in catalog.vocabulary.values()}
    assert len(entries) > 100
    for label, text in entries:
        term = by_label[label]
        if term.id in defined:
            assert "(ours)" not in text
            assert f"[{defined[term.id].id}]" in text
        else:
            assert re.match(r"[A-Z].+\. \*\(ours\)\*", text), label


def test_a_term_that_nobody_defines_is_no_entry(catalog: Catalog) -> None:
    undefined = [term.label for term in catalog.vocabulary.values() if not term.glossary]
    text = write_glossary(catalog, Marks())
    facts = {fact.latest.payload.term for fact in catalog.current() if isinstance(fact.latest.payload, payloads.Term)}
    terms = {term.label: term.id for term in catalog.vocabulary.values()}
    assert [label for label in undefined if f"- **{label}**:" in text and terms[label] not in facts] == []
