"""What is measured with: rows, invented facts, engines, questions, and the application under measure."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from benchmark.generator import QUESTIONS, invent_facts
from benchmark.peers import PEERS
from benchmark.rows import Row, say
from benchmark.searching import ANSWER, RANKING, WORDS, measure_mrr, measure_size, time_in_turns
from benchmark.served import ALONE, BODY, WITHIN, create_app
from benchmark.serving import SERVE
from benchmark.sets import change_fact, copy_repository, list_questions, load_set
from kb.catalog import Catalog
from kb.checks import load_catalog

TEXTS = ["The room reads its calendar.", "Tokens are stored in memory.", "An administrator consents."]


def test_figures_have_three_digits_that_count() -> None:
    assert [say(one, "") for one in (0, 0.01234, 1.5, 12.34, 1234.5)] == ["0", "0.0123", "1.50", "12.3", "1,234"]
    assert [say(1500, "B"), say(2.5e6, "B"), say(2, "×"), say(436, "/s")] == ["1.50\u00a0kB", "2.50\u00a0MB", "2.00×", "436/s"]


@pytest.mark.parametrize(
    ("least", "most", "met"), [(None, None, None), (2.0, None, True), (2.1, None, False), (None, 2.0, True), (None, 1.9, False)]
)
def test_a_target_is_held_against_the_median_of_the_ratios(least: float | None, most: float | None, met: bool | None) -> None:
    assert Row("ours", "", "ms", [10, 30, 20], "theirs", [10, 10, 10], least, most).met is met


def test_invented_facts_are_the_same_each_time_and_begin_with_the_real_ones(catalog: Catalog) -> None:
    real = list(catalog)
    facts, again = (list(invent_facts(2 * len(real) + 5, real)) for _ in range(2))
    assert facts == again
    assert facts[: len(real)] == real
    assert len({fact.id for fact in facts}) == len(facts)
    first, second, third = (facts[at] for at in (0, len(real), 2 * len(real)))
    assert len({first.latest.statement, second.latest.statement, third.latest.statement}) == 3
    assert len(first.latest.statement.split()) == len(second.latest.statement.split())
    assert len(second.latest.questions) == min(QUESTIONS, len(first.latest.questions))


def test_no_question_that_is_asked_was_indexed() -> None:
    made = load_set(0)
    indexed = {question for fact in made.catalog for question in fact.latest.questions}
    assert len(made.asked) > 200
    assert not indexed & made.asked.keys()
    assert made.asked.items() <= {(question, fact_id) for question, fact_id in made.asked.items() if fact_id in made.texts()}


@pytest.mark.parametrize("name", ["Whoosh's own searcher", "SQLite FTS5"])
def test_an_engine_finds_what_was_built(name: str, tmp_path: Path) -> None:
    search = PEERS[name](TEXTS, tmp_path)
    assert search("Who stores a token?")[0] == 1
    assert search('"room" AND (calendars*')[0] == 0


def test_engines_are_asked_in_turns_and_the_first_round_does_not_count() -> None:
    asked: list[str] = []
    times = time_in_turns({name: lambda question, name=name: asked.append(name) for name in ("a", "b")}, ["?"], 2)  # type: ignore[misc]
    assert asked == ["a", "b"] * 3
    assert {name: len(each) for name, each in times.items()} == {"a": 2, "b": 2}


def test_the_rank_of_the_wanted_fact_counts_within_ten_places() -> None:
    found = {"first": ["a", "b"], "second": ["b", "a"], "late": [*"bcdefghijk", "a"], "never": []}
    assert measure_mrr(found.__getitem__, dict.fromkeys(found, "a"), list(found)) == pytest.approx((1 + 0.5) / 4)


def test_a_size_is_measured_beside_every_engine(tmp_path: Path) -> None:
    rows = measure_size(600, 1, 5, tmp_path)
    whats = {row.what for row in rows}
    assert {WORDS, RANKING, ANSWER, "index of ours, built", "index of tantivy, built"} <= whats
    assert all(row.missing or min(row.values) >= 0 for row in rows)
    assert {row.beside for row in rows if row.what == WORDS} >= {"Whoosh's own searcher", "SQLite FTS5"}


def test_no_question_of_a_server_comes_twice(catalog: Catalog) -> None:
    count = sum(len(fact.latest.questions) for fact in catalog.current()) + 100  # beyond the facts' own questions
    assert len(set(list_questions(catalog, count))) == count


def test_the_constant_routes_stand_beside_the_product_and_within_it() -> None:
    client = TestClient(create_app())
    alone, within = client.get(ALONE), client.get(WITHIN)
    assert alone.content == within.content == BODY
    assert "content-security-policy" not in alone.headers
    assert "content-security-policy" in within.headers
    assert client.get("/healthz").status_code == 503, "everything else is the product, which has loaded nothing here"


def test_what_is_served_is_a_whole_repository_and_a_changed_fact_is_still_a_good_one(tmp_path: Path) -> None:
    before = load_catalog(copy_repository(tmp_path))
    fact_id = change_fact(tmp_path).stem
    after = load_catalog(tmp_path)
    assert after.fact(fact_id).latest.title != before.fact(fact_id).latest.title
    assert Path(SERVE).is_file()
