"""A release is found by name or by day, and read without what came later."""

from __future__ import annotations

import datetime

import pytest

from kb.catalog import Catalog
from kb.errors import NoReleaseYet, UnknownRelease
from kb.history import cut_back, find_release, release_on
from tests.kb.repo import Repo


@pytest.fixture
def two(repo: Repo) -> Repo:
    """A release of one fact, and a later one in which it is revised and names a new fact."""
    repo.add("ZM-APP-001")
    repo.release("2026-11-23")
    name = repo.revise("ZM-APP-001", ("reads", "fetches"))
    repo.add("ZM-APP-002")
    repo.change(name, ("    source:", "    see_also: [ZM-APP-002]\n    source:"))
    repo.release("2026-11-30")
    repo.release("2026-11-30")
    return repo


@pytest.mark.parametrize(
    ("day", "name"),
    [("2026-11-23", "2026.11.0"), ("2026-11-29", "2026.11.0"), ("2026-11-30", "2026.11.2"), ("2199-01-01", "2026.11.2")],
)
def test_the_release_in_force_on_a_day_is_the_newest_cut_by_then(two: Repo, day: str, name: str) -> None:
    assert release_on(two.corpus().releases, datetime.date.fromisoformat(day)).name == name


def test_before_the_first_release_none_was_in_force(two: Repo) -> None:
    with pytest.raises(
        NoReleaseYet, match=r"No release was in force on 2026-11-22: the first one, 2026\.11\.0, is of 2026-11-23\."
    ) as caught:
        release_on(two.corpus().releases, datetime.date(2026, 11, 22))
    assert caught.value.known == ("2026.11.0",)
    with pytest.raises(NoReleaseYet, match="none has been cut"):
        release_on([], datetime.date(2026, 11, 22))


def test_an_unknown_release_names_the_known_ones(two: Repo) -> None:
    with pytest.raises(UnknownRelease) as caught:
        find_release(two.corpus().releases, "2026.12.0")
    assert caught.value.known == ("2026.11.2", "2026.11.1", "2026.11.0")


def test_a_past_release_knows_nothing_of_what_came_later(two: Repo) -> None:
    catalog = two.catalog()
    then = cut_back(catalog, catalog.releases[0])
    assert then.release == "2026.11.0"
    assert [release.name for release in then.releases] == ["2026.11.0"]
    assert list(then.facts) == ["ZM-APP-001"]
    fact = then.fact("ZM-APP-001")
    assert fact.citation == "ZM-APP-001v1"
    assert "reads" in fact.latest.statement
    assert fact.latest.see_also == (), "a neighbour of later days is left out"
    assert catalog.fact("ZM-APP-001").latest.see_also == ("ZM-APP-002",)


def test_a_revision_without_questions_is_asked_for_in_todays_words(catalog: Catalog) -> None:
    now = catalog.fact("ZM-METHOD-015")
    first = now.revisions[-1]
    assert first.questions == (), "an older revision keeps none of its own"
    then = cut_back(catalog, catalog.releases[0]).fact("ZM-METHOD-015").latest
    assert then.questions == now.latest.questions
    assert then.statement == first.statement
