"""IDs and citations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.ids import AREAS, Citation, area_of, fact_url, near_ids, parse_citation


@pytest.mark.parametrize(
    ("text", "citation"),
    [
        ("ZM-APP-002", Citation("ZM-APP-002")),
        ("ZM-APP-002v1", Citation("ZM-APP-002", 1)),
        (" zm-app-002V12 ", Citation("ZM-APP-002", 12)),
    ],
)
def test_a_citation_is_read_in_any_case(text: str, citation: Citation) -> None:
    assert parse_citation(text) == citation


@pytest.mark.parametrize(
    "text", ["", "ZM-APP-2", "ZM-APP-0002", "ZM-FOO-002", "ZM-APP-002v0", "ZM-APP-002v", "ZM-APP-002v1.2", "xZM-APP-002"]
)
def test_what_is_no_citation_is_none(text: str) -> None:
    assert parse_citation(text) is None


@given(area=st.sampled_from(list(AREAS)), number=st.integers(0, 999), revision=st.none() | st.integers(1, 99))
def test_a_citation_survives_being_written_and_read(area: str, number: int, revision: int | None) -> None:
    citation = Citation(f"ZM-{area}-{number:03}", revision)
    assert parse_citation(str(citation)) == citation
    assert area_of(citation.fact_id) == area


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_citations(text: str) -> None:
    found = parse_citation(text)
    assert found is None or found.fact_id.split("-")[1] in AREAS


def test_near_ids_come_best_first_and_are_few() -> None:
    known = ["ZM-APP-001", "ZM-APP-002", "ZM-DATA-041", "ZM-TOKEN-001"]
    near = near_ids("zm-app-02", known, limit=2)
    assert len(near) == 2
    assert near[0] == "ZM-APP-002"
    assert near_ids("hello", known) == []


def test_near_ids_are_of_the_area_that_was_named() -> None:
    assert near_ids("ZM-APP-999", ["ZM-GAP-099", "ZM-APP-009", "ZM-APP-001"], limit=2) == ["ZM-APP-009", "ZM-APP-001"]


def test_the_address_of_a_fact_is_its_anchor_on_its_areas_page() -> None:
    assert fact_url("ZM-APP-002") == "/facts/app/#zm-app-002"
