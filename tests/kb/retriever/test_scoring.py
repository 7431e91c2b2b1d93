"""A ranking of some facts is the ranking of all, narrowed; where facts are many, only the likeliest are looked at closely."""

from __future__ import annotations

import pytest

from kb.catalog import Catalog
from kb.retriever import WEIGHTS, Query, Retriever, scoring
from kb.retriever.hit import Hit

QUESTIONS = (
    "Which App ID do Zoom Rooms use with Application Permissions?",
    "how long does the refresh token live",
    "f56e91e5",
    "Who must consent, and where do I check it?",
    "verified publishers on or off",
)


def show(matches: list[Hit]) -> list[tuple[str, float, dict[str, float], dict[int, float]]]:
    return [(match.fact.id, match.score, match.features, match.covered) for match in matches]


@pytest.fixture(params=QUESTIONS)
def query(request: pytest.FixtureRequest, retriever: Retriever) -> Query:
    return retriever.read(request.param, ["ZM-CONSENT-004"])


def test_a_ranking_among_some_facts_is_that_of_all_without_the_others(query: Query, catalog: Catalog, retriever: Retriever) -> None:
    some = {fact.id for fact in catalog.current()[::3]}
    everything = retriever.scorer.rank(query, WEIGHTS, len(catalog))
    wanted = [row for row in show(everything) if row[0] in some]
    found = show(retriever.scorer.rank(query, WEIGHTS, len(catalog), some))
    assert [(row[0], row[3]) for row in found] == [(row[0], row[3]) for row in wanted]
    for (_, score, features, _), (_, theirs, their_features, _) in zip(found, wanted, strict=True):
        assert score == pytest.approx(theirs)
        assert features == pytest.approx(their_features)


def test_among_no_facts_none_is_found(query: Query, retriever: Retriever) -> None:
    assert retriever.scorer.rank(query, WEIGHTS, 10, ()) == []
    assert retriever.scorer.rank(query, WEIGHTS, 10, {"ZM-APP-999"}) == []


def test_of_many_facts_the_likeliest_are_looked_at(query: Query, retriever: Retriever, monkeypatch: pytest.MonkeyPatch) -> None:
    best = show(retriever.scorer.rank(query, WEIGHTS, 3))
    monkeypatch.setattr(scoring, "MANY", 10)
    monkeypatch.setattr(scoring, "CLOSELY", 60)
    found = show(retriever.scorer.rank(query, WEIGHTS, 200))
    assert 0 < len(found) <= 60
    assert found[0][0] == best[0][0]
