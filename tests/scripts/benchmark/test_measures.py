"""What is measured with: times, ranks, exponents, engines, requests, and the application under measure."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from benchmark.figures import at, measure_mrr, memory_of, size_of, spread
from benchmark.growth import fit_exponent
from benchmark.peers import load_peer
from benchmark.questions import write_streams
from benchmark.saying import say_bytes, say_number, say_share
from benchmark.served import ALONE, BODY, WITHIN, create_app
from benchmark.sets import copy_repository
from benchmark.site_build import change_fact
from kb.catalog import Catalog
from kb.checks import load_catalog

TEXTS = ["The room reads its calendar.", "Tokens are stored in memory.", "An administrator consents."]


def test_a_spread_is_in_milliseconds() -> None:
    assert spread([0.001 * one for one in range(1, 101)]) == {"p50": 51.0, "p99": 100.0, "count": 100}
    assert at([5.0], 0.99) == 5.0


def test_the_rank_of_the_wanted_fact_counts_within_ten_places() -> None:
    found = {"first": ["a", "b"], "second": ["b", "a"], "late": [*"bcdefghijk", "a"], "never": []}
    assert measure_mrr(found.__getitem__, dict.fromkeys(found, "a"), 1) == pytest.approx((1 + 0.5) / 4)


def test_an_exponent_is_fitted_to_logarithms() -> None:
    assert fit_exponent([(size, 3 * size**0.5) for size in (100, 1000, 100_000)]) == pytest.approx(0.5)
    assert fit_exponent([(100, 1.0)]) is None


def test_figures_have_three_digits() -> None:
    assert [say_number(one) for one in (0, 0.01234, 1.5, 12.34, 1234.5)] == ["0", "0.0123", "1.50", "12.3", "1,234"]
    assert (say_bytes(1500), say_bytes(2.5e6), say_share(0.05), say_share(0.5)) == (
        "1.50\u00a0kB",
        "2.50\u00a0MB",
        "5.0\u00a0%",
        "50\u00a0%",
    )


def test_memory_and_sizes_are_read(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "file").write_bytes(b"123")
    assert size_of(tmp_path) == 3
    assert memory_of() > 1e6


@pytest.mark.parametrize("name", ["whoosh", "fts5"])
def test_an_engine_finds_what_was_built(name: str, tmp_path: Path) -> None:
    peer = load_peer(name)
    peer.build(TEXTS, tmp_path)
    search = peer.open(tmp_path)
    assert search("Who stores a token?", 10)[0] == 1
    assert search('"room" AND (calendars*', 10)[0] == 0


def test_an_engine_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tantivy", None)
    monkeypatch.delitem(sys.modules, "benchmark.peers.tantivy", raising=False)
    with pytest.raises(ImportError, match="tantivy"):
        load_peer("tantivy")


def test_no_question_of_a_stream_comes_twice(catalog: Catalog, tmp_path: Path) -> None:
    count = sum(len(fact.latest.questions) for fact in catalog) + 100  # beyond the facts' own questions
    for name, requests in write_streams(catalog, tmp_path, count).items():
        lines = requests.file.read_text(encoding="utf-8").splitlines()
        assert len(set(lines)) == len(lines) == (1 if name == "cached" else count)


def test_the_constant_routes_stand_beside_the_product_and_within_it() -> None:
    client = TestClient(create_app())
    alone, within = client.get(ALONE), client.get(WITHIN)
    assert alone.content == within.content == BODY
    assert "content-security-policy" not in alone.headers
    assert "content-security-policy" in within.headers
    assert client.get("/healthz").status_code == 503, "everything else is the product, which has loaded nothing here"


def test_a_changed_fact_is_still_a_good_one(tmp_path: Path) -> None:
    before = load_catalog(copy_repository(tmp_path))
    fact_id = change_fact(tmp_path).stem
    after = load_catalog(tmp_path)
    assert after.fact(fact_id).latest.title != before.fact(fact_id).latest.title
    assert after.digest != before.digest
