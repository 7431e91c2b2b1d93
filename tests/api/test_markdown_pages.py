"""Pages for agents: as Markdown at two addresses, named in links, and of use even where there is none."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest
from starlette.testclient import TestClient

from api.guide import Guide

MARKDOWN = "text/markdown; charset=utf-8"
WANTED = {"Accept": "text/markdown"}
LLMS = '</llms.txt>; rel="describedby"; type="text/plain"'


class Links(HTMLParser):
    """The `<link>` elements of a page: type → address."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: dict[tuple[str, str], str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "link":
            self.found[given.get("rel", ""), given.get("type", "")] = given.get("href", "")


def addresses(guide: Guide) -> list[str]:
    return [address for address in guide.site.addresses if guide.site.twin_of(address)]


def test_every_page_is_markdown_for_those_who_want_it(client: TestClient, guide: Guide) -> None:
    assert len(addresses(guide)) > 30
    for address in addresses(guide):
        twin = str(guide.site.twin_of(address))
        response = client.get(address, headers=WANTED)
        assert response.headers["content-type"] == MARKDOWN
        assert response.headers["content-location"] == twin
        assert "accept" in response.headers["vary"].lower()
        assert response.content == client.get(twin).content == guide.site.files[twin].body


@pytest.mark.parametrize("ending", ["/.md", "/index.md", "/index.html.md", ".md"])
def test_every_way_to_add_the_ending_finds_the_page(client: TestClient, guide: Guide, question: str, ending: str) -> None:
    for address in ("/", "/guide/", "/guide/consent/"):
        path = address.rstrip("/") + ending
        response = client.get(path)
        assert (response.status_code, response.headers["content-type"]) == (200, MARKDOWN), path
        assert response.headers["link"].startswith(f"<{address}>")
        assert client.get(path, params={"ask": question}).status_code == 200


@pytest.mark.parametrize("path", ["/guide/consnet/.md", "/404.md", "/guide/consentindex.md", "/guide/consent/x/index.md", "/assets/.md"])
def test_no_ending_makes_a_page_of_what_is_none(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("*/*", "text/html"),
        ("text/html,*/*;q=0.8", "text/html"),
        ("text/markdown, text/html;q=0.9, */*;q=0.1", "text/markdown"),
        ("text/html, text/markdown;q=0.5", "text/html"),
        ("application/json", "text/html"),
    ],
)
def test_people_get_the_page_unless_they_like_markdown_better(client: TestClient, accept: str, form: str) -> None:
    response = client.get("/guide/consent/", headers={"Accept": accept})
    assert response.headers["content-type"].partition(";")[0] == form
    assert "accept" in response.headers["vary"].lower()


def test_both_forms_are_revalidated_each_by_its_own_tag(client: TestClient) -> None:
    html, markdown = client.get("/guide/consent/"), client.get("/guide/consent/", headers=WANTED)
    assert html.headers["etag"] != markdown.headers["etag"]
    for headers, tag, code in (
        ({}, html.headers["etag"], 304),
        (WANTED, markdown.headers["etag"], 304),
        (WANTED, html.headers["etag"], 200),
    ):
        again = client.get("/guide/consent/", headers={**headers, "If-None-Match": tag})
        assert again.status_code == code
        assert "accept" in again.headers["vary"].lower()


def test_every_page_names_its_markdown_and_the_index(client: TestClient, guide: Guide, browser: dict[str, str]) -> None:
    for address in addresses(guide):
        twin = guide.site.twin_of(address)
        response = client.get(address, headers=browser)
        assert response.headers["link"] == f'<{twin}>; rel="alternate"; type="text/markdown", {LLMS}'
        links = Links(response.text).found
        named = urljoin(address, links["alternate", "text/markdown"])
        assert client.get(named).headers["content-type"] == MARKDOWN
        assert named == twin
        assert urljoin(address, links["describedby", "text/plain"]) == "/llms.txt"


def test_the_markdown_names_its_page_and_the_index(client: TestClient) -> None:
    for response in (client.get("/guide/consent.md"), client.get("/guide/consent/", headers=WANTED)):
        assert response.headers["link"] == f'</guide/consent/>; rel="canonical", {LLMS}'


def test_a_missing_page_says_in_markdown_what_is_near_and_how_to_ask(client: TestClient, browser: dict[str, str]) -> None:
    for response in (
        client.get("/guide/consnet.md"),
        client.get("/guide/consnet.md", headers=browser),
        client.get("/guide/consnet/", headers=WANTED),
        client.get("/guide/consnet", headers=WANTED),
    ):
        assert response.status_code == 404
        assert response.headers["content-type"] == MARKDOWN
        assert "accept" in response.headers["vary"].lower()
        assert "[/guide/consent.md](http://testserver/guide/consent.md)" in response.text
        assert "GET http://testserver/index.md?ask=<question>" in response.text
        assert "(http://testserver/llms.txt)" in response.text
        assert response.text.startswith("# There is no page at this address\n")


def test_a_question_on_a_missing_page_can_be_asked_near_by(client: TestClient) -> None:
    text = client.get("/guide/consnet.md", params={"ask": "What is (MGAPI) & why?"}).text
    links = re.findall(r"\((http://testserver[^)]*\?ask=[^)]*)\)", text)
    assert "http://testserver/guide/consent.md?ask=What%20is%20%28MGAPI%29%20%26%20why%3F" in links
    assert "http://testserver/index.md?ask=What%20is%20%28MGAPI%29%20%26%20why%3F" in links
    assert all(client.get(link).status_code == 200 for link in links)


@pytest.mark.parametrize("asked", ["", "%3Cquestion%3E", "a%00b", "a" * 8001])
def test_what_cannot_be_asked_is_not_handed_on(client: TestClient, asked: str) -> None:
    response = client.get(f"/guide/consnet.md?ask={asked}")
    assert response.status_code == 404
    assert "[/guide/consent.md](http://testserver/guide/consent.md)" in response.text


def test_where_nothing_is_near_the_start_page_is_offered(client: TestClient) -> None:
    text = client.get("/qqqqqqqq.md", params={"ask": "What is MGAPI?"}).text
    assert "(http://testserver/index.md?ask=What%20is%20MGAPI%3F)" in text


def test_the_path_of_a_missing_page_is_not_repeated(client: TestClient) -> None:
    assert "injected" not in client.get("/guide/[injected](http://bad.example).md").text


def test_programs_get_a_problem_even_for_markdown(client: TestClient) -> None:
    for path, accept in (("/guide/consnet.md", "application/json"), ("/api/v1/nothing.md", "*/*"), ("/api/v1/nothing", "text/markdown")):
        response = client.get(path, headers={"Accept": accept})
        assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/guide/consent/", WANTED),
        ("/guide/consent.md", {}),
        ("/guide/consent.md?ask=MGAPI", {}),
        ("/guide/consnet.md", {}),
        ("/llms.txt", {}),
        ("/facts.csv", {}),
    ],
)
def test_head_is_get_without_the_body(client: TestClient, path: str, headers: dict[str, str]) -> None:
    got, head = client.get(path, headers=headers), client.head(path, headers=headers)
    assert (head.status_code, head.content) == (got.status_code, b"")
    assert dict(head.headers) == dict(got.headers)


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/llms.txt", "text/plain; charset=utf-8"),
        ("/llms-full.txt", "text/plain; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/facts.json", "application/json"),
        ("/schema/facts.json", "application/json"),
        ("/facts.csv", "text/csv; charset=utf-8; header=present"),
    ],
)
def test_the_files_for_machines_are_served_with_their_type(client: TestClient, path: str, media_type: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.headers["content-type"]) == (200, media_type)
    assert client.get(path, headers={"If-None-Match": response.headers["etag"]}).status_code == 304
