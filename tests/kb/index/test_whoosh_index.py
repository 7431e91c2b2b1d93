"""The postings we keep say what Whoosh itself says."""

from __future__ import annotations

import random
from collections import defaultdict

import pytest

from kb.catalog import Catalog
from kb.index import Index, Postings, search_with_whoosh
from kb.models.payloads import AppId
from kb.passages import FIELDS

QUERIES = 12


def add_up(postings: Postings, terms: list[str]) -> dict[int, float]:
    scores: dict[int, float] = defaultdict(float)
    for term in terms:
        for number, impact in postings[term]:
            scores[number] += impact
    return dict(scores)


@pytest.mark.parametrize("field", FIELDS)
def test_facts_score_as_whooshs_own_searcher_scores_them(index: Index, field: str) -> None:
    chance = random.Random(field)
    lexicon = sorted(index.fields[field])
    for _ in range(QUERIES):
        terms = chance.sample(lexicon, chance.randint(1, 6))
        ours = {index.fact_ids[number]: score for number, score in add_up(index.fields[field], terms).items()}
        theirs = dict(search_with_whoosh(index.folder, "facts", field, terms, len(index.fact_ids)))
        assert ours == pytest.approx(theirs), terms


def test_questions_score_as_whooshs_own_searcher_scores_them(index: Index) -> None:
    chance = random.Random(7)
    lexicon = sorted(index.questions)
    for _ in range(QUERIES):
        terms = chance.sample(lexicon, chance.randint(1, 6))
        ours = sorted((index.fact_ids[index.question_facts[number]], score) for number, score in add_up(index.questions, terms).items())
        theirs = sorted(search_with_whoosh(index.folder, "questions", "question", terms, len(index.question_facts)))
        assert [key for key, _ in ours] == [key for key, _ in theirs], terms
        assert [score for _, score in ours] == pytest.approx([score for _, score in theirs]), terms


def test_an_app_id_and_its_first_eight_characters_stand_for_its_fact(index: Index, catalog: Catalog) -> None:
    found = 0
    for fact in catalog.current():
        if isinstance(fact.latest.payload, AppId):
            found += 1
            for value in (fact.latest.payload.app_id, fact.latest.payload.app_id[:8]):
                assert fact.id in {index.fact_ids[number] for number, _ in index.fields["values"][value]}
    assert found


def test_documents_stand_in_the_order_of_the_catalog(index: Index, catalog: Catalog) -> None:
    assert list(index.fact_ids) == [fact.id for fact in catalog.current()]
    assert list(index.question_facts) == sorted(index.question_facts)
