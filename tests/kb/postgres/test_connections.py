"""What the setting leaves out is filled in; what it says counts; what it hides stays hidden."""

from __future__ import annotations

import pytest

from kb.catalog import Catalog
from kb.errors import KbError
from kb.postgres import open_candidates
from kb.postgres.connections import connect_writer, read_parameters
from tests.kb.postgres.cluster import Cluster, find_port


def test_reading_prefers_a_replica_and_has_limits() -> None:
    found = read_parameters("host=one,two dbname=guide")
    assert (found["host"], found["target_session_attrs"], found["connect_timeout"]) == ("one,two", "prefer-standby", "2")
    assert "statement_timeout=1000" in found["options"]
    assert "default_transaction_read_only=on" in found["options"]


def test_the_setting_counts_over_what_is_filled_in() -> None:
    found = read_parameters("postgresql://one,two/guide?target_session_attrs=any&options=-c%20statement_timeout%3D200")
    assert found["target_session_attrs"] == "any"
    assert found["options"].endswith("-c statement_timeout=200")


def test_a_setting_that_cannot_be_read_is_not_repeated() -> None:
    with pytest.raises(KbError, match="KB_POSTGRES cannot be read") as raised:
        read_parameters("host=one password=unmistakable nonsense")
    assert "unmistakable" not in str(raised.value)


def test_a_writer_finds_the_primary_among_the_hosts(cluster: Cluster) -> None:
    replica_first = cluster.where.replace(
        f"port={cluster.primary.port},{cluster.replica.port}", f"port={cluster.replica.port},{cluster.primary.port}"
    )
    with connect_writer(replica_first) as connection:
        assert connection.info.port == cluster.primary.port
    with pytest.raises(KbError, match="takes writes"):
        connect_writer(f"host=127.0.0.1 port={find_port()} dbname=none")


def test_without_a_setting_there_is_no_database(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KB_POSTGRES", raising=False)
    assert open_candidates(catalog) is None
