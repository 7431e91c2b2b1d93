"""With a copy of a source at hand: each of its lines carries a fact, or is listed with the reason why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kb.errors import Problem
from kb.loader import Corpus
from kb.models import Fact, GapFact, Source, Status
from kb.sources import cited_lines, read_copy


@dataclass(frozen=True)
class Coverage:
    """How much of a source the facts cover.

    Attributes:
        source: The source.
        lines: Its non-blank lines.
        cited: Those that at least one fact covers.
        listed: Those listed in ``kb/sources.yaml`` with a reason.
        missing: Those that are neither.
    """

    source: Source
    lines: frozenset[int]
    cited: frozenset[int]
    listed: frozenset[int]
    missing: tuple[int, ...]


def measure_coverage(corpus: Corpus, source: Source) -> Coverage | None:
    """The coverage of one source, or None when no copy of it is at hand."""
    text = read_copy(source, corpus.root)
    if text is None:
        return None
    lines = frozenset(number for number, line in enumerate(text, 1) if line.strip())
    cited = frozenset(
        number
        for fact in corpus.facts
        if fact.latest.source.id == source.id and covers(fact)
        for number, _ in cited_lines(fact.latest.source, text)
    )
    listed = source.listed()
    return Coverage(source, lines, cited & lines, listed, tuple(sorted(lines - cited - listed)))


def covers(fact: Fact) -> bool:
    """Whether the lines a fact names count as covered by it: a gap says what is missing, and a withdrawn fact nothing."""
    return fact.latest.status is Status.CURRENT and not isinstance(fact, GapFact)


def check_coverage(corpus: Corpus) -> Iterator[Problem]:
    """Yields source lines without a fact or reason, and listed lines that are blank or not there."""
    document = corpus.sources_document
    for at, source in enumerate(corpus.sources):
        coverage = measure_coverage(corpus, source)
        if coverage is None:
            continue
        line = document.line_of(("sources", at, "uncited"))
        for number in coverage.missing:
            message = f"line {number} has no fact; write one, or list the line under uncited with its reason"
            yield Problem(document.path, line, source.id, "uncovered-line", message)
        for number in sorted(coverage.listed - coverage.lines):
            message = f"line {number} is listed under uncited, but is blank or not there; remove it"
            yield Problem(document.path, line, source.id, "needless-exception", message)
