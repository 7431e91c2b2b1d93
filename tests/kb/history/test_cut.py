"""A release is named for its month, holds what is new, and is written as it will be read."""

from __future__ import annotations

import datetime

import pytest

from kb.catalog import UNRELEASED
from kb.errors import CannotRelease
from kb.history import cut_release, name_next, path_of, render_release
from kb.loader import load_corpus
from tests.kb.repo import Repo


def test_names_count_within_a_month(repo: Repo) -> None:
    repo.add("ZM-APP-001")
    names = [repo.release(day) for day in ("2026-11-23", "2026-11-23", "2026-11-30", "2026-12-01", "2027-01-31")]
    assert names == [path_of(name) for name in ("2026.11.0", "2026.11.1", "2026.11.2", "2026.12.0", "2027.01.0")]
    assert name_next(repo.corpus().releases, datetime.date(2027, 1, 31)) == "2027.01.1"


def test_a_release_holds_every_fact_and_the_words_of_new_revisions_only(repo: Repo) -> None:
    repo.add("ZM-APP-001")
    repo.add("ZM-APP-002")
    repo.release()
    repo.revise("ZM-APP-002", ("reads", "fetches"))
    repo.revise("ZM-APP-002", ("fetches", "gets"))
    repo.release()
    first, second = repo.corpus().releases
    assert set(first.facts) == set(second.facts) == {"ZM-APP-001", "ZM-APP-002"}
    assert set(first.revisions) == {"ZM-APP-001v1", "ZM-APP-002v1"}
    assert set(second.revisions) == {"ZM-APP-002v2", "ZM-APP-002v3"}
    assert second.facts["ZM-APP-002"].revision == 3
    assert second.previous
    assert (second.previous.name, second.previous.digest) == (first.name, first.digest)


def test_the_same_facts_give_the_same_file(repo: Repo) -> None:
    repo.add("ZM-APP-001")
    day = datetime.date(2026, 11, 23)
    one, two = (render_release(cut_release(list(repo.catalog()), [], day)) for _ in range(2))
    assert one == two
    assert "statement: A Zoom Room reads calendar events over Microsoft Graph (ZM-APP-001)." in one


@pytest.mark.parametrize(
    ("day", "words"), [("2026-11-22", "ZM-APP-001v1 is dated 2026-11-23"), ("2026-11-29", "2026.11.0 is of 2026-11-30")]
)
def test_a_day_too_early_is_refused(repo: Repo, day: str, words: str) -> None:
    repo.add("ZM-APP-001")
    if "2026.11.0" in words:
        repo.release("2026-11-30")
    corpus = repo.corpus()
    with pytest.raises(CannotRelease, match=words):
        cut_release(corpus.facts, corpus.releases, datetime.date.fromisoformat(day))


def test_the_tree_has_the_name_of_the_release_whose_words_it_holds(repo: Repo) -> None:
    name = repo.add("ZM-APP-001")
    assert repo.catalog().release == UNRELEASED
    repo.release()
    assert repo.catalog().release == "2026.11.0"
    repo.change(name, ("Rooms and events", "Events and rooms"))
    repo.change("kb/questions/app/ZM-APP-001.txt", ("room events source", "source of room events"))
    assert repo.catalog().release == "2026.11.0", "an editorial change is none of meaning"
    repo.revise("ZM-APP-001", ("reads", "fetches"))
    assert repo.catalog().release == UNRELEASED
    repo.release()
    assert repo.catalog().release == "2026.11.1"
    repo.add("ZM-APP-002")
    assert repo.catalog().release == UNRELEASED
    assert [release.name for release in load_corpus(repo.root).releases] == ["2026.11.0", "2026.11.1"]
