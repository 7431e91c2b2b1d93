from __future__ import annotations

from typing import Any

import anyio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.guide import Guide
from api.mcp.facts import GET, KINDS, LIST, SEARCH, FactPage, FoundFacts
from api.mcp.resources import read_resource
from api.mcp.tool import Call, ToolRefusal, call_tool
from kb.checks import load_catalog
from kb.ids import AREAS
from kb.models.conditions import values_of

QUESTIONS = sorted(question for fact in load_catalog() for question in fact.latest.questions)
CHOICES: dict[str, tuple[str, ...]] = {
    "area": tuple(AREAS),
    "kind": KINDS,
    "method": values_of("method"),
    "workload": values_of("workload"),
}
FILTERS = st.fixed_dictionaries({}, optional={name: st.sampled_from(known) for name, known in CHOICES.items()})


def search(call: Call, **arguments: Any) -> FoundFacts:
    found, _ = anyio.run(call_tool, SEARCH, call, arguments)
    assert isinstance(found, FoundFacts)
    return found


@pytest.fixture(scope="module")
def module_call(guide: Guide) -> Call:
    return Call(guide, "")


@settings(max_examples=60)
@given(query=st.sampled_from(QUESTIONS) | st.text(min_size=1, max_size=80), filters=FILTERS)
def test_every_id_that_a_search_finds_can_be_fetched(module_call: Call, query: str, filters: dict[str, str]) -> None:
    try:
        found = search(module_call, query=query, limit=5, **filters)
    except ToolRefusal:
        return  # a text of blanks or control characters
    for hit in found.facts:
        for name in (hit.id, hit.citation):
            fact, text = anyio.run(call_tool, GET, module_call, {"id": name})
            assert fact.model_dump()["citation"] == hit.citation
            assert text == read_resource(module_call.guide, f"fact://{name}", "")
        assert filters.get("area") in (None, hit.area)
        assert filters.get("kind") in (None, hit.kind)
        for key in ("method", "workload"):
            assert key not in filters or filters[key] in hit.applies_when.get(key, [filters[key]])


def test_the_best_hit_comes_first_with_the_score_one(call: Call) -> None:
    found = search(call, query="f56e91e5-5a82-452f-b435-d4d78aeaf064")
    assert (found.facts[0].id, found.facts[0].score) == ("ZM-APP-002", 1.0)
    scores = [hit.score for hit in found.facts]
    assert scores == sorted(scores, reverse=True)
    assert min(scores) >= 0


def test_a_search_without_hits_gives_advice(call: Call) -> None:
    found, text = anyio.run(call_tool, SEARCH, call, {"query": "xyzzy qwxv"})
    assert isinstance(found, FoundFacts)
    assert found.facts == ()
    assert "list_facts" in text


def test_the_pages_of_the_list_hold_every_fact_once(call: Call) -> None:
    ids: list[str] = []
    offset: int | None = 0
    while offset is not None:
        page, text = anyio.run(call_tool, LIST, call, {"offset": offset, "limit": 40})
        assert isinstance(page, FactPage)
        ids += [fact.id for fact in page.facts]
        assert page.total == len(call.guide.catalog)
        assert (page.next_offset is None) or f"More from offset {page.next_offset}" in text
        offset = page.next_offset
    assert ids == list(call.guide.catalog.facts)


def test_a_list_beyond_the_end_is_empty(call: Call) -> None:
    page, text = anyio.run(call_tool, LIST, call, {"area": "app", "offset": 5000})
    assert isinstance(page, FactPage)
    assert (page.facts, page.next_offset) == ((), None)
    assert text.startswith("0 of ")
