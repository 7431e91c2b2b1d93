"""The database names the facts that the index would, and answers through it are the same, byte for byte."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace

import psycopg
import pytest

from kb.answerer import Answerer
from kb.catalog import Catalog
from kb.errors import CandidatesUnavailable
from kb.index import Index
from kb.loader import ROOT
from kb.postgres.candidates import PostgresCandidates
from kb.postgres.schema import migrate
from kb.retriever import Retriever
from tests.kb.answerer.questions import Question, ask, read_questions
from tests.kb.postgres.cluster import START_SECONDS, Cluster, find_port

SETS = ("tuning", "tuning-2", "tuning-3", "tuning-4")


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    """Every fourth question of the sets that are not held out, or all of them when ``KB_EVERY_QUESTION`` is set."""
    found = [question for folder in SETS for question in read_questions(folder)]
    return found if os.environ.get("KB_EVERY_QUESTION") else found[::4]


@pytest.fixture
def few(loaded: Cluster, catalog: Catalog) -> Iterator[PostgresCandidates]:
    """Candidates of which one question gets at most half as many as there are facts."""
    found = PostgresCandidates(loaded.where, catalog, most=len(catalog.current()) // 2)
    found.open()
    yield found
    found.close()


def count_same(questions: list[Question], one: Answerer, other: Answerer) -> int:
    return sum(ask(one, question).model_dump_json() == ask(other, question).model_dump_json() for question in questions)


def test_the_same_questions_get_the_same_bytes(
    questions: list[Question], answerer: Answerer, catalog: Catalog, index: Index, candidates: PostgresCandidates
) -> None:
    assert count_same(questions, answerer, Answerer(catalog, index, candidates=candidates)) == len(questions)


def test_half_of_the_facts_as_candidates_hold_what_nearly_every_answer_needs(
    questions: list[Question], answerer: Answerer, catalog: Catalog, index: Index, few: PostgresCandidates
) -> None:
    assert count_same(questions, answerer, Answerer(catalog, index, candidates=few)) >= 0.97 * len(questions)


def test_every_fact_that_shares_something_is_a_candidate_and_the_best_come_first(
    answerer: Answerer, candidates: PostgresCandidates, few: PostgresCandidates, catalog: Catalog
) -> None:
    retriever, early = answerer.retriever, []
    for fact in catalog.current()[::7]:
        query = retriever.read(fact.latest.questions[0])
        found = candidates.find(query)
        assert {match.fact.id for match in retriever.retrieve(query)} <= set(found)
        assert len(set(found)) == len(found)
        assert few.find(query) == found[: few.most]
        early.append(fact.id in found[:20])
    assert sum(early) >= 0.9 * len(early)


def test_the_replica_is_asked(loaded: Cluster, answerer: Answerer, catalog: Catalog) -> None:
    count = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'unmistakable'"
    alone = PostgresCandidates(loaded.where + " application_name=unmistakable", catalog)
    alone.open()
    try:
        alone.find(answerer.retriever.read("consent"))
        assert loaded.replica.query(count) > [(0,)]
        # On its way to the replica libpq asks the primary what it is; that process may take a moment to end.
        ends = time.monotonic() + START_SECONDS
        while loaded.primary.query(count) != [(0,)]:
            assert time.monotonic() < ends, "a connection to the primary stays open"
            time.sleep(0.02)
    finally:
        alone.close()


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("permissio", "'=permiss' | '@permissions'"),  # cut short
        ("accesstoken", "'@access-token'"),  # run together
        ("consnt", "'=consent' | '@consent'"),  # misspelt
    ],
)
def test_a_word_that_no_fact_holds_leads_to_those_that_hold_one_like_it(
    text: str, held: str, loaded: Cluster, candidates: PostgresCandidates, answerer: Answerer
) -> None:
    analyzer = answerer.retriever.analyzer
    query = replace(answerer.retriever.read("x"), weights=dict.fromkeys(analyzer.analyse(text).units, 1.0))
    assert not any(answerer.retriever.scorer.known(unit.key) for unit in query.weights)
    best = candidates.find(query)[:3]
    text = held.replace("'", "''")
    holders = loaded.replica.query(
        f"SELECT id FROM field_guide.facts WHERE release = '{candidates.release}' AND units @@ '{text}'::tsquery"
    )
    assert best
    assert best[0] in {fact_id for (fact_id,) in holders}


def test_what_shares_nothing_is_no_candidate(candidates: PostgresCandidates, answerer: Answerer) -> None:
    assert candidates.find(answerer.retriever.read("qqqq zzzz xxxx")) == ()
    assert candidates.find(answerer.retriever.read("")) == ()


def test_a_word_longer_than_the_database_takes_is_passed_over(candidates: PostgresCandidates, answerer: Answerer) -> None:
    plain = candidates.find(answerer.retriever.read("consent"))
    assert candidates.find(answerer.retriever.read("consent " + "ø" * 1900)) == plain


def test_only_what_the_database_names_is_ranked(catalog: Catalog, index: Index, answerer: Answerer) -> None:
    class Two:
        def find(self, query: object) -> tuple[str, ...]:
            return ("ZM-CONSENT-004", "ZM-APP-002", "ZM-APP-999")

    retriever = Retriever(catalog, index, candidates=Two())
    query = retriever.read("user consent for rooms")
    wanted = [match for match in answerer.retriever.retrieve(query) if match.fact.id in ("ZM-CONSENT-004", "ZM-APP-002")]
    assert wanted
    assert [(match.fact.id, match.score) for match in retriever.retrieve(query)] == [(match.fact.id, match.score) for match in wanted]


def test_a_query_that_takes_too_long_is_given_up(loaded: Cluster, catalog: Catalog, answerer: Answerer) -> None:
    slow = PostgresCandidates(f"{loaded.primary.where} options='-c statement_timeout=150'", catalog)
    slow.open()
    try:
        with psycopg.connect(loaded.primary.where) as other:
            other.execute("LOCK TABLE field_guide.units IN ACCESS EXCLUSIVE MODE")
            with pytest.raises(CandidatesUnavailable, match="took too long"):
                slow.find(answerer.retriever.read("consent"))
        assert slow.find(answerer.retriever.read("consent"))
    finally:
        slow.close()


def test_a_database_without_the_schema_names_the_command(database: str, connection: psycopg.Connection, catalog: Catalog) -> None:
    with pytest.raises(CandidatesUnavailable, match="Run scripts/load_postgres"):
        PostgresCandidates(database, catalog).open()
    migrate(connection)
    with pytest.raises(CandidatesUnavailable, match=r"does not hold the facts .* scripts/load_postgres"):
        PostgresCandidates(database, catalog).open()


def test_a_session_that_reads_cannot_write(loaded: Cluster, catalog: Catalog) -> None:
    primary = PostgresCandidates(loaded.primary.where, catalog)
    primary.open()
    try:
        with primary._pool.connection() as connection, pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            connection.execute("DELETE FROM field_guide.releases")
    finally:
        primary.close()


def test_an_account_that_may_only_read_needs_what_the_page_grants(loaded: Cluster, catalog: Catalog, answerer: Answerer) -> None:
    page = (ROOT / "docs" / "about" / "larger.md").read_text(encoding="utf-8")
    grants = page.partition("```sql\n")[2].partition("```")[0]
    loaded.primary.query(f"CREATE ROLE guide_reader LOGIN; {grants}")
    loaded.catch_up()
    found = PostgresCandidates(loaded.where.replace("user=guide", "user=guide_reader"), catalog)
    found.open()
    assert found.find(answerer.retriever.read("consent"))
    found.close()


def test_when_no_server_answers_the_error_names_no_host(catalog: Catalog) -> None:
    where = f"host=127.0.0.1 port={find_port()} user=unmistakable password=secret"
    with pytest.raises(CandidatesUnavailable, match="No server of the database of facts answers") as raised:
        PostgresCandidates(where, catalog, patience=0.5).open()
    assert not any(word in str(raised.value) for word in ("unmistakable", "secret", "127.0.0.1"))


def test_a_missing_driver_is_named_and_nothing_else_needs_it() -> None:
    program = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from kb.checks import load_catalog\nimport api.guide, kb.ask\nfrom kb.errors import KbError\nfrom kb.postgres import open_candidates\n"
        "catalog = load_catalog()\nassert open_candidates(catalog, '') is None\n"
        "try: open_candidates(catalog, 'host=one')\nexcept KbError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert "requirements-postgres.lock" in done.stdout
