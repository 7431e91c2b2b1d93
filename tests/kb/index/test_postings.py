"""Postings in arrays are the postings they were made from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb.index.postings import gather_holders

DOCUMENTS = st.lists(st.lists(st.text("abc", max_size=2), max_size=6), max_size=8)


@given(DOCUMENTS)
def test_each_term_is_held_by_the_documents_it_stands_in(documents: list[list[str]]) -> None:
    postings = gather_holders(documents)
    assert set(postings) == {term for document in documents for term in document}
    for term in postings:
        numbers, impacts = postings[term]
        assert numbers.tolist() == [number for number, document in enumerate(documents) if term in document]
        assert impacts.tolist() == [0.0] * len(numbers)
        assert postings.holders(term).tolist() == numbers.tolist()
    assert postings.counts().tolist() == [len(postings.holders(term)) for term in postings]


def test_a_term_that_no_document_holds_has_no_holders() -> None:
    postings = gather_holders([["a"]])
    assert "b" not in postings
    assert postings.holders("b").tolist() == []


def test_postings_are_compared_by_what_they_hold() -> None:
    assert gather_holders([["a"], ["b"]]) == gather_holders([["a"], ["b"]])
    assert gather_holders([["a"], ["b"]]) != gather_holders([["b"], ["a"]])
