"""Servers die, and come back: questions go on being answered while one is left, and fail plainly while none is."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from kb.answerer import Answerer
from kb.catalog import Catalog
from kb.errors import CandidatesUnavailable
from kb.index import Index
from kb.postgres.candidates import PostgresCandidates
from tests.kb.postgres.cluster import Cluster

ASKED = (
    "Which App ID do Zoom Rooms use with Application Permissions?",
    "How long does the access token live?",
    "How does Full Delegate Access differ from Application Permissions?",
    "Is calendar content stored?",
)


@pytest.fixture
def whole(loaded: Cluster) -> Iterator[Cluster]:
    """Both servers, however a test leaves them."""
    yield loaded
    for server in (loaded.primary, loaded.replica):
        if server.process and server.process.poll() is not None:
            server.start()
    loaded.catch_up()


@pytest.fixture
def primary_first(whole: Cluster, catalog: Catalog) -> Iterator[PostgresCandidates]:
    """Candidates from the first host that answers, which is the primary."""
    found = PostgresCandidates(f"{whole.where} target_session_attrs=any", catalog, patience=2.0)
    found.open()
    yield found
    found.close()


def answers(answerer: Answerer) -> list[str]:
    return [answerer.answer(text).model_dump_json() for text in ASKED]


def port_of(candidates: PostgresCandidates) -> int:
    with candidates._pool.connection() as connection:
        return connection.info.port


def test_a_killed_primary_is_not_noticed_by_who_asks(
    whole: Cluster, primary_first: PostgresCandidates, answerer: Answerer, catalog: Catalog, index: Index
) -> None:
    through = Answerer(catalog, index, candidates=primary_first)
    wanted = answers(answerer)
    assert answers(through) == wanted
    assert port_of(primary_first) == whole.primary.port
    failures: list[str] = []
    done = threading.Event()

    def keep_asking() -> None:
        while not done.is_set():
            try:
                assert answers(through) == wanted
            except Exception as error:
                failures.append(repr(error))

    threads = [threading.Thread(target=keep_asking) for _ in range(3)]
    for thread in threads:
        thread.start()
    time.sleep(0.2)
    whole.primary.kill()
    time.sleep(0.5)
    started = time.monotonic()
    assert answers(through) == wanted
    assert time.monotonic() - started < 2.0
    done.set()
    for thread in threads:
        thread.join(20)
    assert failures == []
    assert port_of(primary_first) == whole.replica.port


def test_a_killed_replica_leaves_the_primary(whole: Cluster, answerer: Answerer, catalog: Catalog, index: Index) -> None:
    candidates = PostgresCandidates(whole.where, catalog)
    candidates.open()
    try:
        assert port_of(candidates) == whole.replica.port
        whole.replica.kill()
        assert answers(Answerer(catalog, index, candidates=candidates)) == answers(answerer)
        assert port_of(candidates) == whole.primary.port
    finally:
        candidates.close()


def test_without_any_server_the_error_comes_in_time_and_goes_when_one_is_back(
    whole: Cluster, primary_first: PostgresCandidates, answerer: Answerer, catalog: Catalog, index: Index
) -> None:
    through = Answerer(catalog, index, candidates=primary_first)
    whole.primary.kill()
    whole.replica.kill()
    started = time.monotonic()
    with pytest.raises(CandidatesUnavailable, match="Try again"):
        through.answer(ASKED[0])
    assert time.monotonic() - started < 4.0
    whole.replica.start()
    ends = time.monotonic() + 10.0
    while True:
        try:
            assert answers(through) == answers(answerer)
            break
        except CandidatesUnavailable:
            assert time.monotonic() < ends, "it does not come back"


def test_connections_that_were_cut_are_made_anew(
    whole: Cluster, primary_first: PostgresCandidates, answerer: Answerer, catalog: Catalog, index: Index
) -> None:
    through = Answerer(catalog, index, candidates=primary_first)
    for _ in range(3):
        whole.primary.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'field-guide'")
        assert answers(through) == answers(answerer)
