"""The real corpus, its index and its answerer, made once for all tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from hypothesis import settings

from kb.answerer import Answerer
from kb.catalog import Catalog
from kb.checks import load_catalog
from kb.index import Index, open_index
from kb.loader import ROOT
from kb.postgres.candidates import PostgresCandidates
from kb.postgres.connections import connect_writer
from kb.postgres.load import load_release
from kb.postgres.schema import migrate
from kb.retriever import Candidates
from tests.kb.postgres.cluster import Cluster, find_tool, make_folder

# The same examples on every machine, and no deadline: a busy machine is no failure.
settings.register_profile("kb", deadline=None, derandomize=True, max_examples=150)
settings.load_profile("kb")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-conformance", action="store_true", help="write the tables of docs/about/conformance.md again")


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog()


@pytest.fixture(scope="session")
def index(catalog: Catalog) -> Index:
    """The index that the server opens too; the first of several processes builds it."""
    return open_index(catalog, ROOT / ".kb" / "index")


@pytest.fixture(scope="session")
def answerer(catalog: Catalog, index: Index) -> Answerer:
    return Answerer(catalog, index)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """PostgreSQL with a streaming replica, empty; started by the first test that needs it."""
    if os.name == "nt" or find_tool("initdb") is None:
        pytest.skip("this machine has no PostgreSQL server; on Debian and Ubuntu: apt install postgresql")
    folder = make_folder()
    cluster = Cluster(folder)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def loaded(cluster: Cluster, catalog: Catalog) -> Cluster:
    """The same with the real facts in it, on both servers."""
    with connect_writer(cluster.where) as connection:
        connection.autocommit = True
        migrate(connection)
        assert load_release(connection, catalog)
    cluster.catch_up()
    return cluster


@pytest.fixture(params=["index", "postgres"], scope="session")
def source(request: pytest.FixtureRequest) -> Callable[[Catalog], Candidates | None]:
    """Where the facts worth ranking come from: the index, and a database that holds the catalog."""
    if request.param == "index":
        return lambda _: None
    cluster: Cluster = request.getfixturevalue("loaded")

    def load(catalog: Catalog) -> Candidates:
        with connect_writer(cluster.where) as connection:
            connection.autocommit = True
            load_release(connection, catalog)
        cluster.catch_up()
        found = PostgresCandidates(cluster.where, catalog)
        found.open()
        request.addfinalizer(found.close)
        return found

    return load


@pytest.fixture(scope="session")
def candidates(loaded: Cluster, catalog: Catalog) -> Iterator[PostgresCandidates]:
    """The real facts' candidates from the replica."""
    found = PostgresCandidates(loaded.where, catalog)
    found.open()
    yield found
    found.close()
