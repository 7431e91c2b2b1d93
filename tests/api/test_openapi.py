from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.openapi.models import OpenAPI
from starlette.testclient import TestClient

from api.feedback import Feedback, FeedbackKept
from api.http.problems import PROBLEMS
from api.openai.shapes import ChatCompletion, Model, ModelList
from api.openapi.examples import EXAMPLES
from api.routes.chat import Conversation
from api.routes.citations import CitingText
from api.routes.operations import Health
from api.shapes.facts import FactList, ReleasedFact
from api.shapes.releases import ChangeList, DiffRecord, ReleaseList
from kb.linting import LintReport
from kb.linting.report import Change, CheckedCitation, Finding, Summary, UnreadableEntry
from kb.loader import ROOT
from kb.models.answers import Answer, AnswerCitation, CitedSource, Excerpt
from kb.pages.citing import ReferenceForms


@pytest.fixture(scope="module")
def document(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


@pytest.fixture(scope="module")
def page() -> str:
    return (ROOT / "docs" / "api.md").read_text(encoding="utf-8")


def operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield f"{method.upper()} {path}", operation


def test_the_document_is_openapi(document: dict[str, Any]) -> None:
    OpenAPI.model_validate(document)
    assert document["openapi"].startswith("3.1")


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    references = set(re.findall(r'"\$ref": "#/components/schemas/(\w+)"', json.dumps(document)))
    assert references <= set(document["components"]["schemas"])


def test_operations_have_names_of_their_own(document: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, operation in operations(document)]
    assert len(names) == len(set(names))


def test_every_parameter_is_described_and_has_an_example(document: dict[str, Any]) -> None:
    for name, operation in operations(document):
        for parameter in operation.get("parameters", []):
            assert parameter.get("description"), (name, parameter["name"])
            assert "example" in parameter or parameter["schema"].get("examples") or "examples" in parameter, (name, parameter["name"])


def test_every_route_has_a_summary_a_description_and_an_example_of_what_comes_back(document: dict[str, Any]) -> None:
    for name, operation in operations(document):
        assert operation["summary"], name
        assert operation["description"], name
        good = operation["responses"].get("200") or operation["responses"]["307"]
        assert "example" in str(good), name
        if "requestBody" in operation:
            [content] = operation["requestBody"]["content"].values()
            assert content["examples"], name


def test_every_error_is_a_problem_document_or_what_the_wire_knows(document: dict[str, Any]) -> None:
    for name, operation in operations(document):
        media_type = "application/json" if " /v1/" in name else "application/problem+json"
        errors = {status: response for status, response in operation["responses"].items() if status[0] in "45d"}
        assert "default" in errors, name
        for response in errors.values():
            # A page that is asked for as Markdown is missed in Markdown.
            readable = {"text/markdown"} if name == "GET /{page}" else set()
            assert set(response["content"]) - readable == {media_type}, name
            assert response["content"][media_type]["examples"], name


def test_the_examples_are_what_the_models_take() -> None:
    for model, example in (
        (Answer, EXAMPLES["answer"]),
        (ReleasedFact, EXAMPLES["released-fact"]),
        (FactList, EXAMPLES["fact-list"]),
        (ReferenceForms, EXAMPLES["citation"]),
        (ReleaseList, EXAMPLES["releases"]),
        (DiffRecord, EXAMPLES["diff"]),
        (ChangeList, EXAMPLES["changes"]),
        (Health, EXAMPLES["health"]),
        (Conversation, EXAMPLES["chat"]),
        (Feedback, EXAMPLES["feedback"]),
        (FeedbackKept, EXAMPLES["feedback-response"]),
        (ChatCompletion, EXAMPLES["completion"]),
        (Model, EXAMPLES["model"]),
        (ModelList, EXAMPLES["models"]),
        (CitingText, EXAMPLES["citing-text"]),
        (LintReport, EXAMPLES["lint-report"]),
    ):
        assert json.loads(model.model_validate(example).model_dump_json()) == example


def test_the_examples_of_other_wires_are_what_the_routes_take_and_send(client: TestClient) -> None:
    def shape(value: Any) -> Any:
        return {name: shape(each) for name, each in value.items()} if isinstance(value, dict) else type(value)

    listed = client.get("/ask", params={"query": EXAMPLES["question"], "query_id": "q-1", "streaming": "false", "mode": "generate"}).json()
    asked = client.post("/ask", json=EXAMPLES["nlweb-request"]).json()
    completed = client.post(
        "/v1/chat/completions", json={**EXAMPLES["completion-request"], "messages": EXAMPLES["chat"]["messages"][:1]}
    ).json()
    assert shape(listed) == shape(EXAMPLES["listed"])
    assert shape(listed["results"][0]) == shape(EXAMPLES["listed"]["results"][0])
    assert shape(asked) == shape(EXAMPLES["nlweb"])
    assert [shape(each) for each in asked["results"][:2]] == [shape(each) for each in EXAMPLES["nlweb"]["results"]]
    assert shape(completed["choices"][0]) == shape(EXAMPLES["completion"]["choices"][0])


def test_the_example_of_a_fact_is_a_real_one(client: TestClient) -> None:
    real = client.get("/api/v1/facts/ZM-APP-002v1").json()
    assert set(real) == set(EXAMPLES["released-fact"])
    assert real["payload"] == EXAMPLES["fact"]["payload"]


def test_the_page_documents_every_route_and_no_other(document: dict[str, Any], page: str) -> None:
    assert set(re.findall(r"^### `([A-Z]+ /[^`]*)`", page, re.MULTILINE)) == {name for name, _ in operations(document)}


def body_members(document: dict[str, Any], operation: dict[str, Any]) -> set[str]:
    if "requestBody" not in operation:
        return set()
    [content] = operation["requestBody"]["content"].values()
    schema = content["schema"]
    named = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    return set(named["properties"])


def test_the_page_documents_every_parameter_of_every_route(document: dict[str, Any], page: str) -> None:
    sections = dict(re.findall(r"^### `([A-Z]+ /[^`]*)`[^\n]*\n(.*?)(?=^##)", page, re.MULTILINE | re.DOTALL))
    for name, operation in operations(document):
        documented = set(re.findall(r"^\| `(\w+)` \|", sections[name], re.MULTILINE))
        known = {parameter["name"] for parameter in operation.get("parameters", [])}
        known |= body_members(document, operation)
        assert documented == known, name


def test_the_page_documents_every_field(page: str) -> None:
    answer, fact = page.partition("## The answer object")[2].split("\n## ")[:2]
    assert set(re.findall(r"^\| `(\w+)` \|", answer, re.MULTILINE)) == set(Answer.model_fields)
    for part in (AnswerCitation, CitedSource, Excerpt):
        assert all(f"`{name}`" in answer for name in part.model_fields)
    names = {name for row in re.findall(r"^\| (`[^|]*) \|", fact, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}
    assert names == set(ReleasedFact.model_fields)


def test_the_page_documents_every_field_of_the_report(page: str) -> None:
    report = page.partition("## The report")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", report, re.MULTILINE)) == set(LintReport.model_fields)
    for part in (Summary, CheckedCitation, Finding, Change, UnreadableEntry):
        assert all(f"`{name}`" in report for name in part.model_fields)


def test_the_page_documents_every_problem_type(page: str) -> None:
    documented = dict(re.findall(r"^### ([a-z-]+) \{ #\1 \}\n\n(.*)$", page, re.MULTILINE))
    assert documented == {slug: f"{kind.status}. {kind.title}. {kind.remedy}" for slug, kind in PROBLEMS.items()}
