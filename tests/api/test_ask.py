from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from api.guide import Guide
from kb.models.answers import Answer


def test_one_question_gets_one_answer_object(client: TestClient, question: str, app_id: str) -> None:
    response = client.get("/api/v1/ask", params={"ask": question})
    assert response.headers["content-type"] == "application/json"
    answer = Answer.model_validate(response.json())
    assert answer.answered
    assert answer.question == question
    assert app_id in answer.answer
    assert answer.citations[0].id == "ZM-APP-002v1"


def test_the_same_question_gives_the_same_bytes(client: TestClient, question: str) -> None:
    first, second = (client.get("/api/v1/ask", params={"ask": question}) for _ in range(2))
    assert first.content == second.content
    assert first.headers["etag"] == second.headers["etag"]


def test_the_served_release_may_be_named(client: TestClient, guide: Guide, question: str) -> None:
    response = client.get("/api/v1/ask", params={"ask": question, "release": guide.catalog.release})
    assert response.json()["release"] == guide.catalog.release


def test_an_unknown_release_names_the_known_ones(client: TestClient, guide: Guide, question: str) -> None:
    response = client.get("/api/v1/ask", params={"ask": question, "release": "1999.1.0"})
    assert response.status_code == 404
    assert response.json()["known"] == [release["name"] for release in client.get("/api/v1/releases").json()["releases"]]
    assert guide.catalog.release in response.json()["known"]


def test_every_citation_leads_to_a_fact_and_a_place_on_a_page(client: TestClient, guide: Guide, question: str) -> None:
    answer = client.get("/api/v1/ask", params={"ask": question}).json()
    for citation in answer["citations"]:
        fact = client.get(f"/api/v1/facts/{citation['id']}").json()
        assert fact["url"] == citation["url"]
        page, _, anchor = citation["url"].partition("#")
        file = guide.site.find(page)
        assert file
        assert f'id="{anchor}"'.encode() in file.body
    for excerpt in answer["excerpts"]:
        assert client.get(f"/api/v1/facts/{excerpt['id']}").json()["statement"] == excerpt["text"]


@pytest.mark.parametrize("asked", ["", " ", "?", "<question>"])
def test_an_empty_question_is_a_problem_here(client: TestClient, asked: str) -> None:
    response = client.get("/api/v1/ask", params={"ask": asked})
    assert response.status_code == 400
    assert response.json()["type"] == "/problems/empty-question"
    assert response.json()["parameter"] == "ask"


def test_eight_thousand_characters_are_read_and_one_more_is_not(client: TestClient) -> None:
    assert client.get("/api/v1/ask", params={"ask": "ab " * 2666 + "ab"}).status_code == 200
    response = client.get("/api/v1/ask", params={"ask": "a" * 8001})
    assert (response.status_code, response.json()["limit"]) == (400, 8000)
