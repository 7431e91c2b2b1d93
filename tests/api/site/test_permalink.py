"""The permalink unfurls, shows the fact, and gives programs its data; nothing in it can do harm."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.site.permalink import SUMMARY, render_preview
from api.guide import Guide
from kb.catalog import Catalog
from kb.errors import KbError

MARKUP = '<script>alert(1)</script> "><img src=x onerror=alert(2)> [x](javascript:alert(3)) \u202eא'
CHAT = {"Accept": "*/*", "User-Agent": "a robot of a chat"}


class Page(HTMLParser):
    """What a robot reads of a page: its tags for previews, its links, and what is on it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.elements.append((tag, given))
        if tag == "meta" and (name := given.get("property") or given.get("name")):
            self.meta[name] = given.get("content") or ""
        if tag == "link":
            self.links[given.get("rel") or ""] = given.get("href") or ""

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def history(guide: Guide) -> Catalog:
    """The facts with one that was revised, one that was withdrawn, and a hostile one."""
    changes: dict[str, list[dict[str, Any]]] = {
        "ZM-APP-001": [{"revision": 2, "date": "2026-12-03", "statement": "The App ID is another one now."}],
        "ZM-APP-003": [
            {
                "revision": 2,
                "date": "2026-12-03",
                "status": "withdrawn",
                "withdrawn": {"date": "2026-12-03", "reason": "It was merged", "replaced_by": ["ZM-APP-004"]},
            }
        ],
        "ZM-APP-002": [{"revision": 2, "date": "2026-12-03", "title": MARKUP, "statement": MARKUP}],
    }
    facts = []
    for fact in guide.catalog:
        revisions = tuple(fact.revisions)
        for change in changes.get(fact.id, []):
            revisions = (type(fact.latest).model_validate(fact.latest.model_dump(mode="json") | change), *revisions)
        facts.append(fact.model_copy(update={"revisions": revisions}))
    return Catalog(facts, guide.catalog.sources.values(), guide.catalog.vocabulary.values(), "2026.12.0")


@pytest.fixture(scope="module")
def past(guide: Guide, history: Catalog) -> Iterator[TestClient]:
    """A server of those facts."""
    with TestClient(create_app(load=lambda _: replace(guide, catalog=history)), follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize("headers", [{}, CHAT, {"Accept": "text/html"}])
@pytest.mark.parametrize(("asked", "canonical"), [("ZM-APP-002v1", "ZM-APP-002v1"), ("zm-app-002", "ZM-APP-002")])
def test_a_permalink_unfurls_with_title_statement_and_version(
    client: TestClient, guide: Guide, headers: dict[str, str], asked: str, canonical: str
) -> None:
    response = client.get(f"/f/{asked}", headers=headers)
    assert (response.status_code, response.headers["content-type"]) == (200, "text/html; charset=utf-8")
    page, fact = Page(response.text), guide.catalog.fact("ZM-APP-002")
    assert page.meta["og:title"] == page.meta["twitter:title"] == f"ZM-APP-002v1: {fact.latest.title}"
    assert page.meta["og:description"].startswith(fact.latest.statement[:200])
    assert page.meta["twitter:card"] == "summary"
    assert page.meta["og:url"] == page.links["canonical"] == f"http://testserver/f/{canonical}"
    # Robots read no more than the head of a page.
    assert '<meta name="twitter:description"' in response.text[:4000]


def test_the_page_shows_the_fact_and_how_to_cite_it(client: TestClient, guide: Guide) -> None:
    page = Page(client.get("/f/ZM-APP-002v1").text)
    fact = guide.catalog.fact("ZM-APP-002")
    for part in (fact.latest.title, fact.latest.statement, "current", "1 of 1", "lines 79, 82, 198 and 204", "@misc{ZM-APP-002v1,"):
        assert part in page.text
    assert ("a", {"class": "md-button", "href": "/facts/app/#zm-app-002"}) in page.elements
    assert page.text.count("http://testserver/f/ZM-APP-002v1") == 5


def test_every_fact_has_a_page_whose_files_exist(client: TestClient, guide: Guide) -> None:
    for fact in guide.catalog:
        shell = guide.site.files["/404.html"].body
        page = Page(render_preview(guide.catalog, fact, fact.latest, f"/f/{fact.citation}", "https://guide.example", shell).decode())
        assert page.meta["og:title"].startswith(f"{fact.citation}: ")
        assert 0 < len(page.meta["og:description"]) <= SUMMARY
        loaded = [given.get("src") or given.get("href") for tag, given in page.elements if tag in {"script", "link"} if {"src", "href"} & set(given)]
        for address in loaded:
            assert address == f"https://guide.example/f/{fact.citation}" or guide.site.find(str(address)), address


def test_an_older_revision_says_what_holds_today(past: TestClient) -> None:
    page = Page(past.get("/f/ZM-APP-001v1").text)
    assert page.meta["og:description"].startswith("Superseded on 3 December 2026 by ZM-APP-001v2. The App ID is a651cfda")
    assert "superseded" in page.text
    assert ("a", {"href": "/f/ZM-APP-001v2"}) in page.elements
    assert Page(past.get("/f/ZM-APP-001").text).meta["og:title"].startswith("ZM-APP-001v2: ")


@pytest.mark.parametrize("asked", ["ZM-APP-003", "ZM-APP-003v2", "ZM-APP-003v1"])
def test_a_withdrawn_fact_says_so_first_whichever_revision_is_followed(past: TestClient, asked: str) -> None:
    page = Page(past.get(f"/f/{asked}").text)
    said = "Withdrawn on 3 December 2026. It was merged. Cite ZM-APP-004 instead."
    assert page.meta["og:description"].startswith(said)
    assert said in page.text
    assert ("a", {"href": "/facts/app/#zm-app-004"}) in page.elements
    assert past.get(f"/api/v1/facts/{asked}/citation").json()["note"] == said
    assert f"**{said[:29]}**" in past.get(f"/f/{asked}", headers={"Accept": "text/markdown"}).text


def test_a_hostile_fact_stays_text(past: TestClient) -> None:
    response = past.get("/f/ZM-APP-002")
    page = Page(response.text)
    own = Page(past.get("/no-such-page/", headers={"Accept": "text/html"}).text)
    for tag in ("script", "img"):
        assert [given for name, given in page.elements if name == tag] == [given for name, given in own.elements if name == tag]
    assert not [tag for tag, given in page.elements if any(name.startswith("on") for name in given)]
    assert not [given["href"] for _, given in page.elements if (given.get("href") or "").startswith("javascript")]
    assert "<script>alert(1)</script>" in page.meta["og:title"]
    assert "\u202e" not in page.meta["og:title"] + page.meta["og:description"]
    policy = response.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy.partition("script-src")[2].partition(";")[0]


def test_programs_get_the_fact_and_writers_its_markdown(client: TestClient) -> None:
    fact = client.get("/f/ZM-APP-002v1", headers={"Accept": "application/json"})
    assert fact.json() == client.get("/api/v1/facts/ZM-APP-002v1").json()
    text = client.get("/f/ZM-APP-002v1", headers={"Accept": "text/markdown"})
    assert text.headers["content-type"] == "text/markdown; charset=utf-8"
    assert text.text.startswith("# App ID for rooms with Application Permissions\n\n`ZM-APP-002v1`")
    for response in (fact, text, client.get("/f/ZM-APP-002v1")):
        assert "accept" in response.headers["vary"].lower()
        again = client.get("/f/ZM-APP-002v1", headers={"Accept": "text/html", "If-None-Match": response.headers["etag"]})
        assert again.status_code == (304 if response.headers["content-type"].startswith("text/html") else 200)


def test_a_permalink_stands_in_the_site_with_its_navigation_and_the_box_that_asks(client: TestClient) -> None:
    page = Page(client.get("/f/ZM-APP-002v1", headers={"Accept": "text/html"}).text)
    assert [given["action"] for tag, given in page.elements if tag == "form" and "data-ask-box" in given]
    assert ("a", "/guide/") in {(tag, given.get("href")) for tag, given in page.elements}
    assert "There is no page" not in page.text
    assert [tag for tag, _ in page.elements].count("title") == [tag for tag, _ in page.elements].count("h1") == 1


@pytest.mark.parametrize(
    ("asked", "said", "near"),
    [
        ("ZM-APP-099", "There is no fact ZM-APP-099", "/f/ZM-APP-10"),
        ("ZM-APP-002v9", "There is no revision ZM-APP-002v9", "/f/ZM-APP-002v1"),
        ("%3Cimg%20src%3Dx%3E", "There is no fact <img src=x>", ""),
    ],
)
def test_a_browser_is_shown_what_was_meant_by_a_wrong_citation(client: TestClient, asked: str, said: str, near: str) -> None:
    response = client.get(f"/f/{asked}", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    page = Page(response.text)
    assert (response.status_code, response.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert said in page.text
    assert not near or [given["href"] for tag, given in page.elements if tag == "a" and str(given.get("href")).startswith(near)]
    assert not [given for tag, given in page.elements if given.get("src") == "x"]
    assert [given for tag, given in page.elements if given.get("id") == "missing-ask"]
    for accept in ("*/*", "application/json"):
        assert client.get(f"/f/{asked}", headers={"Accept": accept}).json()["type"] in {"/problems/unknown-fact", "/problems/unknown-revision"}


FORMS = {
    "markdown": ("text/markdown; charset=utf-8", "[ZM-APP-002v1](http://testserver/f/ZM-APP-002v1): "),
    "text": ("text/plain; charset=utf-8", "ZM-APP-002v1: "),
    "html": ("text/html; charset=utf-8", '<a href="http://testserver/f/ZM-APP-002v1">'),
    "bibtex": ("application/x-bibtex", "@misc{ZM-APP-002v1,"),
    "csl-json": ("application/vnd.citationstyles.csl+json", "[\n  {"),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_citation_comes_in_the_form_asked_for(client: TestClient, form: str) -> None:
    response = client.get(f"/api/v1/facts/zm-app-002/citation?format={form}")
    media_type, start = FORMS[form]
    assert (response.status_code, response.headers["content-type"]) == (200, media_type)
    assert response.text.startswith(start)
    whole = client.get("/api/v1/facts/ZM-APP-002v1/citation").json()
    assert whole == client.get("/api/v1/facts/ZM-APP-002/citation?format=json").json()
    assert (whole["id"], whole["url"], whole["status"]) == ("ZM-APP-002v1", "http://testserver/f/ZM-APP-002v1", "current")
    if form in whole["forms"]:
        assert response.text == whole["forms"][form] + "\n"
    else:
        assert json.loads(response.text)[0]["URL"] == whole["url"]


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("ZM-APP-999/citation", "unknown-fact"),
        ("ZM-APP-002v9/citation", "unknown-revision"),
        ("ZM-APP-002/citation?format=pdf", "invalid-parameter"),
    ],
)
def test_what_cannot_be_cited_is_a_problem(client: TestClient, path: str, slug: str) -> None:
    assert client.get(f"/api/v1/facts/{path}").json()["type"] == f"/problems/{slug}"


def test_permalinks_begin_with_the_public_address_where_one_is_set(guide: Guide, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_SITE_URL", "https://guide.example/")
    with TestClient(create_app(load=lambda _: guide)) as client:
        for host in ("testserver", "evil.example"):
            page = Page(client.get("/f/ZM-APP-002v1", headers={"Host": host}).text)
            assert page.meta["og:url"] == "https://guide.example/f/ZM-APP-002v1"
            assert "evil.example" not in page.text
    monkeypatch.setenv("KB_SITE_URL", "guide.example")
    with pytest.raises(KbError, match="KB_SITE_URL"):
        create_app(load=lambda _: guide)


@pytest.mark.parametrize("host", ["evil.example)](x", '"><script>', "a b"])
def test_a_host_that_is_none_is_not_written_into_permalinks(client: TestClient, host: str) -> None:
    text = client.get("/f/ZM-APP-002v1", headers={"Host": host}).text
    assert host not in text
    assert re.search(r'rel="canonical" href="/f/ZM-APP-002v1"', text)
