"""Facts are found, always in the same order, whatever the text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.catalog import Catalog
from kb.index import open_index
from kb.models.payloads import AppId
from kb.retriever import WEIGHTS, Candidates, Retriever
from tests.kb.hostile import HOSTILE
from tests.kb.repo import Repo


def found(retriever: Retriever, text: str) -> list[tuple[str, float]]:
    return [(match.fact.id, match.score) for match in retriever.retrieve(retriever.read(text))]


def test_a_facts_own_title_finds_it(retriever: Retriever, catalog: Catalog) -> None:
    missed = [fact.id for fact in catalog.current() if fact.id not in [fact_id for fact_id, _ in found(retriever, fact.latest.title)[:5]]]
    assert missed == []


def test_a_whole_uuid_and_its_first_eight_characters_find_their_fact_first(retriever: Retriever, catalog: Catalog) -> None:
    for fact in catalog.current():
        if isinstance(fact.latest.payload, AppId):
            for value in (fact.latest.payload.app_id, fact.latest.payload.app_id.upper(), fact.latest.payload.app_id[:8]):
                for text in (value, f"What is {value}?"):
                    assert found(retriever, text)[0][0] == fact.id, text


def test_the_best_stands_first_and_ties_stand_in_the_order_of_ids(retriever: Retriever) -> None:
    for text in ("rooms", "consent setting of Entra ID", "token lifetime", "Graph"):
        matches = retriever.retrieve(retriever.read(text))
        assert len(matches) > 1
        assert matches == sorted(matches, key=lambda match: (-match.score, match.fact.id))


def test_facts_that_match_alike_are_ordered_by_id_whatever_the_order_of_files(
    repo: Repo, source: Callable[[Catalog], Candidates | None]
) -> None:
    for fact_id in ("ZM-APP-003", "ZM-APP-001", "ZM-APP-002"):
        repo.add(fact_id)
    catalog = repo.catalog()
    # What is learned from the wording needs a winner, so it tells even facts with the same questions apart.
    retriever = Retriever(catalog, open_index(catalog, repo.root / "index"), {**WEIGHTS, "classifier": 0.0}, source(catalog))
    matches = retriever.retrieve(retriever.read("calendar events"))
    assert len({match.score for match in matches}) == 1
    assert [match.fact.id for match in matches] == ["ZM-APP-001", "ZM-APP-002", "ZM-APP-003"]


def test_the_same_question_finds_the_same_facts_with_the_same_scores(catalog: Catalog, retriever: Retriever) -> None:
    for fact in catalog.current()[::10]:
        text = fact.latest.questions[0]
        assert found(retriever, text) == found(retriever, text)


def test_the_page_a_question_is_asked_on_counts(retriever: Retriever) -> None:
    away = {match.fact.id: match.score for match in retriever.retrieve(retriever.read("consent"))}
    here = {match.fact.id: match.score for match in retriever.retrieve(retriever.read("consent", ["ZM-CONSENT-004"]))}
    assert here["ZM-CONSENT-004"] > away["ZM-CONSENT-004"]
    assert {fact_id for fact_id in here if here[fact_id] != away[fact_id]} == {"ZM-CONSENT-004"}


def test_every_feature_has_a_name_and_a_weight(retriever: Retriever) -> None:
    for match in retriever.retrieve(retriever.read("Which App ID do rooms use?")):
        assert set(match.features) <= set(WEIGHTS)
        assert all(-1.01 <= value <= 1.01 for name, value in match.features.items() if name != "classifier"), match
        assert -4 < match.features["classifier"] < 4


def test_words_of_no_fact_find_nothing(retriever: Retriever) -> None:
    assert found(retriever, "qqqq zzzz xxxx") == []
    assert found(retriever, "") == []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_only_words(retriever: Retriever, text: str) -> None:
    assert found(retriever, text) == found(retriever, text)


@given(st.text(max_size=200))
def test_no_text_breaks_retrieval(retriever: Retriever, text: str) -> None:
    scores = [score for _, score in found(retriever, text)]
    assert scores == sorted(scores, reverse=True)
