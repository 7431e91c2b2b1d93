"""Releases over HTTP: listed, compared, and answered from as they stood."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.guide import Guide
from api.releases.store import PastReleases, load_past_release
from api.site.files import Site, SiteFile
from kb.answerer import Answerer
from kb.index import open_index
from tests.kb.repo import Repo

QUESTION = "How does a room read events (ZM-APP-001)?"
HTML = b"<html><body><article><h1>Home</h1></article></body></html>"


def serve(repo: Repo) -> TestClient:
    """The facts of a small repository behind the real routes, with a site of one page."""
    catalog = repo.catalog()
    files = {"/index.html": SiteFile(HTML, "text/html; charset=utf-8", '"1"', "no-cache")}
    past = PastReleases(functools.partial(load_past_release, catalog, repo.root, {}, lambda _: None))
    answers = Answerer(catalog, open_index(catalog, repo.root / ".kb/index"))
    guide = Guide(catalog, answers, Site(files), answers.retriever, past)
    return TestClient(create_app(load=lambda _: guide))


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """Three releases: a fact, its second revision beside a new fact, and the second one withdrawn; then changes of no release."""
    repo = Repo(tmp_path_factory.mktemp("releases") / "repo")
    repo.add("ZM-APP-001")
    repo.add("ZM-APP-003")
    repo.release("2026-11-23")
    repo.revise("ZM-APP-001", ("A Zoom Room reads", "A Zoom Room fetches"))
    repo.add("ZM-APP-002", ("kind: claim", "kind: claim\naliases: [ZM-APP-009]"))
    repo.release("2026-11-30")
    repo.withdraw("ZM-APP-003", "ZM-APP-009")
    repo.release("2026-12-24")
    repo.revise("ZM-APP-001", ("A Zoom Room fetches", "A Zoom Room gets"))
    return repo


@pytest.fixture(scope="module")
def past(repo: Repo) -> Iterator[TestClient]:
    with serve(repo) as client:
        yield client


def get(client: TestClient, path: str, **parameters: str) -> Any:
    response = client.get(path, params=parameters, headers={"Accept": "application/json"})
    assert response.status_code == 200, response.text
    return response.json()


def complete(client: TestClient, release: str) -> Any:
    """The completion of the model that answers from a release."""
    body = {"model": f"field-guide-{release}", "messages": [{"role": "user", "content": QUESTION}]}
    response = client.post("/v1/chat/completions", json=body)
    assert response.json()["model"] == body["model"]
    return response.json()


def call(client: TestClient, tool: str, **arguments: str) -> Any:
    """The typed result of a tool."""
    params = {"name": tool, "arguments": arguments}
    headers = {"Accept": "application/json, text/event-stream"}
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
    return client.post("/mcp", json=body, headers=headers).json()["result"]["structuredContent"]


def test_a_tool_compares_releases_as_the_api_does(past: TestClient) -> None:
    asked = {"from": "2026.11.0", "to": "2026.12.0"}
    assert call(past, "diff_releases", before="2026.11.0", after="2026.12.0") == get(past, "/api/v1/diff", **asked)
    assert call(past, "diff_releases", before="2026.11.0") == get(past, "/api/v1/diff", **{"from": "2026.11.0"})


def test_releases_are_listed_newest_first_with_what_they_hold(past: TestClient, repo: Repo) -> None:
    listed = get(past, "/api/v1/releases")["releases"]
    digests = [release.digest for release in reversed(repo.corpus().releases)]
    assert [(one["name"], one["date"], one["facts"], one["withdrawn"], one["current"]) for one in listed] == [
        ("unreleased", None, 3, 1, True),
        ("2026.12.0", "2026-12-24", 3, 1, False),
        ("2026.11.1", "2026-11-30", 3, 0, False),
        ("2026.11.0", "2026-11-23", 2, 0, False),
    ]
    assert [one["digest"] for one in listed] == [None, *digests]


@pytest.mark.parametrize(
    ("parameters", "release", "citation", "word"),
    [
        ({}, "unreleased", "ZM-APP-001v3", "gets"),
        ({"release": "unreleased"}, "unreleased", "ZM-APP-001v3", "gets"),
        ({"release": "2026.11.0"}, "2026.11.0", "ZM-APP-001v1", "reads"),
        ({"release": "2026.11.1"}, "2026.11.1", "ZM-APP-001v2", "fetches"),
        ({"as_of": "2026-11-23"}, "2026.11.0", "ZM-APP-001v1", "reads"),
        ({"as_of": "2026-12-23"}, "2026.11.1", "ZM-APP-001v2", "fetches"),
        ({"as_of": "2199-01-01"}, "2026.12.0", "ZM-APP-001v2", "fetches"),
    ],
)
def test_each_front_end_answers_from_the_release_that_was_asked_for(
    past: TestClient, parameters: dict[str, str], release: str, citation: str, word: str
) -> None:
    first = get(past, "/api/v1/ask", ask=QUESTION, **parameters)
    page = get(past, "/", ask=QUESTION, **parameters)
    said = {"messages": [{"role": "user", "content": QUESTION}], **parameters}
    chat = past.post("/api/v1/chat", json=said).json()
    assert first == page == chat
    if "as_of" not in parameters:
        assert first == complete(past, release)["answer"] == call(past, "ask_field_guide", question=QUESTION, **parameters)
    assert (first["release"], first["as_of"]) == (release, parameters.get("as_of"))
    found = next(excerpt for excerpt in first["excerpts"] if excerpt["id"].startswith("ZM-APP-001"))
    assert found["id"] == citation
    assert f"A Zoom Room {word}" in found["text"]


def test_the_same_question_to_the_same_release_gives_the_same_bytes(past: TestClient) -> None:
    asked = {"ask": QUESTION, "release": "2026.11.0"}
    assert past.get("/api/v1/ask", params=asked).content == past.get("/api/v1/ask", params=asked).content


@pytest.mark.parametrize(
    ("parameters", "status", "slug", "parameter"),
    [
        ({"release": "2026.11.9"}, 404, "unknown-release", "release"),
        ({"release": ""}, 404, "unknown-release", "release"),
        ({"as_of": "2026-11-22"}, 404, "unknown-release", "as_of"),
        ({"as_of": "20261123"}, 400, "invalid-parameter", "as_of"),
        ({"as_of": "2026-02-30"}, 400, "invalid-parameter", "as_of"),
        ({"as_of": "2026-11-23", "release": "2026.11.0"}, 400, "invalid-parameter", "as_of"),
    ],
)
def test_a_release_that_cannot_be_read_is_a_problem_everywhere(
    past: TestClient, parameters: dict[str, str], status: int, slug: str, parameter: str
) -> None:
    said = {"messages": [{"role": "user", "content": QUESTION}], **parameters}
    responses = [past.get(path, params={"ask": QUESTION, **parameters}) for path in ("/api/v1/ask", "/")]
    for response in (*responses, past.post("/api/v1/chat", json=said)):
        assert response.status_code == status
        problem = response.json()
        assert (problem["type"], problem["parameter"]) == (f"/problems/{slug}", parameter)
    if slug == "unknown-release" and "release" in parameters:
        assert responses[0].json()["known"] == ["unreleased", "2026.12.0", "2026.11.1", "2026.11.0"]


def test_a_page_stays_in_the_release(past: TestClient) -> None:
    body = past.get("/", params={"ask": QUESTION, "as_of": "2026-11-23"}, headers={"Accept": "text/html"}).text
    assert '<input name="as_of" type="hidden" value="2026-11-23">' in body
    assert "Release 2026.11.0, in force on 23 November 2026." in body
    text = past.get("/", params={"ask": QUESTION, "release": "2026.11.0"}, headers={"Accept": "text/markdown"}).text
    assert "Release 2026.11.0." in text
    assert text.count("&release=2026.11.0") == text.count("/?ask=")


def test_the_facts_of_a_release_are_listed_as_they_stood(past: TestClient) -> None:
    listed = get(past, "/api/v1/facts", release="2026.11.0")
    assert listed["release"] == "2026.11.0"
    assert [fact["citation"] for fact in listed["facts"]] == ["ZM-APP-001v1", "ZM-APP-003v1"]
    assert get(past, "/api/v1/facts/ZM-APP-001", release="2026.11.1")["citation"] == "ZM-APP-001v2"
    assert past.get("/api/v1/facts/ZM-APP-002", params={"release": "2026.11.0"}).status_code == 404


@pytest.mark.parametrize("number", [1, 2, 3])
def test_every_revision_is_read_for_ever(past: TestClient, number: int) -> None:
    fact = get(past, f"/api/v1/facts/ZM-APP-001v{number}")
    assert fact["citation"] == f"ZM-APP-001v{number}"
    assert fact["latest"]["citation"] == "ZM-APP-001v3"


@pytest.mark.parametrize(("asked", "status"), [("ZM-APP-003", "withdrawn"), ("ZM-APP-003v1", "current")])
def test_a_withdrawn_fact_says_so_and_what_to_cite_instead(past: TestClient, asked: str, status: str) -> None:
    fact = get(past, f"/api/v1/facts/{asked}")
    assert fact["status"] == status
    assert fact["latest"]["status"] == "withdrawn"
    assert fact["latest"]["withdrawn"] == {"date": "2026-11-23", "reason": "It ended.", "replaced_by": ["ZM-APP-009"]}
    assert fact["latest"]["replaced_by"] == ["ZM-APP-002v1"]


def test_a_former_id_leads_to_its_fact(past: TestClient) -> None:
    assert get(past, "/api/v1/facts/zm-app-009v1")["citation"] == "ZM-APP-002v1"


def test_two_releases_are_compared_field_by_field(past: TestClient) -> None:
    diff = get(past, "/api/v1/diff", **{"from": "2026.11.0", "to": "2026.12.0"})
    assert (diff["before"], diff["after"]) == ("2026.11.0", "2026.12.0")
    assert [change["after"] for change in diff["added"]] == ["ZM-APP-002v1"]
    [revised] = diff["revised"]
    end = "calendar events over Microsoft Graph (ZM-APP-001)."
    assert (revised["before"], revised["after"]) == ("ZM-APP-001v1", "ZM-APP-001v2")
    assert revised["fields"] == [{"field": "statement", "old": f"A Zoom Room reads {end}", "new": f"A Zoom Room fetches {end}"}]
    [withdrawn] = diff["withdrawn"]
    assert withdrawn["withdrawn"]["replaced_by"] == ["ZM-APP-009"]
    now = get(past, "/api/v1/diff", **{"from": "2026.12.0"})
    assert (now["after"], [change["after"] for change in now["revised"]]) == ("unreleased", ["ZM-APP-001v3"])


@pytest.mark.parametrize(
    ("since", "base", "names"),
    [
        ("2026.11.0", "2026.11.0", ["unreleased", "2026.12.0", "2026.11.1"]),
        ("2026-12-01", "2026.11.1", ["unreleased", "2026.12.0"]),
        ("2026-12-24", "2026.12.0", ["unreleased"]),
        ("2020-01-01", None, ["unreleased", "2026.12.0", "2026.11.1", "2026.11.0"]),
        ("unreleased", "unreleased", []),
    ],
)
def test_changes_are_listed_release_by_release(past: TestClient, since: str, base: str | None, names: list[str]) -> None:
    changes = get(past, "/api/v1/changes", since=since)
    assert (changes["since"], changes["release"]) == (base, "unreleased")
    assert [release["name"] for release in changes["releases"]] == names


@pytest.mark.parametrize(
    ("path", "slug", "parameter"),
    [
        ("/api/v1/diff", "missing-parameter", "from"),
        ("/api/v1/diff?from=1", "unknown-release", "from"),
        ("/api/v1/diff?from=2026.11.0&to=1", "unknown-release", "to"),
        ("/api/v1/diff?from=2026.11.1&to=2026.11.0", "invalid-parameter", "from"),
        ("/api/v1/changes", "missing-parameter", "since"),
        ("/api/v1/changes?since=yesterday", "unknown-release", "since"),
        ("/api/v1/changes?since=2026-13-01", "invalid-parameter", "since"),
    ],
)
def test_what_cannot_be_compared_is_a_problem(past: TestClient, path: str, slug: str, parameter: str) -> None:
    problem = past.get(path).json()
    assert (problem["type"], problem["parameter"]) == (f"/problems/{slug}", parameter)


def test_the_served_release_and_every_other_can_be_asked_for_by_name(client: TestClient, guide: Guide) -> None:
    listed = client.get("/api/v1/releases").json()["releases"]
    assert [release["name"] for release in listed if release["current"]] == [guide.catalog.release]
    assert {release.name for release in guide.catalog.releases} <= {release["name"] for release in listed}
    for release in listed:
        facts = client.get("/api/v1/facts", params={"release": release["name"]}).json()
        assert (facts["release"], len(facts["facts"])) == (release["name"], release["facts"])


def test_the_feed_is_served(client: TestClient) -> None:
    response = client.get("/releases.atom")
    assert response.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert response.text.startswith("<?xml")
