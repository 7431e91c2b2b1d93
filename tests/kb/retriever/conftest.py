"""The retriever of the real corpus, with each source of candidates."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kb.catalog import Catalog
from kb.index import Index
from kb.retriever import Candidates, Retriever


@pytest.fixture(scope="session")
def retriever(catalog: Catalog, index: Index, source: Callable[[Catalog], Candidates | None]) -> Retriever:
    """Once with candidates from the index, once with candidates from PostgreSQL: both must pass the same tests."""
    return Retriever(catalog, index, candidates=source(catalog))
