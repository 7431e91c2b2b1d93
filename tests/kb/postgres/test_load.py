"""A release is loaded whole or not at all, once, beside the others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

import kb.postgres.load
from kb.catalog import Catalog
from kb.errors import CandidatesUnavailable, KbError
from kb.index import open_index
from kb.postgres.candidates import PostgresCandidates
from kb.postgres.load import drop_release, list_loaded, load_release
from kb.postgres.rows import Row, build_rows
from kb.postgres.schema import migrate
from kb.retriever import Retriever
from tests.kb.repo import Repo


def count(connection: psycopg.Connection, table: str) -> int:
    found = connection.execute(f"SELECT count(*) FROM field_guide.{table}".encode()).fetchone()
    assert found
    return int(found[0])


@pytest.fixture
def two(repo: Repo) -> tuple[Catalog, Catalog]:
    """The catalog with one fact, and the later one with two."""
    repo.add("ZM-APP-001")
    earlier = repo.catalog()
    repo.add("ZM-APP-002")
    return earlier, repo.catalog()


def test_a_release_is_loaded_once(connection: psycopg.Connection, two: tuple[Catalog, Catalog]) -> None:
    migrate(connection)
    assert load_release(connection, two[1])
    assert not load_release(connection, two[1])
    assert count(connection, "facts") == 2
    assert [release.facts for release in list_loaded(connection)] == [2]


def test_an_older_release_stays_until_it_is_dropped(connection: psycopg.Connection, two: tuple[Catalog, Catalog], database: str) -> None:
    migrate(connection)
    for catalog in two:
        load_release(connection, catalog)
    later, earlier = list_loaded(connection)
    assert (earlier.facts, later.facts, count(connection, "facts")) == (1, 2, 3)
    with pytest.raises(KbError, match="0 releases begin with"):
        drop_release(connection, "nothing")
    with pytest.raises(KbError, match="0 releases begin with"):
        drop_release(connection, "")
    assert drop_release(connection, earlier.digest[:20]) == earlier
    assert list_loaded(connection) == [later]
    assert count(connection, "facts") == 2
    assert connection.execute("SELECT DISTINCT release FROM field_guide.units").fetchall() == [(later.digest,)]
    served = PostgresCandidates(database, two[0])
    with pytest.raises(CandidatesUnavailable, match=r"does not hold the facts that are served.*scripts/load_postgres"):
        served.open()


def test_a_load_that_fails_leaves_nothing(
    connection: psycopg.Connection, two: tuple[Catalog, Catalog], monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(connection)
    load_release(connection, two[0])

    def fail(catalog: Catalog) -> Iterator[Row]:
        yield next(build_rows(catalog))
        raise OSError("the disk is gone")

    monkeypatch.setattr(kb.postgres.load, "build_rows", fail)
    with pytest.raises(OSError, match="the disk is gone"):
        load_release(connection, two[1])
    assert [release.facts for release in list_loaded(connection)] == [1]
    assert count(connection, "facts") == 1
    monkeypatch.undo()
    assert load_release(connection, two[1])


def test_readers_of_the_old_release_go_on_while_a_new_one_is_loaded(
    connection: psycopg.Connection, two: tuple[Catalog, Catalog], database: str, tmp_path: Path
) -> None:
    migrate(connection)
    load_release(connection, two[0])
    reading = PostgresCandidates(database, two[0])
    reading.open()
    try:
        retriever = Retriever(two[0], open_index(two[0], tmp_path), candidates=reading)
        with connection.transaction():  # the load has done its work, and has not ended
            assert load_release(connection, two[1])
            assert [match.fact.id for match in retriever.retrieve(retriever.read("calendar events"))] == ["ZM-APP-001"]
    finally:
        reading.close()
