"""The notes of a release, for people."""

from __future__ import annotations

import pytest

from kb.pages.marks import Marks
from kb.pages.record import write_record
from kb.pages.releases import NONE_YET, write_releases
from tests.kb.repo import Repo


@pytest.fixture
def history(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    repo = Repo(tmp_path_factory.mktemp("history") / "repo")
    for number in range(1, 4):
        repo.add(f"ZM-APP-00{number}")
    repo.release()
    repo.revise("ZM-APP-001", ("A Zoom Room reads", "A *Zoom* Room <b>fetches</b>"))
    repo.withdraw("ZM-APP-002", "ZM-APP-003")
    repo.release()
    repo.change("kb/facts/app/ZM-APP-003.yaml", ("Rooms and events", "Events and rooms"))
    return repo


def test_the_notes_say_what_changed_field_by_field(history: Repo) -> None:
    text = write_releases(history.catalog(), Marks())
    headings = [line for line in text.split("\n") if line.startswith("#")]
    assert headings == ["## Not yet released", "### Editorial", "## 2026.11.1", "### Revised", "### Withdrawn", "## 2026.11.0", "### Added"]
    assert "23 November 2026. 3 facts. 1 revised and 1 withdrawn." in text
    assert "- App registrations: 3" in text
    assert "    - `statement` was: A Zoom Room reads calendar events over Microsoft Graph (ZM-APP-001)." in text
    assert r"    - `statement` is: A \*Zoom\* Room &lt;b&gt;fetches&lt;/b&gt; calendar events" in text
    assert "[ZM-APP-002v2](/facts/app.md#zm-app-002) Rooms and events (ZM-APP-002). It ended. Cite [ZM-APP-003]" in text


def test_a_release_has_an_anchor_on_the_site(history: Repo) -> None:
    assert "## 2026.11.1 { #r2026-11-1 }" in write_releases(history.catalog(), Marks("about/releases.md"))


def test_without_releases_the_page_says_so(repo: Repo) -> None:
    repo.add("ZM-APP-001")
    assert write_releases(repo.catalog(), Marks()) == NONE_YET


def test_the_tombstone_on_the_page_names_what_is_current(repo: Repo) -> None:
    for number in range(1, 4):
        repo.add(f"ZM-APP-00{number}")
    repo.withdraw("ZM-APP-001", "ZM-APP-002")
    repo.withdraw("ZM-APP-002", "ZM-APP-003")
    catalog = repo.catalog()
    record = write_record(catalog.fact("ZM-APP-001"), catalog, Marks())
    assert "**Withdrawn on 23 November 2026.** It ended. Cite [ZM-APP-003](/facts/app.md#zm-app-003) instead." in record
