"""`POST /api/v1/citations/check` gives the same report as the command, and keeps nothing."""

from __future__ import annotations

import logging

import pytest
from starlette.testclient import TestClient

from api.guide import Guide
from api.http.errors import BODY_LIMIT
from api.openapi.examples import EXAMPLES
from kb.linting import LintReport, lint_text
from kb.loader import ROOT

ADDRESS = "/api/v1/citations/check"


def test_a_runbook_gives_the_report_of_the_command(client: TestClient, guide: Guide) -> None:
    text = (ROOT / "tests/data/room-deployment.md").read_text(encoding="utf-8")
    response = client.post(ADDRESS, json={"text": text, "name": "runbook.md"})
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    assert LintReport.model_validate(response.json()) == lint_text(guide.catalog, text, "runbook.md")
    assert response.json()["summary"]["errors"] == 3


def test_the_documented_example_is_what_comes_back(client: TestClient) -> None:
    body = client.post(ADDRESS, json=EXAMPLES["citing-text"]).json()
    assert body == {**EXAMPLES["lint-report"], "release": body["release"]}


def test_an_unpinned_citation_is_an_error_when_asked_for(client: TestClient) -> None:
    for required, level in ((False, "note"), (True, "error")):
        [finding] = client.post(ADDRESS, json={"text": "ZM-APP-002", "require_pinned": required}).json()["findings"]
        assert (finding["rule"], finding["level"], finding["document"]) == ("unpinned", level, "text")


def test_a_name_decides_whether_it_is_html(client: TestClient) -> None:
    text = '<a href="/f/ZM-APP-002v1">app</a><script>ZM-APP-001v1</script>'
    for name, found in (("a.html", ["ZM-APP-002v1"]), ("a.md", ["ZM-APP-002v1", "ZM-APP-001v1"])):
        body = client.post(ADDRESS, json={"text": text, "name": name}).json()
        assert [citation["citation"] for citation in body["citations"]] == found


@pytest.mark.parametrize(
    "body", [{}, {"text": 1}, {"text": "x", "nmae": "y"}, {"text": "x", "name": ""}, {"text": "x", "name": "n" * 201}, []]
)
def test_a_wrong_body_is_a_problem(client: TestClient, body: object) -> None:
    response = client.post(ADDRESS, json=body)
    assert response.status_code == 400
    assert response.json()["type"] == "/problems/invalid-body"


def test_half_a_character_is_a_problem(client: TestClient) -> None:
    for body in (b'{"text": "\\ud800"}', b'{"text": "x", "name": "\\udfff"}'):
        response = client.post(ADDRESS, content=body, headers={"Content-Type": "application/json"})
        assert (response.status_code, response.headers["content-type"]) == (400, "application/problem+json")


def test_a_text_that_is_too_large_is_a_problem(client: TestClient) -> None:
    response = client.post(ADDRESS, json={"text": "x" * BODY_LIMIT})
    assert response.status_code == 413
    assert response.json() | {"type": "/problems/body-too-large", "limit": BODY_LIMIT} == response.json()


def test_the_text_is_not_logged(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        client.post(ADDRESS, json={"text": "Northwind secret ZM-APP-002v1", "name": "northwind.md"})
    assert "orthwind" not in caplog.text
