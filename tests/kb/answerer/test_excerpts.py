"""Excerpts and citations."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from kb.answerer import Answerer
from kb.answerer.excerpts import Places, build_citation, build_excerpt, find_places
from kb.catalog import Catalog
from kb.ids import fact_url


def places_of(answerer: Answerer) -> Callable[[str], Places]:
    """Reads statements as questions are read."""
    return lambda text: find_places(answerer.retriever.analyzer.analyse(text))


def test_a_citation_names_revision_title_address_and_source(catalog: Catalog) -> None:
    for fact in catalog:
        citation = build_citation(catalog, fact)
        source = catalog.sources[fact.latest.source.id]
        assert (citation.id, citation.title, citation.url) == (fact.citation, fact.latest.title, fact_url(fact.id))
        assert (citation.source.title, citation.source.url, citation.source.section) == (
            source.title,
            source.url,
            fact.latest.source.section,
        )


def test_highlights_mark_what_the_question_asked_for_and_all_of_it(answerer: Answerer) -> None:
    retriever = answerer.retriever
    query = retriever.read("Which App ID do conference rooms have with app-only access?")
    wanted = {unit.key for unit in query.weights}
    marked = 0
    for match in retriever.retrieve(query)[:10]:
        excerpt = build_excerpt(query, match, match.score, places_of(answerer), lambda fact: None)
        assert excerpt.score == 1.0
        places = [(unit.start, unit.end) for unit in retriever.analyzer.analyse(excerpt.text).units if unit.key in wanted]
        assert all(any(start <= a and b <= end for start, end in excerpt.highlights) for a, b in places)
        assert all(any(start <= a and b <= end for a, b in places) for start, end in excerpt.highlights)
        marked += len(excerpt.highlights)
    assert marked


def test_highlights_never_overlap(answerer: Answerer, catalog: Catalog) -> None:
    retriever = answerer.retriever
    for fact in catalog.current()[::5]:
        query = retriever.read(fact.latest.statement[:1500])
        for match in retriever.retrieve(query)[:5]:
            spans = build_excerpt(query, match, 1.0, places_of(answerer), lambda fact: None).highlights
            assert all(one[1] < other[0] for one, other in pairwise(spans))


def test_a_score_stays_between_nothing_and_one(answerer: Answerer) -> None:
    retriever = answerer.retriever
    query = retriever.read("rooms")
    for match in retriever.retrieve(query):
        for best in (-1.0, 0.0, match.score / 2, match.score * 3):
            assert 0 <= build_excerpt(query, match, best, places_of(answerer), lambda fact: None).score <= 1
