from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from api.app import create_app
from api.guide import Guide
from api.http.problems import PROBLEMS, ProblemDocument
from kb.models.answers import Answer, Message

SECRET = "the words of the question"

Send = Callable[[TestClient], Response]


class Broken:
    """Fails, and quotes the question while it does."""

    waits = False

    def answer(self, question: str, page: str | None = None, goal: str | None = None) -> Answer:
        raise RuntimeError(f"cannot read {question}")

    def chat(self, messages: Sequence[Message]) -> Answer:
        raise RuntimeError(f"cannot read {messages[-1].content}")


@pytest.fixture
def broken(guide: Guide) -> Iterator[TestClient]:
    with TestClient(create_app(load=lambda _: replace(guide, answerer=Broken()))) as client:
        yield client


JSON = {"Content-Type": "application/json"}
WAYS: dict[str, Send] = {
    "missing-parameter": lambda client: client.get("/api/v1/ask"),
    "repeated-parameter": lambda client: client.get("/api/v1/ask?ask=a&ask=b"),
    "invalid-parameter": lambda client: client.get("/api/v1/facts?kind=nothing"),
    "empty-question": lambda client: client.get("/api/v1/ask?ask="),
    "question-too-long": lambda client: client.get(f"/api/v1/ask?ask={'a' * 9000}"),
    "control-characters": lambda client: client.get("/api/v1/ask?ask=a%07"),
    "bad-question": lambda client: client.post("/api/v1/chat", json={"messages": [{"role": "system", "content": "x"}]}),
    "malformed-json": lambda client: client.post("/api/v1/chat", content="{", headers=JSON),
    "invalid-body": lambda client: client.post("/api/v1/chat", json={"messages": 1}),
    "unknown-fact": lambda client: client.get("/api/v1/facts/ZM-APP-999"),
    "unknown-revision": lambda client: client.get("/f/ZM-APP-002v99"),
    "unknown-release": lambda client: client.get("/api/v1/ask?ask=MGAPI&release=none"),
    "precondition-failed": lambda client: client.get("/facts.json", headers={"If-Match": '"x"'}),
    "unknown-problem": lambda client: client.get("/problems/nothing"),
    "origin-not-allowed": lambda client: client.post("/mcp", json={}, headers={"Origin": "https://evil.example"}),
    "feedback-off": lambda client: client.post("/api/v1/feedback", json={"verdict": "right"}),
    "not-found": lambda client: client.get("/nothing"),
    "method-not-allowed": lambda client: client.delete("/api/v1/ask"),
    "body-too-large": lambda client: client.post("/api/v1/chat", content=b"x" * 300_000, headers=JSON),
    "unsupported-media-type": lambda client: client.post("/api/v1/chat", content="x", headers={"Content-Type": "text/plain"}),
}
ELSEWHERE = {
    "internal-error",
    "not-ready",
    "host-not-allowed",
    "feedback-full",
    "unsupported-parameter",
    "unknown-model",
    "search-unavailable",
}


def test_every_problem_is_provoked_by_a_test() -> None:
    assert set(WAYS) | ELSEWHERE == set(PROBLEMS)


@pytest.mark.parametrize("slug", WAYS)
def test_a_problem_is_a_document_of_its_type(client: TestClient, browser: dict[str, str], slug: str) -> None:
    response = WAYS[slug](client)
    assert response.headers["content-type"] == "application/problem+json"
    document = ProblemDocument.model_validate(response.json())
    assert document.type == f"/problems/{slug}"
    assert document.title == PROBLEMS[slug].title
    assert document.status == response.status_code == PROBLEMS[slug].status
    assert document.detail
    assert "Traceback" not in response.text


@pytest.mark.parametrize("slug", PROBLEMS)
def test_the_type_of_a_problem_leads_to_its_explanation(client: TestClient, guide: Guide, slug: str) -> None:
    location = client.get(f"/problems/{slug}").headers["location"]
    page, _, anchor = location.partition("#")
    file = guide.site.find(page)
    assert file
    assert f'id="{anchor}"'.encode() in file.body


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("GET", "/api/v1/chat", "POST"),
        ("POST", "/api/v1/ask", "GET, HEAD"),
        ("PUT", "/", "GET, HEAD"),
        ("POST", "/guide/consent/?ask=x", "GET, HEAD"),
        ("OPTIONS", "/api/v1/facts", "GET, HEAD"),
        ("TRACE", "/api/v1/facts", "GET, HEAD"),
        ("NONSENSE", "/f/ZM-APP-002", "GET, HEAD"),
    ],
)
def test_a_method_that_is_not_taken_names_those_that_are(client: TestClient, method: str, path: str, allow: str) -> None:
    response = client.request(method, path)
    assert response.status_code == 405
    assert response.headers["allow"] == allow
    assert response.json()["type"] == "/problems/method-not-allowed"


@pytest.mark.parametrize("path", ["/api/v1/ask?ask=", "/?ask=", "/guide/consent.md?ask="])
def test_a_failure_is_told_without_its_cause_and_logged_without_the_question(
    broken: TestClient, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    with caplog.at_level(logging.DEBUG):
        response = broken.get(path + SECRET)
    assert response.status_code == 500
    assert response.json()["type"] == "/problems/internal-error"
    assert response.headers["content-security-policy"]
    assert not {"RuntimeError", "Traceback", SECRET} & set(response.text.split('"'))
    logged = [record.getMessage() for record in caplog.records if record.name == "api"]
    assert len(logged) == 1
    assert "RuntimeError" in logged[0]
    assert SECRET not in caplog.text


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/chat/completions", {"model": "field-guide", "messages": [{"role": "user", "content": SECRET}]}),
        ("/ask", {"query": {"text": SECRET}}),
    ],
)
def test_a_failing_wire_keeps_its_shape_and_tells_no_cause(
    broken: TestClient, caplog: pytest.LogCaptureFixture, path: str, body: dict[str, object]
) -> None:
    with caplog.at_level(logging.DEBUG):
        response = broken.post(path, json=body)
    assert response.status_code == 500
    assert response.json()["error"]["message"]
    assert SECRET not in caplog.text + response.text


def test_a_failing_chat_is_told_the_same_way(broken: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        response = broken.post("/api/v1/chat", json={"messages": [{"role": "user", "content": SECRET}]})
    assert response.status_code == 500
    assert SECRET not in caplog.text + response.text


@pytest.mark.parametrize("detail", ["a\ud800b"])
def test_half_a_character_in_a_problem_goes_out_as_an_escape(detail: str) -> None:
    from api.http.problems import build_problem

    assert b"\\ud800" in bytes(build_problem("not-found", detail).body)
