"""Provenance names a known source and lines that it has."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from kb.checks.rule import revisions, suggest
from kb.errors import Problem
from kb.loader import Corpus


def check_provenance(corpus: Corpus) -> Iterator[Problem]:
    """Yields unknown sources, ranges turned round, and lines outside the source."""
    sources = {source.id: source for source in corpus.sources}
    for located in revisions(corpus):
        provenance = located.revision.source
        source = sources.get(provenance.id)
        if source is None:
            hint = suggest(difflib.get_close_matches(provenance.id, sources))
            yield located.problem("unknown-source", f'source "{provenance.id}" is not in kb/sources.yaml.{hint}', "source", "id")
            continue
        if not source.has_lines:
            if provenance.lines or provenance.digests or provenance.seen is None:
                message = f"{source.id} is a page: say how much of it was seen (whole, start or quoted); it has no lines and digests"
                yield located.problem("page-provenance", message, "source", "seen" if provenance.seen else "id")
        elif not provenance.lines or provenance.seen:
            message = f"{source.id} is a text: name its lines; seen belongs to pages"
            yield located.problem("text-provenance", message, "source", "id")
        for other in provenance.also:
            if other not in sources or other == provenance.id:
                hint = suggest(difflib.get_close_matches(other, sources))
                yield located.problem(
                    "unknown-source", f'also names "{other}", which is no other source of kb/sources.yaml.{hint}', "source", "also"
                )
        for at, (first, last) in enumerate(provenance.lines):
            if source.line_count and not 1 <= first <= last <= source.line_count:
                message = f"lines [{first}, {last}] are no range within 1 to {source.line_count}, the lines of {source.id}"
                yield located.problem("lines-outside", message, "source", "lines", at)
