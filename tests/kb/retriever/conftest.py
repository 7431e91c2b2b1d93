"""The retriever of the real corpus."""

from __future__ import annotations

import pytest

from kb.answerer import Answerer
from kb.retriever import Retriever


@pytest.fixture(scope="session")
def retriever(answerer: Answerer) -> Retriever:
    return answerer.retriever
