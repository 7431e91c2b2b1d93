"""An answer from memory is the answer, byte for byte; what is no answer is not kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.caching.cache import Counts
from api.caching.responses import Caches
from tests.api.conftest import BROWSER

ASK = "/api/v1/ask"
HOW = "How long does the refresh token live for rooms?"
WAYS = (
    (ASK, {"ask": HOW}, {}),
    (ASK, {"ask": HOW, "page": "/guide/consent/"}, {}),
    ("/", {"ask": HOW}, {}),
    ("/guide/consent.md", {"ask": HOW, "goal": "rooms"}, {}),
    ("/guide/consent/", {"ask": HOW}, {"Accept": BROWSER}),
    ("/guide/consent/", {"ask": HOW}, {"Accept": "application/json"}),
    ("/guide/consent/", {"ask": HOW}, {"Accept-Encoding": "gzip"}),
)


@pytest.fixture
def caches(app: FastAPI, client: TestClient) -> Iterator[Caches]:
    """The caches of the running application, empty at first."""
    found = app.state.caches
    assert isinstance(found, Caches)
    found.responses.clear()
    found.answers.clear()
    yield found
    found.responses.clear()
    found.answers.clear()


def gained(before: Counts, after: Counts) -> tuple[int, int]:
    return after.hits - before.hits, after.misses - before.misses


@pytest.mark.parametrize(("path", "parameters", "headers"), WAYS)
def test_the_second_response_is_the_first_one_from_memory(
    client: TestClient, caches: Caches, path: str, parameters: dict[str, str], headers: dict[str, str]
) -> None:
    before = caches.responses.count()
    first = client.get(path, params=parameters, headers=headers)
    second = client.get(path, params=parameters, headers=headers)
    assert first.status_code == second.status_code == 200
    assert (first.content, list(first.headers.items())) == (second.content, list(second.headers.items()))
    assert gained(before, caches.responses.count()) == (1, 1)


@pytest.mark.parametrize(("path", "parameters", "headers"), WAYS)
def test_it_is_what_comes_back_without_any_cache(
    client: TestClient, caches: Caches, path: str, parameters: dict[str, str], headers: dict[str, str]
) -> None:
    client.get(path, params=parameters, headers=headers)
    kept = client.get(path, params=parameters, headers=headers)
    caches.responses.clear()
    caches.answers.clear()
    fresh = client.get(path, params=parameters, headers=headers)
    assert (kept.content, kept.headers) == (fresh.content, fresh.headers)


def test_each_form_page_goal_and_host_has_its_own(client: TestClient, caches: Caches) -> None:
    bodies = {client.get(path, params=parameters, headers=headers).content for path, parameters, headers in WAYS[:6] for _ in range(2)}
    assert len(bodies) >= 4  # the page may change nothing in the answer itself
    one = client.get("/", params={"ask": HOW}, headers={"Host": "one.example"}).text
    other = client.get("/", params={"ask": HOW}, headers={"Host": "other.example"}).text
    assert "one.example" in one
    assert "one.example" not in other


def test_the_same_question_asked_another_way_is_answered_once(client: TestClient, caches: Caches) -> None:
    before = caches.answers.count()
    asked = [HOW, f"  {HOW} ", HOW.replace(" ", "   ")]
    answers = [client.get(ASK, params={"ask": text}).json() for text in asked]
    assert [answer.pop("question") for answer in answers] == asked
    assert answers[0] == answers[1] == answers[2]
    assert gained(before, caches.answers.count()) == (2, 1)


@pytest.mark.parametrize(
    ("path", "parameters"),
    [
        (ASK, {"ask": ""}),
        (ASK, {"ask": "x" * 8001}),
        (ASK, {"ask": "a\u0000b"}),
        (ASK, {"ask": HOW, "release": "none"}),
        ("/nowhere/", {"ask": HOW}),
    ],
)
def test_errors_are_not_kept(client: TestClient, caches: Caches, path: str, parameters: dict[str, str]) -> None:
    for _ in range(2):
        assert client.get(path, params=parameters).status_code >= 400
    assert caches.responses.count().entries == 0


def test_a_client_that_has_the_answer_gets_a_304_without_it(client: TestClient, caches: Caches) -> None:
    tag = client.get(ASK, params={"ask": HOW}).headers["ETag"]
    for _ in range(2):
        again = client.get(ASK, params={"ask": HOW}, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
    assert client.get(ASK, params={"ask": HOW}).status_code == 200


def test_head_tells_what_get_would_send(client: TestClient, caches: Caches) -> None:
    got = client.get(ASK, params={"ask": HOW})
    for _ in range(2):
        head = client.head(ASK, params={"ask": HOW})
        assert (head.status_code, head.content, head.headers["ETag"]) == (200, b"", got.headers["ETag"])


def test_figures_tell_of_hits_and_not_of_questions(client: TestClient, caches: Caches) -> None:
    def read() -> dict[str, float]:
        response = client.get("/metrics")
        assert response.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
        assert "refresh" not in response.text
        lines = [line for line in response.text.splitlines() if not line.startswith("#")]
        return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}

    before = read()
    for _ in range(3):
        client.get(ASK, params={"ask": HOW})
    after = read()
    assert after['kb_cache_hits_total{cache="responses"}'] - before['kb_cache_hits_total{cache="responses"}'] == 2
    assert after['kb_cache_misses_total{cache="answers"}'] - before['kb_cache_misses_total{cache="answers"}'] == 1
    assert after['kb_cache_entries{cache="responses"}'] == 1
    assert 0 < after['kb_cache_bytes{cache="responses"}'] < after['kb_cache_limit_bytes{cache="responses"}']
    assert after["kb_facts"] > 100
