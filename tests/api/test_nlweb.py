from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from api.guide import Guide
from tests.api.wires import read_events

AMBIGUOUS = "What is the App ID?"
UNKNOWN = "What is the capital of France?"


def ask(client: TestClient, text: str, **members: Any) -> dict[str, Any]:
    response = client.post("/ask", json={"query": {"text": text}, **members})
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    found: dict[str, Any] = response.json()
    return found


def test_get_lists_results_in_the_older_shape(client: TestClient, question: str) -> None:
    body = client.get("/ask", params={"query": question, "streaming": "false"}).json()
    first = body["results"][0]
    assert set(first) == {"url", "name", "site", "score", "description", "schema_object", "cited"}
    assert first["url"] == "http://testserver/facts/app/#zm-app-002"
    assert first["schema_object"]["@type"] == "Claim"
    assert first["schema_object"]["identifier"] == "ZM-APP-002v1"
    assert [each["cited"] for each in body["results"]] == [True] + [False] * (len(body["results"]) - 1)
    assert (body["summary"], body["answer"]) == (None, None)
    assert len(body["query_id"]) == 32


@pytest.mark.parametrize(("name", "value"), [("mode", "summarize"), ("generate_mode", "summarize"), ("mode", "generate")])
def test_the_mode_adds_the_answer(client: TestClient, question: str, app_id: str, name: str, value: str) -> None:
    body = client.get("/ask", params={"query": question, "streaming": "0", name: value}).json()
    assert app_id in body["summary" if value == "summarize" else "answer"]
    assert client.get("/ask", params={"query": question, "streaming": "0"}).json()["results"] == body["results"]


def test_get_streams_unless_told_otherwise(client: TestClient, question: str) -> None:
    response = client.get("/ask", params={"query": question, "mode": "generate", "query_id": "mine"})
    assert response.headers["content-type"].startswith("text/event-stream")
    messages = [data for _, data in read_events(response.text)]
    assert [each["message_type"] for each in messages] == ["result_batch", "nlws", "complete"]
    assert {each["query_id"] for each in messages} == {"mine"}
    whole = client.get("/ask", params={"query": question, "mode": "generate", "streaming": "False"}).json()
    assert messages[0]["results"] == whole["results"]
    assert messages[1]["answer"] == whole["answer"]
    assert [each["schema_object"]["identifier"] for each in messages[1]["items"]] == ["ZM-APP-002v1"]
    types = [data["message_type"] for _, data in read_events(client.get("/ask", params={"query": question, "mode": "summarize"}).text)]
    assert types == ["result_batch", "summary", "complete"]


@pytest.mark.parametrize("prev", ["{}", '["{}"]'])
def test_earlier_questions_are_read_as_turns(client: TestClient, question: str, prev: str) -> None:
    follow = "And with Full Delegate Access?"
    turns = [{"role": "user", "content": text} for text in (question, follow)]
    chatted = client.post("/api/v1/chat", json={"messages": turns}).json()
    got = client.get("/ask", params={"query": follow, "prev": prev.format(question), "streaming": "false"}).json()
    posted = ask(client, follow, context={"prev": [question]}, prefer={"mode": "generate"})
    expected = [each["id"] for each in chatted["citations"]]
    assert [each["schema_object"]["identifier"] for each in got["results"] if each["cited"]] == expected != ["ZM-APP-002v1"]
    assert [each["identifier"] for each in posted["results"][1:]] == expected


def test_a_question_made_whole_by_the_caller_needs_no_turns(client: TestClient, question: str) -> None:
    got = client.get("/ask", params={"query": "that one?", "prev": "x", "decontextualized_query": question, "streaming": "false"}).json()
    assert got["results"][0]["schema_object"]["identifier"] == "ZM-APP-002v1"
    body = {"query": {"text": "that one?", "decontextualized_query": question}, "context": {"prev": ["x"]}}
    assert client.post("/ask", json=body).json()["results"][1]["identifier"] == "ZM-APP-002v1"


def test_an_answer_has_meta_a_summary_and_typed_results(client: TestClient, question: str, app_id: str, guide: Guide) -> None:
    body = ask(client, question, meta={"version": "0.55"}, context={"@type": "ConversationalContext", "memory": ["x"]})
    assert body["_meta"]["response_type"] == "answer"
    assert (body["_meta"]["version"], body["_meta"]["release"]) == ("0.55", guide.catalog.release)
    summary, first, *_ = body["results"]
    assert summary["@type"] == "SearchSummary"
    assert app_id in summary["text"]
    assert summary["grounding"]["citations"] == ["ZM-APP-002v1"]
    assert (first["@type"], first["identifier"]) == ("Claim", "ZM-APP-002v1")
    assert "error" not in body
    assert "elicitation" not in body


def test_the_mode_chooses_what_is_shown(client: TestClient, question: str) -> None:
    listed, made = (ask(client, question, prefer={"mode": mode})["results"] for mode in ("list", "generate"))
    assert [each["@type"] for each in made] == ["SearchSummary", "Claim"]
    assert {each["@type"] for each in listed} == {"Claim"}


@pytest.mark.parametrize("mode", ["list, summarize", "summarize,list", ["list", "summarize"], "poem", "poem, summarize"])
def test_lists_of_modes_are_taken_and_unknown_ones_passed_over(client: TestClient, question: str, mode: Any) -> None:
    assert ask(client, question, prefer={"mode": mode}) == ask(client, question, prefer={"mode": "summarize"})
    if isinstance(mode, str) and "summarize" in mode:
        listed = client.get("/ask", params={"query": question, "mode": mode, "streaming": "false"}).json()
        assert listed["summary"]
        assert listed["results"]


def test_an_ambiguous_question_is_asked_back(client: TestClient) -> None:
    body = ask(client, AMBIGUOUS)
    assert body["_meta"]["response_type"] == "elicitation"
    (question,) = body["elicitation"]["questions"]
    assert question["type"] == "single_select"
    for option in question["options"]:
        assert ask(client, option)["_meta"]["response_type"] == "answer"
    assert "results" not in body


def test_what_the_guide_does_not_say_is_a_failure_with_status_200(client: TestClient) -> None:
    body = ask(client, UNKNOWN)
    assert body["_meta"]["response_type"] == "failure"
    assert body["error"]["code"] == "NO_RESULTS"
    assert body["error"]["message"].startswith("The guide does not say")
    assert body["error"]["details"]["reason"]
    assert "results" not in body


@pytest.mark.parametrize(
    ("text", "names"),
    [("What is MGAPI?", {"start", "result", "complete"}), (AMBIGUOUS, {"start", "complete"}), (UNKNOWN, {"start", "error", "complete"})],
)
def test_events_begin_with_start_and_end_with_complete(client: TestClient, text: str, names: set[str]) -> None:
    whole = ask(client, text)
    by_member = client.post("/ask", json={"query": {"text": text}, "prefer": {"streaming": True}})
    by_header = client.post("/ask", json={"query": {"text": text}}, headers={"Accept": "text/event-stream"})
    assert by_member.content == by_header.content
    events = read_events(by_member.text)
    assert {name for name, _ in events} == names
    assert events[0][0] == "start"
    assert events[0][1]["_meta"]["streaming"]
    last, data = events[-1]
    assert last == "complete"
    assert data["_meta"] == whole["_meta"]
    assert data.get("elicitation") == whole.get("elicitation")
    assert [data["item"] for name, data in events if name == "result"] == whole.get("results", [])
    assert [data["error"] for name, data in events if name == "error"] == ([whole["error"]] if "error" in whole else [])


def test_context_text_says_what_the_answer_is_for(client: TestClient) -> None:
    asked, purpose = "Which App ID is used with Application Permissions?", "connect Zoom Rooms"
    with_goal = client.get("/", params={"ask": asked, "goal": purpose}, headers={"Accept": "application/json"}).json()
    body = ask(client, asked, context={"text": purpose}, prefer={"mode": "generate"})
    assert [each["identifier"] for each in body["results"][1:]] == [each["id"] for each in with_goal["citations"]] == ["ZM-APP-002v1"]


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("", "missing-parameter"),
        ("query=", "empty-question"),
        (f"query={'a' * 8001}", "question-too-long"),
        ("query=a%07", "control-characters"),
        ("query=x&query=y", "repeated-parameter"),
        ("query=x&streaming=perhaps", "invalid-parameter"),
        ("query=x&site=evil.example", "invalid-parameter"),
        ("query=x&prev=[1]", "invalid-parameter"),
        ("query=x&prev=[" + "[" * 3000, "invalid-parameter"),
        ("query=x&prev=" + "a," * 150, "invalid-parameter"),
        (f"query=x&query_id={'a' * 201}", "question-too-long"),
    ],
)
def test_a_get_that_cannot_be_asked_is_a_problem_and_a_failure(client: TestClient, query: str, problem: str) -> None:
    response = client.get(f"/ask?{query}")
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["type"] == f"/problems/{problem}"
    assert response.json()["_meta"]["response_type"] == "failure"
    assert response.json()["error"]["code"] == problem.replace("-", "_").upper()


@pytest.mark.parametrize(
    ("body", "problem", "parameter"),
    [
        ({}, "invalid-body", "query"),
        ({"query": {}}, "invalid-body", "query.text"),
        ({"query": "x"}, "invalid-body", "query"),
        ({"query": {"text": ""}}, "empty-question", "query.text"),
        ({"query": {"text": "x", "site": "other"}}, "invalid-parameter", "query.site"),
        ({"query": {"text": "x"}, "context": {"prev": ["a\x07"]}}, "control-characters", "context.prev.0"),
        ({"query": {"text": "x"}, "context": {"prev": ["a"] * 101}}, "invalid-body", "context.prev"),
    ],
)
def test_a_body_that_cannot_be_asked_is_named(client: TestClient, body: Any, problem: str, parameter: str) -> None:
    response = client.post("/ask", json=body)
    assert response.status_code == 400
    assert (response.json()["type"], response.json()["parameter"]) == (f"/problems/{problem}", parameter)


@pytest.mark.parametrize("site", ["all", "field-guide", "testserver", ""])
def test_the_one_site_goes_by_several_names(client: TestClient, site: str) -> None:
    assert client.get("/ask", params={"query": "MGAPI", "site": site}).status_code == 200


def test_members_that_are_not_known_are_passed_over(client: TestClient) -> None:
    body = {
        "query": {"text": "MGAPI", "itemType": "Thing", "num_results": 3},
        "prefer": {"accept-language": "en", "response_format": ["x"]},
    }
    assert client.post("/ask", json={**body, "meta": {"session_context": {"a": "\u0001"}}, "more": 1}).status_code == 200


def test_asking_on_a_page_is_another_thing(client: TestClient) -> None:
    assert client.get("/?ask=MGAPI").headers["content-type"].startswith("text/markdown")
    assert client.get("/ask/").status_code == 404
    assert client.get("/ask?ask=MGAPI").json()["type"] == "/problems/missing-parameter"
