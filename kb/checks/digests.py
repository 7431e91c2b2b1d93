"""Each cited source line carries the digest of what was read; with a copy at hand, the digests must agree."""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.rule import latest_revisions
from kb.errors import Problem
from kb.loader import Corpus
from kb.models import Status
from kb.sources import cited_lines, line_digest, read_copy


def check_digests(corpus: Corpus) -> Iterator[Problem]:
    """Yields missing digests, and lines that read differently in the local copy."""
    sources = {source.id: source for source in corpus.sources}
    for located in latest_revisions(corpus):
        provenance = located.revision.source
        known = sources.get(provenance.id)
        if known and not known.has_lines:
            continue
        place = ("source", "digests")
        if not provenance.digests:
            yield located.problem("missing-digests", "no digests of the source lines; run scripts/check_facts --stamp", *place)
            continue
        source = sources.get(provenance.id)
        lines = read_copy(source, corpus.root) if source else None
        # A source may well have dropped what a withdrawn fact was read from.
        if lines is None or located.revision.status is Status.WITHDRAWN:
            continue
        cited = cited_lines(provenance, lines)
        if len(cited) != len(provenance.digests):
            message = f"{len(provenance.digests)} digests for {len(cited)} non-blank source lines; if the lines were edited here, run scripts/check_facts --stamp, else scripts/sources check"
            yield located.problem("digest-count", message, *place)
            continue
        for (number, line), digest in zip(cited, provenance.digests, strict=True):
            if line_digest(line) != digest:
                message = f"line {number} of {provenance.id} is not what was read; scripts/sources check compares, then revise the fact or its lines"
                yield located.problem("digest-differs", message, *place)
