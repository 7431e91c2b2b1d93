"""What of a fact can be searched."""

from __future__ import annotations

import pytest

from kb.analysis import Analyzer
from kb.catalog import Catalog
from kb.passages import FIELDS, Passage, build_passages, payload_values
from tests.kb.repo import Repo


@pytest.fixture(scope="module")
def passages(catalog: Catalog) -> dict[str, Passage]:
    return {passage.fact_id: passage for passage in build_passages(catalog, Analyzer(catalog.vocabulary.values()))}


def test_every_current_fact_has_one_passage_with_every_field(catalog: Catalog, passages: dict[str, Passage]) -> None:
    assert list(passages) == [fact.id for fact in catalog.current()]
    assert all(set(passage.fields) == {*FIELDS, "words", "surface"} for passage in passages.values())


def test_a_withdrawn_fact_has_none(repo: Repo) -> None:
    repo.add("ZM-APP-002")
    withdrawn = "    status: withdrawn\n    withdrawn: {date: 2026-11-23, reason: Merged}\n    title: Rooms"
    repo.add("ZM-APP-001", ("    title: Rooms", withdrawn))
    catalog = repo.catalog()
    assert [passage.fact_id for passage in build_passages(catalog, Analyzer(catalog.vocabulary.values()))] == ["ZM-APP-002"]


def test_each_question_and_the_title_are_entries_of_their_own(catalog: Catalog, passages: dict[str, Passage]) -> None:
    for fact in catalog.current():
        assert len(passages[fact.id].questions) == len(fact.latest.questions) + 1


def test_an_app_id_is_found_whole_by_its_beginning_and_by_its_facts_id(passages: dict[str, Passage]) -> None:
    values = passages["ZM-APP-002"].fields["values"]
    assert {"f56e91e5-5a82-452f-b435-d4d78aeaf064", "f56e91e5"} <= set(values)
    assert "002" in values


def test_durations_of_a_payload_are_spelled_out_and_in_normal_form(catalog: Catalog, passages: dict[str, Passage]) -> None:
    token_policies = [fact for fact in catalog if fact.kind == "token_policy" and getattr(fact.latest.payload, "lifetime", None)]
    assert token_policies
    for fact in token_policies:
        assert any(value.split()[-1].rstrip("s") in ("minute", "hour", "day", "month") for value in payload_values(fact)[1:])
        assert any(key.startswith("#") and key.endswith("s") for key in passages[fact.id].fields["values"])


def test_conditions_are_searched_by_the_words_people_read(repo: Repo) -> None:
    repo.add("ZM-APP-001", ("    question:", "    applies_when: {workload: rooms}\n    question:"))
    catalog = repo.catalog()
    [passage] = build_passages(catalog, Analyzer(catalog.vocabulary.values()))
    assert "@zoom-rooms" in passage.fields["terms"]


def test_surface_words_are_written_words_in_small_letters(passages: dict[str, Passage]) -> None:
    surface = {word for passage in passages.values() for word in passage.fields["surface"]}
    assert {"permissions", "validate"} <= surface
    assert all(word == word.lower() for word in surface)
