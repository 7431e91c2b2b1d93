from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.app import create_app
from api.guide import Guide, list_page_facts
from kb.models.answers import Answer, Message

FORMS = {"md": "text/markdown; charset=utf-8", "json": "application/json", "html": "text/html; charset=utf-8"}
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("path", "accept", "form"),
    [
        ("/", "*/*", "md"),
        ("/", "application/json", "json"),
        ("/", BROWSER, "html"),
        ("/", "image/png", "md"),
        ("/guide/consent/", "*/*", "md"),
        ("/guide/consent/", "application/json", "json"),
        ("/guide/consent/", BROWSER, "html"),
        ("/guide/consent", "*/*", "md"),
        ("/guide/consent/index.html", BROWSER, "html"),
        ("/facts/app/", "*/*", "md"),
        ("/facts/app/", BROWSER, "html"),
        ("/guide/consent.md", "*/*", "md"),
        ("/guide/consent.md", BROWSER, "md"),
        ("/guide/consent.md", "application/json", "md"),
        ("/index.md", "*/*", "md"),
    ],
)
def test_address_and_accept_choose_the_form(client: TestClient, question: str, app_id: str, path: str, accept: str, form: str) -> None:
    response = client.get(path, params={"ask": question}, headers={"Accept": accept})
    assert response.status_code == 200
    assert response.headers["content-type"] == FORMS[form]
    assert "accept" in response.headers["vary"].lower()
    assert response.headers["x-robots-tag"] == "noindex"
    assert app_id in response.text
    again = client.get(path, params={"ask": question}, headers={"Accept": accept, "If-None-Match": response.headers["etag"]})
    assert again.status_code == 304


def test_all_forms_give_the_same_answer(client: TestClient, question: str) -> None:
    by_page = Answer.model_validate(client.get("/", params={"ask": question}, headers={"Accept": "application/json"}).json())
    by_route = Answer.model_validate(client.get("/api/v1/ask", params={"ask": question, "page": "/"}).json())
    assert by_page == by_route
    assert by_page.answer in client.get("/", params={"ask": question}).text


def test_the_markdown_holds_answer_excerpts_follow_ups_and_sources(client: TestClient, question: str) -> None:
    text = client.get("/", params={"ask": question}).text
    assert text.startswith("# Which App ID do Zoom Rooms use")
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == ["Excerpts", "Ask next", "Sources"]
    assert "[ZM-APP-002v1](http://testserver/facts/app/#zm-app-002)" in text
    asked = re.findall(r"\((http://testserver/\?ask=[^)]*)\)", text)
    assert asked
    assert all(client.get(address).status_code == 200 for address in asked)


def test_the_page_shows_the_answer_within_its_own_article(client: TestClient, question: str, browser: dict[str, str]) -> None:
    page = client.get("/guide/consent/", headers=browser).text
    shown = client.get("/guide/consent/", params={"ask": question}, headers=browser).text
    block = re.search(r'<article[^>]*><section class="answer".*?</section><hr>', shown, re.DOTALL)
    assert block
    without = shown.replace(block[0][block[0].index("<section") :], "")
    assert without == page
    assert 'href="/facts/app/#zm-app-002"' in block[0]
    assert f'value="{html.escape(question)}"' in block[0]
    assert 'action="/guide/consent/"' in block[0]
    assert 'href="/guide/consent/?ask=' in block[0]
    assert "<script" not in block[0]


def test_a_page_that_does_not_exist_answers_with_a_problem(client: TestClient, browser: dict[str, str]) -> None:
    for headers in ({}, browser):
        response = client.get("/guide/consnet/?ask=x", headers=headers)
        assert response.status_code == 404
        assert response.headers["content-type"] == "application/problem+json"
        assert "/guide/consent/" in response.json()["near"]


@pytest.mark.parametrize("asked", ["", "   ", "<question>", "%3Cquestion%3E", "%253Cquestion%253E", "%7Bquestion%7D", "your+question"])
def test_an_empty_question_gets_help(client: TestClient, browser: dict[str, str], asked: str) -> None:
    address = f"/guide/consent/?ask={asked}"
    answer = client.get(address, headers={"Accept": "application/json"}).json()
    assert (answer["answered"], answer["reason"]) == (False, "empty_question")
    assert client.get(address).text.startswith("# How to ask\n")
    assert "How to ask</h2>" in client.get(address, headers=browser).text


def test_help_names_the_address_that_was_asked(client: TestClient) -> None:
    for path in ("/guide/consent.md", "/guide/consent/", "/index.md"):
        text = client.get(path, params={"ask": "<question>", "goal": "<what you want to achieve>"}).text
        assert f"GET http://testserver{path}?ask=<question>" in text
        assert f"(http://testserver{path}?ask=Which%20Entra" in text
        assert "%3Cwhat" not in text, "a goal that nobody filled in is not handed on"


@pytest.mark.parametrize("path", ["/", "/guide/consent/", "/guide/consent.md", "/facts.md", "/index.md"])
def test_follow_ups_ask_on_the_same_address_with_the_same_goal(client: TestClient, question: str, path: str) -> None:
    text = client.get(path, params={"ask": question, "goal": "write a runbook & more"}).text
    links = re.findall(r"\((http://testserver[^)]*\?ask=[^)]*)\)", text)
    assert len(links) == 3
    for link in links:
        assert link.startswith(f"http://testserver{path}?ask=")
        assert link.endswith("&goal=write%20a%20runbook%20%26%20more")
        followed = client.get(link)
        assert followed.headers["content-type"] == FORMS["md"]
        assert "goal=write%20a%20runbook%20%26%20more" in followed.text


def test_the_page_carries_the_goal_into_its_form_and_links(client: TestClient, question: str, browser: dict[str, str]) -> None:
    goal = '"a" <b> & c'
    text = client.get("/guide/consent/", params={"ask": question, "goal": goal}, headers=browser).text
    assert f'<input name="goal" type="hidden" value="{html.escape(goal)}">' in text
    assert "&amp;goal=%22a%22%20%3Cb%3E%20%26%20c" in text


def test_the_tag_of_an_answer_changes_with_the_release_and_with_nothing_else(guide: Guide, question: str) -> None:
    def tag(guide: Guide, **headers: str) -> str:
        with TestClient(create_app(load=lambda _: guide)) as client:
            return client.get("/guide/rooms.md", params={"ask": question}, headers=headers).headers["etag"]

    later = Listening(guide.answerer.answer(question, "/guide/rooms/").model_copy(update={"release": "2030.1.0"}))
    same = tag(guide)
    assert tag(guide, **{"User-Agent": "another", "Accept-Encoding": "identity"}) == same
    assert tag(replace(guide, answerer=later)) != same


def test_only_answers_are_kept_out_of_search_engines(client: TestClient, question: str, browser: dict[str, str]) -> None:
    for headers in ({}, browser, {"Accept": "application/json"}):
        assert client.get("/guide/consent/", params={"ask": question}, headers=headers).headers["x-robots-tag"] == "noindex"
    for path in ("/", "/guide/consent/", "/guide/consent.md", "/llms.txt", "/nothing.md"):
        assert "x-robots-tag" not in client.get(path, headers=browser).headers


def test_a_question_on_a_file_that_is_no_page_is_passed_over(client: TestClient, guide: Guide) -> None:
    path = next(path for path in guide.site.files if path.endswith(".css"))
    assert client.get(f"{path}?ask=x").headers["content-type"].startswith("text/css")


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        (f"ask={'a' * 8001}", "question-too-long"),
        ("ask=a%00b", "control-characters"),
        ("ask=MGAPI&goal=a%1Bb", "control-characters"),
        (f"ask=MGAPI&goal={'a' * 8001}", "question-too-long"),
        ("ask=one&ask=two", "repeated-parameter"),
    ],
)
def test_a_question_that_cannot_be_asked_is_a_problem_in_every_form(
    client: TestClient, browser: dict[str, str], query: str, problem: str
) -> None:
    for headers in ({}, browser, {"Accept": "application/json"}):
        response = client.get(f"/?{query}", headers=headers)
        assert response.status_code == 400
        assert response.json()["type"] == f"/problems/{problem}"


class Listening:
    """Answers with what it was told."""

    def __init__(self, answer: Answer) -> None:
        self.heard: list[tuple[str, str | None, str | None]] = []
        self._answer = answer

    waits = False

    def answer(self, question: str, page: str | None = None, goal: str | None = None) -> Answer:
        self.heard.append((question, page, goal))
        return self._answer

    def chat(self, messages: Sequence[Message]) -> Answer:
        return self._answer


def test_page_and_goal_reach_the_answerer(app: FastAPI, guide: Guide, question: str) -> None:
    listening = Listening(guide.answerer.answer(question))
    with TestClient(create_app(load=lambda _: replace(guide, answerer=listening))) as client:
        client.get("/guide/consent.md?ask=q&goal=g")
        client.get("/guide/consent?ask=r")
        client.get("/api/v1/ask?ask=s&page=/guide/consent.md")
        client.get("/?ask=q&goal=")
    consent = "/guide/consent/"
    assert listening.heard == [("q", consent, "g"), ("r", consent, None), ("s", consent, None), ("q", "/", None)]


def test_every_page_with_facts_tells_the_answerer_which(guide: Guide) -> None:
    facts = list_page_facts(guide.catalog, guide.site)
    assert "ZM-APP-002" in facts["/reference/app-ids/"]
    assert all(each.startswith("ZM-CONSENT-") for each in facts["/facts/consent/"])
    assert any(each.startswith("ZM-CONSENT-") for each in facts["/guide/consent/"])
    assert set().union(*facts.values()) == set(guide.catalog.facts)
