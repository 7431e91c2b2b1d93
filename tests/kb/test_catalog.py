"""Every fact by its ID."""

from __future__ import annotations

import re

import pytest

from kb.catalog import UNRELEASED, Catalog
from kb.errors import UnknownFact, UnknownRevision
from kb.ids import AREAS, Citation, area_of
from tests.kb.repo import Repo

WITHDRAWN = (
    "    title: Rooms",
    "    status: withdrawn\n    withdrawn: {date: 2026-11-23, reason: Merged, replaced_by: [ZM-TOKEN-001]}\n    title: Rooms",
)


def test_facts_stand_in_the_order_of_areas_and_then_of_ids(repo: Repo) -> None:
    for fact_id in ("ZM-GAP-001", "ZM-APP-002", "ZM-TOKEN-001", "ZM-APP-001"):
        repo.add(fact_id)
    catalog = repo.catalog()
    assert [fact.id for fact in catalog] == ["ZM-APP-001", "ZM-APP-002", "ZM-TOKEN-001", "ZM-GAP-001"]
    assert len(catalog) == len(catalog.facts)
    assert [fact.id for fact in catalog.by_area("APP")] == ["ZM-APP-001", "ZM-APP-002"]
    assert catalog.release == UNRELEASED


def test_withdrawn_facts_are_known_but_not_current(repo: Repo) -> None:
    repo.add("ZM-APP-001", WITHDRAWN)
    repo.add("ZM-TOKEN-001")
    catalog = repo.catalog()
    assert {fact.id for fact in catalog.current()} == {"ZM-TOKEN-001"}
    assert catalog.fact("ZM-APP-001").latest.withdrawn is not None


def test_an_alias_leads_to_its_fact(repo: Repo) -> None:
    repo.add("ZM-APP-001", ("kind: claim", "kind: claim\naliases: [ZM-APP-009]"))
    assert repo.catalog().fact("ZM-APP-009").id == "ZM-APP-001"
    assert repo.catalog().resolve("zm-app-009v1")[0].id == "ZM-APP-001"


def test_replacements_are_followed_to_current_facts(repo: Repo) -> None:
    for number in range(1, 7):
        repo.add(f"ZM-APP-00{number}", *([("kind: claim", "kind: claim\naliases: [ZM-APP-009]")] if number == 4 else []))
    repo.withdraw("ZM-APP-001", "ZM-APP-002", "ZM-APP-003")
    repo.withdraw("ZM-APP-002", "ZM-APP-009", "ZM-APP-003")
    repo.withdraw("ZM-APP-005", "ZM-APP-006")
    repo.withdraw("ZM-APP-006")
    catalog = repo.catalog()
    expected = {"ZM-APP-001": ["ZM-APP-004", "ZM-APP-003"], "ZM-APP-002": ["ZM-APP-004", "ZM-APP-003"], "ZM-APP-003": [], "ZM-APP-005": []}
    assert {name: [other.id for other in catalog.replacements(catalog.fact(name))] for name in expected} == expected
    fact, revision = catalog.resolve("ZM-APP-001")
    assert revision.withdrawn is not None
    assert catalog.resolve("ZM-APP-001v1")[1].withdrawn is None
    assert fact.latest.withdrawn is not None


def test_replacements_in_a_circle_come_to_an_end(repo: Repo) -> None:
    for one, other in (("1", "2"), ("2", "1")):
        repo.add(f"ZM-APP-00{one}")
        repo.withdraw(f"ZM-APP-00{one}", f"ZM-APP-00{other}")
    catalog = repo.catalog()
    assert catalog.replacements(catalog.fact("ZM-APP-001")) == []


def test_a_bare_id_means_the_newest_revision(repo: Repo) -> None:
    name = repo.add("ZM-APP-001")
    text = (repo.root / name).read_text(encoding="utf-8")
    newest = text[text.index("  - revision: 1") :].replace("revision: 1", "revision: 2")
    repo.write(name, text.replace("  - revision: 1", newest + "  - revision: 1"))
    catalog = repo.catalog()
    assert catalog.resolve("ZM-APP-001")[1].revision == 2
    assert catalog.resolve("zm-app-001v1")[1].revision == 1
    assert catalog.resolve(Citation("ZM-APP-001", 2))[1].revision == 2
    with pytest.raises(UnknownRevision, match=re.escape("Known: ZM-APP-001v2, ZM-APP-001v1")):
        catalog.resolve("ZM-APP-001v3")


@pytest.mark.parametrize("asked", ["ZM-APP-099", "APP-001", "", "../../etc/passwd"])
def test_an_unknown_id_is_refused(repo: Repo, asked: str) -> None:
    repo.add("ZM-APP-001")
    with pytest.raises(UnknownFact) as caught:
        repo.catalog().resolve(asked)
    assert caught.value.asked == asked
    assert set(caught.value.near) <= {"ZM-APP-001"}


def test_the_digest_changes_with_any_word_and_with_nothing_else(repo: Repo) -> None:
    name = repo.add("ZM-APP-001")
    before = repo.catalog().digest
    assert re.fullmatch("[0-9a-f]{64}", before)
    assert repo.catalog().digest == before
    repo.change(name, ("reads calendar events", "reads  \n      calendar events"))
    assert repo.catalog().digest == before
    repo.change("kb/vocabulary.yaml", ("meeting room", "board room"))
    changed = repo.catalog().digest
    repo.change(name, ("Rooms and events", "Rooms and their events"))
    assert len({before, changed, repo.catalog().digest}) == 3


def test_every_fact_of_the_real_catalog_is_resolved_by_its_citation(catalog: Catalog) -> None:
    for fact in catalog:
        assert catalog.resolve(fact.citation) == (fact, fact.latest)
        assert area_of(fact.id) in AREAS
    assert {fact.id for area in AREAS for fact in catalog.by_area(area)} == set(catalog.facts)
