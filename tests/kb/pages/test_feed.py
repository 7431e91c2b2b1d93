"""The feed of releases is Atom, and the same for the same facts."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kb.catalog import Catalog
from kb.pages.feed import write_feed
from kb.pages.listing import FEED
from kb.pages.releases import anchor_of
from kb.pages.site_url import SITE_URL
from tests.kb.repo import Repo

ATOM = "{http://www.w3.org/2005/Atom}"
STAMP = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")


@pytest.fixture
def history(repo: Repo) -> Repo:
    repo.add("ZM-APP-001")
    repo.release("2026-11-23")
    repo.revise("ZM-APP-001", ("A Zoom Room reads", "A Zoom Room <script>fetches"))
    repo.release("2026-12-01")
    return repo


def parse(text: str) -> ElementTree.Element:
    """The feed, with what RFC 4287 demands of every feed and entry."""
    feed = ElementTree.fromstring(text.encode())
    assert feed.tag == f"{ATOM}feed"
    for part in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(part.findall(ATOM + name)) == 1
        assert STAMP.fullmatch(part.findtext(f"{ATOM}updated", ""))
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", part.findtext(f"{ATOM}id", ""))
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    names = [one.text for one in feed.iter(f"{ATOM}id")]
    assert len(names) == len(set(names))
    return feed


def test_every_release_is_an_entry_newest_first(history: Repo) -> None:
    feed = parse(write_feed(history.catalog()))
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["Release 2026.12.0", "Release 2026.11.0"]
    assert feed.findtext(f"{ATOM}updated") == entries[0].findtext(f"{ATOM}updated") == "2026-12-01T00:00:00Z"
    content = entries[0].find(f"{ATOM}content")
    assert content is not None
    assert content.get("type") == "html"
    assert '<a href="/f/ZM-APP-001">ZM-APP-001v2</a>' in (content.text or "")
    assert "<script>" not in (content.text or "")


def test_links_are_absolute_where_the_public_address_is_known(history: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SITE_URL, "https://guide.example")
    feed = parse(write_feed(history.catalog()))
    links = [link.get("href", "") for link in feed.iter(f"{ATOM}link")]
    links += [link for content in feed.iter(f"{ATOM}content") for link in re.findall(r'href="([^"]*)"', content.text or "")]
    assert len(links) > 4
    assert all(link.startswith("https://guide.example/") for link in links), links


def test_an_entry_keeps_its_name_when_others_come(history: Repo) -> None:
    before = {
        entry.findtext(f"{ATOM}title"): entry.findtext(f"{ATOM}id")
        for entry in parse(write_feed(history.catalog())).findall(f"{ATOM}entry")
    }
    assert write_feed(history.catalog()) == write_feed(history.catalog())
    history.revise("ZM-APP-001", ("fetches", "gets"))
    history.release("2026-12-02")
    after = {
        entry.findtext(f"{ATOM}title"): entry.findtext(f"{ATOM}id")
        for entry in parse(write_feed(history.catalog())).findall(f"{ATOM}entry")
    }
    assert before.items() < after.items()


def test_without_releases_the_feed_is_empty_and_valid(repo: Repo) -> None:
    repo.add("ZM-APP-001")
    feed = parse(write_feed(repo.catalog()))
    assert feed.findall(f"{ATOM}entry") == []
    assert feed.findtext(f"{ATOM}updated") == "2026-11-23T00:00:00Z"


def test_the_site_has_the_feed_and_what_it_links_to(site: Path, catalog: Catalog) -> None:
    parse((site / FEED).read_text(encoding="utf-8"))
    page = (site / "about/releases/index.html").read_text(encoding="utf-8")
    assert 'href="../../releases.atom"' in page
    for release in catalog.releases:
        assert f'id="{anchor_of(release.name)}"' in page
