"""The real corpus, its index and its answerer, made once for all tests."""

from __future__ import annotations

import pytest
from hypothesis import settings

from kb.answerer import Answerer
from kb.catalog import Catalog
from kb.checks import load_catalog
from kb.index import Index, open_index

# The same examples on every machine, and no deadline: a busy machine is no failure.
settings.register_profile("kb", deadline=None, derandomize=True, max_examples=150)
settings.load_profile("kb")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-conformance", action="store_true", help="write the tables of docs/about/conformance.md again")


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog()


@pytest.fixture(scope="session")
def index(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Index:
    return open_index(catalog, tmp_path_factory.mktemp("index"))


@pytest.fixture(scope="session")
def answerer(catalog: Catalog, index: Index) -> Answerer:
    return Answerer(catalog, index)
