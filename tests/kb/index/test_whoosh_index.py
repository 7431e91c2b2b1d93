"""The postings we keep say what Whoosh itself says."""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path

import pytest

from kb.analysis import Analyzer
from kb.catalog import Catalog
from kb.index import Index, Postings
from kb.index.reused import read_passages
from kb.index.whoosh_index import search_with_whoosh, write_index
from kb.models.payloads import AppId
from kb.passages import FIELDS

QUERIES = 12


def add_up(postings: Postings, terms: list[str]) -> dict[int, float]:
    scores: dict[int, float] = defaultdict(float)
    for term in terms:
        for number, impact in zip(*postings[term], strict=True):
            scores[int(number)] += float(impact)
    return dict(scores)


@pytest.fixture(scope="module")
def whoosh(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Whoosh's own index of the same facts."""
    folder = tmp_path_factory.mktemp("whoosh")
    write_index(folder, read_passages(catalog, folder))
    return folder


@pytest.mark.parametrize("field", FIELDS)
def test_facts_score_as_whooshs_own_searcher_scores_them(index: Index, whoosh: Path, field: str) -> None:
    chance = random.Random(field)
    lexicon = sorted(index.fields[field])
    for _ in range(QUERIES):
        terms = chance.sample(lexicon, chance.randint(1, 6))
        ours = {index.fact_ids[number]: score for number, score in add_up(index.fields[field], terms).items()}
        theirs = dict(search_with_whoosh(whoosh, field, terms, len(index.fact_ids)))
        assert ours == pytest.approx(theirs), terms


def test_questions_rank_facts_as_whooshs_own_searcher_ranks_them(index: Index, whoosh: Path, catalog: Catalog) -> None:
    """For plain OR queries of what people ask: the same facts in the same order, where scores are not the same."""
    analyzer = Analyzer(catalog.vocabulary.values())
    compared = 0
    for fact in catalog.current()[::6]:
        terms = sorted(set(analyzer.analyse(fact.latest.questions[-1]).unit_keys()) & set(index.fields["questions"]))
        scores = {index.fact_ids[number]: round(score, 6) for number, score in add_up(index.fields["questions"], terms).items()}
        ours = sorted(scores, key=lambda fact_id: (-scores[fact_id], fact_id))
        found = search_with_whoosh(whoosh, "questions", terms, len(index.fact_ids)) if terms else []
        theirs = [fact_id for fact_id, _ in sorted(found, key=lambda hit: (-round(hit[1], 6), hit[0]))]
        assert ours == theirs, terms
        compared += len(ours)
    assert compared > 1000


def test_an_app_id_and_its_first_eight_characters_stand_for_its_fact(index: Index, catalog: Catalog) -> None:
    found = 0
    for fact in catalog.current():
        if isinstance(fact.latest.payload, AppId):
            found += 1
            for value in (fact.latest.payload.app_id, fact.latest.payload.app_id[:8]):
                assert fact.id in {index.fact_ids[number] for number in index.fields["values"].holders(value)}
    assert found


def test_documents_stand_in_the_order_of_the_catalog(index: Index, catalog: Catalog) -> None:
    assert list(index.fact_ids) == [fact.id for fact in catalog.current()]
    assert list(index.question_facts) == sorted(index.question_facts)
