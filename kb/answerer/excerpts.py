"""Excerpts and citations: what an answer shows of the facts it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kb.analysis import Analysis
from kb.catalog import Catalog
from kb.ids import fact_url
from kb.models import Fact, Revision
from kb.models.answers import AnswerCitation, CitedSource, Excerpt
from kb.retriever import Hit, Query

SourceText = Callable[[Fact], str | None]
"""Gives the verbatim source lines of a fact, verified, or None."""


def build_citation(catalog: Catalog, fact: Fact, revision: Revision[Any] | None = None) -> AnswerCitation:
    """The citation of one revision of a fact, the newest unless another is given."""
    revision = revision or fact.latest
    source = catalog.sources[revision.source.id]
    return AnswerCitation(
        id=f"{fact.id}v{revision.revision}",
        title=revision.title,
        url=fact_url(fact.id),
        source=CitedSource(
            title=source.title,
            url=source.url,
            section=revision.source.section,
            lines=revision.source.lines or None,
            basis=revision.source.basis,
            seen=revision.source.seen,
            read=revision.source.read,
        ),
    )


Places = Mapping[str, Sequence[tuple[int, int]]]
"""The key of each unit of a text → where it stands, each place as start and end."""


def find_places(analysis: Analysis) -> Places:
    """Where each unit of a text stands."""
    places: dict[str, list[tuple[int, int]]] = {}
    for unit in analysis.units:
        places.setdefault(unit.key, []).append((unit.start, unit.end))
    return places


def build_excerpt(query: Query, match: Hit, best: float, read: Callable[[str], Places], source_text: SourceText) -> Excerpt:
    """The excerpt of one found fact, with the words that match the question highlighted.

    Args:
        query: The question.
        match: The found fact.
        best: The score that counts as 1.
        read: Where the units of a statement stand.
        source_text: Gives verbatim lines.
    """
    text = match.fact.latest.statement
    places = read(text)
    spans = sorted({place for key in query.keys & places.keys() for place in places[key]})
    score = max(0.0, min(1.0, match.score / best)) if best > 0 else 0.0
    return Excerpt(
        id=match.fact.citation, text=text, highlights=tuple(_merge(spans)), score=round(score, 3), source_text=source_text(match.fact)
    )


def _merge(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
