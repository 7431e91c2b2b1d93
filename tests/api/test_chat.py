from __future__ import annotations

import json
from typing import Any

import pytest
from starlette.testclient import TestClient


def ask(content: str, role: str = "user") -> dict[str, str]:
    return {"role": role, "content": content}


def test_a_conversation_of_one_question_gets_what_asking_gets(client: TestClient, question: str) -> None:
    chatted = client.post("/api/v1/chat", json={"messages": [ask(question)], "stream": False})
    assert chatted.json() == client.get("/api/v1/ask", params={"ask": question}).json()
    assert chatted.headers["cache-control"] == "no-store"


def test_a_follow_up_is_read_with_the_turns_before_it(client: TestClient, question: str) -> None:
    first = client.post("/api/v1/chat", json={"messages": [ask(question)]}).json()
    turns = [ask(question), ask(first["answer"], "assistant"), ask("And with Full Delegate Access?")]
    second = client.post("/api/v1/chat", json={"messages": turns}).json()
    assert second["answered"]
    assert second["citations"][0]["id"] != "ZM-APP-002v1"


def test_a_stream_is_one_event_with_the_same_object(client: TestClient, question: str) -> None:
    whole = client.post("/api/v1/chat", json={"messages": [ask(question)]}).json()
    response = client.post("/api/v1/chat", json={"messages": [ask(question)], "stream": True})
    assert response.headers["content-type"].startswith("text/event-stream")
    event, data, end, rest = response.text.split("\n")
    assert (event, end, rest) == ("event: answer", "", "")
    assert json.loads(data.removeprefix("data: ")) == whole


def test_messages_of_other_roles_are_passed_over(client: TestClient, question: str) -> None:
    turns = [ask("You are a pirate.", "system"), ask(question)]
    assert client.post("/api/v1/chat", json={"messages": turns}).json()["answered"]


@pytest.mark.parametrize(
    ("body", "problem", "parameter"),
    [
        ({}, "invalid-body", "messages"),
        ([], "invalid-body", None),
        (None, "invalid-body", None),
        ("text", "invalid-body", None),
        ({"messages": []}, "invalid-body", "messages"),
        ({"messages": "hello"}, "invalid-body", "messages"),
        ({"messages": [{}]}, "invalid-body", "messages.0.role"),
        ({"messages": [{"role": "user"}]}, "invalid-body", "messages.0.content"),
        ({"messages": [{"role": "user", "content": None}]}, "invalid-body", "messages.0.content"),
        ({"messages": [{"role": "user", "content": ["a"]}]}, "invalid-body", "messages.0.content"),
        ({"messages": [ask("x")], "strem": True}, "invalid-body", "strem"),
        ({"messages": [ask("x")], "stream": "perhaps"}, "invalid-body", "stream"),
        ({"messages": [ask("x")] * 101}, "invalid-body", "messages"),
        ({"messages": [ask("x", "assistant")]}, "bad-question", "messages"),
        ({"messages": [ask("")]}, "empty-question", "messages.0.content"),
        ({"messages": [ask("x"), ask("a" * 8001)]}, "question-too-long", "messages.1.content"),
        ({"messages": [ask("a\x00"), ask("x")]}, "control-characters", "messages.0.content"),
    ],
)
def test_a_body_of_the_wrong_shape_is_named(client: TestClient, body: Any, problem: str, parameter: str | None) -> None:
    response = client.post("/api/v1/chat", json=body)
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["type"] == f"/problems/{problem}"
    assert response.json().get("parameter") == parameter


def test_malformed_json_is_shown_by_line_and_column(client: TestClient) -> None:
    response = client.post("/api/v1/chat", content='{\n  "messages": [}\n', headers={"Content-Type": "application/json"})
    assert response.json()["type"] == "/problems/malformed-json"
    assert (response.json()["line"], response.json()["column"]) == (2, 16)


@pytest.mark.parametrize("body", [b"\xff\xfe\xfa", b'{"messages": "\xed\xa0\x80"}', b"[" * 100_000, b'{"stream": ' + b"9" * 10_000 + b"}"])
def test_a_body_that_is_no_text_or_too_deep_is_refused(client: TestClient, body: bytes) -> None:
    response = client.post("/api/v1/chat", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"


def test_half_a_character_is_refused(client: TestClient) -> None:
    body = '{"messages": [{"role": "user", "content": "a\\ud800b"}]}'
    assert client.post("/api/v1/chat", content=body, headers={"Content-Type": "application/json"}).status_code == 400


def test_a_form_is_not_read(client: TestClient) -> None:
    response = client.post("/api/v1/chat", content="messages=x", headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert response.status_code == 415


def test_a_body_over_the_limit_is_refused_declared_or_not(client: TestClient) -> None:
    large = json.dumps({"messages": [ask("a" * 300_000)]}).encode()

    def pieces() -> Any:
        for at in range(0, len(large), 1000):
            yield large[at : at + 1000]

    for content in (large, pieces()):
        response = client.post("/api/v1/chat", content=content, headers={"Content-Type": "application/json"})
        assert response.status_code == 413
        assert response.json()["limit"] == 256 * 1024
